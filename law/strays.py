"""What people write beside an address or a name, to say what does not belong there (D13).

What a field may hold is said by `law.street`, `law.box` and `law.person_name`; this names what was found instead. Those
also ask it for a date and for the words of a situation, which would pass as a street or a name.
"""

import re
from typing import Final

from law.national_number import holds_national_number
from law.writing import digit_runs, plain_words, simplified, with_plain_digits, word_set

_MONTHS = (
    r"(?:jan(?:uari|vier|uary|uar)?|feb(?:ruari|ruary|ruar)?|f[ée]v(?:rier)?|maart|mrt|mars|march|m[äa]rz|apr(?:il)?|avr(?:il)?"
    r"|mei|mai|may|juni?|juin|june|juli?|juil(?:let)?|july|aug(?:ustus|ust)?|ao[uû]t|sep(?:t|tember|tembre)?"
    r"|okt(?:ober)?|oct(?:ober|obre)?|nov(?:ember|embre)?|dec(?:ember)?|d[ée]c(?:embre)?|dez(?:ember)?"
    r"|ocak|[şs]ubat|mart|nisan|may[ıi]s|haziran|temmuz|a[ğg]ustos|eyl[üu]l|ekim|kas[ıi]m|aral[ıi]k)"
)
_BETWEEN = r"[\W_]{1,3}"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)[0-9]{2}"
_DATE: Final = re.compile(
    rf"(?<![0-9])(?:{_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}{_YEAR}"
    rf"|{_DAY}(?P<between>{_BETWEEN}){_MONTH}(?P=between)[0-9]{{2}}"
    r"|[0-9]{2}(?P<as_in_a_number>[. -]{1,2})(?:0[1-9]|1[0-2])(?P=as_in_a_number)(?:0[1-9]|[12][0-9]|3[01])"
    rf"|{_MONTH}{_BETWEEN}{_DAY}{_BETWEEN}{_YEAR}"
    rf"|{_YEAR}{_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}"
    r"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    rf"|(?:{_DAY}(?:e|ste|de|er)?[\W_]{{0,3}})?\b{_MONTHS}\b[\W_]{{0,3}}(?:{_YEAR})"
    rf"|{_DAY}(?:e|ste|de|er)?[\W_]{{0,3}}{_MONTHS}[\W_]{{0,3}}(?:{_YEAR}|[0-9]{{2}})"
    r")(?![0-9])",
    re.IGNORECASE,
)
_REMEMBERED = re.compile(
    rf"[^\W\d_]\s(?:du|van|de)\s(?:1er|{_DAY})\s{_MONTHS}(?:\s1[0-8][0-9]{{2}}|\s19[0-5][0-9])?(?=\s[1-9][0-9]{{0,2}}(?![0-9])|$)",
    re.IGNORECASE,
)
"""A street may remember a day ("Place du 4 Août 3", "Rue du 8 Mai 1945 12"): long before any parent of now was born."""
_WEB = re.compile(
    r"://|\bwww\b|[^\W\d_]{2,}\.(?:be|com|eu|fr|info|net|nl|org|example|brussels|vlaanderen)\b", re.IGNORECASE
)
_PHONE_DIGITS = 8
_SITUATION: Final = word_set(
    "aanbellen afspraak alcohol alleenstaand alleenstaande allochtoon anoniem armoedig asielzoeker astma autisme "
    "autist bellen bevalling bevallen depressie depressief diabetes divorce divorcee doof drugs dyslexie "
    "echtgenoot echtgenote enceinte epilepsie gehandicapt gehuwd genaamd geboortedatum geboren geb gescheiden "
    "gevlucht geweld gezinshereniging handicap hiv hoogzwanger hulpvraag huurachterstand inkomen invalide kanker "
    "kinderen kinderbijslag leefloon mishandeld mishandeling nationaliteit noodgeval opgelet opmerking overleden "
    "papierloos pregnant psychiatrie psychose psychisch roepnaam rijksregisternummer samenwonend schulden "
    "schuldbemiddeling spreekt telefoon thuisloos uitkering verslaafd verslaving verstoten vluchteling weduwe "
    "weduwnaar werkloos woont zwanger zwangerschap zwangere dakloos dringend heeft gsm email niet mevrouw mevr "
    "meneer dhr mw onbekend inconnu unknown nvt"
)
RELATIVES: Final = (
    "man|vrouw|moeder|vader|mama|papa|ouder|ouders|voogd|zoon|dochter|kind|zus|zuster|broer|oma|opa|tante|"
    "nonkel|nicht|neef|partner|vriend|vriendin|ex|echtgenote|echtgenoot|familie|gezin"
)
_RELATIVES_ELSEWHERE: Final = (
    "mere|pere|fils|fille|veuve|epouse|epoux|femme|mari|soeur|frere|"
    "mother|father|wife|husband|son|daughter|widow|sister|brother"
)
_RELATION = re.compile(
    rf"(?:^|(?<!lieve) )(?:(?:{RELATIVES}) van|(?:{_RELATIVES_ELSEWHERE}) (?:de|du|des|of|d)) |^ex [^ ]"
)


def holds_date(text: str) -> bool:
    """Whether a day stands in the text: in digits of any script, or with the month in letters; "8 Meilaan" is none."""
    plain = with_plain_digits(simplified(text))
    return bool(_DATE.search(_REMEMBERED.sub(" ", plain)))


def holds_web_address(text: str) -> bool:
    """Whether an e-mail address or the address of a page stands in the text."""
    plain = simplified(text)
    return "@" in plain or bool(_WEB.search(plain))


def holds_situation(text: str) -> bool:
    """Whether a word tells something of the client's life, or of who the client is to someone else."""
    words = plain_words(text)
    return not _SITUATION.isdisjoint(words) or bool(_RELATION.search(" ".join(words)))


def stray_in(text: str) -> str:
    """What stands in the text that belongs in no field, in Dutch; empty when it has no name."""
    if holds_national_number(text):
        return "een rijksregisternummer. Dat mag u nooit doorgeven: haal het weg"
    if "@" in simplified(text):
        return "een e-mailadres"
    if holds_web_address(text):
        return "een webadres"
    if holds_date(text):
        return "een datum"
    if any(len(run) >= _PHONE_DIGITS for run in digit_runs(text)):
        return "een telefoonnummer of een ander nummer"
    if holds_situation(text):
        return "uitleg over de cliënt"
    return ""
