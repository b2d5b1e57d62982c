"""The receiver's own terms (R84) and the days they give."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from directory.models import Organisation
from law.retention import STANDARD_TERMS
from ocmw_intake import actions
from ocmw_intake.models import OutcomeKind, ReceiverTerms, terms_of
from referrals.models import Referral
from tests.builders.days import FILED_AT
from tests.ocmw_intake.steps import attempt

NOW = FILED_AT + timedelta(hours=2)


@pytest.fixture
def client(signed_in, worker: User) -> Client:
    return signed_in(worker)


def set_terms(
    client: Client, ocmw: Organisation, days: object, years: object, attempts: object = 3, in_vain: object = 30
) -> str:
    url = reverse("ocmw_intake:terms", args=[ocmw.pk])
    answers = {
        "days_to_delete": days,
        "days_after_giving_up": in_vain,
        "years_after_closing": years,
        "attempts_before_giving_up": attempts,
    }
    return client.post(url, answers, follow=True).text


def test_without_terms_of_its_own_a_receiver_has_the_standard(ocmw: Organisation):
    assert terms_of(ocmw.pk) == STANDARD_TERMS


def test_a_receiver_sets_its_own_terms(client: Client, ocmw: Organisation):
    assert "De bewaartermijnen zijn bewaard." in set_terms(client, ocmw, 7, 5)
    assert (terms_of(ocmw.pk).days_to_delete, terms_of(ocmw.pk).years_after_closing) == (7, 5)
    assert AuditEvent.objects.filter(event="receiver_terms_set").get().details == {
        "days": 7,
        "days_in_vain": 30,
        "years": 5,
        "attempts": 3,
    }
    set_terms(client, ocmw, 8, 5)
    assert ReceiverTerms.objects.count() == 1


@pytest.mark.parametrize(
    ("days", "years", "attempts"),
    [
        ("", 10, 3),
        (91, 10, 3),
        (-1, 10, 3),
        ("zeven", 10, 3),
        (0, 0, 3),
        (0, 31, 3),
        (0, "", 3),
        (0, 10, 0),
        (0, 10, 11),
        (0, 10, ""),
    ],
)
def test_a_term_that_cannot_be_gets_a_sentence(
    client: Client, ocmw: Organisation, days: object, years: object, attempts: object
):
    page = set_terms(client, ocmw, days, years, attempts)
    assert "Vul een aantal" in page
    assert not ReceiverTerms.objects.exists()


@pytest.mark.parametrize("in_vain", ["", 91, -1, "zeven"])
def test_the_term_after_giving_up_has_its_bounds(client: Client, ocmw: Organisation, in_vain: object):
    assert "Vul een aantal dagen in van 0 tot 90, bijvoorbeeld 30." in set_terms(client, ocmw, 7, 5, in_vain=in_vain)
    assert not ReceiverTerms.objects.exists()


@pytest.mark.parametrize(("column", "value"), [("days_to_delete", 91), ("attempts_before_giving_up", 11)])
def test_the_database_refuses_it_as_well(ocmw: Organisation, column: str, value: int):
    with pytest.raises(IntegrityError):
        ReceiverTerms.objects.create(partner=ocmw, **{column: value})


def test_the_pages_say_by_which_day_to_delete(client: Client, referral: Referral, worker: User, ocmw: Organisation):
    set_terms(client, ocmw, 7, 5)
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    page = client.get(reverse("ocmw_intake:referral", args=[referral.reference])).text
    assert "Wis ten laatste op 30 november 2026." in page
    assert "tegen 30/11/2026" in client.get(reverse("ocmw_intake:worklist")).text


def test_who_wants_help_has_a_file_for_the_years_of_the_receiver(
    client: Client, referral: Referral, worker: User, ocmw: Organisation
):
    set_terms(client, ocmw, 7, 5)
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.WANTS_HELP, by=worker, at=NOW)
    page = client.get(reverse("ocmw_intake:referral", args=[referral.reference])).text
    assert "Bewaar dat dossier tot 5 jaar na het afsluiten." in page


def test_the_page_says_when_the_password_is_erased(client: Client, referral: Referral):
    page = client.get(reverse("ocmw_intake:referral", args=[referral.reference])).text
    assert "uiterlijk op 21 februari 2027" in page
