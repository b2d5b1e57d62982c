"""Statements that are written once in each process, and asked with other values each time (ADR 0099)."""
