from tests.agreements.conftest import (
    administrator,
    agency,
    browser,
    certificate,
    diest,
    inbox,
    partner,
    second_administrator,
    team,
    westerlo,
)

__all__ = [
    "administrator",
    "agency",
    "browser",
    "certificate",
    "diest",
    "inbox",
    "partner",
    "second_administrator",
    "team",
    "westerlo",
]
