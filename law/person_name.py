"""What a first or last name may be: letters, and what joins them; one person, and nothing told about that person.

Names of the world (https://www.w3.org/International/questions/qa-personal-names): any script, parts of any length, one
part only, particles in small letters, apostrophes, hyphens, full stops after initials, middle dots between parts.
"""

import re
import unicodedata
from typing import Final

from law.strays import holds_situation
from law.writing import digits_in, plain_words, simplified, word_set

_JOINS = " '-.·・‧"
_MOST_PARTS = 10
_LONGEST_HAN_NAME = 4  # a double family name with a double given name; longer ones are of two persons

PARTICLES: Final = word_set(
    "a aan ab abd abdel abdul abou abu af aït ait al an ap ar as at aus bar bat bei ben bet bin bint binti bij ud "
    "bou da das de dei del dela della delle den der des di die do dos du e el en er es et ez fi för für het i ibn "
    "ibnu im in ke ka la las le les li lo los lu mac mc mbe mu na nga ngo o of op ou ould oulad oum over qizi "
    "oğlu oglu ogly kızı san santa são 's s 't t ten ter thoe to toe tot u ua uit uijt umm van vande vanden vander "
    "ver vom von voor wa wald walad war y ya zu zum zur à ó úr d' l' dell' dall' ur ul ash ad az jr sr"
)
"""What stands in a name in small letters, in the languages of who lives here."""

_AND: Final = word_set(
    "en et and und och og ve dhe și şi si és agus eta plus alsook sowie και и та және да და և եւ ու و اور और एवं এবং "
    "ও ਅਤੇ மற்றும் และ 및 그리고 và iyo eru dan of or oder met ile avec mit with con com samen"
)
"""And, or, with: between two words they join two persons, in capitals too."""
_AND_OR_PARTICLE: Final = word_set("y e i a u û w z in na wa ja ir un es da ed at ak ni ou і й")
"""In small letters between two first names it joins two persons; in a last name it is a particle ("Puig i Soler")."""
_HAN_AND = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_HAN_JOINED = re.compile(r".{2,}[和与與及跟同].{2,}")
JOINS_PERSONS: Final = re.compile(r"[&+/;,|＆＋／；，、\\]")


def names_two_persons(text: str, *, is_first_name: bool) -> bool:
    """Whether a word or sign in the text joins two persons, in whatever language "and" is written (R9)."""
    if JOINS_PERSONS.search(simplified(text)):
        return True
    for word in text.split()[1:-1]:
        if word.casefold() in _AND or (is_first_name and _joins_first_names(word, text)):
            return True
    return any(len(run) > _LONGEST_HAN_NAME and _HAN_JOINED.fullmatch(run) for run in _HAN_AND.findall(text))


def _joins_first_names(word: str, text: str) -> bool:
    """ "Juan y María", "JUAN Y MARÍA"; but "Mary Y Anne" has an initial."""
    return word.casefold() in _AND_OR_PARTICLE and (word == word.casefold() or text == text.upper())


def holds_other_characters(text: str) -> bool:
    """Whether something is no letter of a name, and nothing that joins letters: a digit of any script, a bracket."""
    plain = simplified(text)
    return any(
        character not in _JOINS and (unicodedata.category(character)[0] not in "LM" or _is_digit(character))
        for character in plain
    ) or not any(unicodedata.category(character)[0] == "L" for character in plain)


def _is_digit(character: str) -> bool:
    """Not the Chinese numerals: they are letters of names (王一)."""
    return bool(digits_in(character)) and unicodedata.category(character) != "Lo"


_NO_NAME = re.compile(
    r"(?:n\W?v\W?t|n/a|x{2,}|geen|naamloos|niemand|idem|zelfde|onbekende?|niet (?:in)?gekend|niet bekend|"
    r"inconnue?|unknown|zie (?:boven|hiervoor)|(?:geen|zonder) (?:voor|achter|familie)?naam)\W*",
    re.IGNORECASE,
)
"""What people type in a field that they would rather leave empty."""


def stands_for_none(text: str) -> bool:
    """Whether the text only says that there is no name to give: "n.v.t.", "xxx", "geen"."""
    return bool(_NO_NAME.fullmatch(simplified(text)))


_CALLED = re.compile(r"(?:familie|fam|gezin|famille|family|moeder|vader) ")
"""What somebody is called in a household, before a name that is then not the person's own."""
_SURNAME = re.compile(r"Bellen|(?:De|Den|Der|Van|Van de[nr]?|Vande[nr]?|Van De[nr]?|Ten|Ter) [A-Z][a-z]+")
"""Of people whose name is also a word for somebody's life, as "De Weduwe"; typed with capitals, and alone."""


def holds_remark(text: str) -> bool:
    """Whether something is told beside the name.

    A word in small letters is a particle, or the whole name is typed in small letters.
    """
    if _CALLED.match(" ".join(plain_words(text))) or (holds_situation(text) and not _SURNAME.fullmatch(text)):
        return True
    words = simplified(text).split()
    if len(words) > _MOST_PARTS:
        return True
    has_capital = any(character.isupper() or character.istitle() for character in text)
    return has_capital and not all(_is_part(word) for word in words)


def _is_part(word: str) -> bool:
    if word != word.casefold() or word == word.upper():  # a capital, or a script without capitals
        return True
    first = re.split(r"(?<=')|-", word)[0]
    return word.strip(".") in PARTICLES or (first != word and (first in PARTICLES or first == "o'"))
