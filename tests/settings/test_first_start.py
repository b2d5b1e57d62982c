"""The first start of docs/operations.md: from an empty database to an administrator who can sign in."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from law.roles import Role
from tests.builders import PASSWORD

pytestmark = pytest.mark.django_db
OPERATIONS = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text()


def test_an_empty_database_gets_its_first_administrator(client, monkeypatch):
    monkeypatch.setattr("accounts.management.commands.create_account.getpass", lambda _prompt: PASSWORD)
    call_command(
        "register_organisation",
        "Agentschap Voorbeeld",
        kind="agency",
        enterprise_number="0999.000.030",
        street="Dorpsstraat 1",
        postal_code="9999",
        municipality_name="Voorbeelddorp",
    )
    call_command(
        "create_account",
        "eerste@agentschap.example",
        "Eerste",
        role="administrator",
        organisation="Agentschap Voorbeeld",
    )
    client.post(reverse("account_login"), {"login": "eerste@agentschap.example", "password": PASSWORD})
    assert "Koppel een app" in client.get(reverse("agreements:register"), follow=True).text
    assert User.objects.get().has_role(Role.ADMINISTRATOR)


def test_an_organisation_that_is_not_right_is_refused_in_words():
    with pytest.raises(CommandError, match="ondernemingsnummer"):
        call_command(
            "register_organisation", "X", kind="agency", enterprise_number="123", street="A 1", postal_code="9999",
            municipality_name="V",
        )  # fmt: skip


def test_every_command_that_operations_names_exists():
    from django.core.management import get_commands

    named = set(re.findall(r"manage\.py ([a-z_]+)", OPERATIONS))
    assert named <= set(get_commands())
    assert "register_organisation" in named
