"""Whether spaces stand inside the words of a paper, or letters were taken for others: told by its own words."""

import re

from paper_reading.text import PaperText

_WORDS = (
    "samenwerkingsovereenkomst", "persoonsgegevens", "verwerkingsverantwoordelijke", "verwerking",
    "ondernemingsnummer", "maatschappelijke", "functionaris", "gegevensbescherming", "bescherming", "overeenkomst",
    "opzeggingstermijn", "ondertekening", "inwerkingtreding", "bevoegde", "kernactor", "betreffende", "wetgeving",
    "geïntegreerd", "onthaal", "welzijn", "uitwisseling", "maatschappelijk", "contactgegevens", "decreet",
)  # fmt: skip
"""Words that a GBO agreement prints."""
_SPREAD = 0.7
"""Of the gaps between the letters of a word that are open, where a title is spread on purpose."""
_ALIKE = str.maketrans({"c": "e", "o": "e", "é": "e", "ë": "e", "l": "i", "1": "i", "|": "i", "ï": "i", "0": "e"})
"""Letters that a scanner takes for each other, each as one of them."""
_WORD = re.compile(r"(?<![\w@.-])[a-zé|ëï01]{5,}(?![\w@-])")
_DIGIT_INSIDE = re.compile(r"(?<![\w@./-])[A-Za-z]+[01][a-z]{2,}(?![\w@])|[©®]|\d@\d|\b@\d{3}")


def is_damaged(text: PaperText) -> bool:
    """Whether no name or number of this paper can be trusted to be printed as it reads."""
    return bool(_DIGIT_INSIDE.search(text.chars)) or _is_torn(text) or _is_misread(text)


def _is_torn(text: PaperText) -> bool:
    for hit in text.find(*_WORDS, fuzzy=False):
        if text.chars[hit.start - 1 : hit.start].isalpha() or text.chars[hit.end : hit.end + 1].isalpha():
            continue  # "elke kernactor engageert" is no torn "kernactoren"
        printed = text.chars[hit.start : hit.end].replace("\xad", "").replace("-\n", "").strip()
        gaps = len(re.findall(r"(?<=\w)[ \t]+(?=\w)", printed))
        if 0 < gaps < _SPREAD * (len(printed) - gaps - 1):
            return True
    return False


def _is_misread(text: PaperText) -> bool:
    """Whether two words differ only in letters that look alike: "kernactoren" and "kcrnactoren"."""
    written: dict[str, set[str]] = {}
    for word in (*_WORDS, *_WORD.findall(text.chars.casefold())):
        written.setdefault(word.translate(_ALIKE), set()).add(word)
    return any(len(words) > 1 for words in written.values())
