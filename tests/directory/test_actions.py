"""Writes on the register: one event each, nothing half, refusals in words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from audit.models import AuditEvent
from directory import actions
from directory.models import Organisation, Territory
from law.facts import OrganisationKind

pytestmark = pytest.mark.django_db

OCMW = {
    "kind": "ocmw",
    "name": "OCMW Westerlo",
    "enterprise_number": "0212181956",
    "street": "Kerkstraat 22/1",
    "postal_code": "2260",
    "municipality_name": "Westerlo",
}


def events() -> list[tuple[str, str, dict]]:
    return [(event.event, event.object_id, event.details) for event in AuditEvent.objects.order_by("id")]


def test_registering_an_organisation_is_in_the_trail(administrator, at):
    made = actions.register_organisation(**OCMW, by=administrator, at=at)
    assert Organisation.objects.get(pk=made.pk).name == "OCMW Westerlo"
    assert events() == [("organisation_registered", str(made.pk), {})]
    event = AuditEvent.objects.get()
    assert (event.actor, event.at) == (administrator, at)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"enterprise_number": "0212181957"},
            "Dit ondernemingsnummer klopt niet. Kijk het na, bijvoorbeeld 0886.886.638.",
        ),
        ({"enterprise_number": ""}, "Vul het ondernemingsnummer in. Alleen een lokaal team heeft er geen."),
        (
            {"correspondence_street": "Postbus 1"},
            "Vul straat, postcode en gemeente van het briefadres in, of geen van de drie.",
        ),
    ],
)
def test_an_organisation_that_breaks_a_rule_is_refused_in_words_and_leaves_no_trace(
    administrator, at, change, sentence
):
    with pytest.raises(ValidationError) as caught:
        actions.register_organisation(**{**OCMW, **change}, by=administrator, at=at)
    assert caught.value.messages == [sentence]
    assert not Organisation.objects.filter(kind="ocmw").exists()
    assert events() == []


def test_a_change_tells_which_fields_but_not_their_content(administrator, at):
    made = actions.register_organisation(**OCMW, by=administrator, at=at)
    actions.change_organisation(
        organisation=made, street="Markt 1", phone="+3214000000", name=made.name, by=administrator, at=at
    )
    changed = Organisation.objects.get(pk=made.pk)
    assert (changed.street, changed.phone, changed.postal_code) == ("Markt 1", "+3214000000", "2260")
    assert events()[1:] == [("organisation_changed", str(made.pk), {"fields": ["phone", "street"]})]


def test_a_change_that_changes_nothing_is_no_event(administrator, at):
    made = actions.register_organisation(**OCMW, by=administrator, at=at)
    actions.change_organisation(organisation=made, name=made.name, by=administrator, at=at)
    assert len(events()) == 1


def test_a_change_does_not_undo_what_someone_else_changed_meanwhile(administrator, at):
    made = actions.register_organisation(**OCMW, by=administrator, at=at)
    seen_earlier = Organisation.objects.get(pk=made.pk)
    actions.change_organisation(organisation=made, phone="+3214000000", by=administrator, at=at)
    actions.change_organisation(organisation=seen_earlier, street="Markt 1", by=administrator, at=at)
    assert Organisation.objects.get(pk=made.pk).phone == "+3214000000"


@pytest.mark.parametrize("change", [{"name": ""}, {"street": ""}, {"postal_code": "22600"}, {"name": "x" * 121}])
def test_an_organisation_without_what_everyone_has_is_refused(administrator, at, change):
    with pytest.raises(ValidationError) as caught:
        actions.register_organisation(**{**OCMW, **change}, by=administrator, at=at)
    assert set(caught.value.message_dict) == set(change)


def test_territory_is_assigned_and_ended_with_an_event_each(administrator, at, organisation, municipality):
    ocmw = organisation()
    territory = actions.assign_territory(
        organisation=ocmw, municipality=municipality(), from_on=date(2019, 1, 1), until_on=None, by=administrator, at=at
    )
    actions.end_territory(territory=territory, until_on=date(2024, 12, 31), by=administrator, at=at)
    actions.end_territory(territory=territory, until_on=date(2024, 12, 31), by=administrator, at=at)
    assert Territory.objects.get().until_on == date(2024, 12, 31)
    period = {"municipality": "13049", "from_on": "2019-01-01"}
    assert events() == [
        ("territory_changed", str(ocmw.pk), {**period, "until_on": None}),
        ("territory_changed", str(ocmw.pk), {**period, "until_on": "2024-12-31"}),
    ]


def test_overlapping_territory_is_refused_in_words(administrator, at, organisation, municipality):
    ocmw, westerlo = organisation(), municipality()
    who = {"organisation": ocmw, "municipality": westerlo, "by": administrator, "at": at}
    actions.assign_territory(**who, from_on=date(2019, 1, 1), until_on=None)
    with pytest.raises(ValidationError) as caught:
        actions.assign_territory(**who, from_on=date(2026, 1, 1), until_on=None)
    assert caught.value.messages == ["Deze gemeente hoort dan al bij het werkgebied. Kies andere dagen."]
    assert Territory.objects.count() == len(events()) == 1


@pytest.mark.parametrize("until_on", [date(2018, 12, 31), date.min])
def test_a_territory_that_ends_before_it_begins_is_refused_in_words(
    administrator, at, organisation, municipality, until_on
):
    who = {"organisation": organisation(), "municipality": municipality(), "by": administrator, "at": at}
    with pytest.raises(ValidationError) as caught:
        actions.assign_territory(**who, from_on=date(2019, 1, 1), until_on=until_on)
    sentence = "De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."
    assert caught.value.messages == [sentence]
    territory = actions.assign_territory(**who, from_on=date(2019, 1, 1), until_on=None)
    with pytest.raises(ValidationError, match="De laatste dag ligt voor de eerste dag"):
        actions.end_territory(territory=territory, until_on=until_on, by=administrator, at=at)
    assert Territory.objects.get().until_on is None


# --- one receiver a municipality ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [OrganisationKind.OCMW, OrganisationKind.CAW])
@pytest.mark.parametrize(
    ("from_on", "until_on"),
    [
        (date(2024, 12, 31), None),
        (date(2018, 1, 1), date(2019, 1, 1)),
        (date(2018, 1, 1), None),
        (date(2020, 1, 1), date(2020, 1, 1)),
    ],
)
def test_a_second_receiver_in_the_same_period_is_refused_with_the_name_of_the_first(
    administrator, at, organisation, municipality, kind, from_on, until_on
):
    """R2, R3: a municipality has one receiver; between two nobody may guess."""
    who = {"municipality": municipality(), "by": administrator, "at": at}
    first = organisation(kind, name="Eerste")
    actions.assign_territory(organisation=first, **who, from_on=date(2019, 1, 1), until_on=date(2024, 12, 31))
    with pytest.raises(ValidationError) as caught:
        actions.assign_territory(organisation=organisation(kind), **who, from_on=from_on, until_on=until_on)
    assert caught.value.messages == [
        "Eerste werkt voor Westerlo van 1 januari 2019 tot en met 31 december 2024. "
        "Kies andere dagen, of stel daar eerst een laatste dag in."
    ]
    assert Territory.objects.count() == len(events()) == 1


@pytest.mark.parametrize(("from_on", "until_on"), [(date(2025, 1, 1), None), (date(2018, 1, 1), date(2018, 12, 31))])
def test_a_receiver_may_take_over_on_the_next_day(administrator, at, organisation, municipality, from_on, until_on):
    who = {"municipality": municipality(), "by": administrator, "at": at}
    actions.assign_territory(organisation=organisation(), **who, from_on=date(2019, 1, 1), until_on=date(2024, 12, 31))
    assert actions.assign_territory(organisation=organisation(), **who, from_on=from_on, until_on=until_on)


def test_teams_other_kinds_other_places_and_who_stopped_do_not_stand_in_the_way(
    administrator, at, organisation, municipality
):
    who = {"by": administrator, "at": at, "from_on": date(2019, 1, 1), "until_on": None}
    westerlo, diest = municipality(), municipality("24020", "Diest", code="3290")
    actions.assign_territory(organisation=organisation(), municipality=westerlo, **who)
    actions.assign_territory(organisation=organisation(), municipality=diest, **who)
    kinds = [OrganisationKind.CAW, OrganisationKind.LOCAL_TEAM, OrganisationKind.LOCAL_TEAM, OrganisationKind.DMW]
    for kind in [*kinds, OrganisationKind.DMW]:
        actions.assign_territory(organisation=organisation(kind), municipality=westerlo, **who)
    Organisation.objects.filter(kind="ocmw").update(is_active=False)
    assert actions.assign_territory(organisation=organisation(), municipality=westerlo, **who)


def test_a_later_last_day_never_enters_the_period_of_the_next_receiver(administrator, at, organisation, municipality):
    who = {"municipality": municipality(), "by": administrator, "at": at}
    former = actions.assign_territory(
        organisation=organisation(), **who, from_on=date(2019, 1, 1), until_on=date(2024, 12, 30)
    )
    actions.assign_territory(organisation=organisation(name="Nu"), **who, from_on=date(2025, 1, 1), until_on=None)
    with pytest.raises(ValidationError, match="Nu werkt voor Westerlo vanaf 1 januari 2025"):
        actions.end_territory(territory=former, until_on=date(2025, 1, 1), by=administrator, at=at)
    actions.end_territory(territory=former, until_on=date(2024, 12, 31), by=administrator, at=at)
    former.refresh_from_db()
    assert former.until_on == date(2024, 12, 31)


def test_a_receiver_that_was_replaced_does_not_become_active_again(administrator, at, organisation, municipality):
    who = {"municipality": municipality(), "from_on": date(2019, 1, 1), "until_on": None}
    former = organisation(is_active=False)
    actions.assign_territory(organisation=former, **who, by=administrator, at=at)
    actions.assign_territory(organisation=organisation(name="Nu"), **who, by=administrator, at=at)
    with pytest.raises(ValidationError, match="Nu werkt voor Westerlo vanaf 1 januari 2019"):
        actions.change_organisation(organisation=former, is_active=True, by=administrator, at=at)
    former.refresh_from_db()
    assert not former.is_active
    assert len(events()) == 2


@pytest.mark.django_db(transaction=True)
def test_of_receivers_that_are_assigned_one_municipality_at_once_one_is_assigned(
    administrator, at, organisation, municipality
):
    together, westerlo = Barrier(4), municipality()

    def assign(receiver: Organisation) -> str:
        try:
            together.wait(timeout=10)
            actions.assign_territory(
                organisation=receiver,
                municipality=westerlo,
                from_on=date(2019, 1, 1),
                until_on=None,
                by=administrator,
                at=at,
            )
        except ValidationError as error:
            return error.messages[0]
        finally:
            connection.close()
        return "assigned"

    with ThreadPoolExecutor(4) as pool:
        answers = [pending.result() for pending in [pool.submit(assign, organisation()) for _ in range(4)]]
    assert answers.count("assigned") == 1
    assert len([answer for answer in answers if "werkt voor Westerlo vanaf 1 januari 2019." in answer]) == 3
    assert Territory.objects.count() == 1


# --- territory by mistake -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("from_on", [date(2026, 11, 23), date(2027, 1, 1)])
def test_territory_entered_by_mistake_is_removed_and_the_trail_says_so(
    administrator, at, organisation, municipality, from_on
):
    ocmw = organisation()
    territory = actions.assign_territory(
        organisation=ocmw, municipality=municipality(), from_on=from_on, until_on=None, by=administrator, at=at
    )
    for _press in range(2):
        actions.remove_territory(territory=Territory(pk=territory.pk), by=administrator, at=at)
    assert not Territory.objects.exists()
    period = {"municipality": "13049", "from_on": from_on.isoformat(), "until_on": None}
    assert events()[1:] == [("territory_changed", str(ocmw.pk), {**period, "is_removed": True})]


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), False),  # midnight in Brussels
    ],
)
def test_territory_that_held_before_today_is_ended_and_never_removed(
    administrator, at, organisation, municipality, now, goes
):
    """Referrals may rest on it."""
    territory = actions.assign_territory(
        organisation=organisation(),
        municipality=municipality(),
        from_on=date(2026, 11, 23),
        until_on=None,
        by=administrator,
        at=at,
    )
    if goes:
        actions.remove_territory(territory=territory, by=administrator, at=now)
    else:
        with pytest.raises(ValidationError, match="al sinds 23 november 2026 bij het werkgebied"):
            actions.remove_territory(territory=territory, by=administrator, at=now)
    assert Territory.objects.exists() is not goes


@pytest.mark.django_db(transaction=True)
def test_of_two_who_register_the_same_organisation_at_once_one_is_told_so_in_words(administrator, at):
    together = Barrier(4)

    def register() -> str:
        try:
            together.wait(timeout=10)
            actions.register_organisation(**OCMW, by=administrator, at=at)
        except ValidationError as error:
            return error.messages[0]
        finally:
            connection.close()
        return "registered"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(future.result() for future in [pool.submit(register) for _ in range(4)])
    assert answers[3] == "registered"
    assert len(set(answers[:3])) <= 2
    assert all(answer.startswith(("Dit ondernemingsnummer", "Er is al een organisatie")) for answer in answers[:3])
    assert Organisation.objects.filter(kind="ocmw").count() == 1
