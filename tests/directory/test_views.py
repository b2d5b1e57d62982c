"""The pages of the register, as an administrator meets them."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent
from directory.models import Organisation, Territory
from law.facts import OrganisationKind

pytestmark = pytest.mark.django_db

ANSWERS = {
    "kind": "ocmw",
    "name": "OCMW Westerlo",
    "enterprise_number": "BE 0212 181 956",
    "street": "Kerkstraat 22/1",
    "postal_code": "2260",
    "municipality_name": "Westerlo",
    "correspondence_street": "",
    "correspondence_postal_code": "",
    "correspondence_municipality_name": "",
    "phone": "014 00 00 00",
    "email": "info@OCMW.example",
}


@pytest.fixture
def client(signed_in, administrator):
    return signed_in(administrator)


def text(response) -> str:
    return response.content.decode()


def test_an_organisation_is_registered_from_its_page(client):
    response = client.post(reverse("directory:register"), ANSWERS, follow=True)
    ocmw = Organisation.objects.get(kind="ocmw")
    assert response.redirect_chain == [(reverse("directory:organisation", args=[ocmw.pk]), 302)]
    assert (ocmw.enterprise_number, ocmw.phone, ocmw.email) == ("0212181956", "+3214000000", "info@ocmw.example")
    page = text(response)
    for shown in (
        "De organisatie is geregistreerd.",
        "0212.181.956",
        "014 00 00 00",
        "Kerkstraat 22/1<br>2260 Westerlo",
    ):
        assert shown in page


@pytest.mark.parametrize(
    "field", ["name", "street", "municipality_name", "enterprise_number", "postal_code", "phone", "email"]
)
@pytest.mark.parametrize("value", ["x" * 10_000, "Wester\x00lo", "Wester\u202elo", "Jan\r\nBcc: x@y.example"])
def test_a_hostile_answer_gets_a_sentence_and_writes_nothing(client, field, value):
    response = client.post(reverse("directory:register"), {**ANSWERS, field: value})
    assert response.status_code == 200
    assert f'<a href="#id_{field}">' in text(response)
    assert not Organisation.objects.filter(kind="ocmw").exists()
    assert not AuditEvent.objects.filter(event="organisation_registered").exists()


def test_an_empty_form_tells_for_each_field_what_to_fill_in(client):
    page = text(client.post(reverse("directory:register"), {}))
    for sentence in (
        "Kies een soort, bijvoorbeeld OCMW.",
        "Vul de naam in, bijvoorbeeld OCMW Westerlo.",
        "Vul de straat en het huisnummer in, bijvoorbeeld Kerkstraat 22/1.",
        "Vul de postcode in, bijvoorbeeld 2260.",
        "Vul de gemeente in, bijvoorbeeld Westerlo.",
    ):
        assert sentence in page


def test_a_rule_of_the_table_is_told_on_the_page(client):
    page = text(client.post(reverse("directory:register"), {**ANSWERS, "enterprise_number": ""}))
    assert "Vul het ondernemingsnummer in. Alleen een lokaal team heeft er geen." in page
    client.post(reverse("directory:register"), ANSWERS)
    page = text(client.post(reverse("directory:register"), {**ANSWERS, "name": "OCMW Diest"}))
    assert '<a href="#id_enterprise_number">' in page
    assert "Dit ondernemingsnummer staat al bij een andere organisatie." in page
    assert Organisation.objects.filter(kind="ocmw").count() == 1


def test_markup_in_a_name_is_shown_as_text(client):
    name = "<script>alert(1)</script> {{ name }}"
    page = text(client.post(reverse("directory:register"), {**ANSWERS, "name": name}, follow=True))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ name }}" in page


def test_the_list_can_be_narrowed_by_kind_name_and_number(client, organisation):
    organisation(name="OCMW Westerlo", enterprise_number="0212181956")
    organisation(OrganisationKind.CAW, name="CAW Brussel")
    url = reverse("directory:organisations")
    for query, shown, hidden in (
        ({"soort": "caw"}, "CAW Brussel", "OCMW Westerlo"),
        ({"zoek": "westerlo"}, "OCMW Westerlo", "CAW Brussel"),
        ({"zoek": "0212.181.956"}, "OCMW Westerlo", "CAW Brussel"),
    ):
        page = text(client.get(url, query))
        assert shown in page
        assert hidden not in page
    assert "We vinden geen organisaties." in text(client.get(url, {"zoek": "nergens"}))
    for query in ({"soort": "school"}, {"zoek": "\x00"}, {"zoek": "x" * 10_000}):
        response = client.get(url, query)
        assert response.status_code == 200
        assert "Controleer uw antwoorden" in text(response)


def test_a_long_list_says_that_there_is_more_and_asks_the_same_few_questions(
    client, organisation, django_assert_num_queries
):
    for number in range(101):
        organisation(OrganisationKind.LOCAL_TEAM, name=f"Team {number:03}")
    client.get(reverse("directory:organisations"))
    # session, user, second factor, memberships, alarms of access and outbox with its relay, the frame, organisations
    with django_assert_num_queries(9):
        page = text(client.get(reverse("directory:organisations"), {"soort": "local_team"}))
    assert "Team 099" in page
    assert "Team 100" not in page
    assert "Er zijn meer organisaties." in page


def test_an_organisation_is_changed_from_its_page(client, organisation):
    ocmw = organisation(name="OCMW Westerlo", phone="+3214000000")
    url = reverse("directory:change", args=[ocmw.pk])
    page = text(client.get(url))
    assert 'value="014 00 00 00"' in page
    assert f'value="{ocmw.enterprise_number_display}"' in page
    answers = {**ANSWERS, "name": "OCMW Westerlo-Zuid", "phone": ""}
    client.post(url, answers)
    ocmw.refresh_from_db()
    assert (ocmw.name, ocmw.phone, ocmw.is_active, ocmw.kind) == ("OCMW Westerlo-Zuid", "", False, "ocmw")


def test_a_municipality_is_sought_chosen_and_added(client, organisation, municipality):
    municipality("11002", "Antwerpen", code="2100").aliases.create(name="Deurne")
    municipality("24020", "Diest", code="3290").aliases.create(name="Deurne")
    team = organisation(OrganisationKind.LOCAL_TEAM)
    url = reverse("directory:add_territory", args=[team.pk])
    assert "Eerste dag" not in text(client.get(url))
    url += "?zoek=deurne"
    page = text(client.get(url))
    assert page.index('value="11002"') < page.index('value="24020"')
    assert "checked" not in page
    response = client.post(url, {"municipality": "24020", "from_on": "1.1.2025", "until_on": "31-12-2025"}, follow=True)
    territory = Territory.objects.get()
    assert (territory.organisation, territory.municipality_id) == (team, "24020")
    assert (territory.from_on, territory.until_on) == (date(2025, 1, 1), date(2025, 12, 31))
    assert "De gemeente is toegevoegd aan het werkgebied." in text(response)
    assert "31 december 2025" in text(response)


def test_the_only_municipality_found_is_chosen_already(client, organisation, municipality):
    municipality()
    page = text(client.get(reverse("directory:add_territory", args=[organisation().pk]), {"zoek": "2260"}))
    assert "checked" in page


@pytest.mark.parametrize("sought", ["nergens", "9999", "\x00", "\u202e", "x" * 10_000, ""])
def test_an_unknown_municipality_is_told_and_nothing_is_added(client, organisation, municipality, sought):
    municipality()
    url = reverse("directory:add_territory", args=[organisation().pk])
    page = text(client.get(url, {"zoek": sought}))
    assert "Controleer uw antwoorden" in page
    assert "<title>Fout:" in page
    response = client.post(url, {"municipality": "13049", "from_on": "1/1/2025", "until_on": ""})
    assert response.status_code == 200
    assert "Kies een gemeente uit de lijst." not in text(response), "there is no list"
    assert not Territory.objects.exists()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"municipality": "24020"}, "Kies een gemeente uit de lijst."),
        ({"municipality": "\x00"}, "Kies een gemeente uit de lijst."),
        ({"from_on": ""}, "Vul de datum in, bijvoorbeeld 3/11/2026."),
        ({"from_on": "x" * 10_000}, "Typ een datum als dag/maand/jaar, bijvoorbeeld 3/11/2026."),
        ({"until_on": "31/12/2024"}, "De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."),
    ],
)
def test_a_wrong_choice_or_date_is_told_and_nothing_is_added(client, organisation, municipality, answers, sentence):
    municipality()
    municipality("24020", "Diest", code="3290")
    url = reverse("directory:add_territory", args=[organisation().pk]) + "?zoek=westerlo"
    response = client.post(url, {"municipality": "13049", "from_on": "1/1/2025", "until_on": "", **answers})
    assert sentence in text(response)
    assert not Territory.objects.exists()


def test_the_last_day_of_a_municipality_is_set(client, organisation, municipality):
    territory = Territory.objects.create(
        organisation=organisation(), municipality=municipality(), from_on=date(2019, 1, 1)
    )
    url = reverse("directory:end_territory", args=[territory.pk])
    assert "1 januari 2019" in text(client.get(url))
    assert "De laatste dag ligt voor de eerste dag." in text(client.post(url, {"until_on": "31/12/2018"}))
    client.post(url, {"until_on": "31/12/2024"})
    territory.refresh_from_db()
    assert territory.until_on == date(2024, 12, 31)


def test_a_second_receiver_is_told_on_the_page_and_is_not_added(client, organisation, municipality):
    westerlo = municipality()
    Territory.objects.create(
        organisation=organisation(name="OCMW Eerst"), municipality=westerlo, from_on=date(2019, 1, 1)
    )
    url = reverse("directory:add_territory", args=[organisation().pk]) + "?zoek=westerlo"
    page = text(client.post(url, {"municipality": "13049", "from_on": "1/1/2025", "until_on": ""}))
    assert "OCMW Eerst werkt voor Westerlo vanaf 1 januari 2019." in page
    assert Territory.objects.count() == 1


@time_machine.travel("2026-11-23T10:00:00+01:00", tick=False)
def test_a_municipality_added_by_mistake_is_removed_after_a_question(client, organisation, municipality):
    ocmw = organisation()
    territory = Territory.objects.create(organisation=ocmw, municipality=municipality(), from_on=date(2026, 11, 23))
    page, url = (
        reverse("directory:organisation", args=[ocmw.pk]),
        reverse("directory:remove_territory", args=[territory.pk]),
    )
    assert url in text(client.get(page))
    assert "Verwijder de gemeente alleen als ze hier verkeerd staat." in text(client.get(url))
    assert Territory.objects.exists(), "looking removes nothing"
    response = client.post(url, follow=True)
    assert response.redirect_chain == [(page, 302)]
    assert "De gemeente is verwijderd uit het werkgebied." in text(response)
    assert not Territory.objects.exists()


@time_machine.travel("2026-11-23T10:00:00+01:00", tick=False)
def test_a_municipality_of_before_today_cannot_be_removed_and_the_page_says_what_can(
    client, organisation, municipality
):
    ocmw = organisation()
    territory = Territory.objects.create(organisation=ocmw, municipality=municipality(), from_on=date(2026, 11, 22))
    url = reverse("directory:remove_territory", args=[territory.pk])
    assert url not in text(client.get(reverse("directory:organisation", args=[ocmw.pk])))
    assert "Stel een laatste dag in, bijvoorbeeld vandaag." in text(client.post(url, follow=True))
    assert Territory.objects.exists()


@pytest.mark.parametrize("name", ["organisation", "change", "add_territory", "end_territory", "remove_territory"])
def test_what_does_not_exist_is_not_found(client, name):
    assert client.get(reverse(f"directory:{name}", args=[uuid4()])).status_code == 404


def test_looking_writes_nothing(client, organisation, municipality):
    territory = Territory.objects.create(
        organisation=organisation(), municipality=municipality(), from_on=date(2019, 1, 1)
    )
    before = AuditEvent.objects.count()
    for name, key in (
        ("organisation", territory.organisation_id),
        ("change", territory.organisation_id),
        ("add_territory", territory.organisation_id),
        ("end_territory", territory.pk),
        ("remove_territory", territory.pk),
    ):
        assert client.get(reverse(f"directory:{name}", args=[key])).status_code == 200
    for name in ("organisations", "register"):
        assert client.get(reverse(f"directory:{name}")).status_code == 200
    assert AuditEvent.objects.count() == before
