"""A column of a spreadsheet: the same for template, import and export."""

import unicodedata
from dataclasses import dataclass
from typing import Any

Cells = dict[str, Any]
"""One line: key of the column → what stands in the cell."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""With one of these a cell would be a formula in a spreadsheet; what we write gets an apostrophe before it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` is part.field; what is only told in an export starts with "info." and is not read back."""

    key: str
    title: str
    explanation: str
    example: str = ""

    @property
    def is_read(self) -> bool:
        return not self.key.startswith("info.")


def column_key(title: str) -> str:
    """A title as it is compared: small letters and digits only, without accents; people retype and re-space them."""
    decomposed = unicodedata.normalize("NFKD", title.casefold())
    return "".join(sign for sign in decomposed if sign.isascii() and sign.isalnum())
