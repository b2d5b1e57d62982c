"""One thing has one word, and nobody has to guess an abbreviation: the pages and the guide as they are written."""

import re
from collections.abc import Iterator

import pytest

from law.notes import Note
from law.obstacles import Obstacle
from tests.test_consistency import ROOT

GUIDE = ROOT / "docs" / "handleiding"
REFUSED = {
    "dient te": "moet",
    "dienen te": "moeten",
    "teneinde": "om te",
    "betreffende": "over",
    "middels": "met",
    "derhalve": "dus",
    "alsmede": "en",
    "inzake": "over",
    "uithalen": "niet meetellen",
    "verwerpen": "niet gebruiken",
    "opgeladen": "toegevoegd",
    "opladen": "toevoegen",
    "uploaden": "toevoegen",
    "voorwerp": "referentie of nummer",
    "niet weg raakt": "vertrok niet",
    "nam het bericht aan": "de mail is verstuurd",
    "van wie hoorde": "wie vertelde het",
    "mag het op een dag": "mocht een team op een bepaalde dag versturen",
    "invulplek blijven staan": "alles is ingevuld",
    "e-mailbericht": "mail",
    "mailtje": "mail",
    "zip-bijlage": "archief",
    "klik hier": "de naam van de link",
    "gelieve": "de gebiedende wijs",
}
"""Words that no page says, and what it says instead (docs/glossary.md, docs/handleiding/woorden.md)."""
NO_ABBREVIATION = {"FOUT", "NAAM", "DATUM", "README", "VERW", "OK", "II", "EN", "AA", "OEFENING"}
_CODE = re.compile(r"{% comment %}.*?{% endcomment %}|{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", re.DOTALL)


def texts() -> Iterator[tuple[str, str]]:
    """Every page and mail as people read it, the guide, and every reason why something cannot be sent."""
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]:
        yield str(path.relative_to(ROOT)), _CODE.sub(" ", path.read_text())
    for path in GUIDE.glob("*.md"):
        yield str(path.relative_to(ROOT)), re.sub(r"\]\([^)]*\)", "]", path.read_text())
    for finding in [*Obstacle, *Note]:
        yield finding.code, finding.sentence


@pytest.mark.parametrize(("word", "instead"), REFUSED.items())
def test_no_page_says_what_we_say_otherwise(word: str, instead: str):
    pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    said = [where for where, text in texts() if pattern.search(" ".join(text.split()))]
    assert said == [], f"say: {instead}"


def test_every_abbreviation_is_explained_in_the_guide():
    """A word in capitals that stands on a page stands in `docs/handleiding/woorden.md` as well."""
    section = (GUIDE / "woorden.md").read_text().split("## Afkortingen")[1]
    explained = set(re.findall(r"\b[A-Z]{2,}\b", " ".join(re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE))))
    used = {word: where for where, text in texts() for word in re.findall(r"\b[A-Z]{2,}\b", text)}
    assert {word: where for word, where in used.items() if word not in explained | NO_ABBREVIATION} == {}


def test_every_page_of_the_guide_can_be_found_from_its_first_page():
    first = (GUIDE / "README.md").read_text()
    assert [path.name for path in GUIDE.glob("*.md") if path.name != "README.md" and f"({path.name}" not in first] == []
