"""The information sheet: five points in six languages, a version that never changes (R52, D10; ADR 0028)."""

import hashlib

import pytest

from consent import information
from consent.models import Consent, Language

NAMES = {"team": "Team Heide", "receiver": "OCMW Dorp"}
KEPT = {"2026-1": "a77f04b91cb35aa10c8543ef9094cf4a526f6e06fcd2a13c2197092743149501"}
"""The fingerprint of every version that was ever shown to a client."""


def test_a_wording_that_clients_were_told_never_changes():
    """A consent names its version: whoever changes a text makes a new version, and leaves the old one as it is."""
    found = {
        version: hashlib.sha256(
            repr([information.sheet(version, one, **NAMES) for one in information.languages(version)]).encode()
        ).hexdigest()
        for version in information.IN_USE_FROM
    }
    assert found == KEPT


def test_the_sheet_exists_in_every_language_of_the_consent_but_another_one():
    assert information.languages(information.CURRENT) == [one for one in Language if one != Language.OTHER]


@pytest.mark.parametrize("language", information.languages(information.CURRENT))
def test_every_language_tells_the_same_five_points_with_both_names(language):
    """R52."""
    sheet = information.sheet(information.CURRENT, language, **NAMES)
    assert [point.field for point in sheet.points] == [
        field.name for field in Consent._meta.fields if field.name.startswith("told_")
    ]
    assert all(point.heading and point.text for point in sheet.points)
    for text in (sheet.agreed, " ".join(point.text for point in sheet.points)):
        assert "OCMW Dorp" in text
        assert "Team Heide" in text
    assert "{" not in repr(sheet)


@pytest.mark.parametrize("language", information.languages(information.CURRENT))
def test_the_clause_about_erasing_names_the_receiver_and_the_team_in_every_language(language):
    """R58: who wants no help is erased by the receiver, and the team hears nothing."""
    [clause] = [
        point.text
        for point in information.sheet(information.CURRENT, language, **NAMES).points
        if point.field == "told_next_steps"
    ]
    assert clause.count("OCMW Dorp") == 2
    assert clause.count("Team Heide") == 2


def test_a_translation_says_that_it_waits_for_a_check_and_the_dutch_stands_beside_it():
    for language in information.languages(information.CURRENT):
        shown = information.parallel(information.CURRENT, language, **NAMES)
        assert bool(shown["sheet"].notice) == bool(shown["dutch"]) == (language != "nl")


def test_only_arabic_runs_from_right_to_left_and_keeps_dutch_names_apart():
    shown = information.parallel(information.CURRENT, "ar", **NAMES)
    assert shown["direction"] == "rtl"
    assert "\u2068OCMW Dorp\u2069" in shown["sheet"].question
    assert information.parallel(information.CURRENT, "uk", **NAMES)["direction"] == "ltr"


def test_another_language_gets_the_dutch_sheet():
    shown = information.parallel(information.CURRENT, Language.OTHER, **NAMES)
    assert (shown["language"], shown["dutch"]) == ("nl", None)
