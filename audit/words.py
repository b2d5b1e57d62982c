"""The details of an event in Dutch, for the page: codes are kept in the trail, words are shown."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils import timezone

from audit.codes import Codes
from law.roles import Role

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
    "draft": "ingelezen papier",
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
    "not_printed": "staat niet op het papier",
    "obstacles": "aantal beletsels",
    "party": "partij",
    "parties": "partijen",
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
    "route": "hoe",
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
VALUES = {  # where the label of the code is not what a line of the log needs, or codes are alike
    "agreement": "samenwerkingsovereenkomst",
    "complaint": "klacht",
    "confirmed": "bevestigd",
    "contacts": "de contactpersonen",
    "court": "rechter of parket",
    "client": "de cliënt zelf",
    "colleague": "een collega",
    "correction": "correctie",
    "dpo": "DPO",
    "everywhere": "in alle teams",
    "head": "diensthoofd",
    "mail": "per mail",
    "mailbox": "de mailbox",
    "moved": "de cliënt is verhuisd",
    "none": "niemand",
    "ourselves": "wij zelf",
    "protocol": "protocol",
    "referral": "aanmelding",
    "professional": "sociaal tolk",
    "phone": "per telefoon",
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
    "evaluation": "uitnodiging voor de evaluatie",
    "processors": "overzicht van verwerkers",
    "breach": "melding van een gegevenslek",
}
FINDINGS = {
    "database": "databank",
    "mail": "mail die wacht",
    "frozen": "verzending stilgezet",
    "login": "login bij de mailserver",
    "encryption": "veilige verbinding met de mailserver",
    "sweep": "nakijken van de mail",
    "overdue": "vast werk op tijd",
    "bounces": "mails die terugkomen",
    "unclear_reports": "terugmeldingen voor een mens",
    "erasing": "wissen op tijd",
    "sealing": "nummeren van het logboek",
    "journal": "journaal",
    "keys": "sleutels",
    "certificates": "certificaten",
    "clock": "klok",
}
"""What an alarm was about, by the name that `upkeep.findings` gives it."""
CAUSES = {
    "0": "een reden die niemand noemt",
    "1": "het adres van de mailbox",
    "2": "de mailbox",
    "3": "de mailserver van de ontvanger",
    "4": "de weg naar de mailserver van de ontvanger",
    "5": "de taal tussen de mailservers",
    "6": "de inhoud of de bijlage",
    "7": "het vertrouwen in onze mailserver of afzender",
}
OF_KEY = {
    "authority": {"none": "melding niet nodig"},
    "cause": CAUSES,
    "finding": FINDINGS,
    "route": {"both": "per mail en op papier"},
    "kind": MESSAGES | {"unreadable": "niet goed leesbaar"},
    "language": LANGUAGES,
}
"""Codes that mean something else under one key than anywhere else."""
NUMBER = re.compile(r"([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CHANGED = re.compile(r"(.*?)>(.*)")
"""What a field held, and what it holds now: `agreements` and `gbo` keep both."""


def lines(details: Mapping[str, Any], fields: Mapping[str, str] | None = None) -> list[str]:
    """The details of an event, one line each; what was left empty is left out, and that a first try was the first.

    `fields`: what the fields of the thing are called on its pages.
    """
    fields = fields or {}
    return [
        f"{KEYS.get(key) or fields.get(key, key)}: {_said(key, value, fields)}"
        for key, value in details.items()
        if value not in ("", None, []) and not (key == "attempt" and value == 1)
    ]


def _said(key: str, value: Any, fields: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_said(key, one, fields) for one in value)
    if not isinstance(value, str):
        return say(value)
    if key in ("fields", "not_printed"):
        return fields.get(value, value)
    if key == "defects":
        return _defect(value)
    if key == "roles":
        role, _slash, place = value.partition("/")
        return f"{Role(role).label} ({say(place)})" if role in set(Role) else value
    if changed := CHANGED.fullmatch(value):
        before, after = map(say, changed.groups())
        return after if before in ("", "–") else f"{after}, voordien {before}"
    return OF_KEY.get(key, {}).get(value) or say(value)


def _defect(code: str) -> str:
    """ "phone/wrong" as people read it."""
    of, _slash, what = code.partition("/")
    return f"{DATA[of]} {DEFECTS[what]}" if of in DATA and what in DEFECTS else code


def say(value: str | int | bool) -> str:
    """One detail in words; what has none is shown as it was kept, and of a long number its beginning."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if not isinstance(value, str):
        return str(value)
    return VALUES.get(value) or _labels().get(value) or _moment(value) or NUMBER.sub(r"\1", value)


def _moment(text: str) -> str:
    """A day or a moment as people read it, in local time; nothing when it is neither."""
    try:
        if len(text) == len("2026-11-23"):
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return "" if timezone.is_naive(moment) else f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


@cache
def _labels() -> dict[str, str]:
    """What the rooms above call a code that means one thing, wherever it is kept."""
    labels: dict[str, set[str]] = defaultdict(set)
    for codes in _kinds_of_codes(Codes):
        for code, label in codes.choices:
            labels[code].add(str(label))
    return {code: meanings.pop() for code, meanings in labels.items() if len(meanings) == 1}


def _kinds_of_codes(codes: type[Codes]) -> Iterator[type[Codes]]:
    for kind in codes.__subclasses__():
        yield kind
        yield from _kinds_of_codes(kind)
