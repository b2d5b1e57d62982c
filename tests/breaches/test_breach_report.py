"""`manage.py breach_report`: what left to whom, for the operator, without any breach record (R97, D8)."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from breaches.models import Breach
from outbox.models import Attempt, Transmission, TransmissionStatus
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db

SENT_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def agreement():
    return papers_in_force(a_team(), an_ocmw())


def sent(agreement, **changes):
    return a_referral(
        team=agreement.team, partner=agreement.partner, agreement=agreement, sent=True, filed_at=SENT_AT, **changes
    )


def report(*arguments: str) -> str:
    out = StringIO()
    call_command("breach_report", *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_references_and_numbers_and_no_client(agreement):
    referral = sent(agreement, last_name="Zeldzamenaam")
    said = report("--since", "2026-01-01", "--until", "2026-11-30")
    assert f"2026-11-23 10:00  {referral.reference}  sociaal@ocmw.example  aanmelding  verstuurd\n" in said
    assert "sociaal@ocmw.example: 1\n" in said
    assert "Samen 1 van 1 januari 2026 tot en met 30 november 2026." in said
    assert "Zeldzamenaam" not in said
    assert not Breach.objects.exists()


def test_what_may_have_left_is_said_so(agreement):
    referral = a_referral(team=agreement.team, partner=agreement.partner, agreement=agreement)
    Transmission.objects.filter(pk=referral.transmission_id).update(
        status=TransmissionStatus.CANCELLED, is_ambiguous=True
    )
    Attempt.objects.create(transmission=referral.transmission, number=1, started_at=SENT_AT)
    said = report("--since", "2026-11-23", "--until", "2026-11-23")
    assert f"2026-11-23 10:00  {referral.reference}  sociaal@ocmw.example  aanmelding  misschien verstuurd\n" in said


def test_it_narrows_to_a_mailbox_or_a_partner(agreement):
    sent(agreement)
    period = ("--since", "2026-01-01", "--until", "2026-11-30")
    assert "Samen 1" in report(*period, "--mailbox", "sociaal@ocmw.example")
    assert "Samen 1" in report(*period, "--partner", "voorbeelddorp")
    an_ocmw("OCMW Elders")
    for other in (("--mailbox", "elders@ocmw.example"), ("--partner", "Elders")):
        with pytest.raises(SystemExit) as stopped:
            report(*period, *other)
        assert stopped.value.code == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--since", "2026-01-02", "--until", "2026-01-01"], "De laatste dag ligt voor de eerste dag."),
        (["--since", "0001-01-01"], "Kijk het jaar na"),
        (["--since", "2026-01-01", "--partner", "Bestaat niet"], "Deze partner kennen wij niet."),
        (["--since", "2026-01-01", "--partner", "OCMW"], "Meer dan één partner past: OCMW A, OCMW B."),
        (["--since", "gisteren"], "--since"),
        (["--since", "2026-01-01", "--mailbox", "a@b.example", "--partner", "OCMW"], "not allowed"),
    ],
)
def test_a_question_that_is_not_clear_exits_with_2(arguments, sentence):
    an_ocmw("OCMW A")
    an_ocmw("OCMW B")
    with pytest.raises(CommandError) as refused:
        report(*arguments)
    assert sentence in str(refused.value)
    assert refused.value.returncode in (1, 2)  # 2 from the command line: Django's parser raises for `call_command`
