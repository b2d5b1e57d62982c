"""Spreadsheets in and out: columns, CSV and XLSX, and the guard against formulas. Knows no framework."""
