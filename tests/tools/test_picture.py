"""The picture of the rooms (docs/architecture.md) is what the import contracts say, and no older."""

import copy
from xml.etree import ElementTree

import pytest

from tools import picture

NAMESPACE = {"svg": "http://www.w3.org/2000/svg"}


def words_of(drawn: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(drawn).findall("svg:text", NAMESPACE)]  # noqa: S314


def test_the_picture_is_what_make_picture_draws_today():
    assert picture.PICTURE.read_text() == picture.draw(picture.contracts()), "Run `make picture`."


def test_every_room_is_named_once_and_says_what_it_holds():
    words = words_of(picture.draw(picture.contracts()))
    rooms = [room for layer in picture.contracts()["rooms"]["layers"] for room in picture.split(layer)]
    assert [words.count(room) for room in rooms] == [1] * len(rooms)
    assert all(picture.purpose(room).endswith(".") for room in rooms)


def test_the_wall_stands_between_the_receiver_and_the_team():
    words = words_of(picture.draw(picture.contracts()))
    [wall] = [place for place, text in enumerate(words) if "D4" in text]
    assert words.index("ocmw_intake") < wall < words.index("referrals")


def test_a_room_that_moves_changes_the_picture():
    moved = copy.deepcopy(picture.contracts())
    moved["rooms"]["layers"].reverse()
    assert picture.draw(moved) != picture.PICTURE.read_text()


def test_a_room_without_a_sentence_is_refused(tmp_path, monkeypatch):
    (tmp_path / "attic").mkdir()
    (tmp_path / "attic" / "__init__.py").write_text("")
    monkeypatch.setattr(picture, "ROOT", tmp_path)
    with pytest.raises(ValueError, match="attic"):
        picture.purpose("attic")
