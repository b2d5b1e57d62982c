"""What a street line may be: a street and a number, and nothing else (D13); also without number (D14).

Read from the patterns of the address registers of Flanders and Brussels: numbers in names ("11 Novemberlaan", "1ste
Artilleriestraat"), French names with small words ("Rue de l'Église"), ranges, letters and boxes after the number,
industrial zones, docks, caravan sites and hamlets.
"""

import re
from collections.abc import Iterator
from typing import Final

from law.box import is_box
from law.strays import RELATIVES, holds_date, holds_situation, holds_web_address
from law.writing import plain_words, simplified, word_set

_SMALL_WORDS: Final = word_set(
    "aan achter af als au aux bij binnen boven buiten d' da dal de del den der des di du dos el en et ex ez het "
    "in klein l' la las le les lez lo los met na naar naast of om onder op over per s' saint sainte san sous sur "
    "te ten ter tot toe tussen uit van vande vanden vander vers voor von y zonder 's 't à a e o ' st ste dr prof "
    "burg past kan mgr mevr lt kol gen ing ir jhr ridder graaf baron koning prins"
)
_KINDS_ENDING: Final = (
    "straat|straatje|laan|laantje|weg|wegel|wegeltje|wegje|plein|pleintje|dreef|kaai|kade|baan|hof|hofje|park|pad|"
    "paadje|steenweg|markt|dijk|berg|veld|velden|kouter|heide|bos|beek|hoek|dries|wijk|vest|vaart|singel|gaarde|"
    "tuin|akker|broek|meers|meersen|brug|sluis|molen|kasteel|kerk|kapel|poort|steeg|dam|dok|haven|haag|linde|square|"
    "straße|rotonde|boulevard|boomgaard|bemd|donk|schans|stede|hoeve|gracht"
)
_KINDS: Final = word_set(
    "rue ruelle avenue av place placette square boulevard bd bld chaussee chemin clos impasse allee quai route "
    "drève dreve cite cours venelle sentier voie montee passage parvis galerie esplanade rond point residence "
    "hameau faubourg carrefour porte petite petit grand grande vieille vieux haute bas basse jardin cour "
    "promenade rempart tienne thier ring lei plaats gang hei wal erf bron kant zijde eind einde"
)
_SITES: Final = (
    "woonwagen|caravan|camping|kampeer|residentie|vakantiepark|vakantiedomein|domein|industrie|bedrijven|"
    "ambacht|kmo|zone|haven|dok|kaai|hoeve|boerderij|kasteel|gehucht|woonpark|chalet|jachthaven|ligplaats|"
    "woonboot|schip|terrein|doortrekkers|standplaats|staanplaats|bungalow|zoning|terrain|quai|residence|"
    "résidence|blok|perceel|kavel|plaats|plek|verkaveling|wijk"
)
_SITE = re.compile(rf"^(?:{_SITES})|(?:terrein|park|zone|haven|dok|hoeve|wijk|gehucht)s?$")
_KIND = re.compile(rf"(?:{_KINDS_ENDING})(?:en|s|je)?$")

_PART = r"(?:[A-Za-z]?[0-9]{1,5}[A-Za-z]{0,2}(?:\.[0-9]{1,4})?|[A-Za-z]{1,2})"
_NUMBER = re.compile(
    r"(?<![0-9])(?:[1-9][0-9]{0,3}(?![0-9])|0{1,2}[1-9](?!\s?[\W_]?\s?[0-9]))"  # "03", and no phone number
    r"(?:\s?/?(?:bis|ter|quater|quinquies)(?![^\W\d_])|[A-Za-z]{1,2}(?![^\W\d_])|\s[A-Za-z](?![^\W\d_']))?"
    r"(?:\s?&\s?[1-9][0-9]{0,3}[A-Za-z]?(?![\w.]|\s?&))?"
    rf"(?:(?:\s?[/_]\s?|[-+]|\s-\s)(?=[0-9]|[A-Za-z]{{1,2}}(?![^\W_])|[A-Za-z][0-9]){_PART}(?![\w.])){{0,3}}"
)
_NUMBER_WORD = re.compile(
    r"(?:\b(?:nr|nrs|no|num|nummer|huisnr|huisnummer|num[ée]ro)\b\.?:?|n°|nº|№|#)$", re.IGNORECASE
)
_WITHOUT_NUMBER = re.compile(
    r"(?:^|[\s,(-])(?:z\s?[./-]?\s?(?:n|nr|nmr|num)\b\.?|znr\b\.?|s\s?[./]\s?n\b\.?|sn\b|"
    r"(?:zonder|geen|sans|no|without)\s(?:huis)?(?:nummer|nr|num[ée]ro|number)\b\.?|ongenummerd|niet genummerd)\)?",
    re.IGNORECASE,
)
_NO_ADDRESS = re.compile(
    r"\b(?:dakloos|thuisloos|geheim\w*|sdf|zwerft)\b|\b(?:zonder|geen|sans|no)\s(?:\w+\s)?(?:adres|woonplaats|woonst|verblijf|"
    r"domicile|adresse|abri|address)",
    re.IGNORECASE,
)

_ORDINAL = re.compile(
    r"[0-9]{1,3}(?:e|de|ste|er|ere|ère|eme|ème|ième|ieme|re|nd|th|°)(?:-[^\W\d_][\w'.-]*)?", re.IGNORECASE
)
_ROAD = re.compile(r"[A-Z]{1,2}[.]?[0-9]{1,3}[a-z]?(?:-[^\W\d_][\w'-]*)?")
_IN_COMPOUND = re.compile(r"[0-9]{1,4}-[^\W\d_][\w'-]*")
_SMALL_NUMBER = re.compile(r"[0-9]{1,3}")
_PLACE_NUMBER = re.compile(r"[A-Z]?[0-9]{1,4}[A-Za-z]?")
_YEAR = re.compile(r"1[0-9]{3}")
_SHORT_YEAR = re.compile(r"(?<![^\W_])'(?=[0-9]{2}(?![0-9]))")  # "Plein '40-'45 3": the apostrophe of a year
_WORD = re.compile(
    r"\(?(?:[^\W\d_]|[\u0300-\u036f'’])(?:[^\W\d_]|[\u0300-\u036f]|['’.-])*(?:/[^\W\d_][^\W\d_.'-]*)?\)?"
)
_ABBREVIATION = re.compile(r"(?:[^\W\d_]{1,5}|[\w-]*(?:str|stwg|stw|ln|pl|wg|dr|av|bld|bd|chée|ch))\.", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,5}\.-?)+[^\W\d_][\w'-]*\.?|(?:[^\W\d_]\.-?)+")
_AFTER_STOP = re.compile(r"\.[^\W\d_]")
_RELATIVES: Final = frozenset(RELATIVES.split("|"))
_MOST_WORDS = 10
_MOST_SMALL_WORDS = 4  # of a line that is typed wholly in small letters


def is_street(text: str) -> bool:
    """Whether the text is a street with a number, or one of those that have none.

    "Dorpsstraat 22/1", "12, rue Haute bte 3", "Woonwagenpark De Kluis plaats 4", "Dorpsstraat z/n", "Hoeveweg".
    """
    text = _SHORT_YEAR.sub("", simplified(text))
    if not text.isprintable() or holds_web_address(text) or holds_date(text) or holds_situation(text):
        return False
    return any(_is_name(name) and _is_rest(rest) for name, rest in _readings(text))


def has_house_number(text: str) -> bool:
    """Whether the line has a number, or says that there is none ("z/n")."""
    text = simplified(text)
    return bool(_WITHOUT_NUMBER.search(text)) or any(character.isdigit() for character in text)


def says_no_address(text: str) -> bool:
    """Whether the line says that there is no address to give, in words instead of a street."""
    return bool(_NO_ADDRESS.search(text)) and not any(character.isdigit() for character in text)


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Every way to divide the line into a name and what follows its number."""
    for found in _NUMBER.finditer(text):
        before = _NUMBER_WORD.sub("", text[: found.start()].rstrip(" ,")).rstrip(" ,")
        if before:
            yield before, text[found.end() :]
        else:
            yield from _number_first(text[found.end() :])
    for found in _WITHOUT_NUMBER.finditer(text):
        yield text[: found.start()].rstrip(" ,"), text[found.end() :]
    if _has_kind(text):
        yield text, ""


def _number_first(rest: str) -> Iterator[tuple[str, str]]:
    """ "12, rue Haute bte 3": the number before a French name; a box may follow."""
    words = rest.strip(" ,").split(" ")
    if not words or not _KINDS.intersection(plain_words(words[0])):
        return
    for length in range(len(words), 1, -1):
        yield " ".join(words[:length]).rstrip(","), " ".join(words[length:])


def _is_rest(rest: str) -> bool:
    """What may follow the number: nothing, a box, or the site the street leads to."""
    rest = rest.removesuffix(".").strip(" ,-/")
    if rest.startswith("."):
        return False
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    return not rest or is_box(rest) or (_has_site(rest) and _is_name(rest))


def _is_name(name: str) -> bool:
    """Whether this can be the name of a street, a hamlet or a site; a site may stand before its street."""
    site, comma, street = name.partition(", ")
    if comma:
        return _has_site(site) and all(_is_name(part) for part in (site, street))
    words = name.split(" ")
    if len(words) == 1 and _ROAD.fullmatch(name):
        return True
    letters = [word for word in words if plain_words(word) and word not in _SMALL_WORDS]
    if len(words) > _MOST_WORDS or sum(map(len, letters)) < 2:  # "Li 5" is the shortest there is
        return False
    if not all(_fits(words, position) for position in range(len(words))):
        return False
    small = [word for word in words if word == word.casefold()]
    if len(small) == len(words):
        return (len(words) == 1 and name not in _RELATIVES) or (len(words) <= _MOST_SMALL_WORDS + 1 and _has_kind(name))
    return all(_may_be_small(word) for word in small)


def _fits(words: list[str], position: int) -> bool:
    word = words[position]
    if not any(character.isdigit() for character in word):
        return _is_word(word)
    before, after = words[max(0, position - 1) : position], words[position + 1 : position + 2]
    if _IN_COMPOUND.fullmatch(word) and _KIND.search(word):  # "11-Novemberlaan", all of it one word
        return True
    if _ORDINAL.fullmatch(word) or _ROAD.fullmatch(word) or _IN_COMPOUND.fullmatch(word):
        return bool(before or after)
    if not before:  # "11 Novemberlaan"
        return bool(_SMALL_NUMBER.fullmatch(word)) and bool(after) and after[0] != after[0].casefold()
    if (
        _SMALL_NUMBER.fullmatch(word)
        and after
        and before[0].casefold() in {"du", "des", "van", "de", "der", "les", "aux"}
    ):
        return after[0] != after[0].casefold() or holds_month(after[0])
    if _YEAR.fullmatch(word) and holds_month(before[0]):  # "Rue du 8 Mai 1945"; `holds_date` knows how long ago
        return True
    return bool(_PLACE_NUMBER.fullmatch(word)) and _has_site(before[0])


def holds_month(word: str) -> bool:
    """Whether the word is a month, as in "Place du 4 Août"."""
    return holds_date(f"1 {word} 2000")


def _is_word(word: str) -> bool:
    bare = word.strip("()").rstrip(",")
    if bare in {"&", "-", "+", "/"}:
        return True
    if not _WORD.fullmatch(word):
        return False
    if "." in bare[:-1] and not _INITIALS.fullmatch(bare):
        return False
    if not all(found[-1].isupper() for found in _AFTER_STOP.findall(bare)):
        return False
    return not bare.endswith(".") or bool(_ABBREVIATION.fullmatch(bare) or _INITIALS.fullmatch(bare))


def _may_be_small(word: str) -> bool:
    """Whether a word in small letters belongs in the name of a street: a small word, a kind of street, a number."""
    if any(character.isdigit() for character in word) or word in {"&", "-", "+", "/"}:
        return True
    bare = word.strip("().,")
    first = re.split(r"(?<=')|-", bare)[0]
    plain = plain_words(bare)
    return (
        bare in _SMALL_WORDS
        or (first != bare and first in _SMALL_WORDS)
        or bool(plain and (_KIND.search(plain[-1]) or _KINDS.intersection(plain)))
        or _has_site(bare)
        or holds_month(bare)
    )


def _has_kind(text: str) -> bool:
    """Whether a word says that this is a street or a site, so that it may stand without a number."""
    return _has_site(text) or any(_KIND.search(word) or word in _KINDS for word in plain_words(text))


def _has_site(text: str) -> bool:
    return any(_SITE.search(word) for word in plain_words(text))
