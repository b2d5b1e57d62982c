"""What is typed while filing: what may be shared is filed, and all else is refused with a sentence."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from example import second_factor
from law.roles import Role
from referrals.models import Draft, Referral
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.clients import Browser, again
from tests.referrals.filing import CONSENT, DATA, NOWHERE, consent_answers, send, start


@pytest.fixture(scope="module")
def begun(shared_database: None) -> SimpleNamespace:
    """A filing up to the page on which the data are typed, made once; each test goes on from there."""
    team = a_team()
    papers_in_force(team, an_ocmw())
    member = a_user(Role.TEAM_MEMBER, team)
    browser = second_factor.signed_in(member, client_class=Browser)
    draft = start(browser, team)
    browser.post(reverse("referrals:consent", args=[draft.pk]), consent_answers())
    return SimpleNamespace(team=team, member=member, browser=browser, key=draft.pk)


@pytest.fixture
def client(begun: SimpleNamespace, db: None) -> Client:
    return again(begun.browser)


@pytest.fixture
def draft(begun: SimpleNamespace, db: None) -> Draft:
    return Draft.objects.get(pk=begun.key)


@pytest.mark.parametrize(
    "place", ["", "   ", "Nergenshuizen", "0000", "x" * 10_000, "\x00", "‮9999", "<script>alert(1)</script>"]
)
def test_a_place_that_is_none_gets_a_sentence(client, begun, place):
    answer = client.post(reverse("referrals:file"), {"team": begun.team.pk, "place": place})
    assert answer.status_code == 200
    assert "Controleer uw antwoorden" in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"client": ""}, "Kies wie toestemming geeft."),
        ({"client": "child"}, "Controleer uw antwoorden"),
        ({"told": CONSENT["told"][:4]}, "Duid alle vijf punten aan."),
        ({"told": []}, "Duid alle vijf punten aan."),
        ({"voluntary": ["is_free"]}, "Duid de drie zinnen aan."),
        ({"given_on": ""}, "Vul de dag in"),
        ({"given_on": "31/02/2026"}, "Deze datum bestaat niet."),
        ({"given_on": "9" * 10_000}, "Deze datum bestaat niet."),
        ({"channel": "telepathy"}, "Controleer uw antwoorden"),
        ({"language": ""}, "Kies de taal"),
        ({"interpreter": "", "language": "fr"}, "Kies wie tolkte"),
        ({"interpreter": "kind"}, "Kies wie tolkte"),
        ({"told_about": "1999-1/x"}, "Vertel de cliënt alles opnieuw"),
        ({"told_about": ""}, "Vertel de cliënt alles opnieuw"),
        ({"given_on": "31/12/2025"}, "Kijk het jaar na."),
        ({"given_on": "01/01/2100"}, "Deze dag moet nog komen."),
    ],
)
def test_consent_that_is_not_whole_is_refused_with_a_sentence(client, draft, changes, sentence):
    unasked = Draft.objects.create(team=draft.team, residence=draft.residence, started_by=draft.started_by)
    answer = client.post(reverse("referrals:consent", args=[unasked.pk]), consent_answers(**changes))
    assert answer.status_code == 200
    assert sentence in answer.text
    unasked.refresh_from_db()
    assert unasked.answers == {}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_name": ""}, "Vul de voornaam"),
        ({"last_name": "x" * 81}, "Controleer uw antwoorden"),
        ({"last_name": "Voorbeeld en Dorp"}, "Vul één persoon in."),
        ({"first_name": "Noor & Sam"}, "Vul één persoon in."),
        ({"last_name": "Voor\u202ebeeld"}, "Controleer uw antwoorden"),
        ({"last_name": "Voor\u200bbeeld"}, "Controleer uw antwoorden"),
        ({"last_name": "Voor\x00beeld"}, "Controleer uw antwoorden"),
        ({"street": "Lindelaan 22, 85.07.30-033.28"}, "rijksregisternummer"),
        ({"last_name": "85073003328"}, "rijksregisternummer"),
        ({"email": "85073003328@post.example"}, "rijksregisternummer"),
        ({"phone": "85.07.30-033.28"}, "Controleer uw antwoorden"),
        ({"phone": "12"}, "Controleer uw antwoorden"),
        ({"email": "noor"}, "Controleer uw antwoorden"),
        ({"email": "a@post.example, b@post.example"}, "Controleer uw antwoorden"),
        ({"postal_code": "2260"}, "Deze postcode hoort niet bij Voorbeelddorp."),
        ({"street": "x" * 10_000}, "Controleer uw antwoorden"),
        ({"last_name": "Jan geboren 12-03-1990"}, "Hier staat een datum. Vul alleen de achternaam in"),
        ({"last_name": "Peeters (depressief)"}, "Hier staat uitleg over de cliënt."),
        ({"last_name": "<b>Voorbeeld</b>"}, "een cijfer of teken dat niet in een naam hoort"),
        ({"last_name": "van den Berg gescheiden van Piet"}, "Hier staat uitleg over de cliënt."),
        ({"street": "Verlorenkost"}, "Vul ook het huisnummer in"),
        ({"street": "Dorpsstraat 22 (93.05.18 - 223.61)"}, "Hier staat een rijksregisternummer."),
        ({"street": "Dorpsstraat 93, tel 0470 00 00 00, kind geboren 18/05/2024"}, "Hier staat een datum."),
        ({"street": "zonder vast adres"}, "Is er geen adres om door te geven? Kies dat hierboven"),
        ({"box": "zwanger"}, "Vul alleen de bus in, bijvoorbeeld 3 of gelijkvloers links."),
        ({"street": "Dorpsstraat 9305/18", "box": "22361"}, "een stuk van een rijksregisternummer"),
        ({"phone": "85.07.30-033.28"}, "Hier staat een rijksregisternummer."),
        ({"phone": "0661 12 34 56"}, "Begin een buitenlands nummer met + en het land"),
        ({"email": "an@post,be"}, "Typ een volledig e-mailadres, bijvoorbeeld naam@post.example."),
        ({"has_one_name": "on"}, "U vulde twee namen in."),
        ({"has_one_name": "on", "first_name": "", "last_name": ""}, "Vul de naam van de cliënt in"),
        ({"address_answer": "absent"}, "Maak dit vak leeg, of kies hierboven"),
        ({"address_answer": "absent", **NOWHERE, "phone": "", "email": ""}, "Zonder adres is er een telefoonnummer"),
        ({"address_answer": "elders"}, "Kies ja of nee"),
        ({"street": "Dorpsstraat 7 93051822361"}, "rijksregisternummer"),
        ({"reason": "schulden"}, "U mag alleen naam, adres, telefoonnummer en e-mailadres doorgeven."),
    ],
)
def test_data_that_may_not_be_shared_are_refused_and_what_was_typed_stays(client, draft, changes, sentence):
    answer = client.post(reverse("referrals:data", args=[draft.pk]), {**DATA, **changes})
    assert answer.status_code == 200
    assert sentence in answer.text
    untouched = "noor@post.example" if "first_name" in changes or "last_name" in changes else "Noor"
    assert untouched in answer.text
    draft.refresh_from_db()
    assert "data" not in draft.answers


def test_a_mobile_number_that_looks_like_a_national_number_is_accepted(client, draft):
    answer = client.post(reverse("referrals:data", args=[draft.pk]), {**DATA, "phone": "+32 470 12 34 56"})
    assert answer.status_code == 302


def test_markup_is_shown_as_text(client, draft):
    page = client.post(reverse("referrals:data", args=[draft.pk]), {**DATA, "street": "<b>{{ Lindelaan }}<b> 1"}).text
    assert "&lt;b&gt;{{ Lindelaan }}&lt;b&gt;" in page


def check_page(client, draft, **changes) -> str:
    """The page on which everything is looked at once more, after these answers."""
    answer = client.post(reverse("referrals:data", args=[draft.pk]), {**DATA, **changes}, follow=True)
    assert answer.redirect_chain, answer.context["form"].errors
    return answer.text


def filed(client) -> Referral:
    """File the one draft, and return its referral as it is kept."""
    send(client, Draft.objects.get())
    return Referral.objects.get()


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"street": "Lindelaan z/n", "box": ""}, "Lindelaan z/n, 9999 Voorbeelddorp"),
        (
            {"street": "Woonwagenpark De Kluis", "box": "plaats 4"},
            "Woonwagenpark De Kluis plaats 4, 9999 Voorbeelddorp",
        ),
        ({"box": "bus 12345"}, "Lindelaan 22/1 bus 12345, 9999"),
        ({"box": "gelijkvloers links"}, "Lindelaan 22/1 gelijkvloers links, 9999"),
        ({"address_answer": "absent", **NOWHERE}, "geen adres opgegeven"),
        ({"has_one_name": "on", "first_name": ""}, "Van den Voorbeeld (één naam)"),
        ({"has_one_name": "on", "last_name": ""}, "Noor (één naam)"),
    ],
)
def test_who_has_no_ordinary_address_or_name_is_filed(client, draft, changes, shown):
    """D14"""
    assert shown in check_page(client, draft, **changes)
    kept = filed(client)
    assert shown in client.get(reverse("referrals:referral", args=[kept.reference])).text


def test_an_address_that_is_absent_leaves_nothing_behind(client, draft):
    """D14: not even which of the two reasons it was."""
    check_page(client, draft, address_answer="absent", **NOWHERE)
    kept = filed(client)
    assert (kept.street, kept.box, kept.postal_code, kept.municipality_name, kept.person_index) == (None,) * 5
    assert kept.identification.address is None
    assert kept.residence.name == "Voorbeelddorp"


def test_with_only_an_address_the_page_asks_once_whether_that_is_right(client, draft):
    """D14"""
    page = check_page(client, draft, phone="", email="")
    assert "U vulde geen telefoonnummer en geen e-mailadres in. Klopt dat?" in page
    assert filed(client).phone is None


def test_a_street_without_number_is_asked_about_once(client, draft):
    """D14"""
    assert "Bij de straat staat geen huisnummer. Klopt dat?" in check_page(client, draft, street="Hoeveweg", box="")
    assert filed(client).street == "Hoeveweg"


def test_nothing_is_asked_when_nothing_is_missing(client, draft):
    assert "Niets vergeten?" not in check_page(client, draft)


@pytest.mark.parametrize(
    "columns",
    [
        {"last_name": None},
        {"street": None},
        {"street": None, "postal_code": None, "municipality_name": None},
        {"street": None, "box": None, "postal_code": None, "municipality_name": None, "phone": None, "email": None},
    ],
)
def test_the_database_refuses_a_half_address_and_a_client_who_cannot_be_reached(client, draft, columns):
    """D14, ADR 0041"""
    check_page(client, draft)
    kept = filed(client)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=kept.pk).update(**columns)
