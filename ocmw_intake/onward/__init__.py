"""Passing the four fields on to a GBO partner (R78, R90–R93): an app of its own."""
