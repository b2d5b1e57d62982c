"""How a paper calls the partner and the local team: the name on which most of its mentions agree."""

import re
from collections import Counter

from law.placeholders import has_placeholder
from paper_reading.folding import cue, fold
from paper_reading.mentions import HOUSES, PARTNER_WORDS, mentions
from paper_reading.parties import blocks, region
from paper_reading.seats import town_at
from paper_reading.spacing import mend, one_line
from paper_reading.terms import Found, PaperSide
from paper_reading.text import PaperText

_OF_A_TOWN = re.compile(
    r"\.?[ ”\"]*\)?(?:\(\s*O\s?C\s?M\s?W\s*\))?[ ]*\n?[ ]*(?:(?i:v\s?a\s?n)\s+)?"
    r"(?:(?:de\s+)?(?:stad|gemeente)\s+)?(?=[A-Z'’])"
)
_END_OF_TOWN = re.compile(
    r"[,;().:“”\"\t…\n\d—|>]|\s[-–]\s|(?<![A-Za-z])(?:en|hierna|met|in|is|te|zal|kan|heeft|op|d\s?i\s?e|vertegenw\w*|ingeschreven)(?!\w)"
)
_LONGEST_TOWN = 48
_SHORTEST_TOWN = 3
_NO_TOWN = re.compile(
    r"OCMW|CAW|DPO|Vertegenwoordig|Contactpersoon|Artikel|Opgroeien|NAAM|adres|Adres|nummer|Algemeen|Organisatie|Datum|Voor\b|Namens"
)
_TOWN_BEFORE = re.compile(
    r"(?:(?:[Ss]tad|[Gg]emeente|STAD|GEMEENTE)\s+)(?P<town>[A-ZÀ-Þ][\w’'À-ÿ-]+(?:[ -][A-Za-zÀ-ÿ][\w’'À-ÿ-]*){0,3}?)"
    r"\s*(?:[-–/,(]|en(?: het)?)\s*(?:(?:haar|zijn|het)\s+)?O\s?C\s?M\s?W(?![\w-]|\s+(?:van\s+)?[A-Z])"
)
_TEAM = (
    "lokaal team Kind en Gezin", "lokale team Kind en Gezin", "lokaal team", "lokale team",
    "team Kind en Gezin", "Kind en Gezin team",
)  # fmt: skip
_TEAM_ALONE = re.compile(
    r"(?<!\w)(?:[Tt]eam|TEAM)(?:naam)?\s*[:|]?\s+(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<!\w)[Tt]eam\s*:\s*(?=[A-ZÀ-Þ])"
)
_TEAM_ENDS = (
    "aan OCMW", "aan het OCMW", "aan het openbaar", "aan CAW", "aan het CAW",
    "naar OCMW", "naar het OCMW", "naar het openbaar", "naar CAW", "naar het CAW", "en het OCMW", "en OCMW",
    "en het openbaar", "en het CAW", "en CAW",
    "van het agentschap", "van agentschap", "van Opgroeien", "van Kind en Gezin", "vertegenwoordigd",
    "met zetel", "het OCMW", "OCMW", "hierna", "rechtsgeldig", "Kind en Gezin", "een samenwerkings",
    "DPO", "functionaris", "het openbaar", "CAW", "gevestigd", "gelegen", "Opgroeien", "tussen", *HOUSES,
)  # fmt: skip
_BEFORE_NAME = re.compile(r"(?:[ \t)]|\n(?!\s*\n))*(?:\(\s*C\s?A\s?W\s*\))?[\s,]*(?:(?i:v\s?a\s?n)\s+)?(?=[A-Z'’])")
_CAPITAL_WORDS = re.compile(r"(?:(?:[A-Z'’]|[dl][’'](?=[A-Z]))[\w’'À-ÿ-]*(?:[ ]|(?=[,;.)”\"\n]|$))){1,4}")
_TORN_NAME = re.compile(r"[^,;.()”\"\n\t]{1,60}")
_NO_NAME_OF_CAW = re.compile(r"DPO|Contactgegevens|NAAM")
_NO_TEAM = frozenset(map(fold, ("", "Kind en Gezin", "Opgroeien", "Opgroeien regie", "Kind & Gezin", "K&G", "KG")))
_TORN_HYPHENATED = re.compile(r"(?<=[a-z]) ([a-z]{1,6}-[A-Z])")
"""Mid den-Limburg."""
_LONGEST_TEAM = 48
_PARTNER = re.compile(r"(?:OCMW|CAW)\b")
_BEFORE_TEAM = re.compile(r"[\s“\"‘'(:]*(?:(?i:Kin[do] (?:en|&) Gezin|K ?& ?G)[\s:>»→–-]*)?(?:van\s+)?")
_STREET = re.compile(r"(?:straat|laan|weg|plein|dreef|lei|baan|markt|kaai|hof) \d", re.IGNORECASE)
"""Where the team sits, and not how it is called."""
_SHORTEST_LINE = 52  # characters of a line that goes on


def read_partner(text: PaperText) -> tuple[Found | None, Found | None]:
    """How the partner is called, and of which kind it is: what most of its mentions agree on."""
    named = _partners_named(text)
    if not named:
        return _name_in_form(text), _kind_alone(text)
    (key, times), *others = Counter(fold(str(one.value)) for one in named).most_common()
    same = [one for one in named if fold(str(one.value)) == key]
    first = next((one for one in same if not str(one.value).isupper()), same[0])
    clear = not others or (times >= 2 and times > 2 * others[0][1])
    kinds = {_kind_of(one) for one in named}
    name = Found(first.value, first.start, first.end, clear and times >= 2 and any(one.exact for one in same))
    return name, Found(_kind_of(first), first.start, first.end, exact=len(kinds) == 1)


def _name_in_form(text: PaperText) -> Found | None:
    """ "Naam: Voorbeelddorp" in the part of the partner, where a box says that it is an OCMW. Never certain."""
    kind = _kind_alone(text)
    stretch = blocks(text, *region(text)).get(PaperSide.PARTNER)
    named = (
        re.compile(r"(?:Naam|Benaming)\s*:\s*([A-Z][^\n,;(]{2,48})").search(text.chars, *stretch) if stretch else None
    )
    if kind is None or named is None or has_placeholder(named[1]):
        return None
    label = "" if named[1].startswith(("OCMW", "CAW")) else f"{str(kind.value).upper()} "
    return Found(f"{label}{one_line(named[1])}", named.start(1), named.end(1), exact=False)


def _kind_of(named: Found) -> str:
    return "caw" if str(named.value).startswith("CAW ") else "ocmw"


def _partners_named(text: PaperText) -> list[Found]:
    """Every place where an OCMW or a CAW is named, in order; a name that is in no list only where it is named most."""
    found, unknown = [], []
    for label, phrases, name_behind in (
        ("OCMW", PARTNER_WORDS[:2], _place_after),
        ("CAW", PARTNER_WORDS[2:], _name_after),
    ):
        for hit in text.find(*phrases, fuzzy=False):
            named = name_behind(text, hit.end) if label == "OCMW" or text.chars[hit.start].isupper() else None
            if named:
                found.append(Found(f"{label} {named[0]}", hit.start, named[1], named[2]))
            elif label == "OCMW" and (strange := _unknown_town(text, hit.end)):
                unknown.append(Found(f"{label} {strange[0]}", hit.start, strange[1], exact=False))
    found += _named_before(text)
    if not found and not unknown:
        found = _houses_named(text)
    most_known = max(Counter(one.value for one in found).values(), default=0)
    times = Counter(fold(str(one.value)) for one in unknown)
    found += [one for one in unknown if times[fold(str(one.value))] > 2 * most_known]
    return sorted(found, key=lambda one: one.start)


def _named_before(text: PaperText) -> list[Found]:
    """ "Stad Voorbeeld - OCMW" and "Gemeente Voorbeeld/OCMW": the municipality stands before the word."""
    found = []
    for match in _TOWN_BEFORE.finditer(text.chars):
        place = town_at(text, match.start("town"))
        end = match.end("town")
        if place is not None and fold(place.name) == fold(match["town"]):
            exact = one_line(match["town"]) == place.name and not text.is_torn(match.start(), match.end())
            found.append(Found(f"OCMW {place.name}", match.start("town"), end, exact))
        elif not _NO_TOWN.search(match["town"]):
            found.append(Found(f"OCMW {one_line(match['town'])}", match.start("town"), end, exact=False))
    return found


def _houses_named(text: PaperText) -> list[Found]:
    """A paper that never says "OCMW X", but the name of the house or association that does its work."""
    found = []
    for label in HOUSES:
        for hit in text.find(label, fuzzy=False):
            named = _place_after(text, hit.end) or _name_after(text, hit.end)
            if named and text.chars[hit.start].isupper():
                found.append(Found(f"{label} {named[0]}", hit.start, named[1], named[2]))
    return found


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
        r"\.?[\s)]*(?:\(\s*O\s?C\s?M\s?W\s*\))?[\s,]*(?:(?i:v\s?a\s?n)\s+)?(?:(?:de\s+)?(?:stad|gemeente)\s+)?(?=[A-Z'’])",
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
    """The capitalised words behind "CAW", with or without "(CAW) van"."""
    between = _BEFORE_NAME.match(text.chars, start, start + 40)
    if not between or between.end() == start:
        return None
    at = between.end()
    torn = text.is_torn(start, at + 30)
    raw = (_TORN_NAME if torn else _CAPITAL_WORDS).match(text.chars, at, at + (80 if torn else 60))
    if raw is None:
        return None
    name = _without_sentence(mend(raw.group().strip(), torn=torn)).rstrip(" :") if torn else raw.group().strip()
    if not name or name.split()[0] in {"EN", "NAAM", "DMW", "OCMW", "Artikel"} or _NO_NAME_OF_CAW.search(name):
        return None
    return name, at + len(raw.group().rstrip()), not torn


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
        return _team_of_title(text) or _team_of_label(text)
    (key, times), *others = votes.most_common()
    best = next((one for one in forms[key] if one[3]), forms[key][0])
    fewest = min((one for one in forms[key]), key=lambda one: (one[0].count(" "), one[0].isupper()))
    name = best[0] if best[3] and not best[0].isupper() else fewest[0]
    exact = times >= 2 and any(one[3] for one in forms[key]) and not any(times <= 2 * other[1] for other in others)
    return Found(name, best[1], best[2], exact)


def _team_of_title(text: PaperText) -> Found | None:
    """ "Gegevensstroom Kind en Gezin Voorbeeldstreek > OCMW Voorbeeld", where nothing says "team". Never certain."""
    for hit in text.find("Kind en Gezin", fuzzy=False):
        if text.chars[hit.end : hit.end + 1] == " " and (found := _team_after(text, hit.end)):
            return Found(found[0], found[1], found[2], exact=False)
    return None


def _team_of_label(text: PaperText) -> Found | None:
    """ "Team: Voorbeeldstreek", or "team Voorbeeldstreek" in a sentence. Never certain."""
    for label in _TEAM_ALONE.finditer(text.chars):
        if found := _team_after(text, label.end()):
            return Found(found[0], found[1], found[2], exact=False)
    return None


def _team_after(text: PaperText, start: int) -> tuple[str, int, int, bool] | None:
    between = _BEFORE_TEAM.match(text.chars, start, start + 60)
    at = between.end() if between else start
    if not text.chars[at : at + 1].isupper() or _PARTNER.match(text.chars, at):
        return None
    longest = _LONGEST_TEAM * (2 if text.is_torn(at, at + _LONGEST_TEAM) else 1)
    stop = re.search(
        r"[,;().:“”\"\t…+>→/|]|\s{3,}|\s[-–]\s|\s(?:naar|NAAR|Naar)(?=\s)|\n\s*\n|\n(?=\s*(?:[•·▪-]|\(?\w{1,2}[.)]\s))|\n(?=[^\n]*(?:\t|:\s))|(?<!-)\n(?=[A-ZÀ-Þ][^\n.,;]{2,24}\n)",
        text.chars[at : at + longest],
    )
    end = at + (stop.start() if stop else longest)
    line = text.line(at)
    last = text.chars.find("\n", at)
    if at < last < end and len(line) < _SHORTEST_LINE and not line.rstrip().endswith("-"):
        end = last  # a line that is not full ends what it says
    for hit in text.find(*_TEAM_ENDS, start=at, end=min(end + 20, len(text.chars)), fuzzy=False):
        if at < hit.start < end and not text.chars[hit.start - 1].isalpha():
            end = hit.start
            break
    raw = text.chars[at:end]
    torn = text.is_torn(at, end)
    name = _TORN_HYPHENATED.sub(r"\1", mend(raw, torn=torn).strip(" -–"))
    name = _without_sentence(name)
    if fold(name) in _NO_TEAM or _STREET.search(name) or not re.fullmatch(r"[A-Za-zÀ-ÿ’' /&0-9-]{3,40}", name):
        return None
    goes_on = re.match(r"\s*\([A-ZÀ-Þ]", text.chars[end : end + 9])  # "Voorbeeldstreek (Voorbeelddorp)"
    return name, at, end, not torn and not goes_on and one_line(raw).strip() == name


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
