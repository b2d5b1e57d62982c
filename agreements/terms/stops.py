"""How a letter about a stop reaches the other party (D29)."""

from enum import auto

from audit.codes import Codes


class Route(Codes):
    """By mail, on paper for the post, or both."""

    MAIL = auto(), "per mail"
    POST = auto(), "op papier"
    BOTH = auto(), "per mail en op papier"
