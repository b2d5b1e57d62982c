"""Invented example data, for `make run`, the tests and the bench."""
