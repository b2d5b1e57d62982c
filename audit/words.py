"""The details of an event in Dutch, for the page: codes are kept in the trail, words are shown."""

KEYS = {
    "advised_on": "advies op",
    "ends_on": "tot en met",
    "in_force_from": "in werking vanaf",
    "notice_months": "opzegtermijn",
    "evaluation_months": "evaluatie om de",
    "signed_on": "ondertekend op",
    "added": "toegevoegd",
    "agreements": "aantal overeenkomsten",
    "attempt": "poging",
    "authority": "toezichthouder",
    "by_post": "per post",
    "channel": "hoe",
    "clients": "cliënten inlichten",
    "closed_on": "afgesloten op",
    "code": "SMTP-code",
    "contact": "contact",
    "decided_by": "beslist door",
    "discovered_at": "ontdekt op",
    "document": "document",
    "fields": "velden",
    "found": "gevonden",
    "from_on": "vanaf",
    "happenings": "wat er gebeurde",
    "held_at": "overlegd op",
    "is_done": "gedaan",
    "kind": "soort",
    "language": "taal",
    "mailbox": "mailbox",
    "municipality": "gemeente",
    "obstacles": "aantal beletsels",
    "party": "partij",
    "position": "plaats",
    "posted_on": "gepost op",
    "reason": "reden",
    "recipients": "aantal berichten",
    "reference": "referentie",
    "reported_at": "gemeld op",
    "round": "ronde",
    "search": "zoekopdracht",
    "size": "grootte in bytes",
    "stage": "stap",
    "step": "controle",
    "text_version": "informatietekst",
    "told_on": "ingelicht op",
    "until_on": "tot en met",
}
VALUES = {
    "agency": "Opgroeien",
    "agreement": "samenwerkingsovereenkomst",
    "oral": "mondeling",
    "partner": "de partner",
    "protocol": "protocol",
    "referral": "aanmelding",
    "written": "schriftelijk",
}


def say(value: str | int | bool | list[str] | None) -> str:
    """One detail in words; what has none is shown as it was kept."""
    if isinstance(value, list):
        return ", ".join(value)
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return VALUES.get(value, value) if isinstance(value, str) else str(value)
