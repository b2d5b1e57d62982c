"""The details of an event in Dutch, for the page: codes are kept in the trail, words are shown."""

KEYS = {
    "advised_on": "advies op",
    "ends_on": "tot en met",
    "in_force_from": "in werking vanaf",
    "notice_months": "opzegtermijn",
    "evaluation_months": "evaluatie om de",
    "signed_on": "ondertekend op",
    "attempt": "poging",
    "by_post": "per post",
    "channel": "hoe",
    "code": "SMTP-code",
    "contact": "contact",
    "document": "document",
    "fields": "velden",
    "from_on": "vanaf",
    "kind": "soort",
    "language": "taal",
    "mailbox": "mailbox",
    "municipality": "gemeente",
    "obstacles": "aantal beletsels",
    "party": "partij",
    "position": "plaats",
    "posted_on": "gepost op",
    "reference": "referentie",
    "reason": "reden",
    "size": "grootte in bytes",
    "stage": "stap",
    "step": "controle",
    "text_version": "informatietekst",
    "until_on": "tot en met",
}
VALUES = {
    "agency": "Opgroeien",
    "agreement": "samenwerkingsovereenkomst",
    "oral": "mondeling",
    "partner": "de partner",
    "protocol": "protocol",
    "referral": "aanmelding",
    "operator": "door een operator",
    "restored": "databank teruggezet",
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
