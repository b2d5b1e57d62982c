"""Who may do what: the five roles, and how a view says which of them it serves.

A view only *declares* (`@allowed_to(Role.TEAM_MEMBER)`); `accounts.middleware` enforces, and refuses every view of ours
that declares nothing. So the declaration can stand in any app, and a forgotten one closes a page instead of opening it.
"""

from collections.abc import Callable
from enum import StrEnum, auto
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

EVERYONE = "everyone"
SIGNED_IN = "signed_in"
HALF_SIGNED_IN = "half_signed_in"


class Role(StrEnum):
    """The roles of R6, R8 and D8; a person holds them through memberships of organisations."""

    TEAM_MEMBER = auto()
    SOCIAL_WORKER = auto()
    ADMINISTRATOR = auto()
    AUDITOR = auto()
    RECEIVER_AUDITOR = auto()

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.TEAM_MEMBER: "teamlid",
    Role.SOCIAL_WORKER: "maatschappelijk werker",
    Role.ADMINISTRATOR: "beheerder overeenkomsten",
    Role.AUDITOR: "DPO / auditor",
    Role.RECEIVER_AUDITOR: "DPO van de ontvanger",
}


def allowed_to(*roles: Role) -> Callable[[View], View]:
    """Mark a view as serving these roles only; anyone else who is signed in gets a 403."""
    if not roles:
        raise ValueError("Name at least one role.")
    return _mark(frozenset(roles))


def allowed_to_signed_in(view: View) -> View:
    """Mark a view as serving everyone who is signed in, whatever the role."""
    return _mark(SIGNED_IN)(view)


def allowed_to_half_signed_in(view: View) -> View:
    """Mark a view as serving also who gave a password and has no second factor yet: to set it up."""
    return _mark(HALF_SIGNED_IN)(view)


def open_to_everyone(view: View) -> View:
    """Mark a view as serving visitors who are not signed in as well."""
    return _mark(EVERYONE)(view)


def asks_proof(view: View) -> View:
    """Mark a view for which somebody shows again who sits here: what it gives or changes cannot be undone (ADR 0064).

    Whoever gave password or code within the last quarter of an hour is not asked. `accounts.middleware` asks, on GET
    and on POST, after it was decided whether this person may come here at all.
    """
    view.asks_proof = True  # type: ignore[attr-defined]
    return view


def _mark(audience: frozenset[Role] | str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]  # functions take attributes; typing has no word for it
        return view

    return decorate
