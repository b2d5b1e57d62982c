"""The scan of what the client signed: sealed, read by the team only, gone with the data (R53, D1; ADR 0028)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from consent.models import SignedSheet
from law.refusal import Refusal
from law.roles import Role
from referrals import actions
from tests.builders.accounts import a_user
from tests.builders.referrals import a_referral
from tests.referrals.steps import withdraw
from tests.vault.pdfs import a_pdf, with_attachment
from vault.pdf import LARGEST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

CLIENT = "noor van den voorbeeld.pdf"


@pytest.fixture
def referral(db):
    return a_referral(sent=True, channel="written")


@pytest.fixture
def client(referral, signed_in):
    return signed_in(referral.filed_by)


def url(name: str, referral) -> str:
    return reverse(f"referrals:{name}", args=[referral.reference])


def upload(client, referral, content: bytes):
    file = SimpleUploadedFile(CLIENT, content, content_type="application/pdf")
    return client.post(url("add_signed_sheet", referral), {"file": file}, follow=True)


def keep(referral, content: bytes = b"%PDF-1.7") -> SignedSheet:
    return actions.keep_signed_sheet(referral, content=content, by=referral.filed_by, at=timezone.now())


def test_a_sheet_is_kept_and_read_again_in_a_sandbox(client, referral):
    content = a_pdf()
    page = upload(client, referral, content).text
    assert "Het ondertekende blad is bewaard." in page
    assert "Ondertekend blad bewaard op 23 november 2026." in page
    answer = client.post(url("read_signed_sheet", referral))
    assert answer.content == content
    assert answer["Content-Disposition"] == f'attachment; filename="toestemming-{referral.reference}.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "no-store"


def test_the_database_holds_it_sealed_and_nothing_of_its_name(client, referral):
    content = a_pdf()
    upload(client, referral, content)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, row_to_json(s)::text FROM consent_signedsheet s")
        sealed, row = cursor.fetchone()
    assert b"%PDF" not in bytes(sealed)
    assert "noor" not in row


def test_keeping_reading_and_removing_are_in_the_trail_without_the_client(client, referral):
    upload(client, referral, a_pdf())
    client.post(url("read_signed_sheet", referral))
    client.post(url("remove_signed_sheet", referral))
    events = list(AuditEvent.objects.filter(event__startswith="signed_sheet").order_by("pk"))
    assert [event.event for event in events] == ["signed_sheet_kept", "signed_sheet_read", "signed_sheet_removed"]
    assert all(event.actor == referral.filed_by for event in events)
    assert all("noor" not in str(event.details).lower() for event in events)


def test_an_address_alone_reads_nothing(client, referral):
    keep(referral)
    assert client.get(url("read_signed_sheet", referral)).url == url("referral", referral)
    assert not AuditEvent.objects.filter(event="signed_sheet_read").exists()


def test_it_closes_when_the_data_are_erased_and_stays_as_proof(client, referral):
    """D17."""
    keep(referral)
    later = timezone.now() + timedelta(days=91)
    assert actions.erase(referral.pk, at=later)
    assert SignedSheet.objects.get().content
    page = client.post(url("read_signed_sheet", referral), follow=True).text
    assert "Het ondertekende blad is gesloten of weggehaald." in page
    assert "Ondertekend blad openen" not in page


def test_nothing_comes_in_after_the_data_were_erased(referral):
    actions.erase(referral.pk, at=timezone.now() + timedelta(days=91))
    with pytest.raises(Refusal, match="niet bewaard"):
        keep(referral)


def test_nothing_comes_in_after_a_withdrawal(referral):
    withdraw(referral)
    with pytest.raises(Refusal, match="niet bewaard"):
        keep(referral)


def test_an_oral_consent_has_no_sheet(signed_in):
    referral = a_referral(sent=True)
    with pytest.raises(Refusal, match="niet bewaard"):
        keep(referral)
    client = signed_in(referral.filed_by)
    assert "Ondertekend blad toevoegen" not in client.get(url("referral", referral)).text
    assert client.get(url("add_signed_sheet", referral)).url == url("referral", referral)


def test_a_second_sheet_waits_until_the_first_is_removed(client, referral):
    first, second = a_pdf(), a_pdf(with_pages(2))
    upload(client, referral, first)
    upload(client, referral, second)
    assert client.post(url("read_signed_sheet", referral)).content == first
    assert "Was dit het verkeerde blad?" in client.get(url("remove_signed_sheet", referral)).text
    client.post(url("remove_signed_sheet", referral))
    assert not SignedSheet.objects.exists()
    upload(client, referral, second)
    assert client.post(url("read_signed_sheet", referral)).content == second


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"geen pdf", "Dit is geen pdf-bestand."),
        (b"", "Dit bestand is leeg."),
        (b"%PDF-" + b"x" * LARGEST, "Dit bestand is groter dan 10 MB."),
        (a_pdf(with_attachment), "In deze pdf zit een ander bestand."),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence(client, referral, content, sentence):
    assert sentence in upload(client, referral, content).text
    assert not SignedSheet.objects.exists()


def test_a_member_who_is_not_bound_by_secrecy_reads_none(signed_in, referral):
    """R7."""
    keep(referral)
    member = a_user(Role.TEAM_MEMBER, referral.team, bound_by_secrecy_since=None)
    assert signed_in(member).post(url("read_signed_sheet", referral)).status_code == 404


def test_a_colleague_of_the_team_reads_it(signed_in, referral):
    keep(referral)
    colleague = a_user(Role.TEAM_MEMBER, referral.team)
    assert signed_in(colleague).post(url("read_signed_sheet", referral)).status_code == 200


def test_the_dossier_says_that_there_is_one(client, referral):
    keep(referral)
    assert "het blad dat u ondertekende, sinds 23 november 2026" in client.post(url("dossier", referral)).text


def with_pages(count: int):
    """The document has so many pages more."""

    def change(pdf) -> None:
        for _ in range(count):
            pdf.add_blank_page()

    return change
