"""How a paper calls the partner and the local team: the name on which most of its mentions agree."""

import re
from collections import Counter, defaultdict

from law.placeholders import has_placeholder
from paper_reading.folding import cue, fold
from paper_reading.parties import PARTNER_WORDS, Found, mentions, region, town_at
from paper_reading.spacing import mend, one_line
from paper_reading.terms import PaperSide
from paper_reading.text import PaperText

_OF_A_TOWN = re.compile(
    r"[ ”\"]*\)?(?:\(\s*O\s?C\s?M\s?W\s*\))?[ ]*\n?[ ]*(?:v\s?a\s?n\s+)?(?:(?:de\s+)?(?:stad|gemeente)\s+)?(?=[A-Z'’])"
)
_END_OF_TOWN = re.compile(
    r"[,;().:“”\"\t…\n\d]|(?<![A-Za-z])(?:en|hierna|met|in|is|te|zal|kan|heeft|op|d\s?i\s?e|vertegenw\w*|ingeschreven)(?!\w)"
)
_LONGEST_TOWN = 48
_SHORTEST_TOWN = 3
_NO_TOWN = re.compile(
    r"OCMW|CAW|DPO|Artikel|Opgroeien|NAAM|adres|Adres|nummer|Algemeen|Organisatie|Datum|Voor\b|Namens"
)
_TEAM = (
    "lokaal team Kind en Gezin", "lokale team Kind en Gezin", "lokaal team", "lokale team",
    "team Kind en Gezin", "Kind en Gezin team",
)  # fmt: skip
_TEAM_ENDS = (
    "naar OCMW", "naar het OCMW", "naar het openbaar", "naar CAW", "naar het CAW", "en het OCMW", "en OCMW",
    "en het openbaar", "en het CAW", "en CAW",
    "van het agentschap", "van agentschap", "van Opgroeien", "van Kind en Gezin", "vertegenwoordigd",
    "met zetel", "het OCMW", "OCMW", "hierna", "rechtsgeldig", "Kind en Gezin", "een samenwerkings",
    "het openbaar", "CAW", "gevestigd", "gelegen", "Opgroeien", "tussen",
)  # fmt: skip
_NO_TEAM = frozenset(map(fold, ("", "Kind en Gezin", "Opgroeien", "Opgroeien regie", "Kind & Gezin", "K&G", "KG")))
_LONGEST_TEAM = 48


def read_partner(text: PaperText) -> tuple[Found | None, Found | None]:
    """How the partner is called, and of which kind it is."""
    votes: Counter[str] = Counter()
    where: dict[str, list[tuple[int, int, bool]]] = {}
    unknown: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    for words, label in (("OCMW", "OCMW"), (PARTNER_WORDS[1], "OCMW")):
        for hit in text.find(words, fuzzy=False):
            named = _place_after(text, hit.end)
            if named:
                name = f"{label} {named[0]}"
                votes[name] += 1
                where.setdefault(name, []).append((hit.start, named[1], named[2]))
            elif strange := _unknown_town(text, hit.end):
                unknown[f"{label} {strange[0]}"].append((hit.start, strange[1], False))
    for words in ("CAW", "centrum voor algemeen welzijnswerk", "centrum algemeen welzijnswerk"):
        for hit in text.find(words, fuzzy=False):
            if text.chars[hit.start].isupper() and (named := _name_after(text, hit.end)):
                name = f"CAW {named[0]}"
                votes[name] += 1
                where.setdefault(name, []).append((hit.start, named[1], named[2]))
    for name, places_of in unknown.items():
        if len(places_of) > 2 * max(votes.values(), default=0):
            votes[name], where[name] = len(places_of), places_of
    if not votes:
        return None, _kind_alone(text)
    (name, times), *others = votes.most_common()
    start, end, _ = where[name][0]
    clear = not others or (times >= 2 and times > 2 * others[0][1])
    exact = clear and times >= 2 and any(one[2] for one in where[name])
    kind = Found(
        name.split()[0].lower(), start, end, exact=not any(one[0].split()[0] != name.split()[0] for one in others)
    )
    return Found(name, start, end, exact), kind


def _kind_alone(text: PaperText) -> Found | None:
    start, end = region(text)
    for at, last, side in mentions(text, start, end):
        if side == PaperSide.PARTNER:
            kind = "caw" if cue("CAW|algemeen welzijnswerk").search(text.folded_between(at, last)) else "ocmw"
            return Found(kind, at, last, exact=False)
    return None


def _place_after(text: PaperText, start: int) -> tuple[str, int, bool] | None:
    """The municipality that is named right behind, with or without "(OCMW) van" or "van de stad"."""
    between = re.match(
        r"[\s)]*(?:\(\s*O\s?C\s?M\s?W\s*\))?[\s,]*(?:v\s?a\s?n\s+)?(?:(?:de\s+)?(?:stad|gemeente)\s+)?(?=[A-Z'’])",
        text.chars[start : start + 60],
    )
    if not between or (between.end() == 0):
        return None
    at = start + between.end()
    place = town_at(text, at)
    if not place:
        return None
    end = text.find(place.name, start=at, end=at + 90, fuzzy=False)[0].end
    torn = text.is_torn(at, end)
    return place.name, end, one_line(text.chars[at:end]).casefold() == place.name.casefold() and not torn


def _unknown_town(text: PaperText, start: int) -> tuple[str, int] | None:
    """A name that is in no list, right behind "OCMW": of several municipalities, or of a new one. Never certain."""
    lead = _OF_A_TOWN.match(text.chars[start : start + 60])
    if not lead or not lead.end():
        return None
    at = start + lead.end()
    stop = _END_OF_TOWN.search(text.chars, at, at + _LONGEST_TOWN)
    end = stop.start() if stop else at + _LONGEST_TOWN
    name = _without_sentence(mend(text.chars[at:end], torn=text.is_torn(at, end)).strip(" -–"))
    if len(name) < _SHORTEST_TOWN or has_placeholder(name) or _NO_TOWN.search(name):
        return None
    return name, end


def _name_after(text: PaperText, start: int) -> tuple[str, int, bool] | None:
    between = re.match(r"[\s)]*(?:\(\s*C\s?A\s?W\s*\))?[\s,]*(?:van\s+)?(?=[A-Z'’])", text.chars[start : start + 40])
    if not between or between.end() == 0:
        return None
    at = start + between.end()
    if has_words := re.match(r"(?:[A-Z'’][\w’'À-ÿ-]*(?:[ ]|(?=[,;.)”\"\n]|$))){1,4}", text.chars[at : at + 60]):
        name = has_words.group().strip()
        if name.split()[0] in {"EN", "NAAM", "DMW", "OCMW", "Artikel"} or re.search(r"DPO|Contactgegevens|NAAM", name):
            return None
        return mend(name, torn=text.is_torn(at, at + len(name))), at + len(name), not text.is_torn(at, at + len(name))
    return None


def read_team(text: PaperText) -> Found | None:
    """How the local team is called: the name that most of its mentions agree on."""
    votes: Counter[str] = Counter()
    forms: dict[str, list[tuple[str, int, int, bool]]] = {}
    taken: set[int] = set()
    for phrase in _TEAM:
        for hit in text.find(phrase, fuzzy=False):
            if any(hit.start <= at < hit.end or abs(at - hit.end) < 3 for at in taken):
                continue
            found = _team_after(text, hit.end)
            if found:
                taken.add(hit.end)
                key = fold(found[0])
                votes[key] += 1
                forms.setdefault(key, []).append(found)
    if not votes:
        return None
    (key, times), *others = votes.most_common()
    best = next((one for one in forms[key] if one[3]), forms[key][0])
    fewest = min((one for one in forms[key]), key=lambda one: (one[0].count(" "), one[0].isupper()))
    name = best[0] if best[3] and not best[0].isupper() else fewest[0]
    exact = times >= 2 and any(one[3] for one in forms[key]) and not any(times <= 2 * other[1] for other in others)
    return Found(name, best[1], best[2], exact)


def _team_after(text: PaperText, start: int) -> tuple[str, int, int, bool] | None:
    between = re.match(r"[\s“\"‘'(:]*(?:van\s+)?", text.chars[start:])
    at = start + (between.end() if between else 0)
    if not text.chars[at : at + 1].isupper():
        return None
    longest = _LONGEST_TEAM * (2 if text.is_torn(at, at + _LONGEST_TEAM) else 1)
    stop = re.search(r"[,;().:“”\"\t…]|\n\s*\n|\n(?=\s*[•·▪-])|\n(?=[^\n]*(?:\t|:\s))", text.chars[at : at + longest])
    end = at + (stop.start() if stop else longest)
    for hit in text.find(*_TEAM_ENDS, start=at, end=min(end + 20, len(text.chars)), fuzzy=False):
        if at < hit.start < end and not text.chars[hit.start - 1].isalpha():
            end = hit.start
            break
    raw = text.chars[at:end]
    torn = text.is_torn(at, end)
    name = mend(raw, torn=torn).strip(" -–")
    name = _without_sentence(name)
    if fold(name) in _NO_TEAM or not re.fullmatch(r"[A-Za-zÀ-ÿ’' /&0-9-]{3,40}", name):
        return None
    return name, at, end, not torn and one_line(raw).strip() == name


def _without_sentence(name: str) -> str:
    """The name without the words of the sentence that goes on behind it."""
    kept: list[str] = []
    for word in name.split():
        if word.islower() and word not in {"en", "van", "de", "der", "den", "het", "ter", "ten", "a/d", "aan"}:
            break
        kept.append(word)
    while kept and (kept[-1].islower() or kept[-1] in {"De", "Het", "En", "EN", "Dit", "Deze", "Partijen", "Partij"}):
        kept.pop()
    return " ".join(kept)
