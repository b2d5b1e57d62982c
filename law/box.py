"""What a box may be: "3", "B12", "3.01", "bus 3", "app. 4B", "gelijkvloers links", "2de verdieping"."""

import re
from typing import Final

from law.writing import plain_words, simplified, word_set

_WORDS: Final = word_set(
    "bus bte boite box b app appt apt appartement appartementen apartment flat studio duplex penthouse loft kamer "
    "kot unit blok bloc gebouw batiment bat toren tour ingang entree inkom trap trappenhuis escalier deur porte "
    "lot kavel nr no nummer numero huis woning verdieping verdiep verd etage et niveau floor gelijkvloers "
    "gelijkvl gelijkvloerse glv glvl gvl gelijk vloers begane grond rez de chaussee rdc beletage benedenverdieping "
    "bovenverdieping tussenverdieping kelder souterrain zolder dak dakverdieping dakappartement links rechts "
    "midden middenin voor achter voorkant achterkant voorhuis achterhuis achterbouw bijgebouw tuinhuis koetshuis "
    "boven beneden onder onderaan bovenaan achteraan vooraan gauche droite droit milieu centre arriere avant face "
    "cour jardin haut bas left right ground first second third eerste tweede derde vierde vijfde zesde zevende "
    "achtste negende tiende premier premiere deuxieme troisieme quatrieme plaats standplaats staanplaats plek "
    "perceel chalet caravan stacaravan woonwagen mobilhome bungalow boot ligplaats wooneenheid vleugel noord zuid "
    "oost west en kant hoog laag etagewoning op het aan le la du a au bis ter dakapp lokaal winkel garage loods "
    "atelier entresol poort gang residentie residence"
)
_ORDINAL = r"[0-9]{1,2}(?:e|de|ste|er|ere|ère|eme|ème|ième|ieme|st|nd|rd|th|°|ᵉ|º)"
_CODE = r"[A-Za-z]{0,2}[0-9]{1,5}(?:bis|ter|[A-Za-z]{1,2}|[A-Za-z][0-9]{1,2})?|[A-Za-z]{1,2}"
_BEL_ETAGE = re.compile(r"\bbel[ -]?[eé]tage\b", re.IGNORECASE)  # "bel" alone asks to ring: that is no box
_SEPARATORS = re.compile(r"[ .,/+_:#()-]+")
_ORDINAL_ONLY = re.compile(_ORDINAL, re.IGNORECASE)
_CODE_ONLY = re.compile(_CODE)
_GLUED = re.compile(r"(?:bus|bte|app|apt)[0-9]{1,5}[A-Za-z]?", re.IGNORECASE)
_MOST_TOKENS = 7
_MOST_DIGITS = 6
_MOST_NUMBERS = 3
_LEADING_WORD = re.compile(r"^\s*(?:(?:bus|bte|bo[iî]te|box)(?![^\W\d_])[\s.:]*|/\s*)", re.IGNORECASE)
_BARE = re.compile(rf"(?:{_CODE})(?:[./-](?:{_CODE})){{0,2}}")


def is_box(text: str) -> bool:
    """Whether the text is a box: at most seven words of one and numbers, with at most six digits in all."""
    tokens = [token for token in _SEPARATORS.split(_BEL_ETAGE.sub("beletage", simplified(text))) if token]
    numbers = [token for token in tokens if any(character.isdigit() for character in token)]
    if not 0 < len(tokens) <= _MOST_TOKENS or len(numbers) > _MOST_NUMBERS or not text.isprintable():
        return False
    if sum(character.isdigit() for token in tokens for character in token) > _MOST_DIGITS:
        return False
    letters = [token for token in tokens if token not in numbers]
    if len(numbers) > 1 and not letters and " " in text.strip():
        return False  # "04 70 12" is a piece of another number
    return all(_is_number(token) for token in numbers) and all(_is_word(token) for token in letters)


def _is_number(token: str) -> bool:
    return any(shape.fullmatch(token) for shape in (_ORDINAL_ONLY, _CODE_ONLY, _GLUED))


def _is_word(token: str) -> bool:
    words = plain_words(token)
    return bool(_CODE_ONLY.fullmatch(token)) or (bool(words) and all(word in _WORDS for word in words))


def bare_box(text: str) -> str:
    """The box without the word or stroke before it: "3" for "bus 3", "Bte 3" and "/3"; others as they are."""
    return _LEADING_WORD.sub("", text) or text


def box_in_words(text: str) -> str:
    """The box as it follows the number of a house: "bus 3" for "3", "B3" and "bus 3"; "gelijkvloers links" as it is."""
    bare = bare_box(text)
    return f"bus {bare}" if _BARE.fullmatch(simplified(bare)) else text
