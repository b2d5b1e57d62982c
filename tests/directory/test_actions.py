"""Writes on the register: one event each, nothing half, refusals in words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from audit.models import AuditEvent
from directory import actions
from directory.models import Organisation, Territory

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
    assert caught.value.messages == ["Deze gemeente hoort dan al bij het werkingsgebied. Kies andere dagen."]
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
