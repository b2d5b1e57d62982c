"""Reads a paper by rules: proposals with their page and their words, and nothing is written."""
