"""The details of an event in Dutch, for the page: codes are kept in the trail, words are shown."""

from collections.abc import Mapping
from typing import Any

KEYS = {
    "page": "pagina",
    "thing": "nummer",
    "advised_on": "advies op",
    "agreed_from": "afgesproken vanaf",
    "amendment": "wijziging",
    "asked_on": "advies gevraagd op",
    "replaces": "vervangt",
    "version": "versie",
    "ends_on": "tot en met",
    "in_force_from": "in werking vanaf",
    "notice_months": "opzegtermijn",
    "evaluation_months": "evaluatie om de",
    "signed_on": "ondertekend op",
    "against_party": "tegen",
    "answer": "wat er gedaan is",
    "answered_on": "gedaan op",
    "added": "toegevoegd",
    "agreements": "aantal overeenkomsten",
    "attempt": "poging",
    "attempts": "aantal pogingen",
    "authority": "toezichthouder",
    "by_post": "per post",
    "by_whom": "door wie",
    "channel": "hoe",
    "change": "gemelde wijziging",
    "check": "proefmail",
    "code": "code",
    "contact": "contact",
    "deadline": "waaraan",
    "clients": "cliënten inlichten",
    "closed_on": "afgesloten op",
    "decided_by": "beslist door",
    "discovered_at": "ontdekt op",
    "count": "aantal",
    "declared_on": "gewist op",
    "defects": "gebreken",
    "document": "document",
    "doubt": "twijfel",
    "field": "veld",
    "fields": "velden",
    "found": "gevonden",
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
    "happenings": "wat er gebeurde",
    "held_at": "overlegd op",
    "is_done": "gedaan",
    "kind": "soort",
    "language": "taal",
    "interpreter": "tolk",
    "last_day": "laatste dag",
    "mailbox": "mailbox",
    "notified_on": "kennisgeving op",
    "mails": "aantal mails",
    "met_on": "vastgesteld op",
    "moment": "wanneer",
    "municipality": "gemeente",
    "on": "op",
    "notices": "aantal meldingen",
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
    "reminded": "aan wie",
    "role": "rol",
    "roles": "rollen",
    "is_head": "hoofd",
    "register_confirmed_on": "verwerkingsregister bevestigd op",
    "reported_on": "gemeld op",
    "reason": "reden",
    "recipients": "aantal berichten",
    "reported_at": "gemeld op",
    "round": "ronde",
    "scope": "waar",
    "search": "zoekopdracht",
    "size": "grootte in bytes",
    "spoke_with": "gesproken met",
    "stage": "stap",
    "step": "controle",
    "stopped_on": "stopgezet vanaf",
    "suspension": "opschorting",
    "to": "aan",
    "told_by": "van wie",
    "told_to": "aan wie",
    "transmissions": "aantal verzendingen",
    "text_version": "informatietekst",
    "told_on": "ingelicht op",
    "until_on": "tot en met",
    "wrong_codes": "foute codes",
    "years": "jaren",
    "days": "dagen",
    "days_in_vain": "dagen na „niet bereikt”",
}
VALUES = {
    "agency": "Opgroeien",
    "agreement": "samenwerkingsovereenkomst",
    "complaint": "klacht",
    "confirmed": "bevestigd",
    "contacts": "de contactpersonen",
    "corrected": "verbeterd",
    "court": "rechter of parket",
    "dropped": "vervallen",
    "brought": "iemand die de cliënt meebracht",
    "changed_mind": "de cliënt trok de toestemming in",
    "client": "de cliënt zelf",
    "colleague": "een collega",
    "correction": "correctie",
    "deletion_notice": "verwijderbericht",
    "dpo": "DPO",
    "everywhere": "in alle teams",
    "head": "diensthoofd",
    "mail": "per mail",
    "mailbox": "de mailbox",
    "mailbox_check": "controle van de mailbox",
    "message": "bericht",
    "invitation": "uitnodiging",
    "account": "bericht over een account",
    "house_alarm": "alarm over de werking",
    "log_head": "stand van een logboek",
    "lost_referral": "verwijderbericht na een herstel",
    "onward": "doorgegeven aan een partner",
    "receiver_reminder": "herinnering",
    "moved": "de cliënt is verhuisd",
    "none": "niemand",
    "on_behalf": "iemand namens de cliënt",
    "oral": "mondeling",
    "ourselves": "wij zelf",
    "page": "de pagina voor cliënten",
    "partner": "de partner",
    "protocol": "protocol",
    "referral": "aanmelding",
    "professional": "sociaal tolk",
    "phone": "per telefoon",
    "receiver": "de ontvanger",
    "recorder": "wie het noteerde",
    "site": "op de site",
    "supervisor": "toezichthouder",
    "team": "het team",
    "social_worker": "maatschappelijk werker",
    "operator": "door een operator",
    "after_call": "door een collega die terugbelde",
    "not_confirmed": "niemand bevestigde dat deze persoon er werkt",
    "unused": "180 dagen niet gebruikt",
    "link": "met de link uit een mail",
    "restored": "databank teruggezet",
    "unreadable": "het archief gaat niet open",
    "written": "schriftelijk",
    "wrong_receiver": "verkeerde ontvanger",
}


LANGUAGES = {
    "nl": "Nederlands",
    "fr": "Frans",
    "en": "Engels",
    "ar": "Arabisch",
    "tr": "Turks",
    "uk": "Oekraïens",
    "other": "een andere taal",
}
DATA = {"name": "naam en voornaam", "address": "adres", "phone": "telefoonnummer", "email": "e-mailadres"}
DEFECTS = {
    "wrong": "fout",
    "inaccurate": "onnauwkeurig",
    "incomplete": "onvolledig",
    "missing": "ontbrekend",
    "outdated": "verouderd",
    "superfluous": "overtollig",
}
MESSAGES = {
    "contact_change": "wijziging van een contactpersoon",
    "evaluation": "uitnodiging voor de evaluatie",
    "proof_request": "vraag om bewijs van de beveiliging",
    "processors": "overzicht van verwerkers",
    "breach": "melding van een gegevenslek",
    "reminder": "herinnering",
    "returned_mail": "mail die terugkwam",
    "stop": "stoppen of opschorten",
    "trouble": "mail van een aanmelding die niet aankwam",
    "place_opened": "aanmelden kan nu",
}


def lines(details: Mapping[str, Any]) -> list[str]:
    """The details of an event, one line each; what was left empty is left out."""
    return [f"{KEYS.get(key, key)}: {_said(key, value)}" for key, value in details.items() if value != ""]


def _said(key: str, value: Any) -> str:
    if key == "defects" and isinstance(value, list):
        return ", ".join(_defect(str(one)) for one in value)
    if key == "kind" and value in MESSAGES:
        return MESSAGES[value]
    return LANGUAGES.get(value, str(value)) if key == "language" else say(value)


def _defect(code: str) -> str:
    """ "phone/wrong" as people read it."""
    of, _slash, what = code.partition("/")
    return f"{DATA[of]} {DEFECTS[what]}" if of in DATA and what in DEFECTS else code


def say(value: str | int | bool | list[str] | None) -> str:
    """One detail in words; what has none is shown as it was kept."""
    if isinstance(value, list):
        return ", ".join(value)
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return VALUES.get(value, value) if isinstance(value, str) else str(value)
