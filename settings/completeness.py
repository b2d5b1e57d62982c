"""Refuses at start what is half configured, where one variable asks for others."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from settings.environment import VARIABLES


def check_logins(values: dict[str, Any]) -> None:
    """Refuse a login that is half configured, by the name of what is missing or of what is too much."""
    for server in ("SMTP", "IMAP"):
        chosen = values[f"{server}_LOGIN"]
        asks = {
            f"{server}_USERNAME": chosen != "none",
            f"{server}_PASSWORD": chosen == "password",
            **dict.fromkeys(("OAUTH_TOKEN_URL", "OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET"), chosen == "xoauth2"),
        }
        for name, is_needed in asks.items():
            if is_needed and not values[name]:
                raise ImproperlyConfigured(f"{name} is missing: {server}_LOGIN is {chosen}. {VARIABLES[name].purpose}")
            if not is_needed and values[name] and name.startswith(server):
                raise ImproperlyConfigured(f"{name} is given, but {server}_LOGIN is {chosen}. Choose another login.")
    if values["IMAP_HOST"] and values["IMAP_LOGIN"] == "none":
        raise ImproperlyConfigured("IMAP_LOGIN is none, but a mailbox does not open without a login.")


def check_acmidm(values: dict[str, Any]) -> None:
    """Refuse ACM/IDM that is half configured, by the name of what is missing or of what is too much."""
    needed = ("ACMIDM_CLIENT_ID", "ACMIDM_CLIENT_SECRET", "ACMIDM_AGENCY_CODES")
    for name in needed:
        if values["ACMIDM_ISSUER"] and not values[name]:
            raise ImproperlyConfigured(f"{name} is missing: ACMIDM_ISSUER is given. {VARIABLES[name].purpose}")
    for name in (*needed, "ACMIDM_MFA"):
        if not values["ACMIDM_ISSUER"] and values[name]:
            raise ImproperlyConfigured(f"{name} is given, but ACMIDM_ISSUER is empty. {VARIABLES[name].purpose}")
