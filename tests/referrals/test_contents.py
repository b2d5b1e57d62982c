"""What a receiver finds in the archive: the four fields, readable and in OSLO terms (R60–R65)."""

import json
from typing import Any

import pytest
from pyld import jsonld

from law.identification import MAX_LENGTH, Address, Identification, Name
from outbox import archive
from referrals.terms import contents

AN = Identification(
    name=Name(first_name="An-Sofie", last_name="Van den Abeele"),
    address=Address(street="Dorpsstraat 22/1", box="3", postal_code="2260", municipality="Westerlo"),
    phone="+32470123456",
    email="an@post.example",
)
PAPERLESS = Identification(
    name=Name(first_name="Zoë", last_name="D'hondt"),
    address=Address(street="Kerkplein 4", box=None, postal_code="3290", municipality="Diest"),
    phone=None,
    email=None,
)


def text_of(identification: Identification) -> str:
    return contents.render(identification)[contents.TEXT_NAME].decode("utf-8-sig")


def jsonld_of(identification: Identification) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(contents.render(identification)[contents.JSONLD_NAME])
    return document


def no_network(url: str, options: object) -> None:
    pytest.fail(f"the context is not inline: {url} was asked for")


def test_the_text_has_exactly_the_four_fields() -> None:
    assert text_of(AN).split("\r\n") == [
        "Naam en voornaam: Van den Abeele, An-Sofie",
        "Adres: Dorpsstraat 22/1 bus 3, 2260 Westerlo",
        "Telefoonnummer: 0470 12 34 56",
        "E-mailadres: an@post.example",
        "",
    ]


def test_the_text_says_in_words_what_the_client_does_not_have() -> None:
    assert text_of(PAPERLESS).split("\r\n") == [
        "Naam en voornaam: D'hondt, Zoë",
        "Adres: Kerkplein 4, 3290 Diest",
        "Telefoonnummer: geen telefoonnummer opgegeven",
        "E-mailadres: geen e-mailadres opgegeven",
        "",
    ]


def test_windows_reads_the_text_with_the_right_letters_and_lines() -> None:
    content = contents.render(PAPERLESS)[contents.TEXT_NAME]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == 4
    assert "Zoë".encode() in content


def test_a_landline_is_spelled_as_people_write_it() -> None:
    landline = Identification(name=AN.name, address=AN.address, phone="+3214123456", email=None)
    assert "Telefoonnummer: 014 12 34 56\r\n" in text_of(landline)


def test_the_machine_readable_fields_mean_what_oslo_says() -> None:
    expanded = jsonld.expand(jsonld_of(AN), {"documentLoader": no_network})
    dutch = [{"@language": "nl", "@value": "Dorpsstraat 22/1 bus 3, 2260 Westerlo"}]
    assert expanded == [
        {
            "@type": ["http://www.w3.org/ns/person#Person"],
            "http://xmlns.com/foaf/0.1/givenName": [{"@value": "An-Sofie"}],
            "http://xmlns.com/foaf/0.1/familyName": [{"@value": "Van den Abeele"}],
            "http://www.w3.org/ns/locn#address": [
                {
                    "@type": ["http://www.w3.org/ns/locn#Address"],
                    "http://www.w3.org/ns/locn#fullAddress": dutch,
                    "https://data.vlaanderen.be/ns/adres#Adresvoorstelling.busnummer": [{"@value": "3"}],
                    "http://www.w3.org/ns/locn#postCode": [{"@value": "2260"}],
                    "https://data.vlaanderen.be/ns/adres#gemeentenaam": [{"@language": "nl", "@value": "Westerlo"}],
                }
            ],
            "http://schema.org/contactPoint": [
                {
                    "@type": ["http://schema.org/ContactPoint"],
                    "http://schema.org/telephone": [{"@value": "+32470123456"}],
                    "http://schema.org/email": [{"@value": "an@post.example"}],
                }
            ],
        }
    ]


def test_a_key_without_meaning_or_value_is_not_written() -> None:
    document = jsonld_of(PAPERLESS)
    assert set(document) == {"@context", "@type", "voornaam", "achternaam", "adres"}
    assert set(document["adres"]) == {"@type", "volledigAdres", "postcode", "gemeentenaam"}
    context = document.pop("@context")
    assert {*document, *document["adres"]} - {"@type"} <= set(context)


def test_one_way_to_reach_the_client_is_enough_for_contact_information() -> None:
    only_phone = Identification(name=AN.name, address=AN.address, phone=AN.phone, email=None)
    assert jsonld_of(only_phone)["contactinfo"] == {"@type": "ContactInfo", "telefoon": "+32470123456"}


@pytest.mark.parametrize("widest", ["𠀀", "𞤀"])
def test_the_longest_lawful_fields_fit_in_the_bucket(widest: str) -> None:
    """Four bytes a character, every field at the longest that `law` allows."""
    identification = Identification(
        name=Name(first_name=widest * MAX_LENGTH["first_name"], last_name=widest * MAX_LENGTH["last_name"]),
        address=Address(
            street=widest * (MAX_LENGTH["street"] - 3) + " 12",
            box="gelijkvloers links, achterhuis, kamer 12",
            postal_code="9999",
            municipality=widest * MAX_LENGTH["municipality"],
        ),
        phone="+32470123456",
        email=widest * (MAX_LENGTH["email"] - 2) + "@" + widest,
    )
    entries = contents.render(identification)
    sizes = {name: len(content) for name, content in entries.items()}
    assert max(sizes.values()) <= archive.BUCKET
    password = archive.new_password()
    assert archive.read_back(archive.build_checked(entries, password=password), password=password) == entries


NOWHERE = Identification(name=Name(first_name=None, last_name="Hamidullah"), address=None, phone=AN.phone, email=None)


def test_who_has_no_address_and_one_name_is_said_to_in_words() -> None:
    """D14"""
    assert text_of(NOWHERE).split("\r\n") == [
        "Naam en voornaam: Hamidullah (één naam)",
        "Adres: geen adres opgegeven",
        "Telefoonnummer: 0470 12 34 56",
        "E-mailadres: geen e-mailadres opgegeven",
        "",
    ]


def test_what_is_absent_has_no_key() -> None:
    """D14"""
    assert set(jsonld_of(NOWHERE)) == {"@context", "@type", "achternaam", "contactinfo"}


def test_every_archive_has_one_size_whatever_is_absent() -> None:
    """D24"""
    sizes = set()
    for one in (AN, PAPERLESS, NOWHERE):
        sizes.add(len(archive.build_checked(contents.render(one), password=archive.new_password())))
    assert len(sizes) == 1


def test_the_number_of_a_box_is_the_bare_number_for_a_machine() -> None:
    boxed = Identification(
        name=AN.name, address=Address("Dorpsstraat 22", "bus 12345", "2260", "Westerlo"), phone=None, email=None
    )
    address = jsonld_of(boxed)["adres"]
    assert (address["busnummer"], address["volledigAdres"]) == ("12345", "Dorpsstraat 22 bus 12345, 2260 Westerlo")
