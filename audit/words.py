"""The details of an event in Dutch, for the page: codes are kept in the trail, words are shown."""

KEYS = {
    "advised_on": "advies op",
    "ends_on": "tot en met",
    "in_force_from": "in werking vanaf",
    "notice_months": "opzegtermijn",
    "evaluation_months": "evaluatie om de",
    "signed_on": "ondertekend op",
    "against_party": "tegen",
    "asked_on": "nagevraagd op",
    "answer": "wat er gedaan is",
    "answered_on": "gedaan op",
    "attempt": "poging",
    "by_post": "per post",
    "channel": "hoe",
    "change": "gemelde wijziging",
    "code": "SMTP-code",
    "contact": "contact",
    "deadline": "waaraan",
    "document": "document",
    "doubt": "twijfel",
    "field": "veld",
    "fields": "velden",
    "from_on": "vanaf",
    "given_on": "opgezegd op",
    "lines": "regels",
    "made": "nieuw",
    "changed": "gewijzigd",
    "outcome": "uitkomst",
    "value": "waarde",
    "import": "invoer",
    "dpo_confirmed_on": "DPO bevestigd op",
    "due_on": "dag",
    "evaluation": "evaluatie",
    "held_on": "gehouden op",
    "kind": "soort",
    "language": "taal",
    "last_day": "laatste dag",
    "mailbox": "mailbox",
    "notified_on": "kennisgeving op",
    "mails": "aantal mails",
    "met_on": "vastgesteld op",
    "moment": "wanneer",
    "municipality": "gemeente",
    "obstacles": "aantal beletsels",
    "party": "partij",
    "published_on": "bekendgemaakt op",
    "position": "plaats",
    "policy_confirmed_on": "veiligheidsbeleid bevestigd op",
    "posted_on": "gepost op",
    "processor": "verwerker",
    "processors": "aantal verwerkers",
    "proposed_on": "voorgesteld op",
    "received_on": "ontvangen op",
    "reference": "referentie",
    "register_confirmed_on": "verwerkingsregister bevestigd op",
    "reported_on": "gemeld op",
    "size": "grootte in bytes",
    "stage": "stap",
    "step": "controle",
    "stopped_on": "stopgezet vanaf",
    "suspension": "opschorting",
    "text_version": "informatietekst",
    "until_on": "tot en met",
}
VALUES = {
    "agency": "Opgroeien",
    "agreement": "samenwerkingsovereenkomst",
    "confirmed": "bevestigd",
    "corrected": "verbeterd",
    "dropped": "vervallen",
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
