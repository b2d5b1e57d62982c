"""What is in the archives: the four fields (R60), once for people and once for machines; or the request to delete them.

Every archive has the same two entries, whatever it says: their names can be read without the password (D24).

Nothing else enters: no team, consent, reason or date (R62–R65). The keys of the machine-readable file are those of the
Flemish OSLO standard for persons; its context stands inside it, because the published ones contradict each other.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from directory.notation import show_phone
from law.identification import Address, Identification, Name

TEXT_NAME: Final = "gegevens.txt"
JSONLD_NAME: Final = "gegevens.jsonld"

# `straatnaam` and `huisnummer` are left out on purpose: street and number are one text as typed ("Dorpsstraat 22/1"),
# and a program that splits it guesses. The text stands whole in `volledigAdres`.
_CONTEXT: Final[dict[str, Any]] = {
    "Persoon": "http://www.w3.org/ns/person#Person",
    "voornaam": "http://xmlns.com/foaf/0.1/givenName",
    "achternaam": "http://xmlns.com/foaf/0.1/familyName",
    "contactinfo": "http://schema.org/contactPoint",
    "ContactInfo": "http://schema.org/ContactPoint",
    "telefoon": "http://schema.org/telephone",
    "email": "http://schema.org/email",
    "adres": "http://www.w3.org/ns/locn#address",
    "Adresvoorstelling": "http://www.w3.org/ns/locn#Address",
    "volledigAdres": {"@id": "http://www.w3.org/ns/locn#fullAddress", "@language": "nl"},
    "busnummer": "https://data.vlaanderen.be/ns/adres#Adresvoorstelling.busnummer",
    "postcode": "http://www.w3.org/ns/locn#postCode",
    "gemeentenaam": {"@id": "https://data.vlaanderen.be/ns/adres#gemeentenaam", "@language": "nl"},
}


def render(identification: Identification, *, note: Sequence[str] = ()) -> dict[str, bytes]:
    """File name → content: a Dutch text (UTF-8 with BOM, CRLF) and JSON-LD (UTF-8), the same fields in both.

    `note` says above the fields what the archive is for, and nothing about the client.
    """
    lines = [f"{label}: {text}" for label, text in four_fields(identification)]
    return {TEXT_NAME: _spelled_out([*note, *([""] if note else []), *lines]), JSONLD_NAME: _jsonld(identification)}


def render_deletion(reference: str) -> dict[str, bytes]:
    """File name → content of a request to delete: the reference, and nothing about the client (R56)."""
    lines = [
        f"Aanmelding {reference}",
        "",
        "Wis alle gegevens van deze aanmelding: de archieven, de mails en elke kopie.",
        "Hebt u een eigen dossier van de cliënt? Dat blijft, op uw eigen grond. Wis dan alleen wat van ons kwam.",
        "Hebt u er geen? Neem dan geen contact meer op met de cliënt.",
        "Verklaar daarna op de site dat u de gegevens wiste. Hebt u geen account? Bel het lokaal team.",
    ]
    return _message(lines, asks="verwijderen", references=[reference])


def render_not_needed(reference: str) -> dict[str, bytes]:
    """File name → content of a correction that the receiver no longer wants: that there is nothing to do (D19, R57)."""
    lines = [
        f"Aanmelding {reference}",
        "",
        "Er zijn verbeterde gegevens voor deze aanmelding. U noteerde dat u ze niet meer nodig hebt.",
        "Daarom staan ze hier niet in. U hoeft niets te doen.",
        "Hebt u ze toch nodig? Vraag het archief opnieuw op de site, of bel het lokaal team.",
    ]
    return _message(lines, asks="niets", references=[reference])


def render_partner_deletion(references: list[str]) -> dict[str, bytes]:
    """File name → content of a request to a partner to delete what the receiver passed on; references only (R56)."""
    lines = [
        f"Doorgegeven onder referentie {', '.join(references)}",
        "",
        "De cliënt trok de toestemming in, of wenst geen hulp.",
        "Wis alle gegevens die u onder deze referentie kreeg: de archieven, de mails en elke kopie.",
        "Hebt u een eigen dossier van de cliënt? Dat blijft, op uw eigen grond. Wis dan alleen wat wij doorgaven.",
        "Hebt u er geen? Neem dan geen contact meer op met de cliënt.",
    ]
    return _message(lines, asks="verwijderen", references=references)


def _message(lines: list[str], *, asks: str, references: list[str]) -> dict[str, bytes]:
    document = {"vraag": asks, "referenties": references}
    return {TEXT_NAME: _spelled_out(lines), JSONLD_NAME: (json.dumps(document, indent=2) + "\n").encode()}


def four_fields(identification: Identification) -> list[tuple[str, str]]:
    """Label and text of exactly the four things that may be shared (R60), for the archive and for pages."""
    return [
        ("Naam en voornaam", _full(identification.name)),
        ("Adres", identification.address.in_one_line if identification.address else "geen adres opgegeven"),
        ("Telefoonnummer", show_phone(identification.phone or "") or "geen telefoonnummer opgegeven"),
        ("E-mailadres", identification.email or "geen e-mailadres opgegeven"),
    ]


def _full(name: Name) -> str:
    """Last name first; of who has one name that name, and a word that nothing is missing (D14)."""
    return f"{name.last_name} (één naam)" if name.first_name is None else f"{name.last_name}, {name.first_name}"


def _spelled_out(lines: list[str]) -> bytes:
    # Windows' text editors take a file without BOM for another character set, and one without CRLF for one line
    return "".join(line + "\r\n" for line in lines).encode("utf-8-sig")


def _jsonld(identification: Identification) -> bytes:
    name = identification.name
    document: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "Persoon",
        **_known({"voornaam": name.first_name, "achternaam": name.last_name}),
    }
    if identification.address is not None:
        document["adres"] = {"@type": "Adresvoorstelling"} | _address(identification.address)
    ways = _known({"telefoon": identification.phone, "email": identification.email})
    if ways:
        document["contactinfo"] = {"@type": "ContactInfo"} | ways
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _address(address: Address) -> dict[str, str]:
    return _known(
        {
            "volledigAdres": address.in_one_line,
            "busnummer": address.box_number,
            "postcode": address.postal_code,
            "gemeentenaam": address.municipality,
        }
    )


def _known(fields: dict[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in fields.items() if value is not None}
