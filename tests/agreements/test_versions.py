"""Versions of an agreement (R44): every day one of them holds, never two, and none by accident (ADR 0011)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from agreements import actions
from agreements.models import Agreement, SuspensionReason
from agreements.route import papers_between
from agreements.rules import versions
from agreements.terms.papers import Amendment, Document, Party
from audit.events import Event
from audit.models import AuditEvent
from law.gate import check_agreement
from law.obstacles import Obstacle
from law.refusal import Refusal
from tests.agreements.papers import reload, sign

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
NEW_YEAR = date(2027, 1, 1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def who(administrator):
    return {"by": administrator, "at": NOW}


def start(agreement: Agreement, who, agreed_from: date = NEW_YEAR) -> Agreement:
    made = actions.versions.start_next_version(
        agreement=agreement, amendment=Amendment.SECURITY, agreed_from=agreed_from, **who
    )
    return reload(made)


def finish(agreement: Agreement, who, *, signed_on: date = date(2026, 11, 20)) -> Agreement:
    """Advise and sign both papers anew."""
    for party in Party:
        actions.papers.record_dpo_advice(
            protocol=agreement.protocol,
            party=party,
            dpo_name="Sam Dataman",
            asked_on=date(2026, 11, 2),
            advised_on=date(2026, 11, 9),
            **who,
        )
    for document in Document:
        sign(agreement, document, (Party.AGENCY, 1, signed_on), (Party.PARTNER, 1, signed_on), by=who["by"])
    agreement.signatures.filter(signed_on=None).delete()
    return reload(agreement)


def take_over(agreement: Agreement, who, on: date) -> None:
    actions.versions.take_over(agreement=agreement, first_day=on, today=TODAY, **who)


def holding_on(agreement: Agreement, day: date) -> list[int]:
    """The versions whose period holds that day."""
    pair = Agreement.objects.filter(team=agreement.team, partner=agreement.partner, in_force_from__lte=day)
    return [one.version for one in pair if one.ends_on is None or one.ends_on >= day]


def test_a_next_version_begins_with_what_stays(westerlo, who):
    made = start(westerlo, who)
    assert (made.version, made.replaces_id, made.amendment) == (2, westerlo.pk, Amendment.SECURITY)
    assert (made.in_force_from, made.agreed_from) == (None, NEW_YEAR)
    assert (made.notice_months, made.evaluation_months, made.protocol.notice_months) == (6, 12, 6)
    assert made.contacts.count() == westerlo.contacts.count() == 4
    assert [(one.name, one.signed_on) for one in made.signatures.all()] == [("Mo Ekelmans", None)] * 5
    assert {(one.dpo_name, one.asked_on, one.advised_on) for one in made.protocol.dpo_advices.all()} == {
        ("Sam Dataman", None, None)
    }


def test_the_mailbox_keeps_its_address_and_its_checks(westerlo, who):
    old, new = westerlo.protocol.mailbox_facts, start(westerlo, who).protocol.mailbox_facts
    assert new.pk != old.pk
    assert (new.address, new.verified_on, new.secrecy_attested_by) == (
        old.address,
        old.verified_on,
        old.secrecy_attested_by,
    )
    assert reload(westerlo).protocol.mailbox_facts == old


def test_notices_and_suspensions_stay_with_the_version_in_which_they_were_given(westerlo, who):
    westerlo.suspensions.create(
        by_party=Party.PARTNER, from_on=date(2026, 12, 1), reason=SuspensionReason.SECURITY, until_on=None
    )
    Agreement.objects.filter(pk=westerlo.pk).update(notice_given_on=TODAY, notice_given_by_party=Party.PARTNER)
    made = start(westerlo, who)
    assert made.suspensions.count() == 0
    assert made.notice_given_on is None


def test_a_version_in_preparation_changes_nothing_for_today(westerlo, who):
    start(westerlo, who)
    scope = {"team": westerlo.team, "partner": westerlo.partner}
    assert papers_between(**scope, on=NEW_YEAR) == westerlo
    assert check_agreement(agreement=reload(westerlo), on=NEW_YEAR).may_send


def test_there_is_one_next_version(westerlo, who):
    start(westerlo, who)
    with pytest.raises(Refusal, match="al een versie 2"):
        start(westerlo, who)


def test_what_nobody_signed_gets_no_next_version(westerlo, who):
    made = start(westerlo, who)
    with pytest.raises(Refusal, match="nog niet door beide partijen ondertekend"):
        start(made, who)


@pytest.mark.parametrize(
    ("agreed_from", "signed_on", "first"),
    [
        (NEW_YEAR, date(2026, 11, 20), NEW_YEAR),
        (date(2026, 11, 1), date(2026, 11, 20), TOMORROW),  # agreed for a day that is past (R34)
        (TODAY, TODAY, TOMORROW),  # what was sent today stays under one version
        (TOMORROW, TODAY, TOMORROW),
    ],
)
def test_a_next_version_holds_from_the_agreed_day_and_never_in_the_past(westerlo, who, agreed_from, signed_on, first):
    made = finish(start(westerlo, who, agreed_from), who, signed_on=signed_on)
    assert versions.first_day(made, today=TODAY) == first
    take_over(made, who, first)
    assert holding_on(westerlo, first - DAY) == [1]
    assert holding_on(westerlo, first) == [2]
    scope = {"team": westerlo.team, "partner": westerlo.partner}
    assert papers_between(**scope, on=first - DAY) == westerlo
    assert papers_between(**scope, on=first) == made
    assert check_agreement(agreement=reload(westerlo), on=first - DAY).may_send
    assert check_agreement(agreement=reload(made), on=first).may_send


def test_every_day_around_the_change_has_exactly_one_version(westerlo, who):
    made = finish(start(westerlo, who), who)
    take_over(made, who, NEW_YEAR)
    days = [NEW_YEAR + offset * DAY for offset in range(-60, 61)]
    assert {len(holding_on(westerlo, day)) for day in days} == {1}


def test_a_version_that_is_not_in_order_does_not_take_over_and_the_old_one_goes_on(westerlo, who):
    made = start(westerlo, who)
    with pytest.raises(Refusal, match="nog niet in orde") as refused:
        take_over(made, who, NEW_YEAR)
    assert Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER in refused.value.decision.obstacles
    assert reload(westerlo).ends_on is None
    assert reload(made).in_force_from is None


def test_the_next_step_of_a_version_is_what_it_lacks_and_taking_over_once_nothing_is(westerlo, who, signed_in):
    made = start(westerlo, who)
    page = reverse("agreements:agreement", args=[made.pk])
    browser = signed_in(who["by"])
    lacking = browser.get(page).context["next_step"]
    assert lacking["words"].startswith("Handtekeningen onder de overeenkomst.")
    finish(made, who)
    assert browser.get(page).context["next_step"]["button"] == "Versie laten ingaan"


def test_a_day_that_was_not_shown_is_refused(westerlo, who):
    made = finish(start(westerlo, who), who)
    with pytest.raises(Refusal, match="eerste dag opnieuw na"):
        take_over(made, who, NEW_YEAR + DAY)


def test_a_version_takes_over_once(westerlo, who):
    made = finish(start(westerlo, who), who)
    take_over(made, who, NEW_YEAR)
    with pytest.raises(Refusal, match="al ingegaan"):
        take_over(reload(made), who, NEW_YEAR)


def test_a_suspension_that_lasts_is_not_lifted_by_a_next_version(westerlo, who):
    """R101."""
    made = finish(start(westerlo, who), who)
    suspend(westerlo, who)
    with pytest.raises(Refusal, match="Beëindig eerst die opschorting"):
        take_over(made, who, NEW_YEAR)


def suspend(agreement: Agreement, who, until_on: date | None = None) -> None:
    actions.stopping.suspend_sharing(
        agreement=agreement,
        by_party=Party.AGENCY,
        from_on=TODAY,
        until_on=until_on,
        reason=SuspensionReason.SECURITY,
        **who,
    )


@pytest.mark.parametrize("until_on", [None, NEW_YEAR])
def test_a_suspension_after_the_day_was_decided_reaches_the_next_version(westerlo, who, until_on):
    made = finish(start(westerlo, who), who)
    take_over(made, who, NEW_YEAR)
    suspend(westerlo, who, until_on)
    assert check_agreement(agreement=reload(made), on=NEW_YEAR).obstacles == (Obstacle.SHARING_SUSPENDED,)
    assert check_agreement(agreement=reload(made), on=NEW_YEAR + DAY).may_send is (until_on is not None)


def test_a_short_suspension_leaves_the_next_version_alone(westerlo, who):
    made = finish(start(westerlo, who), who)
    take_over(made, who, NEW_YEAR)
    suspend(westerlo, who, NEW_YEAR - DAY)
    assert check_agreement(agreement=reload(made), on=NEW_YEAR).may_send


def test_the_end_of_the_legal_ground_and_a_breach_reach_the_next_version(westerlo, who):
    """R36, R100."""
    made = finish(start(westerlo, who), who)
    take_over(made, who, NEW_YEAR)
    actions.stopping.end_for_breach(protocol=westerlo.protocol, on=TODAY, **who)
    actions.stopping.end_legal_ground(agreement=westerlo, on=TOMORROW, **who)
    assert set(check_agreement(agreement=reload(made), on=NEW_YEAR).obstacles) == {
        Obstacle.PROTOCOL_ENDED_FOR_BREACH,
        Obstacle.LEGAL_GROUND_GONE,
    }


def test_a_legal_ground_that_is_gone_does_not_come_back(westerlo, who):
    made = finish(start(westerlo, who), who)
    actions.stopping.end_legal_ground(agreement=westerlo, on=NEW_YEAR, **who)
    with pytest.raises(Refusal, match="nog niet in orde") as refused:
        take_over(made, who, NEW_YEAR)
    assert refused.value.decision.obstacles == (Obstacle.LEGAL_GROUND_GONE,)


def test_where_one_version_follows_another_the_days_are_fixed(westerlo, who):
    made = start(westerlo, who)
    with pytest.raises(Refusal, match="Versie laten ingaan"):
        actions.papers.change_agreement(agreement=made, terms={"in_force_from": NEW_YEAR}, **who)
    take_over(finish(made, who), who, NEW_YEAR)
    for ends_on in (None, NEW_YEAR, NEW_YEAR - 2 * DAY):
        with pytest.raises(Refusal, match="Versie 2 volgt op 1 januari 2027"):
            actions.papers.change_agreement(agreement=westerlo, terms={"ends_on": ends_on}, **who)
    actions.papers.change_agreement(agreement=westerlo, terms={"drawn_up_at_place": "Westerdorp"}, **who)


def test_a_version_that_was_over_keeps_its_last_day(westerlo, who):
    """Its term ended before anyone signed again: that gap is a fact, and the next version may begin today."""
    Agreement.objects.filter(pk=westerlo.pk).update(ends_on=date(2026, 6, 30))
    made = finish(start(reload(westerlo), who, date(2026, 7, 1)), who)
    take_over(made, who, TODAY)
    assert reload(westerlo).ends_on == date(2026, 6, 30)


def test_each_step_leaves_one_event_without_names(westerlo, who):
    before = AuditEvent.objects.count()
    made = start(westerlo, who)
    (event,) = AuditEvent.objects.order_by("pk")[before:]
    assert (event.event, event.object_id) == (Event.VERSION_STARTED, str(made.pk))
    assert event.details == {
        "version": 2,
        "amendment": "security",
        "agreed_from": "2027-01-01",
        "replaces": str(westerlo.pk),
    }
    finish(made, who)
    before = AuditEvent.objects.count()
    take_over(made, who, NEW_YEAR)
    (event,) = AuditEvent.objects.order_by("pk")[before:]
    assert (event.event, event.details["in_force_from"]) == (Event.VERSION_TOOK_OVER, "2027-01-01")


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_make_one_next_version(westerlo, who):
    def attempt(_number: int) -> str:
        try:
            start(westerlo, who)
        except Refusal as refused:
            return str(refused)
        else:
            return "gemaakt"
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        answers = list(pool.map(attempt, range(4)))
    assert sorted(answers) == ["Er is al een versie 2. Werk die verder af."] * 3 + ["gemaakt"]


# --- pages -----------------------------------------------------------------------------------------------------------


def test_a_next_version_is_made_and_let_in_on_the_pages(browser, westerlo, who):
    url = reverse("agreements:start_version", args=[westerlo.pk])
    shown = browser.post(url, {"amendment": "", "agreed_from": "1/1/2030"}).content.decode()
    assert "Kies wat er wijzigt." in shown
    assert "meer dan twee jaar vooruit" in shown
    browser.post(url, {"amendment": "security", "agreed_from": "1/1/2027"})
    made = versions.next_of(westerlo)
    confirm = reverse("agreements:take_over", args=[made.pk])
    shown = browser.get(confirm).content.decode()
    assert "Dat kan nog niet. Versie 1 blijft gelden." in shown
    finish(reload(made), who)
    shown = browser.get(confirm).content.decode()
    assert "De laatste dag van versie 1 is 31 december 2026." in shown
    browser.post(confirm, {"confirmed": "2026-12-01"})
    assert reload(made).in_force_from is None
    browser.post(confirm, {"confirmed": "2027-01-01"})
    assert reload(made).in_force_from == NEW_YEAR
    shown = browser.get(reverse("agreements:history", args=[westerlo.pk])).content.decode()
    assert "Versie 2" in shown
    assert "de beveiliging van de gegevens" in shown
    assert browser.get(confirm).status_code == 404


def test_the_register_shows_the_version(browser, westerlo, who):
    start(westerlo, who)
    shown = browser.get(reverse("agreements:register")).content.decode()
    assert 'data-label="Versie">2</td>' in shown
    assert 'data-label="Versie">1</td>' in shown
