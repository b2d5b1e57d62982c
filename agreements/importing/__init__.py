"""Existing papers from a spreadsheet: its columns, how it is read, and what each of its lines would do."""
