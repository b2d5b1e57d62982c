"""The columns of a spreadsheet with papers: the same for template, import and export."""

from agreements.models import ContactKind
from agreements.terms.papers import Document, Party
from sheets.columns import Column

POSITIONS = (1, 2)
CONTACT_KINDS = (ContactKind.CONTACT, ContactKind.BREACH)
_DAY = "Een datum, bijvoorbeeld 18/12/2023 of 18 december 2023."
_OF = {Party.AGENCY: "Opgroeien", Party.PARTNER: "partner"}


def _parties() -> list[Column]:
    seat = "Alleen nodig als wij deze partner nog niet kennen."
    return [
        Column("team.name", "Lokaal team", "De naam zoals bij Organisaties. Verplicht.", "Team Voorbeeldstreek"),
        Column("partner.name", "Partner", "Het OCMW of CAW. Verplicht.", "OCMW Voorbeelddorp"),
        Column("partner.enterprise_number", "Ondernemingsnummer partner", "Hierop zoeken wij de partner.", ""),
        Column("partner.kind", "Soort partner", f"OCMW of CAW. {seat}", "OCMW"),
        Column("partner.street", "Straat en huisnummer partner", seat, "Dorpsstraat 1"),
        Column("partner.postal_code", "Postcode partner", seat, "9999"),
        Column("partner.municipality_name", "Gemeente partner", seat, "Voorbeelddorp"),
        Column("agreement.version", "Versie", "Alleen nodig als er meer dan één versie is.", "1"),
    ]


def _terms(part: str, of: str) -> list[Column]:
    return [
        Column(f"{part}.in_force_from", f"{of}: in werking vanaf", _DAY, "18/12/2023"),
        Column(f"{part}.ends_on", f"{of}: tot en met", "Laat leeg bij onbepaalde duur.", ""),
        Column(f"{part}.notice_months", f"{of}: opzegtermijn", "Een aantal maanden.", "6"),
    ]


def _signatures(document: Document) -> list[Column]:
    paper = "Overeenkomst" if document == Document.AGREEMENT else "Protocol"
    found = []
    for party in Party:
        for position in POSITIONS:
            part, of = f"signature.{document}.{party}.{position}", f"{paper}: ondertekenaar {position} {_OF[party]}"
            is_first = position == 1
            found += [
                Column(f"{part}.name", f"{of}: naam", "Wie tekent.", "An Voorbeeld" if is_first else ""),
                Column(f"{part}.function", f"{of}: functie", "In welke functie.", "voorzitter" if is_first else ""),
                Column(f"{part}.place", f"{of}: plaats", "Mag leeg blijven.", ""),
                Column(f"{part}.signed_on", f"{of}: ondertekend op", _DAY, "18/12/2023" if is_first else ""),
            ]
    return found


def _advices() -> list[Column]:
    found = []
    for party in Party:
        part, of = f"advice.{party}", f"DPO {_OF[party]}"
        found += [
            Column(f"{part}.dpo_name", f"{of}: naam", "Wie advies gaf.", "Sam Dataman"),
            Column(f"{part}.dpo_email", f"{of}: e-mail", "Mag leeg blijven.", ""),
            Column(f"{part}.advised_on", f"{of}: advies op", _DAY, "14/12/2023"),
        ]
    return found


def _contacts() -> list[Column]:
    found = []
    for party in Party:
        for kind in CONTACT_KINDS:
            what = "contactpersoon" if kind == ContactKind.CONTACT else "contact gegevenslek"
            part, of = f"contact.{party}.{kind}", f"{_OF[party].capitalize()}: {what}"
            found += [
                Column(f"{part}.name_or_function", f"{of}: naam of functie", "Mag een functie zijn.", "diensthoofd"),
                Column(
                    f"{part}.organisation_name", f"{of}: andere organisatie", "Alleen als het contact elders werkt."
                ),
                Column(f"{part}.phone", f"{of}: telefoon", "Telefoon of e-mail is nodig.", "014 00 00 00"),
                Column(f"{part}.email", f"{of}: e-mail", "Telefoon of e-mail is nodig.", ""),
            ]
    return found


COLUMNS = (
    *_parties(),
    *_terms("agreement", "Overeenkomst"),
    Column("agreement.evaluation_months", "Overeenkomst: evaluatie om de", "Een aantal maanden, 1 tot 12.", "12"),
    Column("agreement.drawn_up_at_place", "Overeenkomst: opgemaakt te", "Mag leeg blijven.", "Voorbeelddorp"),
    Column("agreement.council_decision_on", "Raadsbesluit: datum", _DAY),
    Column("agreement.council_decision_url", "Raadsbesluit: webadres", "Begint met https://."),
    *_signatures(Document.AGREEMENT),
    *_terms("protocol", "Protocol"),
    Column("protocol.esignature_code", "E-handtekening: verificatiecode", "Nooit het wachtwoord."),
    Column("protocol.esignature_url", "E-handtekening: webadres", "Begint met https://."),
    *_advices(),
    *_signatures(Document.PROTOCOL),
    Column("mailbox.address", "Mailbox: e-mailadres", "Twee beheerders controleren het daarna."),
    *_contacts(),
    Column("info.status", "Toestand", "Alleen in een uitvoer; wij lezen dit niet."),
    Column("info.may_send", "Vandaag versturen", "Alleen in een uitvoer; wij lezen dit niet."),
    Column("info.deadline", "Volgende termijn", "Alleen in een uitvoer; wij lezen dit niet."),
    Column("info.doubts", "Open twijfels", "Alleen in een uitvoer; wij lezen dit niet."),
)
REQUIRED = ("team.name", "partner.name")
TITLES = {column.key: column.title for column in COLUMNS}
