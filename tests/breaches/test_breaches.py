"""The register of breaches (R24, R97, R98, D9): what left, the clock, and what is kept."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from agreements import actions
from audit.events import Event
from audit.models import AuditEvent
from breaches import actions as breaches_actions
from breaches import letters as breach_notice
from breaches import rules as breaches
from breaches.models import (
    AffectedTransmission,
    Attendee,
    Authority,
    Breach,
    BreachNotice,
    BreachSearch,
    ClientsTold,
    ConsultationChannel,
    DecidedBy,
    Happening,
    MeasureKind,
    NoReportReason,
    NotToldReason,
    TakenOutReason,
)
from law.refusal import Overtaken, Refusal
from law.roles import Role
from outbox.actions import cancel_queued
from outbox.models import Attempt, Kind, Transmission, TransmissionStatus
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.database import unguarded
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DISCOVERED = AT - timedelta(hours=31)
BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture
def agreement():
    return papers_in_force(a_team(), an_ocmw())


def a_breach(by, *, agreement=None, at=AT, **changes) -> Breach:
    details = {
        "discovered_at": DISCOVERED,
        "discovered_by": "agency",
        "happenings": [Happening.WRONG_MAILBOX],
        "from_on": None,
        "until_on": None,
        **changes,
    }
    return breaches_actions.register_breach(key=uuid.uuid4(), details=details, agreement=agreement, by=by, at=at)


def search(breach, by, *, at=AT, **conditions) -> int:
    answers = {"mailbox": "", "partner": None, "from_on": None, "until_on": None, **conditions}
    return breaches_actions.search_affected(breach=breach, **answers, by=by, at=at)


def sent(agreement, *, filed_at=AT - timedelta(days=1), **changes):
    return a_referral(
        team=agreement.team, partner=agreement.partner, agreement=agreement, sent=True, filed_at=filed_at, **changes
    )


def affected(breach) -> set[str]:
    return set(breach.affected.counted().values_list("transmission__reference", flat=True))


# what left


def test_what_left_is_found_from_the_mailbox_the_partner_or_the_period(agreement, administrator):
    referral = sent(agreement)
    for conditions in (
        {"mailbox": "SOCIAAL@ocmw.example"},
        {"partner": agreement.partner},
        {"from_on": date(2026, 11, 23), "until_on": date(2026, 11, 23)},
    ):
        breach = a_breach(administrator)
        assert search(breach, administrator, **conditions) == 1
        assert affected(breach) == {referral.reference}
        assert list(breach.agreements.all()) == [agreement]


def test_another_mailbox_partner_or_period_finds_nothing(agreement, administrator):
    sent(agreement)
    breach = a_breach(administrator)
    for conditions in (
        {"mailbox": "elders@ocmw.example"},
        {"partner": an_ocmw("OCMW Elders")},
        {"from_on": date(2026, 11, 24)},
        {"until_on": date(2026, 11, 22)},
    ):
        assert search(breach, administrator, **conditions) == 0
    assert affected(breach) == set()


def test_a_period_counts_days_in_brussels_with_both_ends(agreement):
    """23:30 in Brussels on the 22nd is 22:30 UTC, and half past midnight on the 24th is still the 23rd in UTC."""
    sent(agreement, filed_at=datetime(2026, 11, 22, 23, 30, tzinfo=BRUSSELS))
    inside = sent(agreement, filed_at=datetime(2026, 11, 23, 0, 0, tzinfo=BRUSSELS))
    late = sent(agreement, filed_at=datetime(2026, 11, 23, 23, 59, tzinfo=BRUSSELS))
    sent(agreement, filed_at=datetime(2026, 11, 24, 0, 30, tzinfo=BRUSSELS))
    found = breaches.what_left(from_on=date(2026, 11, 23), until_on=date(2026, 11, 23))
    assert [mail.reference for mail in found] == [inside.reference, late.reference]


def test_what_never_left_is_not_found(agreement):
    queued = a_referral(team=agreement.team, partner=agreement.partner, agreement=agreement)
    Transmission.objects.filter(pk=queued.transmission_id).update(status=TransmissionStatus.FAILED)
    a_referral(team=agreement.team, partner=agreement.partner, agreement=agreement)
    assert list(breaches.what_left()) == []


def test_what_may_have_left_is_found_also_when_it_was_cancelled_since(agreement):
    referral = a_referral(team=agreement.team, partner=agreement.partner, agreement=agreement)
    tried_at = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    Attempt.objects.create(transmission=referral.transmission, number=1, started_at=tried_at)
    mail = referral.transmission
    mail.status, mail.lease_until, mail.message = TransmissionStatus.SENDING, tried_at + timedelta(minutes=1), b"bytes"
    mail.save(update_fields=["status", "lease_until", "message"])
    cancel_queued(subject_id=referral.pk)
    [found] = breaches.what_left(from_on=date(2026, 11, 23), until_on=date(2026, 11, 23))
    assert (found.reference, found.status, found.left_at) == (
        referral.reference,
        TransmissionStatus.CANCELLED,
        tried_at,
    )
    assert not breaches.what_left(from_on=date(2026, 11, 24)).exists()


def test_a_mail_is_found_under_the_address_it_went_to_after_the_mailbox_changed(agreement, administrator):
    referral = sent(agreement)
    actions.mailbox.set_mailbox(protocol=agreement.protocol, address="nieuw@ocmw.example", by=administrator, at=AT)
    assert [mail.reference for mail in breaches.what_left(mailbox="sociaal@ocmw.example")] == [referral.reference]
    assert not breaches.what_left(mailbox="nieuw@ocmw.example").exists()


def test_mails_without_client_data_are_never_affected(agreement):
    referral = sent(agreement)
    for kind in (Kind.DELETION_NOTICE, Kind.MESSAGE, Kind.MAILBOX_CHECK):
        with unguarded():
            Transmission.objects.filter(pk=referral.transmission_id).update(kind=kind)
        assert not breaches.what_left().exists()
    with unguarded():
        Transmission.objects.filter(pk=referral.transmission_id).update(kind=Kind.CORRECTION)
    assert breaches.what_left().exists()


def test_a_search_is_kept_and_done_again_it_finds_only_what_left_since(agreement, administrator):
    breach = a_breach(administrator)
    sent(agreement)
    assert search(breach, administrator, partner=agreement.partner) == 1
    assert search(breach, administrator, partner=agreement.partner) == 0
    sent(agreement)
    assert search(breach, administrator, partner=agreement.partner) == 1
    kept = BreachSearch.objects.get()
    assert kept.found == 2
    told = AuditEvent.objects.filter(event=Event.BREACH_SEARCHED).order_by("pk").values_list("details", flat=True)
    assert [(row["found"], row["added"]) for row in told] == [(1, 1), (1, 0), (2, 1)]


def test_a_mail_is_taken_out_for_a_reason_and_no_search_brings_it_back(agreement, administrator):
    referral = sent(agreement)
    breach = a_breach(administrator)
    search(breach, administrator, partner=agreement.partner)
    row = breach.affected.get()
    breaches_actions.take_out(affected=row, reason=TakenOutReason.NOT_OPENED, by=administrator, at=AT)
    assert search(breach, administrator, partner=agreement.partner) == 0
    assert affected(breach) == set()
    assert Breach.objects.with_affected_count().get().affected_count == 0
    told = AuditEvent.objects.get(event=Event.BREACH_TAKEN_OUT).details
    assert told == {"reference": referral.reference, "reason": "not_opened"}
    breaches_actions.put_back(affected=row, by=administrator, at=AT)
    assert affected(breach) == {referral.reference}


def test_a_search_reads_no_client_data(agreement, administrator, django_assert_max_num_queries):
    for _ in range(3):
        sent(agreement)
    breach = a_breach(administrator)
    with django_assert_max_num_queries(25) as queries:
        search(breach, administrator, partner=agreement.partner)
    assert not any('"password"' in query["sql"] or '"message"' in query["sql"] for query in queries)
    assert not any("referrals_" in query["sql"] for query in queries)


# the clock


def words(breach, at) -> str:
    return breaches.clock(breach, at=at).words


def test_the_clock_says_how_long_there_is_left_or_how_late_it_is(administrator):
    breach = a_breach(administrator)
    hours = {31: "nog 41 uur", 71: "nog 1 uur", 72: "nog 0 minuten", 75: "over de termijn: 3 uur te laat"}
    assert {passed: words(breach, DISCOVERED + timedelta(hours=passed)) for passed in hours} == hours
    assert words(breach, DISCOVERED + timedelta(hours=71, minutes=59)) == "nog 1 minuut"
    assert words(breach, DISCOVERED + timedelta(hours=72, seconds=1)) == "over de termijn: minder dan 1 uur te laat"


def test_elapsed_hours_are_real_hours_across_the_change_to_winter_time(administrator):
    discovered = datetime(2026, 10, 23, 14, 0, tzinfo=BRUSSELS)
    breach = a_breach(administrator, discovered_at=discovered)
    assert words(breach, datetime(2026, 10, 26, 12, 0, tzinfo=BRUSSELS)) == "nog 1 uur"
    assert words(breach, datetime(2026, 10, 26, 14, 0, tzinfo=BRUSSELS)) == "over de termijn: 1 uur te laat"


def test_the_clock_stops_when_it_was_reported_or_need_not_be(administrator):
    breach = a_breach(administrator)
    report = {"breach": breach, "by": administrator, "at": AT + timedelta(days=9)}
    late = DISCOVERED + timedelta(hours=74)
    breaches_actions.decide_report(**report, authority=Authority.GBA, reported_at=late)
    breach.refresh_from_db()
    assert words(breach, AT + timedelta(days=9)) == "gemeld, 2 uur te laat"
    breaches_actions.decide_report(**report, authority=Authority.VTC, reported_at=DISCOVERED + timedelta(hours=72))
    breach.refresh_from_db()
    assert words(breach, AT + timedelta(days=9)) == "op tijd gemeld"
    breaches_actions.decide_report(
        **report,
        authority=Authority.NONE,
        no_report_reason=NoReportReason.ENCRYPTED,
        no_report_decided_by=DecidedBy.BOTH_DPOS,
    )
    breach.refresh_from_db()
    assert words(breach, AT + timedelta(days=9)) == "melding niet nodig"
    assert breach.reported_at is None


# the record


def test_a_late_entry_is_welcome_and_a_future_one_refused(administrator):
    assert a_breach(administrator, discovered_at=AT - timedelta(days=7)).pk
    with pytest.raises(Refusal, match="ligt in de toekomst"):
        a_breach(administrator, discovered_at=AT + timedelta(minutes=1))


def test_the_same_page_sent_twice_makes_one_breach(administrator):
    key = uuid.uuid4()
    details = {
        "discovered_at": DISCOVERED,
        "discovered_by": "client",
        "happenings": [Happening.UNKNOWN],
        "from_on": None,
        "until_on": None,
    }
    for _ in range(2):
        breaches_actions.register_breach(key=key, details=details, agreement=None, by=administrator, at=AT)
    assert Breach.objects.count() == 1
    assert AuditEvent.objects.filter(event=Event.BREACH_REGISTERED).count() == 1


def test_a_breach_is_closed_when_all_is_decided_and_reopened_when_there_is_more(agreement, administrator):
    breach = a_breach(administrator, agreement=agreement)
    by = {"breach": breach, "by": administrator, "at": AT}
    with pytest.raises(Refusal, match="toezichthouder gemeld is"):
        breaches_actions.close_breach(**by, on=AT.date())
    breaches_actions.decide_report(**by, authority=Authority.GBA, reported_at=AT)
    breaches_actions.decide_clients(
        **by, told=ClientsTold.NO, not_told_reason=NotToldReason.ENCRYPTED, decided_on=AT.date(), told_on=None
    )
    breaches_actions.keep_measure(**by, kind=MeasureKind.MAILBOX_CLOSED, on=AT.date(), is_done=False)
    with pytest.raises(Refusal, match="elke maatregel gedaan"):
        breaches_actions.close_breach(**by, on=AT.date())
    breaches_actions.keep_measure(**by, kind=MeasureKind.MAILBOX_CLOSED, on=AT.date(), is_done=True)
    breaches_actions.close_breach(**by, on=AT.date())
    with pytest.raises(Refusal, match="Heropen het eerst"):
        search(breach, administrator, partner=agreement.partner)
    breaches_actions.reopen_breach(**by)
    assert search(breach, administrator, partner=agreement.partner) == 0


def test_a_consultation_has_someone_of_both_sides(agreement, administrator):
    """R98: the parties consult each other."""
    breach = a_breach(administrator, agreement=agreement)
    answers = {
        "breach": breach,
        "agreement": agreement,
        "held_at": AT,
        "channel": ConsultationChannel.PHONE,
        "agency_attendees": [Attendee.DPO],
        "by": administrator,
        "at": AT,
    }
    for _ in range(2):
        breaches_actions.record_consultation(**answers, partner_attendees=[Attendee.BREACH_CONTACT, Attendee.ICT])
    kept = breach.consultations.get()
    assert kept.partner_attendees == ["breach_contact", "ict"]
    assert AuditEvent.objects.filter(event=Event.BREACH_CONSULTED).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        breaches_actions.record_consultation(**{**answers, "held_at": DISCOVERED}, partner_attendees=[])
    early = {**answers, "held_at": DISCOVERED - timedelta(minutes=1)}
    with pytest.raises(Refusal, match="voor de ontdekking"):
        breaches_actions.record_consultation(**early, partner_attendees=[Attendee.DPO])


def test_the_database_refuses_a_report_without_a_moment_and_no_report_without_a_reason(administrator):
    breach = a_breach(administrator)
    for values in (
        {"authority": "gba"},
        {"authority": "none"},
        {"authority": "none", "no_report_reason": "encrypted"},
        {"authority": "", "reported_at": AT},
        {"authority": "vtc", "reported_at": DISCOVERED - timedelta(hours=1)},
        {"happenings": []},
        {"happenings": ["iets anders"]},
        {"clients_told": "yes"},
        {"clients_told": "no", "clients_decided_on": AT.date()},
        {"discovered_at": AT + timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Breach.objects.filter(pk=breach.pk).update(**values)


def test_the_trail_of_a_breach_holds_codes_and_no_client(agreement, administrator):
    sent(agreement, last_name="Zeldzamenaam")
    breach = a_breach(administrator, agreement=agreement)
    search(breach, administrator, mailbox="sociaal@ocmw.example")
    told = str(list(AuditEvent.objects.values_list("details", flat=True)))
    assert "Zeldzamenaam" not in told
    assert "@" not in told


def test_only_who_keeps_or_audits_the_papers_sees_a_breach(administrator):
    a_breach(administrator)
    seen = {role: Breach.objects.visible_to(a_user(role)).count() for role in (Role.ADMINISTRATOR, Role.AUDITOR)}
    assert seen == {Role.ADMINISTRATOR: 1, Role.AUDITOR: 1}
    assert Breach.objects.visible_to(a_user(Role.TEAM_MEMBER, a_team("Team Elders"))).count() == 0
    assert Breach.objects.visible_to(a_user(Role.SOCIAL_WORKER, an_ocmw("OCMW Elders"))).count() == 0


# reported by a team member


def report(referral, by, *, at=AT) -> Breach:
    return breaches_actions.report_from_referral(
        reference=referral.reference,
        agreement=referral.agreement,
        happening=Happening.WRONG_MAILBOX,
        discovered_at=DISCOVERED,
        by=by,
        at=at,
    )


def test_mail_to_a_wrong_place_opens_a_breach_with_that_referral_affected(agreement):
    """D9."""
    referral = sent(agreement)
    breach = report(referral, referral.filed_by)
    assert affected(breach) == {referral.reference}
    assert list(breach.agreements.all()) == [agreement]
    assert timezone.localdate(Breach.objects.reported_of(referral.reference).get()) == date(2026, 11, 24)


def test_a_referral_reported_twice_is_one_breach(agreement):
    referral = sent(agreement)
    assert report(referral, referral.filed_by) == report(referral, referral.filed_by, at=AT + timedelta(seconds=1))
    assert AffectedTransmission.objects.count() == 1


def test_a_referral_that_never_left_cannot_be_reported(agreement):
    referral = a_referral(team=agreement.team, partner=agreement.partner, agreement=agreement)
    with pytest.raises(Refusal, match="niets vertrokken"):
        report(referral, referral.filed_by)
    assert not Breach.objects.exists()


# at the same moment


def at_once(act) -> list[object]:
    """Do the same in eight threads; return what each gave, a refusal included."""

    def one(_number: int) -> object:
        try:
            return act()
        except Refusal as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(one, range(8)))


@pytest.mark.django_db(transaction=True)
def test_a_notice_sent_from_many_windows_at_once_leaves_once():
    administrator = a_user(Role.ADMINISTRATOR)
    breach = a_breach(administrator, agreement=papers_in_force(a_team(), an_ocmw()))
    shown = breach_notice.draft(breach)

    def send() -> object:
        return breaches_actions.send_notice(breach=breach, fingerprint=shown.fingerprint, by=administrator, at=AT)

    answers = at_once(send)
    assert sum(isinstance(answer, Overtaken) for answer in answers) == 7
    assert BreachNotice.objects.count() == len(shown.letters)


@pytest.mark.django_db(transaction=True)
def test_a_referral_reported_from_many_windows_at_once_is_one_breach():
    agreement = papers_in_force(a_team(), an_ocmw())
    referral = sent(agreement)
    assert len(set(at_once(lambda: report(referral, referral.filed_by)))) == 1
    assert AffectedTransmission.objects.count() == Breach.objects.count() == 1
