"""What the page to type over asks of each paper, in the order of the document; the keys are those of the spreadsheet.

Place and day of signing are asked once for all who sign (`SHARED`): that is how papers print them. Nothing is asked
that neither paper prints (D28).
"""

from collections.abc import Iterator

from agreements.models import ContactKind
from agreements.terms.papers import Document, Party
from law.obstacles import Obstacle
from paper_import.asked import PaperPart, TypedField
from paper_import.columns import POSITIONS
from paper_import.gbo_fields import gbo_parts
from paper_import.models import PaperDraft, Papers

OF = {Party.AGENCY: "Opgroeien", Party.PARTNER: "de partner"}
SHARED = {
    "agreement.signed_on": (Document.AGREEMENT, "signed_on"),
    "protocol.signed_on": (Document.PROTOCOL, "signed_on"),
    "protocol.place": (Document.PROTOCOL, "place"),
}
"""Asked once, written with every signatory of that paper who has none of their own."""
SERVES = "partner.serves"
"""The municipality for which a new partner works: no paper says it so, and no team can file without it (R2)."""
OF_NEW_PARTNER = ("partner.kind", "partner.street", "partner.postal_code", "partner.municipality_name", SERVES)


def parts_of(draft: PaperDraft) -> tuple[PaperPart, ...]:
    """The parts of this file, in the order of the document."""
    if draft.papers == Papers.GBO:
        return gbo_parts(draft.cells)
    return {Papers.AGREEMENT: _AGREEMENT, Papers.PROTOCOL: _PROTOCOL}.get(Papers(draft.papers)) or _both()


def _both() -> tuple[PaperPart, ...]:
    seen = {field.key for part in _PROTOCOL for field in part.fields}
    first = [
        PaperPart(part.code, part.title, part.source, tuple(one for one in part.fields if one.key not in seen))
        for part in _AGREEMENT[1:]
    ]
    return (_AGREEMENT[0], *(part for part in first if part.fields), *_PROTOCOL[1:])


def _parties(source: str) -> PaperPart:
    return PaperPart(
        "partijen",
        "De partijen",
        source,
        (
            TypedField("team.name", "Lokaal team", is_optional=False),
            TypedField(
                "partner.name", "Partner", hint="Bijvoorbeeld OCMW Voorbeelddorp.", is_optional=False, names="partner"
            ),
            TypedField("partner.enterprise_number", "Ondernemingsnummer van de partner", 10),
            TypedField("partner.kind", "Soort partner", is_optional=False),
            TypedField("partner.street", "Straat en huisnummer van de partner"),
            TypedField("partner.postal_code", "Postcode", 4),
            TypedField("partner.municipality_name", "Gemeente", 20),
            TypedField(
                SERVES,
                "Werkgebied van de partner",
                20,
                "De gemeente waarvoor dit OCMW of CAW werkt. Mag leeg: dan voegt u ze later toe bij Organisaties.",
                is_optional=False,
            ),
        ),
    )


def _signing(document: Document) -> Iterator[TypedField]:
    missing = {
        (Document.AGREEMENT, Party.AGENCY): Obstacle.AGREEMENT_NOT_SIGNED_BY_AGENCY,
        (Document.AGREEMENT, Party.PARTNER): Obstacle.AGREEMENT_NOT_SIGNED_BY_PARTNER,
        (Document.PROTOCOL, Party.AGENCY): Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
        (Document.PROTOCOL, Party.PARTNER): Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
    }
    place = "agreement.drawn_up_at_place" if document == Document.AGREEMENT else "protocol.place"
    yield TypedField(place, "Opgemaakt te", 20)
    yield TypedField(
        f"{document}.signed_on",
        "Ondertekend op",
        10,
        "Van iedereen. Tekende iemand op een andere dag? Die vult u hieronder in.",
    )
    for party in Party:
        for position in POSITIONS:
            part, who = f"signature.{document}.{party}.{position}", f"Ondertekenaar {position} van {OF[party]}"
            obstacles = (missing[document, party],) if position == 1 else ()
            yield TypedField(f"{part}.name", f"{who}: naam", obstacles=obstacles)
            yield TypedField(f"{part}.function", f"{who}: functie")


def _other_days(document: Document) -> Iterator[TypedField]:
    for party in Party:
        for position in POSITIONS:
            yield TypedField(
                f"signature.{document}.{party}.{position}.signed_on",
                f"Andere dag van ondertekenaar {position} van {OF[party]}",
                10,
                is_rare=True,
            )


def _term(document: Document) -> tuple[TypedField, ...]:
    is_agreement = document == Document.AGREEMENT
    start = (Obstacle.AGREEMENT_WITHOUT_START, Obstacle.AGREEMENT_NOT_YET_IN_FORCE)
    start = start if is_agreement else (Obstacle.PROTOCOL_WITHOUT_START, Obstacle.PROTOCOL_NOT_YET_IN_FORCE)
    ended = Obstacle.AGREEMENT_ENDED if is_agreement else Obstacle.PROTOCOL_ENDED
    notice = Obstacle.AGREEMENT_WITHOUT_NOTICE_PERIOD if is_agreement else Obstacle.PROTOCOL_WITHOUT_NOTICE_PERIOD
    return (
        TypedField(f"{document}.in_force_from", "In werking vanaf", 10, obstacles=start),
        TypedField(f"{document}.ends_on", "Tot en met", 10, "Leeg bij onbepaalde duur.", obstacles=(ended,)),
        TypedField(f"{document}.notice_months", "Opzegtermijn in maanden", 4, obstacles=(notice,)),
    )


def _contact(party: Party, kind: ContactKind, *names: str) -> Iterator[TypedField]:
    words = {
        "name_or_function": ("naam of functie", 30),
        "phone": ("telefoon", 20),
        "email": ("e-mail", 30),
        "organisation_name": ("andere organisatie", 30),
    }
    for name in names:
        label, width = words[name]
        what = "Contactpersoon" if kind == ContactKind.CONTACT else "Contact bij een gegevenslek"
        yield TypedField(f"contact.{party}.{kind}.{name}", f"{what} van {OF[party]}: {label}", width)


def _dpo(party: Party, *, dated: bool) -> Iterator[TypedField]:
    if dated:
        missing = {
            Party.AGENCY: (Obstacle.ADVICE_OF_AGENCY_MISSING, Obstacle.ADVICE_OF_AGENCY_AFTER_SIGNATURE),
            Party.PARTNER: (Obstacle.ADVICE_OF_PARTNER_MISSING, Obstacle.ADVICE_OF_PARTNER_AFTER_SIGNATURE),
        }
        label = f"Advies van de DPO van {OF[party]} op"
        yield TypedField(f"advice.{party}.advised_on", label, 10, obstacles=missing[party])
        yield TypedField(f"advice.{party}.dpo_name", f"Naam van die DPO, van {OF[party]}")
    else:
        yield TypedField(f"advice.{party}.dpo_name", f"DPO van {OF[party]}: naam")
        yield TypedField(f"advice.{party}.dpo_email", f"DPO van {OF[party]}: e-mail")


_CONTACTED = ("name_or_function", "phone", "email")
_MAILBOX = TypedField("mailbox.address", "Mailbox voor de gegevens", obstacles=(Obstacle.MAILBOX_MISSING,))
_AGREEMENT = (
    _parties("samenwerkingsovereenkomst art. 1"),
    PaperPart("art4", "Gegevensdeling", "samenwerkingsovereenkomst art. 4", (_MAILBOX,)),
    PaperPart(
        "art5",
        "Contactpersonen en DPO’s",
        "samenwerkingsovereenkomst art. 5",
        tuple(
            field
            for party in (Party.PARTNER, Party.AGENCY)
            for field in (*_dpo(party, dated=False), *_contact(party, ContactKind.CONTACT, *_CONTACTED))
        ),
    ),
    PaperPart(
        "art7",
        "Evaluatie",
        "samenwerkingsovereenkomst art. 7",
        (TypedField("agreement.evaluation_months", "Evaluatie om de hoeveel maanden?", 4),),
    ),
    PaperPart("art8", "Duur en opzegging", "samenwerkingsovereenkomst art. 8", _term(Document.AGREEMENT)),
    PaperPart(
        "ondertekening",
        "Ondertekening",
        "samenwerkingsovereenkomst (ondertekening)",
        (
            *_signing(Document.AGREEMENT),
            *_other_days(Document.AGREEMENT),
            TypedField("agreement.council_decision_on", "Datum van het raadsbesluit", 10),
            TypedField("agreement.council_decision_url", "Webadres van het raadsbesluit"),
        ),
    ),
)
_PROTOCOL = (
    _parties("protocol (partijen)"),
    PaperPart(
        "adviezen",
        "Adviezen van de DPO’s",
        "protocol overweging E en F",
        tuple(field for party in Party for field in _dpo(party, dated=True)),
    ),
    PaperPart("art6", "Beveiliging", "protocol art. 6", (_MAILBOX,)),
    PaperPart(
        "art9",
        "Meldingsplichten",
        "protocol art. 9",
        (
            *_contact(Party.AGENCY, ContactKind.BREACH, "email", "name_or_function"),
            *_contact(Party.PARTNER, ContactKind.BREACH, "email", "phone", "name_or_function", "organisation_name"),
        ),
    ),
    PaperPart("art11", "Inwerkingtreding en opzegging", "protocol art. 11", _term(Document.PROTOCOL)),
    PaperPart(
        "protocol-ondertekening",
        "Ondertekening van het protocol",
        "protocol (ondertekening)",
        (
            *_signing(Document.PROTOCOL),
            *_other_days(Document.PROTOCOL),
            TypedField(
                "protocol.esignature_code",
                "Verificatiecode van de e-handtekening",
                20,
                "Typ nooit het wachtwoord dat bij de code hoort.",
            ),
            TypedField("protocol.esignature_url", "Webadres van de verificatie"),
        ),
    ),
)
