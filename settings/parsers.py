"""How the text of some variables is read; each raises ValueError with what is wrong, and never with the value."""

from typing import Literal
from urllib.parse import quote, unquote


def form_of_lines(raw: str) -> Literal["plain", "json"]:
    """Accept a form of the lines of the log."""
    if raw == "plain":
        return "plain"
    if raw == "json":
        return "json"
    raise ValueError("is neither plain nor json.")


def token(raw: str) -> str:
    """Accept what cannot be guessed, or nothing."""
    if raw and (len(raw) < 32 or not raw.isascii() or not raw.isprintable() or " " in raw):
        raise ValueError("is shorter than 32 characters, or has others than letters, digits and signs.")
    return raw


def with_its_password_escaped(raw: str) -> str:
    """Read a password with @, /, # or ? as it was meant: all between the scheme and the last @ is name and password."""
    scheme, mark, rest = raw.partition("://")
    person, at, place = rest.rpartition("@")
    name, colon, password = person.partition(":")
    return f"{scheme}{mark}{quote(unquote(name), safe='')}{colon}{quote(unquote(password), safe='')}{at}{place}"


def reason(raw: str) -> str:
    """Accept a reason in words, or nothing."""
    if raw and len(raw.split()) < 3:
        raise ValueError("is not a reason of at least three words.")
    return raw


def seconds(raw: str) -> int:
    """Accept a number of seconds up to ten years."""
    if not raw.isascii() or not raw.isdigit() or int(raw) > 10 * 365 * 24 * 60 * 60:
        raise ValueError("is not a whole number of seconds, of ten years at most.")
    return int(raw)


def yes_or_no(raw: str) -> bool:
    """Accept yes or no."""
    if raw not in ("yes", "no"):
        raise ValueError("is not yes or no.")
    return raw == "yes"
