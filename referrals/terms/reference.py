"""The reference of a referral: readable by phone, and silent about order and place."""

import secrets

from django.urls import register_converter

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O and U, which are misheard or misread."""

SHAPE = "[0-9A-Za-z]{4}-[0-9A-Za-z]{4}"


def new_reference() -> str:
    """Return a random reference of 40 bits, as "K7QM-4TRX"."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{characters[:4]}-{characters[4:]}"


class ReferenceConverter:
    """A reference in an address, as people type it: capitals or not."""

    regex = SHAPE

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceConverter, "reference")  # once, for the addresses of team and receiver alike
