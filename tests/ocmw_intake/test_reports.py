"""Reporting wrong data, from the receiver to the team and back: the page says what became of it (R86–R88)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements.models import Message
from ocmw_intake import actions
from ocmw_intake.models import OutcomeKind, is_wanted
from outbox.models import Transmission, TransmissionStatus
from referrals import actions as referral_actions
from referrals.models import FOUR_FIELDS, Call, Correction, Defect, Referral, SpokeWith
from tests.builders.days import FILED_AT
from tests.builders.referrals import an_identification
from tests.ocmw_intake.steps import attempt
from tests.ocmw_intake.test_views import text

NOW = FILED_AT + timedelta(hours=2)


@pytest.fixture
def client(worker: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(worker)


@pytest.fixture
def report(referral: Referral, worker: User) -> Correction:
    actions.report_defects(referral, defects={"address_defect": Defect.OUTDATED}, by=worker, at=NOW)
    return Correction.objects.get()


def page_of(client: Client, referral: Referral) -> str:
    return text(client.get(reverse("ocmw_intake:referral", args=[referral.reference])))


def correct(report: Correction, status: TransmissionStatus | None = None) -> None:
    right = an_identification(street="Beukenlaan 9")
    made = referral_actions.correct(report, identification=right, call=None, by=report.referral.filed_by, at=NOW)
    if status is not None:
        Transmission.objects.filter(pk=made.transmission_id).update(
            status=status, sent_at=NOW if status == TransmissionStatus.SENT else None
        )


def _nothing(report: Correction) -> None:
    pass


def _confirm(report: Correction) -> None:
    referral_actions.confirm(report, by=report.referral.filed_by, at=NOW)


def _call(report: Correction) -> None:
    call = Call(on=timezone.localdate(NOW), spoke_with=SpokeWith.SOCIAL_WORKER)
    right = an_identification(street="Beukenlaan 9")
    referral_actions.correct(report, identification=right, call=call, by=report.referral.filed_by, at=NOW)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (_nothing, "Gemeld op 23 november 2026. Wacht op het team: het team kijkt dit na."),
        (_confirm, "Het team keek dit na op 23 november 2026. De gegevens kloppen."),
        (_call, "Het team gaf de juiste gegevens door aan de telefoon op 23 november 2026."),
        (lambda report: correct(report, TransmissionStatus.QUEUED), "Het nieuwe archief is onderweg."),
        (lambda report: correct(report, TransmissionStatus.SENT), "-2.zip of een nieuwer archief."),
        (lambda report: correct(report, TransmissionStatus.FAILED), "Kreeg u geen nieuw archief? Bel dan het team."),
    ],
)
def test_the_page_says_what_became_of_a_report(
    answer: Callable[[Correction], None], sentence: str, client: Client, referral: Referral, report: Correction
):
    """R88: the team tells the receiver what it corrected."""
    answer(report)
    page = page_of(client, referral)
    assert "Adres (verouderd)" in page
    assert sentence in page


def test_after_a_mistaken_no_the_archive_that_waits_is_still_on_its_way(
    client: Client, referral: Referral, worker: User, report: Correction
):
    """What it holds is decided when it leaves (tests/referrals/test_alike.py); the team notices nothing (D19)."""
    correct(report)
    attempt(referral, worker, reached=True)
    actions.record_outcome(referral, kind=OutcomeKind.DECLINES, by=worker, at=NOW)
    actions.take_back_outcome(referral, by=worker, at=NOW)
    assert is_wanted(referral.pk)
    assert "Het nieuwe archief is onderweg." in page_of(client, referral)


def test_a_report_tells_who_filed_at_once_and_names_no_client(client: Client, referral: Referral):
    """R86: reported at once to the person who filed."""
    url = reverse("ocmw_intake:defects", args=[referral.reference])
    answers = {**dict.fromkeys(FOUR_FIELDS, "fine"), "phone_defect": "missing"}
    page = text(client.post(url, answers, follow=True))
    assert f"Uw melding is bewaard. Wij verwittigden {referral.team.name}." in page
    message = Message.objects.get()
    assert message.recipient == referral.filed_by.email
    for datum in ("Noor", "Van den Voorbeeld", "Lindelaan", "470 00 00 12", "470000012"):
        assert datum not in message.subject + message.body


def test_a_second_report_joins_the_one_that_waits(client: Client, referral: Referral, report: Correction):
    url = reverse("ocmw_intake:defects", args=[referral.reference])
    shown = text(client.get(url))
    assert "U meldde al: Adres (verouderd)." in shown
    assert "Wat gebeurt er dan?" in shown
    client.post(url, {**dict.fromkeys(FOUR_FIELDS, "fine"), "name_defect": "wrong"})
    assert "Naam en voornaam (fout), Adres (verouderd)" in page_of(client, referral)
