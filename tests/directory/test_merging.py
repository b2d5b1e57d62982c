"""Municipalities that become one: who receives on which day, and what is kept (R2, R3)."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from audit.models import AuditEvent
from directory.merging import merge_municipalities, plan_merge
from directory.models import Territory
from directory.receivers import receiver_for
from law.facts import OrganisationKind, Region

pytestmark = pytest.mark.django_db

SINCE = date(2019, 1, 1)
LAST_DAY = date(2026, 12, 31)
DAY = date(2027, 1, 1)


def serve(organisation, municipality, from_on=SINCE, until_on=None) -> Territory:
    return Territory.objects.create(
        organisation=organisation, municipality=municipality, from_on=from_on, until_on=until_on
    )


@pytest.fixture
def world(organisation, municipality, administrator, at):
    """Two municipalities with an OCMW each and one team for both; a third that takes their place."""

    class World:
        a = municipality("99001", "Aadorp", code="9991")
        b = municipality("99002", "Beedorp", code="9992")
        c = municipality("99003", "Ceestad", code="9993")
        ocmw_a = organisation(name="OCMW Aadorp")
        ocmw_b = organisation(name="OCMW Beedorp")
        team = organisation(OrganisationKind.LOCAL_TEAM, name="Team Streek")

        def merge(self, **changes):
            answers = {"old": [self.a, self.b], "into": self.c, "on": DAY, "receiver": self.ocmw_b, **changes}
            return merge_municipalities(**answers, by=administrator, at=at)

        def plan(self, **changes):
            answers = {"old": [self.a, self.b], "into": self.c, "on": DAY, "receiver": self.ocmw_b, **changes}
            return plan_merge(**answers, today=at.date())

        def periods(self, organisation, municipality):
            rows = Territory.objects.filter(organisation=organisation, municipality=municipality)
            return list(rows.order_by("from_on").values_list("from_on", "until_on"))

    made = World()
    serve(made.ocmw_a, made.a)
    serve(made.ocmw_b, made.b)
    serve(made.team, made.a)
    serve(made.team, made.b)
    return made


def events() -> list[tuple[str, dict]]:
    rows = AuditEvent.objects.filter(event="territory_changed").order_by("id")
    return [(row.object_id, row.details) for row in rows]


def test_from_the_day_of_the_merger_on_the_new_receiver_receives(world):
    world.merge()
    assert [receiver_for(one, LAST_DAY) for one in (world.a, world.b, world.c)] == [world.ocmw_a, world.ocmw_b, None]
    assert [receiver_for(one, DAY) for one in (world.a, world.b, world.c)] == [None, None, world.ocmw_b]


def test_history_stays_and_a_team_of_both_serves_the_new_one_once(world):
    serve(world.ocmw_b, world.a, date(2015, 1, 1), date(2018, 12, 31))
    world.merge()
    assert world.periods(world.ocmw_b, world.a) == [(date(2015, 1, 1), date(2018, 12, 31))]
    assert world.periods(world.ocmw_a, world.a) == [(SINCE, LAST_DAY)]
    assert world.periods(world.team, world.a) == [(SINCE, LAST_DAY)]
    assert world.periods(world.team, world.c) == [(DAY, None)]


@pytest.mark.parametrize(
    ("from_on", "until_on", "left"),
    [
        (SINCE, date(2026, 12, 30), [(SINCE, date(2026, 12, 30))]),  # over before the merger: not touched
        (SINCE, LAST_DAY, [(SINCE, LAST_DAY)]),
        (SINCE, DAY, [(SINCE, LAST_DAY)]),
        (LAST_DAY, None, [(LAST_DAY, LAST_DAY)]),
        (DAY, None, []),  # it never was
    ],
)
def test_territory_ends_on_the_day_before_or_never_was(world, organisation, municipality, from_on, until_on, left):
    other = municipality("99004", "Deedorp", code="9994")
    ocmw = organisation()
    serve(ocmw, other, from_on, until_on)
    world.merge(old=[other])
    assert world.periods(ocmw, other) == left


def test_a_period_that_never_was_also_goes_when_it_began_in_the_past(world, at):
    """A merger that is registered late: the paper trail of the period stays in the audit trail."""
    Territory.objects.filter(organisation=world.ocmw_a).update(from_on=date(2026, 3, 1))
    world.merge(on=date(2026, 2, 1))
    assert world.periods(world.ocmw_a, world.a) == []
    assert (str(world.ocmw_a.pk), True) in [(pk, details.get("is_removed")) for pk, details in events()]


def test_a_team_keeps_its_own_last_day_and_what_it_has_in_the_new_one(world):
    Territory.objects.filter(organisation=world.team).update(until_on=date(2027, 6, 30))
    serve(world.team, world.c, date(2027, 3, 1))
    world.merge()
    assert world.periods(world.team, world.c) == [(DAY, date(2027, 2, 28)), (date(2027, 3, 1), None)]


def test_each_change_is_an_event_and_a_second_time_changes_nothing(world):
    world.merge()
    rows, written = list(Territory.objects.order_by("pk").values()), events()
    assert len(written) == 4 + 2
    ended = {"municipality": "99001", "from_on": "2019-01-01", "until_on": "2026-12-31"}
    begun = {"municipality": "99003", "from_on": "2027-01-01", "until_on": None}
    assert (str(world.ocmw_a.pk), ended) in written
    assert (str(world.ocmw_b.pk), begun) in written
    assert world.merge().is_empty
    assert world.merge(receiver=None).is_empty
    assert (list(Territory.objects.order_by("pk").values()), events()) == (rows, written)


def test_who_receives_already_for_the_new_one_stays(world, organisation):
    present = organisation(name="OCMW Ceestad")
    serve(present, world.c)
    with pytest.raises(ValidationError, match="OCMW Ceestad ontvangt op 1 januari 2027 al voor Ceestad"):
        world.merge()
    plan = world.merge(receiver=None)
    assert receiver_for(world.c, DAY) == present
    assert plan.former_receivers == [world.ocmw_a, world.ocmw_b]


def test_in_brussels_only_a_caw_receives(world, organisation, municipality):
    """R3."""
    old = municipality("99005", "Eedorp", Region.BRUSSELS, "9995")
    new = municipality("99006", "Eestad", Region.BRUSSELS, "9996")
    with pytest.raises(ValidationError, match=r"mag hier niet ontvangen\. Kies een CAW"):
        world.merge(old=[old], into=new)
    caw = organisation(OrganisationKind.CAW)
    world.merge(old=[old], into=new, receiver=caw)
    assert receiver_for(new, DAY) == caw


def test_what_cannot_be_is_refused_in_words_and_changes_nothing(world, organisation, municipality):
    brussels = municipality("99005", "Eedorp", Region.BRUSSELS, "9995")
    wallonia = municipality("99007", "Exempleville", Region.WALLONIA, "9997")
    refusals = [
        ({"old": []}, "Noem minstens één gemeente"),
        ({"old": [world.a, world.c]}, "Ceestad staat ook bij de gemeenten die verdwijnen"),
        ({"old": [world.a, brussels]}, "niet in hetzelfde gewest"),
        ({"old": [wallonia], "into": municipality("99008", "Ville", Region.WALLONIA, "9998")}, "In Wallonië"),
        ({"on": date(2028, 11, 26)}, "meer dan twee jaar"),
        ({"on": date(2024, 11, 20)}, "meer dan twee jaar"),
        ({"receiver": None}, "Niemand ontvangt op 1 januari 2027 voor Ceestad"),
        ({"receiver": organisation(is_active=False)}, "mag hier niet ontvangen"),
    ]
    before = list(Territory.objects.order_by("pk").values())
    for changes, sentence in refusals:
        with pytest.raises(ValidationError, match=sentence):
            world.merge(**changes)
    assert list(Territory.objects.order_by("pk").values()) == before
    assert events() == []


def test_a_later_receiver_of_the_new_one_stops_the_whole_merger(world, organisation):
    serve(organisation(name="OCMW Later"), world.c, date(2027, 7, 1))
    with pytest.raises(ValidationError, match="OCMW Later werkt voor Ceestad vanaf 1 juli 2027"):
        world.merge()
    assert world.periods(world.ocmw_a, world.a) == [(SINCE, None)]
    assert events() == []


def test_what_was_shown_happens_or_nothing_does(world, organisation):
    shown = world.plan().fingerprint
    assert not Territory.objects.filter(municipality=world.c).exists()
    serve(organisation(OrganisationKind.LOCAL_TEAM), world.a)
    with pytest.raises(ValidationError, match="Intussen veranderde het werkgebied"):
        world.merge(shown=shown)
    assert events() == []
    world.merge(shown=world.plan().fingerprint)
    assert receiver_for(world.c, DAY) == world.ocmw_b


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_confirm_at_once_merge_once(world):
    together, shown, answers = Barrier(2), world.plan().fingerprint, []

    def press() -> None:
        try:
            together.wait(timeout=10)
            answers.append(world.merge(shown=shown).is_empty)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False, True]
    assert len(events()) == 6
