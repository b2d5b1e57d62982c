"""The first start of docs/operations.md: from an empty database to an administrator who can sign in."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Invitation, User
from directory.models import Municipality, Organisation
from law.roles import Role
from tests.builders.accounts import PASSWORD
from tests.clients import Browser

pytestmark = pytest.mark.django_db
OPERATIONS = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text()


ANSWERS = {
    "agency": "Agentschap Voorbeeld",
    "enterprise_number": "0999.000.030",
    "street": "Dorpsstraat 1",
    "postal_code": "9999",
    "municipality_name": "Voorbeelddorp",
    "email": "eerste@agentschap.example",
    "name": "Eerste Proef",
}


def first_run(**answers: str) -> str:
    out = io.StringIO()
    call_command("first_run", **answers, stdout=out)
    return out.getvalue()


def test_one_command_and_a_link_make_the_first_administrator():
    """D34: nobody types the password of another."""
    link = re.search(r"http\S+", first_run(**ANSWERS))[0]
    assert Municipality.objects.exists()
    browser = Browser()
    assert "De operator nodigt u uit" in browser.get(link).text
    chosen = {"name": "Eerste Proef", "password": PASSWORD, "repeated": PASSWORD}
    assert "Kies hoe u inlogt" in browser.post(link, chosen, follow=True).text
    assert User.objects.get().has_role(Role.ADMINISTRATOR)
    assert "Kies hoe u inlogt" in browser.get(reverse("agreements:register"), follow=True).text
    assert "heeft al toegang" in first_run()


def test_the_command_goes_on_where_it_stopped_and_makes_nothing_twice():
    with pytest.raises(CommandError, match="--agency, --enterprise-number"):
        first_run()
    with pytest.raises(CommandError, match="--email, --name"):
        first_run(**{name: ANSWERS[name] for name in ANSWERS if name not in ("email", "name")})
    first, again = first_run(**ANSWERS), first_run()
    assert re.search(r"http\S+", first)[0] == re.search(r"http\S+", again)[0]
    assert (Organisation.objects.count(), Invitation.objects.count()) == (1, 1)


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
    assert "create_account" in named
