"""Who works under papers reads them: what is agreed, whom to call, the signed papers, and nothing else (D32)."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from agreements.models import Contact, ContactKind, FileKind
from agreements.terms.papers import Party
from audit.events import Event
from audit.models import AuditEvent
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.agreements import a_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize("role", [Role.TEAM_MEMBER, Role.SOCIAL_WORKER])
def test_who_works_under_papers_finds_whom_to_call_and_the_signed_papers(westerlo, signed_in, role):
    Contact.objects.create(
        agreement=westerlo,
        party=Party.PARTNER,
        kind=ContactKind.BREACH,
        name_or_function="Dienst <b>",
        phone="+3214000000",
    )
    signed, advice = a_file(westerlo), a_file(westerlo, FileKind.ADVICE_OF_PARTNER)
    reader = signed_in(a_user(role, westerlo.team if role == Role.TEAM_MEMBER else westerlo.partner))
    page = reverse("agreements:own_paper", args=[westerlo.pk])
    assert page in reader.get(reverse("agreements:own_papers")).text
    shown = reader.get(page).text
    for words in ("Wie bel ik?", "Bij een gegevenslek", "Dienst &lt;b&gt;", 'href="tel:+3214000000"', "Opzegtermijn"):
        assert words in shown
    assert "/wijzigen/" not in shown, "nothing can be changed here"
    file = reverse("agreements:own_paper_file", args=[westerlo.pk, signed.pk])
    assert file in shown
    assert reader.get(file).url == page, "an address alone reads nothing"
    assert reader.post(file).content == b"%PDF-1.7"
    assert AuditEvent.objects.filter(event=Event.FILE_READ.value).count() == 1
    assert reader.post(reverse("agreements:own_paper_file", args=[westerlo.pk, advice.pk])).status_code == 404


def test_somebody_of_elsewhere_finds_nothing(westerlo, signed_in):
    stranger = signed_in(a_user(Role.TEAM_MEMBER))
    assert "Er is nog geen overeenkomst" in stranger.get(reverse("agreements:own_papers")).text
    assert stranger.get(reverse("agreements:own_paper", args=[westerlo.pk])).status_code == 404
    file = a_file(westerlo)
    assert stranger.post(reverse("agreements:own_paper_file", args=[westerlo.pk, file.pk])).status_code == 404
