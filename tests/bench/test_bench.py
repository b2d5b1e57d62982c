"""`python -m bench` says what holds, what does not, and what nobody measured."""

import json
import sys
from types import ModuleType

import pytest

from bench import __main__ as bench
from bench import connections, handover


@pytest.fixture
def section(monkeypatch) -> ModuleType:
    """A section of its own, with a goal and a ceiling, that measures what a test says."""
    made = ModuleType("bench.invented")
    made.GOALS, made.CEILINGS = {"ratio": 2.0}, {"seconds": 1.0}
    monkeypatch.setitem(sys.modules, "bench.invented", made)
    monkeypatch.setattr(bench, "SECTIONS", ("invented",))
    return made


@pytest.mark.parametrize(("ratio", "seconds", "code"), [(2.0, 1.0, 0), (1.9, 1.0, 1), (2.0, 1.1, 1)])
def test_a_goal_or_a_ceiling_that_is_missed_ends_in_one(section, capsys, ratio, seconds, code):
    section.run = lambda: {"ratio": ratio, "seconds": seconds}
    assert bench.main([]) == code
    assert json.loads(capsys.readouterr().out) == {"ratio": ratio, "seconds": seconds}


def test_a_goal_that_was_not_measured_is_named_and_is_no_success(section, capsys):
    section.run = lambda: {"ratio": 2.5}
    assert bench.main([]) == 1
    said = capsys.readouterr()
    assert "seconds" in said.err
    assert "NOT MEASURED" in said.err
    assert json.loads(said.out) == {"ratio": 2.5}


def test_what_has_no_goal_is_reported_only(section, capsys):
    section.run = lambda: {"ratio": 2.0, "seconds": 0.5, "mails": 3.0}
    assert bench.main([]) == 0
    assert "(reported)" in capsys.readouterr().err


def test_an_unknown_section_is_named(section, capsys):
    assert bench.main(["onbekend"]) == 2
    assert "onbekend" in capsys.readouterr().err


def test_without_a_real_mail_server_nothing_is_measured_and_that_is_said(monkeypatch, capsys):
    monkeypatch.setattr(connections, "what_is_missing", lambda: "NO REAL MAIL SERVER WAS TRIED: postfix missing.")
    assert connections.measure() == {}
    assert "NO REAL MAIL SERVER" in capsys.readouterr().err
    assert "tls_reuse" in handover.GOALS
