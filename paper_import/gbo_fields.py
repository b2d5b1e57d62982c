"""What the page to type over asks of a GBO agreement, in the order of its paper: one CAW, any number of others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.models import KIND_LABELS
from gbo.models import KINDS
from law.facts import OrganisationKind
from law.obstacles import Obstacle
from paper_import.asked import PaperPart, TypedField

ARTICLE_14 = (
    "Art. 14: in werking op de dag van de laatste handtekening, voor onbepaalde duur. Opzeggen duurt 6 maanden. "
    "Die tellen vanaf de maandag na de week van de opzegging. "
    "Wie opzegt, stuurt elke andere kernactor een aangetekende brief. "
    "Zegt het papier iets anders? Registreer het niet, en laat het eerst nakijken."
)
"""What its reader compares: no field asks how one gives notice, or from when it counts (R39, R40)."""
MOST_OF_A_KIND = 99
"""Core actors of one kind: no region has so many."""
ADVISED_ON, ADVISED_BY = "gbo.advised_on", "gbo.advised_by"
PLACE, DRAWN_UP_ON = "gbo.drawn_up_at_place", "gbo.drawn_up_on"
NOTICE, ENDS_ON = "gbo.notice_months", "gbo.ends_on"
SEAT = ("street", "postal_code", "municipality_name")
OF_PARTY = (
    "signatory_name", "signatory_function", "second_signatory_name", "second_signatory_function", "signed_on",
    "dpo_name", "dpo_email",
)  # fmt: skip
_PARTY_KEY = re.compile(r"gbo\.(caw|ocmw|dmw)\.([1-9]\d?)\.\w+")
_NOT_SIGNED = {
    OrganisationKind.CAW: Obstacle.GBO_NOT_SIGNED_BY_CAW,
    OrganisationKind.OCMW: Obstacle.GBO_NOT_SIGNED_BY_OCMW,
    OrganisationKind.DMW: Obstacle.GBO_NOT_SIGNED_BY_DMW,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """One core actor on the page: of which kind, and the how-manieth of it."""

    kind: OrganisationKind
    number: int
    is_only_one: bool

    def key(self, name: str) -> str:
        return f"gbo.{self.kind}.{self.number}.{name}"

    @property
    def words(self) -> str:
        label = KIND_LABELS[self.kind]
        return label if self.is_only_one else f"{label} {self.number}"


def count_key(kind: str) -> str:
    """Under which cell it is held how many of a kind are asked."""
    return f"gbo.{kind}.count"


def actors_of(cells: Mapping[str, str]) -> list[Actor]:
    """The core actors that are asked: those of which something is typed, and at least one of each kind."""
    counts = dict.fromkeys(KINDS, 1)
    for kind in KINDS:
        asked = cells.get(count_key(kind), "")
        counts[kind] = max(1, int(asked) if asked.isdecimal() else 1)
    for key in cells:
        if found := _PARTY_KEY.fullmatch(key):
            kind = OrganisationKind(found[1])
            counts[kind] = max(counts[kind], int(found[2]))
    counts[OrganisationKind.CAW] = 1  # whose DPO advises and whose website shows it (ADR 0015)
    return [
        Actor(kind, number, is_only_one=count == 1)
        for kind, count in counts.items()
        for number in range(1, min(count, MOST_OF_A_KIND) + 1)
    ]


def gbo_parts(cells: Mapping[str, str]) -> tuple[PaperPart, ...]:
    """The parts of this paper."""
    actors = actors_of(cells)
    return (
        *_parties(actors),
        PaperPart(
            "advies",
            "Advies van de DPO van het CAW",
            "GBO-overeenkomst (aanhef)",
            (
                TypedField(
                    ADVISED_ON,
                    "Advies gegeven op",
                    20,
                    obstacles=(Obstacle.GBO_ADVICE_MISSING, Obstacle.GBO_ADVICE_AFTER_SIGNATURE),
                ),
                TypedField(ADVISED_BY, "Naam van de DPO die advies gaf"),
            ),
        ),
        PaperPart("art2", "Contactgegevens van de DPO’s", "GBO-overeenkomst art. 2", tuple(_dpos(actors))),
        PaperPart(
            "art14",
            "Inwerkingtreding en opzegging",
            "GBO-overeenkomst art. 14",
            (
                TypedField(NOTICE, "Opzegtermijn in maanden", 4),
                TypedField(ENDS_ON, "Tot en met", 20, "Leeg bij onbepaalde duur."),
            ),
            note=ARTICLE_14,
        ),
        PaperPart(
            "ondertekening",
            "Ondertekening",
            "GBO-overeenkomst (ondertekening)",
            tuple(_signing(actors)),
            rare="Iemand tekende op een andere dag, of twee tekenden voor één kernactor",
        ),
    )


def _parties(actors: list[Actor]) -> Iterator[PaperPart]:
    last = {actor.kind: actor for actor in actors}
    for actor in actors:
        of = f"van {actor.words}"
        yield PaperPart(
            f"{actor.kind}-{actor.number}",
            f"Partij: {actor.words}",
            "GBO-overeenkomst (partijen)",
            (
                TypedField(actor.key("name"), f"Naam {of}", is_optional=False, names=actor.kind),
                TypedField(actor.key("enterprise_number"), f"Ondernemingsnummer {of}", 10),
                TypedField(actor.key("street"), f"Straat en huisnummer {of}"),
                TypedField(actor.key("postal_code"), f"Postcode {of}", 4),
                TypedField(actor.key("municipality_name"), f"Gemeente {of}", 20),
            ),
            more=actor.kind if actor is last[actor.kind] and actor.kind != OrganisationKind.CAW else "",
        )


def _dpos(actors: list[Actor]) -> Iterator[TypedField]:
    for actor in actors:
        yield TypedField(actor.key("dpo_name"), f"DPO van {actor.words}: naam")
        yield TypedField(actor.key("dpo_email"), f"DPO van {actor.words}: e-mail")


def _signing(actors: list[Actor]) -> Iterator[TypedField]:
    yield TypedField(PLACE, "Opgemaakt te", 20)
    yield TypedField(
        DRAWN_UP_ON,
        "Opgemaakt op",
        20,
        "Zo nodig kunt u onderaan per ondertekenaar een andere dag invullen.",
    )
    for actor in actors:
        who = f"Ondertekenaar van {actor.words}"
        obstacles = (_NOT_SIGNED[actor.kind],) if actor.is_only_one else ()
        yield TypedField(actor.key("signatory_name"), f"{who}: naam", obstacles=obstacles)
        yield TypedField(actor.key("signatory_function"), f"{who}: functie")
    for actor in actors:
        second = f"Tweede ondertekenaar van {actor.words}"
        yield TypedField(actor.key("second_signatory_name"), f"{second}: naam", is_rare=True)
        yield TypedField(actor.key("second_signatory_function"), f"{second}: functie", is_rare=True)
    for actor in actors:
        yield TypedField(actor.key("signed_on"), f"Andere dag van de ondertekenaar van {actor.words}", 10, is_rare=True)
