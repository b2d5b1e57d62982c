"""Invented papers: every wording with every damage that it is given, what it says, and what it is kept for."""

import random
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from paper_reading.terms import PaperField
from tests.paper_reading import damage, wordings
from tests.paper_reading.facts import Facts, invent

PROTOCOLS = (wordings.model_protocol, wordings.other_protocol, wordings.form_protocol)
AGREEMENTS = (wordings.model_agreement,)
DAMAGES = (
    damage.none, damage.letter_spaced, damage.torn, damage.spread, damage.scanned, damage.badly_scanned,
    damage.broken_lines, damage.between_pages, damage.lines_apart,
)  # fmt: skip
ASIDE_WORDINGS = (wordings.plain_protocol, wordings.other_agreement)
ASIDE_DAMAGES = (damage.platform_and_spacing, damage.capitals)
"""Written before the reading was tuned, and never tuned on."""


@dataclass(frozen=True)
class Paper:
    """One invented paper: its facts, in these words, damaged like this."""

    wording: wordings.Wording
    damage: damage.Damage
    seed: int
    kind: str = "ocmw"

    @property
    def name(self) -> str:
        return f"{self.wording.__name__}-{self.damage.__name__}-{self.seed}"

    @cached_property
    def facts(self) -> Facts:
        return invent(self.seed, kind=self.kind)

    @cached_property
    def pages(self) -> list[str]:
        dice = random.Random(f"paper {self.name}")
        return self.damage(self.wording(self.facts, dice), dice, self.facts)

    @cached_property
    def says(self) -> dict[PaperField, Any]:
        """What stands on it, as it should be read."""
        name = self.wording.__name__
        said = _agreement(self.facts) if name.endswith("agreement") else _protocol(self.facts)
        if name == "gbo_agreement":
            said = _gbo(self.facts)
        if name == "model_agreement":
            said = {
                field: value
                for field, value in said.items()
                if field not in {PaperField.PARTNER_NUMBER, PaperField.AGENCY_NUMBER}
            }
        if name == "model_agreement":
            said[PaperField.MAILBOX] = self.facts.mailbox
        if self.damage in (damage.between_pages, damage.platform_and_spacing) and not name.endswith("agreement"):
            said |= {PaperField.ESIGNATURE_CODE: self.facts.code, PaperField.ESIGNATURE_URL: self.facts.url}
        return said


def _people(pairs: list[tuple[str, str]], **party: str) -> list[dict[str, str]]:
    return [{**party, "name": name, "function": function} for name, function in pairs]


def _parties(facts: Facts) -> dict[PaperField, Any]:
    return {
        PaperField.TEAM_NAME: facts.team,
        PaperField.PARTNER_NAME: facts.partner,
        PaperField.PARTNER_KIND: facts.kind,
        PaperField.PARTNER_NUMBER: facts.number,
        PaperField.PARTNER_SEAT: facts.seat,
        PaperField.PARTNER_REPRESENTATIVES: _people(facts.partner_people),
        PaperField.AGENCY_NUMBER: "0886.886.638",
        PaperField.AGENCY_REPRESENTATIVES: _people(facts.agency_people),
    }


def _protocol(facts: Facts) -> dict[PaperField, Any]:
    return _parties(facts) | {
        PaperField.CONCLUDED_ON: facts.concluded_on.isoformat(),
        PaperField.ADVICE_AGENCY_ON: facts.advice_agency_on.isoformat(),
        PaperField.ADVICE_PARTNER_ON: facts.advice_partner_on.isoformat(),
        PaperField.MAILBOX: facts.mailbox,
        PaperField.PROTOCOL_IN_FORCE_FROM: facts.protocol_from.isoformat(),
        PaperField.PROTOCOL_NOTICE_MONTHS: facts.notice,
        PaperField.SIGNED_ON: facts.signed_on.isoformat(),
        PaperField.PLACE: facts.signed_at,
        PaperField.SIGNATORIES: _people(facts.agency_people, party="agency")
        + _people(facts.partner_people, party="partner"),
        PaperField.BREACH_CONTACT_AGENCY: facts.breach_agency,
        PaperField.BREACH_CONTACT_PARTNER: facts.breach_partner,
    }


def _agreement(facts: Facts) -> dict[PaperField, Any]:
    said = _parties(facts) | {
        PaperField.CONCLUDED_ON: facts.concluded_on.isoformat(),
        PaperField.AGREEMENT_IN_FORCE_FROM: facts.in_force_from.isoformat(),
        PaperField.AGREEMENT_NOTICE_MONTHS: facts.notice,
        PaperField.EVALUATION_MONTHS: facts.evaluation,
    }
    return said | ({PaperField.ENDS_ON: facts.ends_on.isoformat()} if facts.ends_on else {})


def _gbo(facts: Facts) -> dict[PaperField, Any]:
    return {
        PaperField.CONCLUDED_ON: facts.concluded_on.isoformat(),
        PaperField.AGREEMENT_IN_FORCE_FROM: facts.concluded_on.isoformat(),
        PaperField.AGREEMENT_NOTICE_MONTHS: facts.notice,
    }


def to_tune_on() -> list[Paper]:
    made = [
        Paper(wording, harm, seed)
        for seed, (wording, harm) in enumerate((w, d) for w in PROTOCOLS + AGREEMENTS for d in DAMAGES)
    ]
    made += [Paper(wording, damage.none, 100 + index, kind="caw") for index, wording in enumerate(PROTOCOLS[:2])]
    return [*made, *(Paper(wordings.gbo_agreement, harm, 200 + index) for index, harm in enumerate(DAMAGES[:3]))]


def kept_aside() -> list[Paper]:
    pairs = [(w, d) for w in ASIDE_WORDINGS for d in DAMAGES + ASIDE_DAMAGES] + [
        (w, d) for w in PROTOCOLS + AGREEMENTS for d in ASIDE_DAMAGES
    ]
    return [Paper(wording, harm, 300 + index) for index, (wording, harm) in enumerate(pairs)]
