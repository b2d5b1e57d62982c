"""Invented work of years in bulk, to see how the product behaves with much of it (`manage.py generate_load`)."""
