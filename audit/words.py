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
    "count": "aantal",
    "declared_on": "gewist op",
    "defects": "gebreken",
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
    "reason": "waarom",
    "size": "grootte in bytes",
    "spoke_with": "gesproken met",
    "stage": "stap",
    "step": "controle",
    "to": "aan",
    "told_by": "van wie",
    "told_to": "aan wie",
    "transmissions": "aantal verzendingen",
    "text_version": "informatietekst",
    "until_on": "tot en met",
    "years": "jaren",
    "days": "dagen",
}
VALUES = {
    "agency": "Opgroeien",
    "agreement": "samenwerkingsovereenkomst",
    "changed_mind": "de cliënt trok de toestemming in",
    "client": "de cliënt zelf",
    "colleague": "een collega",
    "correction": "correctie",
    "deletion_notice": "verwijderbericht",
    "dpo": "DPO",
    "head": "diensthoofd",
    "mail": "per mail",
    "moved": "de cliënt is verhuisd",
    "on_behalf": "iemand namens de cliënt",
    "oral": "mondeling",
    "ourselves": "wij zelf",
    "partner": "de partner",
    "protocol": "protocol",
    "referral": "aanmelding",
    "phone": "per telefoon",
    "receiver": "de ontvanger",
    "recorder": "wie het noteerde",
    "site": "op de site",
    "social_worker": "maatschappelijk werker",
    "written": "schriftelijk",
    "wrong_receiver": "verkeerde ontvanger",
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
