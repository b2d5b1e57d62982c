"""Reading a password aloud."""

import string

from outbox.archive import new_password
from outbox.spelling import WORDS, spell


def test_a_password_is_spelled_group_by_group_in_its_order():
    assert spell("7h3k-z0") == [("7h3k", ["zeven", "Hendrik", "drie", "Karel"]), ("z0", ["Zacharias", "nul"])]


def test_every_sign_a_password_can_have_has_its_own_word():
    characters = {character for _ in range(300) for character in new_password()} - {"-"}
    assert characters == set(WORDS)
    assert len(set(WORDS.values())) == len(WORDS)


def test_the_word_for_a_letter_begins_with_that_letter():
    letters = {sign: word for sign, word in WORDS.items() if sign in string.ascii_lowercase}
    assert [sign for sign, word in letters.items() if word[0].lower() != sign] == []
