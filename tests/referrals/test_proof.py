"""Proof of consent outlives the data: apart, sealed, opened with four eyes, gone on its own day (art. 7.1 AVG, D17)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from consent.models import Proof, SignedSheet
from law.refusal import Refusal
from law.roles import Role
from referrals import actions
from referrals.models import Draft, OpeningReason, Referral, SheetOpening
from referrals.rules.sheet import told_to
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.consent import a_consent
from tests.builders.database import unguarded
from tests.builders.directory import a_municipality, a_team, an_ocmw
from tests.builders.referrals import a_referral, an_identification
from tests.vault.pdfs import a_pdf
from vault import key_ring
from vault.key_ring import VaultError, unseal

CONTENT = a_pdf()


@pytest.fixture
def referral(db, now) -> Referral:
    """Erased, with a sheet that was signed."""
    found = a_referral(sent=True, channel="written")
    actions.keep_signed_sheet(found, content=CONTENT, by=found.filed_by, at=timezone.now())
    now.shift(timedelta(days=91))
    assert actions.erase(found.pk, at=timezone.now())
    found.refresh_from_db()
    return found


@pytest.fixture
def head(referral):
    found = a_user(Role.TEAM_MEMBER, referral.team)
    found.membership_set.update(is_head=True)
    return found


@pytest.fixture
def dpo(referral):
    return a_user(Role.AUDITOR)


@pytest.fixture
def recorded(db, now) -> Referral:
    """Filed by the action itself, which records what was told."""
    residence, team = a_municipality(), a_team()
    ocmw, member = an_ocmw(serves=residence), a_user(Role.TEAM_MEMBER, team)
    papers_in_force(team, ocmw)
    draft = Draft.objects.create(team=team, residence=residence, started_by=member)
    consent = a_consent(team=team, receiver=ocmw, obtained_by=member)
    return actions.file_referral(
        draft, consent=consent, identification=an_identification(), by=member, at=timezone.now()
    )


def ask(referral, by) -> SheetOpening:
    return actions.ask_opening(referral.reference, reason=OpeningReason.COURT, by=by, at=timezone.now())


def agree(opening, by) -> None:
    actions.agree_to_opening(opening, by=by, at=timezone.now())


def read(opening, by) -> bytes:
    return actions.read_closed_sheet(opening, by=by, at=timezone.now())


@pytest.mark.parametrize("first", ["dpo", "head"])
def test_the_sheet_opens_for_a_dpo_together_with_a_head_of_the_team_whoever_asks(referral, head, dpo, first):
    asks, agrees = (dpo, head) if first == "dpo" else (head, dpo)
    opening = ask(referral, asks)
    with pytest.raises(Refusal, match="niet open"):
        read(opening, asks)
    agree(opening, agrees)
    assert read(opening, asks) == read(opening, agrees) == CONTENT
    events = AuditEvent.objects.filter(event__in=["sheet_opening_asked", "sheet_opening_agreed", "signed_sheet_read"])
    told = [(one.event, one.actor, one.details.get("reason")) for one in events.order_by("pk")]
    assert told == [
        ("sheet_opening_asked", asks, "court"),
        ("sheet_opening_agreed", agrees, None),
        ("signed_sheet_read", asks, "court"),
        ("signed_sheet_read", agrees, "court"),
    ]


def test_it_closes_again_after_a_day_and_a_question_nobody_answers_goes_stale(referral, head, dpo, now):
    opening = ask(referral, dpo)
    agree(opening, head)
    now.shift(timedelta(hours=25))
    with pytest.raises(Refusal, match="niet open"):
        read(opening, dpo)
    second = ask(referral, dpo)
    now.shift(timedelta(days=15))
    with pytest.raises(Refusal, match="te oud"):
        agree(second, head)


def test_two_of_one_side_are_not_four_eyes(referral, head, dpo):
    for asks, other in ((dpo, a_user(Role.AUDITOR)), (head, _another_head(referral))):
        opening = ask(referral, asks)
        for same in (asks, other):
            with pytest.raises(Refusal, match="andere kant"):
                agree(opening, same)
        SheetOpening.objects.all().delete()


def _another_head(referral):
    found = a_user(Role.TEAM_MEMBER, referral.team)
    found.membership_set.update(is_head=True)
    return found


def test_the_database_wants_two_people_too(referral, dpo):
    opening = ask(referral, dpo)
    with pytest.raises(IntegrityError, match="a_sheet_is_opened_by_two"), transaction.atomic():
        SheetOpening.objects.filter(pk=opening.pk).update(agreed_by=dpo, agreed_at=timezone.now())


@pytest.mark.parametrize("who", ["member", "head of another team", "head without secrecy", "administrator", "worker"])
def test_nobody_else_asks_agrees_or_reads(referral, dpo, who):
    person = {
        "member": lambda: a_user(Role.TEAM_MEMBER, referral.team),
        "head of another team": lambda: _head_elsewhere(),
        "head without secrecy": lambda: _head_without_secrecy(referral),
        "administrator": lambda: a_user(Role.ADMINISTRATOR),
        "worker": lambda: a_user(Role.SOCIAL_WORKER, referral.partner),
    }[who]()
    with pytest.raises(Refusal):
        ask(referral, person)
    opening = ask(referral, dpo)
    with pytest.raises(Refusal):
        agree(opening, person)
    with pytest.raises(Refusal):
        read(opening, person)
    assert not SheetOpening.objects.visible_to(person).exists()


def _head_elsewhere():
    found = a_user(Role.TEAM_MEMBER, a_team("Team Elders"))
    found.membership_set.update(is_head=True)
    return found


def _head_without_secrecy(referral):
    found = a_user(Role.TEAM_MEMBER, referral.team, bound_by_secrecy_since=None)
    found.membership_set.update(is_head=True)
    return found


def test_a_sheet_of_data_that_are_here_and_a_referral_without_sheet_need_no_second_person(referral, dpo):
    with_data = a_referral(team=referral.team, partner=referral.partner, filed_by=referral.filed_by, sent=True)
    for reference in (with_data.reference, "ZZZZ-ZZZZ"):
        with pytest.raises(Refusal, match="Hier is geen blad"):
            actions.ask_opening(reference, reason=OpeningReason.CLIENT, by=dpo, at=timezone.now())


def test_both_do_it_on_their_pages(referral, head, dpo, signed_in):
    of_dpo, of_head = signed_in(dpo), signed_in(head)
    page = of_dpo.post(
        reverse("referrals:openings"), {"reference": referral.reference.lower(), "reason": "complaint"}, follow=True
    ).text
    assert "wacht op het hoofd van het team" in page
    assert "Akkoord gaan" not in page
    assert "De DPO vraagt u om een ondertekend blad te openen" in of_head.get(reverse("referrals:worklist")).text
    opening = SheetOpening.objects.get()
    mine = reverse("referrals:referral", args=[referral.reference])
    assert "Akkoord gaan" in of_head.get(mine).text
    of_head.post(reverse("referrals:agree", args=[opening.pk]))
    assert "Ondertekend blad openen" in of_head.get(mine).text
    for client in (of_dpo, of_head):
        assert client.post(reverse("referrals:read_closed_sheet", args=[opening.pk])).content == CONTENT
        assert client.get(reverse("referrals:read_closed_sheet", args=[opening.pk])).status_code == 302
    assert "Noor" not in of_dpo.get(reverse("referrals:openings")).text


def test_a_sheet_that_became_proof_is_not_removed(referral):
    with pytest.raises(Refusal, match="bewijs"):
        actions.remove_signed_sheet(referral, by=referral.filed_by, at=timezone.now())
    with pytest.raises(Refusal, match="gesloten"):
        actions.read_signed_sheet(referral, by=referral.filed_by, at=timezone.now())


class TestWhatWasTold:
    def test_is_kept_word_for_word_as_it_was_on_that_day(self, recorded, settings):
        before = told_to(recorded)
        settings.RETENTION_DAYS_AFTER_OPENING = 7
        type(recorded.team).objects.filter(pk=recorded.team_id).update(phone="+3214999999")
        recorded = Referral.objects.get(pk=recorded.pk)
        assert told_to(recorded) == before
        assert before.days_opened == "30"
        assert Proof.objects.get().ends_on == date(2036, 11, 23)

    def test_never_changes_and_goes_no_sooner_than_its_day_not_even_by_raw_sql(self, recorded):
        for statement in ("UPDATE consent_proof SET ends_on = ends_on - 1", "DELETE FROM consent_proof"):
            refused = pytest.raises(IntegrityError, match="never changes")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)

    def test_opens_under_no_other_key_and_not_without_one(self, recorded):
        """A key of its own: whoever opens the four fields cannot open this."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT told FROM consent_proof")
            sealed = bytes(cursor.fetchone()[0])
        context = Proof._meta.get_field("told").context_of(Proof.objects.get())
        with pytest.raises(VaultError):
            unseal(sealed, context=context)
        assert b"receiver" in unseal(sealed, context=context, purpose=f"{key_ring.SEAL}/consent.proof")

    def test_is_gone_with_the_sheet_after_ten_years(self, recorded):
        with unguarded():
            Proof.objects.update(ends_on=date(2025, 11, 22))
        SignedSheet.objects.create(
            consent=recorded.consent, content=b"x", size=1, kept_by=recorded.filed_by, kept_at=timezone.now()
        )
        assert actions.erase_expired(at=timezone.now()).proofs == 1
        assert not Proof.objects.exists()
        assert not SignedSheet.objects.exists()
        assert actions.erase_expired(at=timezone.now()).proofs == 0


def test_the_dossier_stays_complete_after_erasing_without_the_four_fields(now, recorded, signed_in):
    """Art. 15: what was sent, when, to whom, on which text of consent, who read a password."""
    referral = recorded
    type(referral.transmission).objects.update(status="sent", sent_at=timezone.now())
    worker = a_user(Role.SOCIAL_WORKER, referral.partner)
    actions.read_password(referral, by=worker, at=timezone.now())
    identification = Referral.objects.get().identification

    def dossier() -> str:
        return signed_in(referral.filed_by).post(reverse("referrals:dossier", args=[referral.reference])).text

    before = dossier()
    now.shift(timedelta(days=91))
    assert actions.erase(referral.pk, at=timezone.now())
    after = dossier()
    for one in (identification.name.last_name, identification.address.street):
        assert one in before
        assert one not in after
    facts = told_to(referral)
    for words in (
        referral.transmission.recipient,
        f"{referral.reference}.zip",
        referral.partner.name,
        "Nederlands",
        facts.stop,
        "op 23 november 2026, 11:00",
        f"23 november 2026, 11:00: {referral.partner.name}",
    ):
        assert words in before
        assert words in after


def test_filing_keeps_what_finds_the_client_again(recorded):
    """D16: by the action itself, with each detail that there is."""
    assert {row.detail for row in recorded.fingerprints.all()} == {"address", "phone", "email"}
