"""Whether two addresses are one mailbox, however a mail server writes them (RFC 3461, 3464, 5321, 5891)."""

import re

LONGEST = 1000  # characters that are looked at
_TYPED = re.compile(r"[A-Za-z0-9-]{1,20}\s*;")
_COMMENT = re.compile(r"\([^()]{0,200}\)")
_XTEXT = re.compile(r"\+(2[1-9A-F]|[3-6][0-9A-F]|7[0-9A-E])")
"""A sign as RFC 3461 writes it, always in capitals: `+2B` is a plus, `+40` an @."""


def address_in(field: str) -> str:
    """The address in a field of a report: `rfc822;<An@OCMW.example>` → `an@ocmw.example`; empty when there is none."""
    text = _COMMENT.sub(" ", field[:LONGEST]).strip()
    if typed := _TYPED.match(text):
        text = text[typed.end() :].strip()
    if "<" in text:
        text = text.rpartition("<")[2].partition(">")[0]
    text = _XTEXT.sub(lambda match: chr(int(match[1], 16)), text.strip("<> \t"))
    if text.startswith("@"):  # a route of old: @relay.example:an@ocmw.example
        text = text.partition(":")[2]
    local, at, domain = text.removeprefix("mailto:").rpartition("@")
    local, domain = local.strip().strip('"').lower(), domain.strip().rstrip(".").lower()
    return f"{local}@{_in_ascii(domain)}" if at and local and domain else ""


def is_same_mailbox(one: str, other: str) -> bool:
    """Whether both lead to the same mailbox: what stands behind a plus in the name is for the owner alone."""
    first, second = _name_and_domain(one), _name_and_domain(other)
    return first is not None and first == second


def is_same_name(one: str, other: str) -> bool:
    """Whether the part before the @ is the same: a server that moves a mail to its inside domain keeps that."""
    first, second = _name_and_domain(one), _name_and_domain(other)
    return first is not None and second is not None and first[0] == second[0]


def _name_and_domain(address: str) -> tuple[str, str] | None:
    local, at, domain = address_in(address).rpartition("@")
    return (local.partition("+")[0] or local, domain) if at else None


def _in_ascii(domain: str) -> str:
    try:
        return domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        return domain
