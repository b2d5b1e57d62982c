"""GBO agreements: what is kept, what the gate then says day by day, and what cannot be true."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from agreements.models import FileKind, SuspensionReason
from agreements.terms.status import PaperStatus
from audit.events import Event
from audit.models import AuditEvent
from gbo import actions as gbo_actions
from gbo.models import GboAgreement, GboFile, GboLetter, GboNotice, GboParty, GboSuspension
from gbo.rules.status import next_deadline, status_of
from gbo.rules.stopping import RegisteredLetter
from law.obstacles import Obstacle
from law.onward import check_gbo_agreement
from law.refusal import Refusal
from tests.builders.directory import a_caw, a_dmw, a_municipality, a_team, an_ocmw
from tests.builders.gbo import a_gbo_agreement, a_gbo_suspension

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def who(administrator):
    return {"by": administrator, "at": NOW}


@pytest.fixture
def signed(db) -> GboAgreement:
    return a_gbo_agreement()


@pytest.fixture
def events(signed):
    """The events since the agreement was made, oldest first."""
    seen = AuditEvent.objects.count()
    return lambda: list(AuditEvent.objects.order_by("pk")[seen:])


def reload(agreement: GboAgreement) -> GboAgreement:
    return GboAgreement.objects.with_parties().get(pk=agreement.pk)


def obstacles(agreement: GboAgreement, on: date = TODAY) -> tuple[Obstacle, ...]:
    return check_gbo_agreement(gbo_agreement=reload(agreement), on=on).obstacles


def status(agreement: GboAgreement, on: date = TODAY) -> PaperStatus:
    found = reload(agreement)
    return status_of(found, check_gbo_agreement(gbo_agreement=found, on=on))


def letters(agreement: GboAgreement, by_party: GboParty, *days: date) -> list[RegisteredLetter]:
    others = [party for party in agreement.parties_in_order if party != by_party]
    return [
        RegisteredLetter(party, day, f"RR {number}")
        for number, (party, day) in enumerate(zip(others, days, strict=True))
    ]


def give_notice(agreement: GboAgreement, who, *days: date, last_day: date) -> None:
    gbo_actions.stopping.give_notice(
        agreement=agreement,
        by_party=agreement.caw,
        letters=letters(agreement, agreement.caw, *days),
        last_day=last_day,
        **who,
    )


def suspend(agreement: GboAgreement, who, from_on: date, until_on: date | None = None):
    caw, _ocmw, dmw = agreement.parties_in_order
    stop = gbo_actions.stopping.suspend(
        agreement=agreement,
        by_party=caw,
        against_party=dmw,
        from_on=from_on,
        until_on=until_on,
        reason=SuspensionReason.SECURITY,
        **who,
    )
    return GboSuspension.objects.get(pk=stop.suspension_id)


# --- the paper -------------------------------------------------------------------------------------------------------


def test_a_registered_agreement_waits_for_its_advice_and_its_signatures(who):
    made = gbo_actions.agreements.register(organisations=[a_caw(), an_ocmw(), a_dmw()], **who)
    assert obstacles(made) == (
        Obstacle.GBO_NOT_SIGNED_BY_CAW,
        Obstacle.GBO_NOT_SIGNED_BY_OCMW,
        Obstacle.GBO_NOT_SIGNED_BY_DMW,
        Obstacle.GBO_ADVICE_MISSING,
    )
    assert status(made) == PaperStatus.DRAFT
    (event,) = AuditEvent.objects.filter(event=Event.GBO_REGISTERED)
    assert (event.object_id, event.organisation_id) == (str(made.pk), made.caw.organisation_id)


def test_it_is_concluded_by_one_caw_and_at_least_one_ocmw_and_one_dmw(who):
    caw, ocmw, dmw = a_caw(), an_ocmw(), a_dmw()
    for wrong in ([caw, ocmw], [ocmw, dmw], [caw, dmw], [], [caw, ocmw, dmw, a_team()], [caw, ocmw, dmw, a_caw("X")]):
        with pytest.raises(Refusal, match="Kies één CAW"):
            gbo_actions.agreements.register(organisations=wrong, **who)
    assert not GboAgreement.objects.exists()


def test_it_is_in_force_from_the_last_signature_and_nobody_types_that_day(signed, who):
    """R40: also the second DMW has to sign."""
    later = a_gbo_agreement(a_caw("CAW Twee"), an_ocmw("OCMW Twee"), a_dmw("DMW Twee"), signed_on=None)
    gbo_actions.agreements.add_party(agreement=later, organisation=a_dmw("DMW Drie"), **who)
    days = [date(2025, 5, 5), date(2025, 5, 6), date(2025, 5, 7), date(2025, 6, 2)]
    for party, day in zip(reload(later).parties_in_order, days, strict=True):
        assert reload(later).in_force_from is None
        terms = {"signatory_name": "T. Ekenaar", "signatory_function": "directeur", "signed_on": day}
        gbo_actions.agreements.change_party(party=party, terms=terms, **who)
    assert reload(later).in_force_from == date(2025, 6, 2)
    assert obstacles(later, date(2025, 6, 1)) == (Obstacle.GBO_NOT_SIGNED_BY_DMW,)
    assert obstacles(later, date(2025, 6, 2)) == ()
    assert "in_force_from" not in {field.name for field in GboAgreement._meta.get_fields()}


@pytest.mark.parametrize(
    ("advised_on", "found"),
    [
        (date(2025, 3, 3), ()),
        (date(2025, 3, 4), (Obstacle.GBO_ADVICE_AFTER_SIGNATURE,)),
        (None, (Obstacle.GBO_ADVICE_MISSING,)),
    ],
)
def test_the_dpo_of_the_caw_advises_before_the_first_signature(advised_on, found):
    """R43."""
    agreement = a_gbo_agreement(advised_on=advised_on)
    assert obstacles(agreement) == found


@pytest.mark.parametrize("left", ["NAAM CAW", "[DATUM]", "xxxx", "Naam en functie"])
def test_a_placeholder_left_in_any_text_makes_it_incomplete(signed, left):
    party = signed.caw
    for row, name in (
        (signed, "drawn_up_at_place"),
        (signed, "advised_by"),
        (party, "signatory_name"),
        (party, "signatory_function"),
        (party, "second_signatory_name"),
        (party, "second_signatory_function"),
        (party, "dpo_name"),
        (party.organisation, "name"),
    ):
        before = getattr(row, name)
        setattr(row, name, left)
        row.save()
        assert obstacles(signed) == (Obstacle.GBO_INCOMPLETE,)
        assert status(signed) == PaperStatus.DRAFT
        setattr(row, name, before)
        row.save()
    assert obstacles(signed) == ()


def test_the_parties_stand_fast_once_someone_signed(signed, who):
    with pytest.raises(Refusal, match="eerste handtekening op 3 maart 2025"):
        gbo_actions.agreements.add_party(agreement=signed, organisation=a_dmw("DMW Later"), **who)
    draft = a_gbo_agreement(a_caw("CAW A"), an_ocmw("OCMW A"), an_ocmw("OCMW B"), a_dmw("DMW A"), signed_on=None)
    ocmw = next(party for party in draft.parties_in_order if str(party) == "OCMW B")
    gbo_actions.agreements.remove_party(party=ocmw, **who)
    for last in reload(draft).parties_in_order:
        with pytest.raises(Refusal, match="minstens één kernactor"):
            gbo_actions.agreements.remove_party(party=last, **who)
    assert str(reload(draft)) == "CAW A – OCMW A – DMW A"


def test_a_party_is_added_once_and_only_an_ocmw_or_a_dmw(who):
    draft = a_gbo_agreement(signed_on=None)
    for wrong in (a_caw("CAW Extra"), a_team(), draft.parties_in_order[1].organisation):
        with pytest.raises(Refusal):
            gbo_actions.agreements.add_party(agreement=draft, organisation=wrong, **who)
    assert draft.parties.count() == 3


def test_the_database_keeps_what_cannot_be(signed):
    """No second CAW, no party twice, no signature of nobody, no publication without address."""
    caw, ocmw, _dmw = signed.parties_in_order
    draft = GboParty.objects.create(agreement=signed, organisation=an_ocmw("OCMW Later"), kind="ocmw")
    for row, changes in (
        (signed, {"advice_asked_on": date(2025, 2, 4)}),
        (signed, {"publication_url": ""}),
        (signed, {"published_on": None}),
        (caw, {"signatory_name": ""}),
        (draft, {"second_signatory_name": "Bo Maes"}),
        (draft, {"second_signatory_function": "voorzitter"}),
        (caw, {"kind": "local_team"}),
        (ocmw, {"kind": "caw"}),
        (ocmw, {"organisation": caw.organisation}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**changes)


# --- one in force at a time ------------------------------------------------------------------------------------------


def successor(signed: GboAgreement) -> GboAgreement:
    ocmw = signed.parties_in_order[1].organisation
    return a_gbo_agreement(a_caw("CAW Nieuw"), ocmw, a_dmw("DMW Nieuw"), signed_on=None)


def sign(agreement: GboAgreement, who, day: date) -> None:
    for party in agreement.parties_in_order:
        terms = {"signatory_name": "T. Ekenaar", "signatory_function": "directeur", "signed_on": day}
        gbo_actions.agreements.change_party(party=party, terms=terms, **who)


def test_an_ocmw_has_one_agreement_in_force_at_a_time(signed, who):
    """R91: otherwise nobody could say which one counts."""
    second = successor(signed)
    with pytest.raises(Refusal, match="OCMW Voorbeeldbos heeft dan al een GBO-overeenkomst"):
        sign(second, who, date(2026, 11, 2))
    assert reload(second).in_force_from is None


def test_a_next_agreement_begins_the_day_after_the_last_one_ends(signed, who):
    give_notice(signed, who, date(2026, 1, 7), date(2026, 1, 7), last_day=date(2026, 7, 11))
    second = successor(signed)
    with pytest.raises(Refusal, match="heeft dan al"):
        sign(second, who, date(2026, 7, 11))
    sign(second, who, date(2026, 7, 12))
    assert reload(second).in_force_from == date(2026, 7, 12)


def test_a_caw_and_a_dmw_have_an_agreement_in_each_of_their_regions(signed, who):
    caw, _ocmw, dmw = (party.organisation for party in signed.parties_in_order)
    other = a_gbo_agreement(
        caw, an_ocmw("OCMW Ander", serves=a_municipality("99008", "Anderdorp")), dmw, signed_on=None
    )
    sign(other, who, date(2026, 11, 2))
    assert obstacles(other) == ()


@pytest.mark.django_db(transaction=True)
def test_two_agreements_signed_at_the_same_moment_do_not_both_come_in_force(administrator):
    ocmw = an_ocmw("OCMW Voorbeeldbos")
    drafts = []
    for name in ("Eén", "Twee"):
        draft = a_gbo_agreement(a_caw(f"CAW {name}"), ocmw, a_dmw(f"DMW {name}"), signed_on=date(2026, 11, 2))
        GboParty.objects.filter(pk=draft.caw.pk).update(signed_on=None)
        drafts.append(reload(draft))
    start, refused = threading.Barrier(2), []

    def last_signature(draft: GboAgreement) -> None:
        start.wait()
        try:
            terms = {"signed_on": date(2026, 11, 3)}
            gbo_actions.agreements.change_party(party=draft.caw, terms=terms, by=administrator, at=NOW)
        except Refusal:
            refused.append(draft)
        finally:
            connection.close()

    threads = [threading.Thread(target=last_signature, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert sorted(reload(draft).in_force_from is None for draft in drafts) == [False, True]


# --- notice (R39) ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_on", "starts_on", "last_day"),
    [
        (date(2026, 11, 25), date(2026, 11, 30), date(2027, 5, 29)),  # Wednesday
        (date(2026, 11, 29), date(2026, 11, 30), date(2027, 5, 29)),  # Sunday
        (date(2026, 11, 30), date(2026, 12, 7), date(2027, 6, 6)),  # Monday
        (date(2026, 8, 26), date(2026, 8, 31), date(2027, 2, 28)),  # a month that is too short
    ],
)
def test_a_notice_starts_on_the_monday_after_its_week_and_lasts_six_months(signed, who, given_on, starts_on, last_day):
    """R39."""
    give_notice(signed, who, given_on, given_on, last_day=last_day)
    found = reload(signed)
    assert (found.notice_given_on, found.notice_starts_on, found.notice_ends_on) == (given_on, starts_on, last_day)
    assert obstacles(signed, last_day) == ()
    assert status(signed, last_day) == PaperStatus.UNDER_NOTICE
    assert obstacles(signed, last_day + DAY) == (Obstacle.GBO_NOTICE_EXPIRED,)
    assert status(signed, last_day + DAY) == PaperStatus.ENDED


def test_the_last_of_the_letters_counts(signed, who):
    """R39: the notice goes to both others; on Sunday one of them had none yet."""
    give_notice(signed, who, date(2026, 11, 22), date(2026, 11, 23), last_day=date(2027, 5, 29))
    assert reload(signed).notice_given_on == date(2026, 11, 23)


def test_a_notice_needs_the_proof_of_a_letter_to_each_of_the_others(signed, who, events):
    caw = signed.caw
    both = letters(signed, caw, TODAY, TODAY)
    for wrong in ([], both[:1], [both[0], both[0]], [*both, both[0]], [*both, RegisteredLetter(caw, TODAY, "RR 3")]):
        with pytest.raises(Refusal, match="naar elke andere kernactor"):
            gbo_actions.stopping.give_notice(
                agreement=signed, by_party=caw, letters=wrong, last_day=date(2027, 5, 29), **who
            )
    assert (GboNotice.objects.count(), events()) == (0, [])


def test_a_notice_is_given_once_and_its_proof_is_not_in_the_trail(signed, who, events):
    give_notice(signed, who, TODAY, TODAY, last_day=date(2027, 5, 29))
    with pytest.raises(Refusal, match="al opgezegd op 25 november 2026"):
        give_notice(signed, who, TODAY, TODAY, last_day=date(2027, 5, 29))
    (event,) = events()
    assert event.event == Event.GBO_NOTICE_GIVEN
    assert event.details == {
        "party": str(signed.caw.pk),
        "given_on": "2026-11-25",
        "last_day": "2027-05-29",
    }
    assert GboLetter.objects.count() == 2


def test_a_notice_keeps_the_last_day_that_was_shown_or_nothing(signed, who):
    with pytest.raises(Refusal, match="Kijk de laatste dag opnieuw na"):
        give_notice(signed, who, TODAY, TODAY, last_day=date(2027, 5, 30))
    assert reload(signed).notice_of_one is None


def test_what_is_not_in_force_cannot_be_ended(who):
    draft = a_gbo_agreement(signed_on=None)
    with pytest.raises(Refusal, match="nog niet door alle kernactoren ondertekend"):
        give_notice(draft, who, TODAY, TODAY, last_day=date(2027, 5, 29))
    later = a_gbo_agreement(a_caw("CAW B"), an_ocmw("OCMW B"), a_dmw("DMW B"), signed_on=date(2026, 11, 24))
    with pytest.raises(Refusal, match="pas in werking vanaf 24 november 2026"):
        give_notice(later, who, date(2026, 11, 23), date(2026, 11, 20), last_day=date(2027, 5, 29))


def test_after_a_notice_or_a_suspension_no_day_of_signing_changes(signed, who):
    suspend(signed, who, TODAY)
    with pytest.raises(Refusal, match="De handtekeningen liggen vast"):
        gbo_actions.agreements.change_party(party=signed.caw, terms={"signed_on": None}, **who)
    gbo_actions.agreements.change_party(party=signed.caw, terms={"dpo_name": "N. Ieuw"}, **who)
    assert reload(signed).caw.dpo_name == "N. Ieuw"


# --- suspension and stop (R101) --------------------------------------------------------------------------------------


def test_a_suspension_stops_passing_on_until_the_other_complies(signed, who, events):
    """R101, art. 9: the first and the last day included."""
    suspension = suspend(signed, who, date(2026, 11, 2))
    assert obstacles(signed, date(2026, 11, 1)) == ()
    assert obstacles(signed, date(2026, 11, 2)) == (Obstacle.GBO_SUSPENDED,)
    assert status(signed) == PaperStatus.SUSPENDED
    gbo_actions.stopping.end_suspension(suspension=suspension, last_day=date(2026, 11, 20), **who)
    assert obstacles(signed, date(2026, 11, 20)) == (Obstacle.GBO_SUSPENDED,)
    assert obstacles(signed, date(2026, 11, 21)) == ()
    assert [event.event for event in events()] == [Event.GBO_SUSPENDED, Event.GBO_SUSPENSION_ENDED]


def test_one_actor_has_one_suspension_at_a_time(signed, who):
    suspend(signed, who, date(2026, 11, 2))
    with pytest.raises(Refusal, match="schortte het doorgeven al op vanaf 2 november 2026"):
        suspend(signed, who, date(2026, 11, 20))


def stop(suspension, who, notified_on: date, stopped_on: date) -> None:
    gbo_actions.stopping.stop(
        suspension=suspension, notified_on=notified_on, notification_proof="RR 9", stopped_on=stopped_on, **who
    )


def test_after_a_suspension_and_a_notification_sharing_stops_for_good(signed, who, events):
    """R101, art. 9."""
    suspension = suspend(signed, who, date(2026, 9, 1))
    stop(suspension, who, date(2026, 10, 1), date(2026, 11, 2))
    assert obstacles(signed, date(2026, 11, 1)) == (Obstacle.GBO_SUSPENDED,)
    assert obstacles(signed, date(2026, 11, 2)) == (Obstacle.GBO_STOPPED,)
    assert status(signed) == PaperStatus.ENDED
    assert events()[-1].event == Event.GBO_STOPPED
    with pytest.raises(Refusal, match="al stopgezet vanaf 2 november 2026"):
        gbo_actions.stopping.end_suspension(suspension=suspension, last_day=TODAY, **who)
    sign(successor(signed), who, date(2026, 11, 3))


@pytest.mark.parametrize(
    ("notified_on", "stopped_on", "sentence"),
    [
        (date(2026, 8, 31), date(2026, 11, 2), "De opschorting begint op 1 september 2026"),
        (date(2026, 9, 1), date(2026, 9, 1), "Kies een latere dag"),
        (date(2026, 10, 2), date(2026, 10, 1), "De kennisgeving komt eerst"),
    ],
)
def test_a_stop_comes_after_the_suspension_and_after_the_notification(signed, who, notified_on, stopped_on, sentence):
    suspension = suspend(signed, who, date(2026, 9, 1))
    with pytest.raises(Refusal, match=sentence):
        stop(suspension, who, notified_on, stopped_on)
    assert reload(signed).stopped_on is None


def test_who_complied_in_time_is_not_stopped(signed, who):
    suspension = suspend(signed, who, date(2026, 9, 1), date(2026, 9, 30))
    with pytest.raises(Refusal, match="De laatste dag is 30 september 2026"):
        stop(suspension, who, date(2026, 9, 15), date(2026, 10, 2))


def test_the_database_refuses_a_stop_without_its_notification(signed):
    suspension = a_gbo_suspension(signed)
    day = date(2026, 5, 4)
    whole = {"notified_on": day, "notification_proof": "RR 9", "stopped_on": day, "until_on": day - DAY}
    for changes in (
        {"stopped_on": day},
        {**whole, "notification_proof": ""},
        {**whole, "notified_on": None},
        {**whole, "notified_on": day + DAY},
        {**whole, "until_on": None},
        {**whole, "until_on": day},
        {"against_party": suspension.by_party},
        {"until_on": date(2026, 3, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            signed.suspensions.filter(pk=suspension.pk).update(**changes)
    signed.suspensions.filter(pk=suspension.pk).update(**whole)


# --- words, and files ------------------------------------------------------------------------------------------------


def test_the_next_day_that_matters_is_told(signed, who):
    assert next_deadline(signed, TODAY) == ""
    suspend(signed, who, date(2026, 11, 2), date(2026, 12, 31))
    assert next_deadline(reload(signed), TODAY) == "31 december 2026: einde van een opschorting"
    give_notice(signed, who, TODAY, TODAY, last_day=date(2027, 5, 29))
    assert next_deadline(reload(signed), TODAY) == "30 november 2026: begin van de opzegtermijn"
    assert next_deadline(reload(signed), date(2027, 1, 1)) == "29 mei 2027: laatste dag na de opzegging"


def test_a_draft_goes_from_asking_advice_to_signing(who):
    draft = a_gbo_agreement(signed_on=None, advised_on=None)
    assert status(draft) == PaperStatus.DRAFT
    gbo_actions.agreements.change_terms(agreement=draft, terms={"advice_asked_on": date(2026, 11, 2)}, **who)
    assert status(draft) == PaperStatus.AWAITING_ADVICE
    gbo_actions.agreements.change_terms(
        agreement=draft, terms={"advised_on": date(2026, 11, 3), "advised_by": "D. P."}, **who
    )
    assert status(draft) == PaperStatus.TO_SIGN


def test_a_file_belongs_to_its_gbo_agreement(signed, who):
    file = gbo_actions.agreements.keep_file(agreement=signed, kind=FileKind.GBO_AGREEMENT, content=b"%PDF-1.7", **who)
    assert bytes(GboFile.objects.get(pk=file.pk).content) == b"%PDF-1.7"
    with pytest.raises(IntegrityError), transaction.atomic():
        GboFile.objects.filter(pk=file.pk).update(agreement=None)
