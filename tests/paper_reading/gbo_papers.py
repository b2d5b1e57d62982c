"""Invented GBO agreements: four wordings of the same facts, with every damage, and what they say."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tests.paper_reading import damage
from tests.paper_reading.facts import (
    FIRST_NAMES,
    LAST_NAMES,
    PLACES,
    STREETS,
    Facts,
    enterprise_number,
    invent,
)
from tests.paper_reading.wordings import slashes, words

CAWS = ("CAW Streekoever", "CAW De Verzonnen Dijk", "CAW Noord-Zuidrand")
FUNDS = ("DMW Voorbeeldbond", "Dienst Maatschappelijk Werk Proefziekenfonds", "DMW De Verzonnen Voorzorg")
TWO_SIGN = "gbo.caw.1"
FUNCTIONS = ("algemeen directeur", "directeur", "voorzitter", "diensthoofd")
DAMAGES = (
    damage.none, damage.letter_spaced, damage.torn, damage.spread, damage.scanned, damage.badly_scanned,
    damage.broken_lines, damage.between_pages, damage.lines_apart, damage.platform_and_spacing, damage.capitals,
)  # fmt: skip


@dataclass(frozen=True)
class Actor:
    """One core actor as the paper prints it."""

    key: str
    name: str
    number: str
    seat: str
    signatory: str
    function: str
    dpo: str
    dpo_email: str
    second: str
    """Who else signs, in the wordings that name two (R13)."""


@dataclass(frozen=True)
class GboFacts:
    """What one invented GBO agreement says."""

    actors: list[Actor]
    advised_on: date
    drawn_up_on: date
    place: str

    @property
    def days(self) -> list[date]:
        """The days on which the core actors signed, where each has its own."""
        return [self.drawn_up_on + timedelta(days=index) for index in range(len(self.actors))]


def invent_gbo(seed: int) -> GboFacts:
    dice = random.Random(f"gbo {seed}")
    ocmws, dmws = dice.choice(((1, 1), (1, 1), (3, 2), (2, 1)))
    places = dice.sample(PLACES, ocmws + 1)
    names = [f"{a} {b}" for a, b in zip(dice.sample(FIRST_NAMES, 12), dice.sample(LAST_NAMES, 12), strict=True)]
    kinds = [("caw", 1, dice.choice(CAWS)), *(("ocmw", n + 1, f"OCMW {places[n][0]}") for n in range(ocmws))]
    kinds += [("dmw", n + 1, name) for n, name in enumerate(dice.sample(FUNDS, dmws))]
    actors = []
    for index, (kind, number, name) in enumerate(kinds):
        place, code = places[number - 1] if kind == "ocmw" else places[-1]
        actors.append(
            Actor(
                f"gbo.{kind}.{number}",
                name,
                enterprise_number(dice),
                f"{dice.choice(STREETS)}, {code} {place}",
                names[2 * index % 12],
                dice.choice(FUNCTIONS),
                names[(2 * index + 1) % 12],
                f"dpo@{kind}{number}-streek.example",
                f"{names[(index + 5) % 12].rpartition(' ')[0]} Tweevoorbeeld",
            )
        )
    advised_on = date(2021, 3, 1) + timedelta(days=dice.randrange(900))
    return GboFacts(actors, advised_on, advised_on + timedelta(days=dice.randrange(1, 200)), places[0][0])


def _recitals(facts: GboFacts, day: Callable[[date], str]) -> str:
    caw = facts.actors[0].name
    return f"""Deze samenwerkingsovereenkomst wordt bekendgemaakt op de website van {caw}.

De functionaris voor gegevensbescherming van {caw} heeft op {day(facts.advised_on)} advies met betrekking tot een
ontwerp van deze samenwerkingsovereenkomst gegeven.

1. Definities en identificatie van de verwerkingsverantwoordelijken

De kernactoren worden elk als verwerkingsverantwoordelijke geïdentificeerd (artikel 6 §3 Besluit van de Vlaamse Regering
betreffende het lokaal sociaal beleid, vermeld in artikels 2, 9 tot en met 11 van het decreet van 9 februari 2018
betreffende het lokaal sociaal beleid).
"""


def _clauses() -> str:
    return """3. Aard en doeleinden waarvoor de persoonsgegevens worden meegedeeld

De oorspronkelijke inzameling van de gegevens door elke kernactor vindt plaats overeenkomstig de toepasselijke wetgeving
(artikel 4 decreet van 8 mei 2009 betreffende het algemeen welzijnswerk). Het CAW en het OCMW doen dit elk apart.

14. Inwerkingtreding en opzegging

Deze samenwerkingsovereenkomst treedt in werking op datum van ondertekening en geldt voor onbepaalde duur.
Indien één van de kernactoren deze samenwerkingsovereenkomst wenst op te zeggen, dient zij hiervoor een
opzeggingstermijn in acht te nemen van 6 maanden. De opzeggingstermijn gaat in de eerste maandag volgend op de week
waarin de opzegging werd gegeven.

15. Toepasselijk recht en bevoegde rechtbanken

Enkel de bevoegde Belgische rechtbanken nemen kennis van de geschillen.
"""


TITLE = """Samenwerkingsovereenkomst voor uitwisseling persoonsgegevens tussen
kernactoren inzake geïntegreerd breed onthaal
"""


def template(facts: GboFacts) -> str:
    """As the template has it, with the signatures one below the other."""
    parties = "\nEN\n".join(
        f"{one.name}, ondernemingsnummer {one.number}, maatschappelijke zetel {one.seat}" for one in facts.actors
    )
    dpos = "\n\n".join(f"{one.name}\n{one.dpo}\n{one.dpo_email}" for one in facts.actors)
    signed = "\n\n".join(
        f"___________________________\nnamens {one.name}\n{one.signatory}, {one.function}\n" for one in facts.actors
    )
    return f"""{TITLE}
TUSSEN:
{parties}

Gezamenlijk ook ‘kernactoren’ genoemd of elk apart ‘kernactor’
zijn deze samenwerkingsovereenkomst overeengekomen.

{_recitals(facts, words)}
2. Contactgegevens van functionarissen voor gegevensbescherming

{dpos}

{_clauses()}
Opgemaakt te {facts.place}, op {words(facts.drawn_up_on)}, in evenveel exemplaren als dat er partijen zijn.

{signed}
"""


def in_columns(facts: GboFacts) -> str:
    """A table of DPOs, and signatures two beside each other."""
    parties = "\n\nEN\n\n".join(
        f"Het {one.name}, met maatschappelijke zetel te {one.seat}, met ondernemingsnummer {one.number}"
        for one in facts.actors
    )
    dpos = "\n".join(f"{one.name}\t{one.dpo} ({one.dpo_email})" for one in facts.actors)
    rows = []
    for index in range(0, len(facts.actors), 2):
        pair = facts.actors[index : index + 2]
        rows.append("\t".join("___________________" for _ in pair))
        rows.append("\t".join(f"namens {one.name}" for one in pair))
        rows.append("\t".join(one.signatory for one in pair))
        rows.append("\t".join(one.function for one in pair) + "\n")
    signed = "\n".join(rows)
    return f"""{TITLE}
Tussen:

{parties}

Gezamenlijk ook ‘kernactoren’ genoemd, zijn deze samenwerkingsovereenkomst overeengekomen.

{_recitals(facts, slashes)}
2. Contactgegevens van functionarissen voor gegevensbescherming

{dpos}

{_clauses()}
Opgemaakt te {facts.place} op {slashes(facts.drawn_up_on)} in zoveel exemplaren als er partijen zijn.

{signed}
"""


def represented(facts: GboFacts) -> str:
    """Numbered parties with who represents them; the signatures name the parties only."""
    parties = "\n".join(
        f"{number}. {one.name}, met zetel te {one.seat}, ondernemingsnummer {one.number}, vertegenwoordigd door "
        f"{one.signatory}, {one.function};"
        for number, one in enumerate(facts.actors, start=1)
    )
    dpos = "\n".join(f"- {one.name}: {one.dpo}, {one.dpo_email}" for one in facts.actors)
    return f"""{TITLE}
Tussen de volgende partijen:

{parties}

gezamenlijk ook ‘kernactoren’ genoemd, wordt overeengekomen wat volgt.

{_recitals(facts, words)}
2. Contactgegevens van de functionarissen voor gegevensbescherming

{dpos}

{_clauses()}
Gedaan te {facts.place} op {words(facts.drawn_up_on)}.

{chr(10).join(f"Voor {one.name}" for one in facts.actors)}
"""


def in_labels(facts: GboFacts) -> str:
    """Labels before everything, whole names in front and short ones behind, two who sign for the CAW, own days."""
    parties = "\n\n".join(
        f"{number}. {whole(one)}\n   Ondernemingsnummer: {one.number}\n   Maatschappelijke zetel: {one.seat}"
        for number, one in enumerate(facts.actors, start=1)
    )
    dpos = "\n".join(f"{one.name}: {one.dpo} - {one.dpo_email}" for one in facts.actors)
    signed = "\n\n".join(
        f"Namens {one.name}\nNaam: {one.signatory}\nFunctie: {one.function}\nDatum: {slashes(day)}"
        + (f"\n\nNaam: {one.second}\nFunctie: voorzitter\nDatum: {slashes(day)}" if one.key == TWO_SIGN else "")
        for one, day in zip(facts.actors, facts.days, strict=True)
    )
    return f"""{TITLE}
TUSSEN

{parties}

hierna de kernactoren, wordt het volgende overeengekomen.

{_recitals(facts, slashes)}
Artikel 2. Contactgegevens van functionarissen voor gegevensbescherming

{dpos}

{_clauses()}
Opgemaakt te {facts.place}, in evenveel exemplaren als er partijen zijn.

{signed}
"""


def whole(actor: Actor) -> str:
    """The name in full, as a first page can have it."""
    kind, _, own = actor.name.partition(" ")
    if kind == "OCMW":
        return f"Openbaar Centrum voor Maatschappelijk Welzijn van {own}"
    return f"Centrum Algemeen Welzijnswerk {own}" if kind == "CAW" else actor.name


@dataclass(frozen=True)
class GboPaper:
    """One invented GBO agreement, in these words, damaged like this."""

    wording: Callable[[GboFacts], str]
    damage: damage.Damage
    seed: int

    @property
    def name(self) -> str:
        return f"{self.wording.__name__}-{self.damage.__name__}-{self.seed}"

    @cached_property
    def facts(self) -> GboFacts:
        return invent_gbo(self.seed)

    @cached_property
    def around(self) -> Facts:
        """What the damages put between the pages."""
        return invent(self.seed)

    @cached_property
    def pages(self) -> list[str]:
        return self.damage(self.wording(self.facts), random.Random(f"paper {self.name}"), self.around)

    @cached_property
    def says(self) -> dict[str, Any]:
        facts = self.facts
        said: dict[str, Any] = {
            "gbo.advised_on": facts.advised_on.isoformat(),
            "gbo.drawn_up_at_place": facts.place,
            "gbo.notice_months": 6,
        }
        has_own_days = self.wording is in_labels
        if not has_own_days:
            said["gbo.drawn_up_on"] = facts.drawn_up_on.isoformat()
        for one, day in zip(facts.actors, facts.days, strict=True):
            said |= {
                f"{one.key}.name": whole(one) if has_own_days else one.name,
                f"{one.key}.enterprise_number": one.number,
                f"{one.key}.seat": one.seat,
                f"{one.key}.dpo_name": one.dpo,
                f"{one.key}.dpo_email": one.dpo_email,
                f"{one.key}.signatory_name": one.signatory,
                f"{one.key}.signatory_function": one.function,
            }
            if has_own_days:
                said[f"{one.key}.signed_on"] = day.isoformat()
            if has_own_days and one.key == TWO_SIGN:
                said[f"{one.key}.second_signatory_name"] = one.second
                said[f"{one.key}.second_signatory_function"] = "voorzitter"
        return said


def all_papers() -> list[GboPaper]:
    pairs = [(wording, harm) for wording in (template, in_columns, represented, in_labels) for harm in DAMAGES]
    return [GboPaper(wording, harm, seed) for seed, (wording, harm) in enumerate(pairs)]
