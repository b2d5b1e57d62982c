"""Whether a sentence is English: by the small words of both languages, and the words of forms and buttons."""

import re

ENGLISH = frozenset(
    """
    a about after again all already an and any are as at be been before but by can cannot change characters
    choice choose click common confirm could created delete did disabled do does doesn don each either email
    enabled enough ensure enter error exists expired failed field file for forgot from given greater happened
    has have he her his how if incorrect instead into invalid isn it its least length less login logout longer
    make match may missing more most must name never no not nothing number numbers on only or out page password
    passwords permission phone please remember remove required same save search select send server settings
    should sign signed signing so some submit submitted successfully such than that the their them then there
    these they this those to too tried try unable unexpected unknown until up use used username valid value
    verified violated wait went when where which who will with without wrong yes you your yours
    """.split()  # noqa: SIM905  # words are read as words
)
DUTCH = frozenset(
    """
    aan al alle alleen als bij dan dat de deze die dit door een eerst en er geen gegevens hebt heeft het hier
    hoe ik kan kies kunt maak maar mag meer met moet na naar niet niets nog nu om onder ons ontbreekt ook
    op opnieuw per te tot typ u uit uw van vanaf veel voor vul waar waarde wachtwoord wanneer wat welke
    werd wij wordt zich zijn zo zonder
    """.split()  # noqa: SIM905 # words are read as words
)
SHARED = frozenset(
    """
    a all an as at be but by can enter file had he her if login logout me on or over so to up was we
    """.split()  # noqa: SIM905  # words are read as words
)
"""Words, or beginnings of words, that stand in a Dutch sentence as well: they count only beside another."""
NOT_TEXT = re.compile(
    r"%\(\w+\)\w|\{[^}]*\}|%[sd]|<[^>]*>|[\w.+-]+@[\w.-]+|https?://\S+|&\w+;|[„“][^”]*”|‘[^’]*’|\"[^\"]*\""
)


def is_english(text: str) -> bool:
    """Whether a sentence, label or title is English rather than Dutch."""
    words = re.findall(r"[a-zA-ZÀ-ÿ]+", NOT_TEXT.sub(" ", text).casefold())
    english = sum(1 for word in words if word in ENGLISH - SHARED)
    shared = sum(1 for word in words if word in SHARED)
    dutch = sum(1 for word in words if word in DUTCH)
    return english > 0 and english + shared > dutch
