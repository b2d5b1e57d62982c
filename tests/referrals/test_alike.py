"""All mail of client business looks alike, and a correction that nobody wants leaves like any other (D19, D24)."""

import re
from email import policy
from io import BytesIO

import pytest
import pyzipper
from django.utils import timezone

from audit.models import AGENCY, AuditEvent
from outbox import delivery
from outbox.delivery import SIZE
from outbox.handover import HandoverOutcome, HandoverResult, RelayLine, Stage
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals import actions, wanted
from referrals.models import Referral
from tests.builders.directory import a_team
from tests.builders.referrals import a_correction, a_referral, an_identification
from tests.referrals.steps import archive_in, deliver_all, opened_by_seven_zip, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

SECRETS = ("Noor", "Beukenlaan")


def correct(referral: Referral) -> Transmission:
    """Correct the address; return the mail that is queued."""
    correction = a_correction(referral)
    right = an_identification(street="Beukenlaan 9")
    actions.correct(correction, identification=right, call=None, by=referral.filed_by, at=timezone.now())
    return Transmission.objects.get(kind=Kind.CORRECTION)


@pytest.fixture
def wants_nothing(monkeypatch):
    """Let the receiver answer that it wants nothing any more, or again that it does."""

    def answer(*, is_wanted: bool) -> None:
        monkeypatch.setattr(wanted, "_wanted", [lambda referral_id: is_wanted])

    return answer


def what_shows(mail) -> tuple[object, ...]:
    """All that can be seen of a mail without the password, but for what is random or counts archives."""
    archive = archive_in(mail)
    with pyzipper.AESZipFile(BytesIO(archive)) as opened:
        entries = [(entry.filename, entry.file_size, entry.date_time) for entry in opened.infolist()]
    text = re.sub(r"(\w{4}-\w{4})-\d\.zip", r"\1.zip", mail.get_body().get_content())
    names = [name for name, _ in mail.items()]
    return (len(mail.as_bytes(policy=policy.SMTP)), names, mail["Subject"], text, entries, len(archive))


def test_data_correction_and_deletion_notice_look_alike_to_the_byte(inbox):
    referral = a_referral()
    deliver_all()
    correct(referral)
    deliver_all()
    withdraw(Referral.objects.get())
    deliver_all()
    kinds = Transmission.objects.order_by("created_at").values_list("kind", flat=True)
    assert list(kinds) == [Kind.REFERRAL, Kind.CORRECTION, Kind.DELETION_NOTICE]
    shown = [what_shows(mail) for mail in inbox.mails]
    assert len(shown) == 3
    assert shown[0] == shown[1] == shown[2]
    assert all(len(bytes(one.message)) == SIZE for one in Transmission.objects.all())
    assert "Open dit bericht voor u iets doet" in inbox.mails[0].get_body().get_content()


def test_a_client_with_a_long_name_of_a_team_with_a_long_name_looks_like_any_other(inbox):
    first = a_referral()
    long = {"first_name": "Ann" + "a" * 57, "last_name": "Van B" + "b" * 55, "street": "C" + "c" * 80 + " 12"}
    a_referral(team=a_team("Kind en Gezin team " + "x" * 100), partner=first.partner, residence=first.residence, **long)
    deliver_all()
    assert [len(bytes(one.message)) for one in Transmission.objects.all()] == [SIZE, SIZE]


def test_a_correction_that_is_not_wanted_leaves_like_any_other_and_holds_no_data(
    inbox, referral, wants_nothing, tmp_path
):
    mail = correct(referral)
    wants_nothing(is_wanted=False)
    deliver_all()
    mail.refresh_from_db()
    assert mail.status == TransmissionStatus.SENT
    [sent] = [one for one in inbox.mails if "-2.zip" in one.as_string()]
    found = opened_by_seven_zip(archive_in(sent), mail.password, tmp_path)
    assert list(found) == ["gegevens.txt", "gegevens.jsonld"]
    assert "U hoeft niets te doen" in found["gegevens.txt"]
    assert not any(secret in text for secret in SECRETS for text in found.values())
    assert not any(secret.encode() in bytes(mail.message) for secret in SECRETS)
    [event] = AuditEvent.objects.filter(event="transmission_sent", details__kind="correction")
    assert event.log == AGENCY


@pytest.mark.parametrize("is_wanted_later", [False, True])
def test_what_was_sealed_before_the_receiver_changed_its_mind_is_composed_again(
    inbox, referral, wants_nothing, tmp_path, monkeypatch, is_wanted_later
):
    """The relay was away at the first attempt: its bytes say what was true then, and must not leave now (R57)."""
    mail = correct(referral)
    wants_nothing(is_wanted=not is_wanted_later)
    away = HandoverResult(HandoverOutcome.NOT_SENT, Stage.CONNECT, None, None)
    with monkeypatch.context() as relay:
        relay.setattr(RelayLine, "hand_over", lambda *_arguments, **_options: away)
        delivery.deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.status, mail.message is None) == (TransmissionStatus.QUEUED, False)
    wants_nothing(is_wanted=is_wanted_later)
    Transmission.objects.filter(pk=mail.pk).update(due_at=timezone.now())
    delivery.deliver(mail.pk)
    [sent] = [one for one in inbox.mails if "-2.zip" in one.as_string()]
    text = opened_by_seven_zip(archive_in(sent), mail.password, tmp_path)["gegevens.txt"]
    assert ("Beukenlaan 9" in text) is is_wanted_later
    assert ("U hoeft niets te doen" in text) is not is_wanted_later
    assert (sent["Message-ID"], len(sent.as_bytes(policy=policy.SMTP))) == (mail.message_id, SIZE)


def test_a_repeat_of_a_correction_whose_content_did_not_change_is_the_same_to_the_byte(
    inbox, referral, wants_nothing, monkeypatch
):
    mail = correct(referral)
    seen = []
    away = HandoverResult(HandoverOutcome.UNKNOWN, Stage.DATA, None, None)
    with monkeypatch.context() as relay:
        relay.setattr(RelayLine, "hand_over", lambda self, content, **options: seen.append(content) or away)
        for _ in range(2):
            Transmission.objects.filter(pk=mail.pk).update(due_at=timezone.now())
            delivery.deliver(mail.pk)
    assert len(seen) == 2
    assert seen[0] == seen[1]
