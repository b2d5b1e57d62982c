from tests.agreements.conftest import (
    administrator,
    agency,
    browser,
    certificate,
    diest,
    inbox,
    kept_westerlo,
    known,
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
    "kept_westerlo",
    "known",
    "partner",
    "second_administrator",
    "team",
    "westerlo",
]
