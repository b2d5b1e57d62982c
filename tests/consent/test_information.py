"""The information sheet: all that a client must know, in six languages, never changed (R52, D10, D18; ADR 0028)."""

import hashlib
import json
import re
from dataclasses import replace

import pytest

from consent import information
from consent.models import Consent, Language
from consent.sheet import Sheet, SheetFacts, WholeSheet

FACTS = SheetFacts(
    team="Team Heide",
    receiver="OCMW Dorp",
    agency="Agentschap",
    days_opened="30",
    days_sent="90",
    stop="aanmelden.example/stop",
    reach=(("Team Heide", "Dorpsstraat 1, 9999 Dorp, +32 14 00 00 00"), ("DPO Agentschap", "dpo@agentschap.example")),
)
KEPT = {
    "2026-1": "a77f04b91cb35aa10c8543ef9094cf4a526f6e06fcd2a13c2197092743149501",
    "2026-2": "bcfda8ad3188437d3a594b6cdac7c254a3779125bd8d76a42da2f3c65071720d",
}
"""The fingerprint of every version that was ever shown to a client."""

LANGUAGES = information.languages(information.CURRENT)
VERSIONS = [(version, language) for version in information.IN_USE_FROM for language in information.languages(version)]


def whole(language: str) -> WholeSheet:
    found = information.sheet(information.CURRENT, language, FACTS)
    assert isinstance(found, WholeSheet)
    return found


def text_of(sheet: Sheet) -> str:
    sections = [one.text for one in sheet.sections] if isinstance(sheet, WholeSheet) else []
    return " ".join([sheet.intro, *(point.text for point in sheet.points), *sections])


def test_a_wording_that_clients_were_told_never_changes():
    """A consent names its version: whoever changes a text makes a new version, and leaves the old one as it is."""
    found = {
        version: hashlib.sha256(
            repr([information.sheet(version, one, FACTS) for one in information.languages(version)]).encode()
        ).hexdigest()
        for version in information.IN_USE_FROM
    }
    assert found == KEPT


def test_the_sheet_exists_in_every_language_of_the_consent_but_another_one():
    assert [one for one in Language if one != Language.OTHER] == LANGUAGES


@pytest.mark.parametrize(("version", "language"), VERSIONS)
def test_every_language_tells_the_same_five_points_with_both_names(version, language):
    """R52."""
    sheet = information.sheet(version, language, FACTS)
    assert [point.field for point in sheet.points] == [
        field.name for field in Consent._meta.fields if field.name.startswith("told_")
    ]
    assert all(point.heading and point.text for point in sheet.points)
    for text in (sheet.agreed, " ".join(point.text for point in sheet.points)):
        assert "OCMW Dorp" in text
        assert "Team Heide" in text
    assert not re.search("[{}]", repr(sheet))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_that_the_client_must_know(language):
    """D18: who is responsible and why, both terms, partners, both ways to change one's mind, rights, supervisors."""
    points = {point.field: point.text for point in whole(language).points}
    who, rights = (section.text for section in whole(language).sections)
    assert all(fact in who for fact in ("Agentschap", "OCMW Dorp", "10/1", "2004"))
    assert {"30", "90", "10"} <= set(re.findall("[0-9]+", points["told_next_steps"]))
    assert points["told_next_steps"].count("10") == 2  # the proof here, the file there
    assert "OCMW Dorp" in points["told_receiver"]  # who reads it there; and only a new yes lets it go on
    assert points["told_expectations"].count("OCMW Dorp") == 2  # told to us: we tell them; told to them: no word back
    assert "aanmelden.example/stop" in points["told_expectations"]
    assert "DPO" in rights
    assert "Toezichtcommissie" in rights
    assert re.search("Gegevensbeschermingsautoriteit|Autorité de protection des données", rights)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clause_about_erasing_names_the_receiver_and_the_team_in_every_language(language):
    """R58: who wants no help is erased by the receiver, and the team hears nothing."""
    [clause] = [point.text for point in whole(language).points if point.field == "told_next_steps"]
    assert clause.count("OCMW Dorp") == 3
    assert clause.count("Team Heide") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_facts_in_the_same_places(language):
    """What the Dutch names, a translation names as often, but for what its grammar leaves out."""
    for point, dutch in zip(whole(language).points, whole("nl").points, strict=True):
        for fact in (FACTS.stop, "Kind en Gezin"):
            assert point.text.count(fact) == dutch.text.count(fact), point.field
        assert sorted(re.findall("[0-9]+", point.text)) == sorted(re.findall("[0-9]+", dutch.text)), point.field


def test_a_translation_says_that_it_waits_for_a_check_and_the_dutch_stands_beside_it():
    for language in LANGUAGES:
        shown = information.parallel(information.CURRENT, language, FACTS)
        assert bool(shown["sheet"].notice) == bool(shown["dutch"]) == (language != "nl")


def test_only_arabic_runs_from_right_to_left_and_keeps_dutch_names_apart():
    shown = information.parallel(information.CURRENT, "ar", FACTS)
    assert shown["direction"] == "rtl"
    assert "\u2068OCMW Dorp\u2069" in shown["sheet"].question
    assert "\u2068aanmelden.example/stop\u2069" in text_of(shown["sheet"])
    assert information.parallel(information.CURRENT, "uk", FACTS)["direction"] == "ltr"


def test_another_language_gets_the_dutch_sheet():
    shown = information.parallel(information.CURRENT, Language.OTHER, FACTS)
    assert (shown["language"], shown["dutch"]) == ("nl", None)


def test_an_old_version_takes_what_it_has_places_for():
    """Its clients heard no more than this, whatever we know today."""
    told = information.parallel("2026-1", "fr", replace(FACTS, reach=()))
    assert not isinstance(told["sheet"], WholeSheet)
    assert "90" not in text_of(told["sheet"])


def test_facts_are_kept_and_read_back_also_those_of_an_older_or_newer_program():
    kept = json.loads(json.dumps(FACTS.as_json()))
    assert SheetFacts.from_json(kept) == FACTS
    assert SheetFacts.from_json({"team": "A", "receiver": "B", "later": "C"}) == SheetFacts("A", "B")
