"""Stopping and suspending: what is recorded, what the gate then says day by day, and what cannot be true."""

from datetime import UTC, date, datetime, timedelta

import pytest

from agreements import actions
from agreements.models import Agreement, SuspensionReason
from agreements.terms.papers import Document, Party
from audit.events import Event
from audit.models import AuditEvent
from law.gate import check_agreement
from law.notice_period import last_day
from law.obstacles import Obstacle
from law.refusal import Refusal
from tests.agreements.papers import reload

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = LATER.date()
DAY = timedelta(days=1)
PROTOCOL_SIGNED = date(2024, 1, 29)
PAPERS = [Document.AGREEMENT, Document.PROTOCOL]


@pytest.fixture
def events(westerlo):
    """The events since the papers were made, oldest first, without what was written about them (test_stops.py)."""
    seen = AuditEvent.objects.count()
    about_papers = lambda: AuditEvent.objects.order_by("pk")[seen:]  # noqa: E731
    return lambda: [one for one in about_papers() if one.event != Event.MESSAGE_WRITTEN]


@pytest.fixture
def who(administrator):
    return {"by": administrator, "at": LATER}


def paper_of(agreement: Agreement, document: Document):
    return agreement if document == Document.AGREEMENT else agreement.protocol


def obstacles(agreement: Agreement, on: date) -> tuple[Obstacle, ...]:
    return check_agreement(agreement=reload(agreement), on=on).obstacles


def give_notice(paper, given_on: date, who, *, months: int = 6) -> None:
    actions.stopping.give_notice(
        paper=paper,
        given_on=given_on,
        by_party=Party.PARTNER,
        proof="RR 1234 5678",
        last_day=last_day(given_on, months),
        **who,
    )


def suspend(agreement: Agreement, who, from_on: date, until_on: date | None = None, party: Party = Party.AGENCY):
    return actions.stopping.suspend_sharing(
        agreement=agreement,
        by_party=party,
        from_on=from_on,
        until_on=until_on,
        reason=SuspensionReason.SECURITY,
        **who,
    )


# --- notice (R37) ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_on", "last"),
    [
        (date(2024, 6, 15), date(2024, 12, 15)),
        (date(2024, 8, 31), date(2025, 2, 28)),  # a month that is too short
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2025, 8, 29), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2024, 8, 29)),
    ],
)
@pytest.mark.parametrize(
    ("document", "obstacle"),
    [
        (Document.AGREEMENT, Obstacle.AGREEMENT_NOTICE_EXPIRED),
        (Document.PROTOCOL, Obstacle.PROTOCOL_NOTICE_EXPIRED),
    ],
)
def test_after_a_notice_sharing_lasts_up_to_and_including_the_last_day(
    westerlo, who, document, obstacle, given_on, last
):
    give_notice(paper_of(westerlo, document), given_on, who)
    assert paper_of(reload(westerlo), document).last_day == last
    assert obstacles(westerlo, last) == ()
    assert obstacles(westerlo, last + DAY) == (obstacle,)


def test_a_notice_keeps_who_gave_it_and_its_proof_and_the_trail_keeps_no_proof(westerlo, who, events):
    give_notice(westerlo.protocol, date(2024, 6, 15), who)
    found = reload(westerlo)
    assert (found.notice_given_on, found.protocol.notice_proof) == (None, "RR 1234 5678")
    assert found.protocol.notice_given_by_party == Party.PARTNER
    (event,) = events()
    assert (event.event, event.object_id) == (Event.NOTICE_GIVEN, str(westerlo.pk))
    assert event.details == {
        "document": "protocol",
        "party": "partner",
        "given_on": "2024-06-15",
        "last_day": "2024-12-15",
    }


@pytest.mark.parametrize("document", PAPERS)
def test_a_notice_is_given_once(westerlo, who, events, document):
    give_notice(paper_of(westerlo, document), date(2024, 6, 15), who)
    with pytest.raises(Refusal, match="al opgezegd op 15 juni 2024"):
        give_notice(paper_of(westerlo, document), date(2024, 7, 15), who)
    assert paper_of(reload(westerlo), document).notice_given_on == date(2024, 6, 15)
    assert len(events()) == 1


@pytest.mark.parametrize("document", PAPERS)
def test_a_notice_comes_on_the_day_of_the_last_signature_at_the_earliest(westerlo, who, events, document):
    paper = paper_of(westerlo, document)
    signed_on = paper.signed_on
    with pytest.raises(Refusal, match="pas ondertekend op"):
        give_notice(paper, signed_on - DAY, who)
    assert events() == []
    give_notice(paper, signed_on, who)
    assert [event.event for event in events()] == [Event.NOTICE_GIVEN]


def test_the_later_of_two_signatures_counts(westerlo, who):
    westerlo.signatures.filter(document=Document.AGREEMENT, party=Party.PARTNER).update(signed_on=date(2024, 1, 5))
    with pytest.raises(Refusal, match="pas ondertekend op 5 januari 2024"):
        give_notice(reload(westerlo), date(2024, 1, 4), who)


def test_a_paper_that_one_party_did_not_sign_cannot_be_ended(westerlo, who, events):
    westerlo.signatures.filter(document=Document.PROTOCOL, party=Party.PARTNER, position=2).update(signed_on=None)
    with pytest.raises(Refusal, match="nog niet door beide partijen ondertekend"):
        give_notice(westerlo.protocol, TODAY, who)
    with pytest.raises(Refusal, match="nog niet door beide partijen ondertekend"):
        actions.stopping.end_for_breach(protocol=westerlo.protocol, on=TODAY, **who)
    assert events() == []


def test_without_a_term_no_notice_can_be_recorded(westerlo, who, events):
    actions.papers.change_protocol(protocol=westerlo.protocol, terms={"notice_months": None}, **who)
    before = len(events())
    with pytest.raises(Refusal, match="heeft nog geen opzegtermijn"):
        give_notice(westerlo.protocol, TODAY, who)
    assert len(events()) == before


def test_a_paper_that_was_over_cannot_be_ended_any_more(westerlo, who):
    last = date(2026, 6, 30)
    actions.papers.change_agreement(agreement=westerlo, terms={"ends_on": last}, **who)
    with pytest.raises(Refusal, match="De laatste dag was 30 juni 2026"):
        give_notice(westerlo, last + DAY, who)
    give_notice(westerlo, last, who)
    assert reload(westerlo).last_day == last  # the fixed term is over before the notice is


def test_a_last_day_other_than_the_one_that_was_shown_is_not_recorded(westerlo, who, events):
    with pytest.raises(Refusal, match="laatste dag opnieuw na"):
        give_notice(westerlo, date(2024, 6, 15), who, months=3)
    assert reload(westerlo).notice_given_on is None
    assert events() == []


@pytest.mark.parametrize("document", PAPERS)
def test_after_a_notice_its_term_stays_as_it_was(westerlo, who, events, document):
    """The last day was shown and confirmed; a change of the term would move it in silence."""
    paper = paper_of(westerlo, document)
    give_notice(paper, date(2024, 6, 15), who)
    change = (
        (lambda terms: actions.papers.change_agreement(agreement=westerlo, terms=terms, **who))
        if document == Document.AGREEMENT
        else (lambda terms: actions.papers.change_protocol(protocol=westerlo.protocol, terms=terms, **who))
    )
    with pytest.raises(Refusal, match="De opzegtermijn kan niet meer wijzigen"):
        change({"notice_months": 3})
    change({"notice_months": 6, "in_force_from": date(2024, 1, 2)})
    assert paper_of(reload(westerlo), document).last_day == date(2024, 12, 15)


# --- ended at once (R100), and by law (R36) --------------------------------------------------------------------------


def test_a_protocol_ended_for_breach_stops_sharing_from_that_day_on(westerlo, who, events):
    actions.stopping.end_for_breach(protocol=westerlo.protocol, on=TODAY, **who)
    assert obstacles(westerlo, TODAY - DAY) == ()
    assert obstacles(westerlo, TODAY) == (Obstacle.PROTOCOL_ENDED_FOR_BREACH,)
    (event,) = events()
    assert (event.event, event.details) == (Event.PROTOCOL_ENDED_FOR_BREACH, {"on": "2026-11-23"})


def test_a_protocol_is_ended_for_breach_once_and_not_before_it_was_signed(westerlo, who, events):
    with pytest.raises(Refusal, match="pas ondertekend op 29 januari 2024"):
        actions.stopping.end_for_breach(protocol=westerlo.protocol, on=PROTOCOL_SIGNED - DAY, **who)
    actions.stopping.end_for_breach(protocol=westerlo.protocol, on=PROTOCOL_SIGNED, **who)
    for on in (PROTOCOL_SIGNED, TODAY):
        with pytest.raises(Refusal, match="al stopgezet op 29 januari 2024"):
            actions.stopping.end_for_breach(protocol=westerlo.protocol, on=on, **who)
    with pytest.raises(Refusal, match="al stopgezet op 29 januari 2024"):
        give_notice(westerlo.protocol, TODAY, who)
    assert len(events()) == 1


def test_a_protocol_under_notice_can_still_be_ended_for_breach_until_its_last_day(westerlo, who):
    give_notice(westerlo.protocol, date(2024, 6, 15), who)
    last = date(2024, 12, 15)
    with pytest.raises(Refusal, match="De laatste dag was 15 december 2024"):
        actions.stopping.end_for_breach(protocol=westerlo.protocol, on=last + DAY, **who)
    actions.stopping.end_for_breach(protocol=westerlo.protocol, on=last, **who)
    assert obstacles(westerlo, last) == (Obstacle.PROTOCOL_ENDED_FOR_BREACH,)


def test_without_legal_ground_nothing_goes_from_that_day_on(westerlo, who, events):
    gone_on = date(2027, 1, 1)
    actions.stopping.end_legal_ground(agreement=westerlo, on=gone_on, **who)
    assert obstacles(westerlo, gone_on - DAY) == ()
    assert obstacles(westerlo, gone_on) == (Obstacle.LEGAL_GROUND_GONE,)
    with pytest.raises(Refusal, match="geen rechtsgrond meer vanaf 1 januari 2027"):
        actions.stopping.end_legal_ground(agreement=westerlo, on=TODAY, **who)
    assert [(event.event, event.details) for event in events()] == [(Event.LEGAL_GROUND_GONE, {"on": "2027-01-01"})]


# --- suspension (R101) -----------------------------------------------------------------------------------------------


def test_a_suspension_stops_sharing_from_its_first_up_to_and_including_its_last_day(westerlo, who, events):
    first, last = date(2026, 12, 1), date(2026, 12, 31)
    made = suspend(westerlo, who, first, last)
    assert [bool(obstacles(westerlo, on)) for on in (first - DAY, first, last, last + DAY)] == [
        False,
        True,
        True,
        False,
    ]
    assert obstacles(westerlo, first) == (Obstacle.SHARING_SUSPENDED,)
    (event,) = events()
    assert event.event == Event.SHARING_SUSPENDED
    assert event.details == {
        "suspension": str(made.pk),
        "from_on": "2026-12-01",
        "until_on": "2026-12-31",
        "party": "agency",
        "reason": "security",
    }


def test_a_suspension_may_last_one_day(westerlo, who):
    suspend(westerlo, who, TODAY, TODAY)
    assert [bool(obstacles(westerlo, on)) for on in (TODAY - DAY, TODAY, TODAY + DAY)] == [False, True, False]


def test_a_suspension_without_end_lasts_until_it_is_ended(westerlo, who, events):
    made = suspend(westerlo, who, TODAY)
    assert obstacles(westerlo, date(2030, 1, 1)) == (Obstacle.SHARING_SUSPENDED,)
    last = date(2026, 12, 15)
    actions.stopping.end_suspension(suspension=made, last_day=last, **who)
    assert obstacles(westerlo, last) == (Obstacle.SHARING_SUSPENDED,)
    assert obstacles(westerlo, last + DAY) == ()
    assert [event.event for event in events()] == [Event.SHARING_SUSPENDED, Event.SUSPENSION_ENDED]
    assert events()[1].details["until_on"] == "2026-12-15"


def test_a_suspension_does_not_end_before_it_starts_and_never_later_than_it_would(westerlo, who, events):
    first, last = date(2026, 12, 1), date(2026, 12, 31)
    made = suspend(westerlo, who, first, last)
    with pytest.raises(Refusal, match="De opschorting begint op 1 december 2026"):
        actions.stopping.end_suspension(suspension=made, last_day=first - DAY, **who)
    for late in (last, last + DAY):
        with pytest.raises(Refusal, match="De opschorting stopt al op 31 december 2026"):
            actions.stopping.end_suspension(suspension=made, last_day=late, **who)
    assert len(events()) == 1
    actions.stopping.end_suspension(suspension=made, last_day=first, **who)
    assert obstacles(westerlo, first + DAY) == ()


def test_a_party_has_one_suspension_at_a_time(westerlo, who, events):
    suspend(westerlo, who, date(2026, 12, 1), date(2026, 12, 31))
    for first, last in (
        (date(2026, 12, 31), None),
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 11, 1), None),
        (date(2026, 12, 10), date(2026, 12, 11)),
    ):
        with pytest.raises(Refusal, match="van 1 december 2026 tot en met 31 december 2026"):
            suspend(westerlo, who, first, last)
    suspend(westerlo, who, date(2026, 11, 1), date(2026, 11, 30))
    suspend(westerlo, who, date(2027, 1, 1))
    assert len(events()) == 3


def test_when_both_parties_suspend_sharing_waits_for_both(westerlo, who):
    mine = suspend(westerlo, who, TODAY)
    theirs = suspend(westerlo, who, TODAY, party=Party.PARTNER)
    actions.stopping.end_suspension(suspension=mine, last_day=TODAY, **who)
    assert obstacles(westerlo, TODAY + DAY) == (Obstacle.SHARING_SUSPENDED,)
    actions.stopping.end_suspension(suspension=theirs, last_day=TODAY, **who)
    assert obstacles(westerlo, TODAY + DAY) == ()


def test_there_is_nothing_to_suspend_before_the_agreement_was_signed(westerlo, who, events):
    signed_on = westerlo.signed_on
    with pytest.raises(Refusal, match="pas ondertekend op 18 december 2023"):
        suspend(westerlo, who, signed_on - DAY)
    assert events() == []
    assert suspend(westerlo, who, signed_on).until_on is None
