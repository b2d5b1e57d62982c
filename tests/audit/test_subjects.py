"""The filter of the log: every event under one heading, few headings, and nothing that only a receiver may know."""

from audit.events import BEHIND_THE_WALL, Event
from audit.subjects import SUBJECTS, grouped


def test_every_event_stands_under_one_heading():
    """Whoever adds an event says what it is about; else nobody finds it in the filter."""
    placed = [event for events in SUBJECTS.values() for event in events]
    assert set(placed) == set(Event)
    assert len(placed) == len(Event)


def test_the_headings_are_few_enough_to_read_and_in_the_order_of_the_alphabet():
    assert len(SUBJECTS) <= 24
    assert list(SUBJECTS) == sorted(SUBJECTS, key=str.casefold)
    assert max(len(events) for events in SUBJECTS.values()) <= 20


def test_a_heading_of_which_nothing_may_be_read_is_left_out():
    """D19."""
    offered = grouped({*Event} - {*BEHIND_THE_WALL})
    codes = {code for _heading, choices in offered for code, _words in choices}
    assert codes == {*Event} - {*BEHIND_THE_WALL}
    assert "Partners waaraan de ontvanger doorgeeft" not in dict(offered)
    assert all(choices for _heading, choices in offered)
