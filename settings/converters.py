"""Kinds of parts of an address that more than one room uses."""

from django.urls import register_converter

from sheets.writing import CONTENT_TYPES


class SheetConverter:
    """A kind of spreadsheet."""

    regex = "|".join(CONTENT_TYPES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SheetConverter, "sheet")
