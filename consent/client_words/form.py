"""What is said to a client outside the sheet: on the slip to take home (D15), on the page to stop (D35)."""

from dataclasses import dataclass, fields, replace
from typing import Self


@dataclass(frozen=True)
class Words:
    """Sentences of one language, with places for what is filled in: `{receiver}`, `{days_sent}` …"""

    def naming(self, **facts: str) -> Self:
        """Return the sentences with these facts filled in."""
        texts = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(self, **{name: text.format(**facts) for name, text in texts.items()})


@dataclass(frozen=True)
class SlipWords(Words):
    """The half page that a client takes home. It names nobody but the two sides."""

    title: str
    passed_on: str
    ours: str
    theirs: str
    take_back: str
    alone: str
    by_phone: str
    tell_us: str
    keep_safe: str
    reference: str
    code: str


@dataclass(frozen=True)
class StopWords(Words):
    """The page on which a client withdraws alone. It tells nothing of anyone, whatever was typed."""

    language_name: str
    to_content: str
    languages: str
    title: str
    intro: str
    on_your_slip: str
    reference: str
    reference_hint: str
    code: str
    code_hint: str
    go_on: str
    problem: str
    no_reference: str
    wrong_reference: str
    no_code: str
    wrong_length: str
    mistyped: str
    sure: str
    what_follows: str
    you_typed: str
    stop: str
    change: str
    heard: str
    if_right: str
    no_more_is_said: str
    certainty: str
    wait: str
    wait_why: str
