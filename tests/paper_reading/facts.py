"""Invented facts of a paper, by seed: who, when, where. Only names of municipalities exist."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

FIRST_NAMES = (
    "Ann", "Bo", "Mieke", "Joris", "Karel", "Lieselot", "Noor", "Ömer", "Pieter-Jan", "Sofie", "Tuur", "Wannes",
    "Zoë", "Hilde", "Mohammed", "Griet"
)  # fmt: skip
LAST_NAMES = (
    "Peeters", "Van den Broeck", "De Smet", "Maes", "D'Hondt", "Vandenvoorbeeld", "Claes-Wouters", "El Amrani",
    "Janssens", "Van Hoorebeke",
    "Wuyts", "De Mol", "Schepens", "Vermeulen", "Van Eetvelde", "Lambrechts",
)  # fmt: skip
PLACES = (
    ("Aalst", "9300"), ("Geel", "2440"), ("Halle", "1500"), ("Lo-Reninge", "8647"), ("Sint-Niklaas", "9100"),
    ("De Haan", "8420"), ("Mol", "2400"), ("Heist-op-den-Berg", "2220"), ("Kortrijk", "8500"), ("Mechelen", "2800"),
    ("Wommelgem", "2160"), ("Zemst", "1980"), ("Oud-Turnhout", "2360"),
)  # fmt: skip
STREETS = (
    "Molenstraat 12", "Grote Markt 1", "Verzonnenlaan 22/1", "Onze-Lieve-Vrouwplein 3 bus 4",
    "Steenweg op Mechelen 107", "Wandelweg 8A", "Hovenierskaai 33",
)  # fmt: skip
TEAMS = (
    "Demeroever",
    "Zuid-Kempen",
    "Leiestreek",
    "Schelde en Durme",
    "Rivierenland",
    "Mid-West Kust",
    "Waas",
    "Hageland Oost",
)
PARTNER_FUNCTIONS = (
    ("voorzitter van de Raad voor Maatschappelijk Welzijn", "algemeen directeur"),
    ("burgemeester", "algemeen directeur"),
    ("voorzitter van het Vast Bureau", "adjunct-algemeen directeur"),
    ("voorzitter van het Bijzonder Comité voor de Sociale Dienst", "algemeen directeur"),
)
AGENCY_FUNCTIONS = ("administrateur-generaal", "waarnemend administrateur-generaal")
BREACH_NAMES = ("privacy", "informatieveiligheid", "dpo", "veiligheidsconsulent")


@dataclass(frozen=True)
class Facts:
    """What an invented paper says; empty for what it does not print."""

    team: str
    kind: str
    place: str
    postal_code: str
    street: str
    number: str
    agency_people: list[tuple[str, str]]
    partner_people: list[tuple[str, str]]
    concluded_on: date
    in_force_from: date
    ends_on: date | None
    protocol_from: date
    advice_agency_on: date
    advice_partner_on: date
    signed_on: date
    signed_at: str
    notice: int
    evaluation: int
    mailbox: str
    breach_agency: str
    breach_partner: str
    code: str
    password: str
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def partner(self) -> str:
        return f"{self.kind.upper()} {self.place}"

    @property
    def seat(self) -> str:
        return f"{self.street}, {self.postal_code} {self.place}"

    @property
    def url(self) -> str:
        return f"https://onderteken.example/nl/code/{self.code.replace('-', '')}"


def enterprise_number(dice: random.Random) -> str:
    begin = dice.randrange(2000000, 8999999)
    digits = f"0{begin}{97 - begin % 97:02}"
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def invent(seed: int, *, kind: str = "ocmw") -> Facts:
    """The facts of paper number `seed`; always the same."""
    dice = random.Random(f"facts {seed}")
    place, postal_code = dice.choice(PLACES)
    people = [
        f"{first} {last}" for first, last in zip(dice.sample(FIRST_NAMES, 3), dice.sample(LAST_NAMES, 3), strict=True)
    ]
    functions = dice.choice(PARTNER_FUNCTIONS)
    advice_one = date(2023, 1, 1) + timedelta(days=dice.randrange(700))
    advice_two = advice_one + timedelta(days=dice.randrange(1, 150))
    signed_on = advice_two + timedelta(days=dice.randrange(1, 60))
    concluded_on = signed_on - timedelta(days=dice.randrange(0, 40))
    slug = place.lower().replace("-", "").replace(" ", "")
    both = dice.random() < 0.7
    return Facts(
        team=dice.choice(TEAMS),
        kind=kind,
        place=place,
        postal_code=postal_code,
        street=dice.choice(STREETS),
        number=enterprise_number(dice),
        agency_people=[(people[0], dice.choice(AGENCY_FUNCTIONS))],
        partner_people=[(people[1], functions[0]), (people[2], functions[1])] if both else [(people[1], functions[0])],
        concluded_on=concluded_on,
        in_force_from=date(signed_on.year, dice.randrange(1, 13), 1),
        ends_on=date(signed_on.year + 3, 12, 31) if dice.random() < 0.4 else None,
        protocol_from=date(signed_on.year + dice.choice((0, 1)), dice.randrange(1, 13), dice.choice((1, 1, 15))),
        advice_agency_on=dice.choice((advice_one, advice_two)),
        advice_partner_on=advice_one if dice.random() < 0.5 else advice_two,
        signed_on=signed_on,
        signed_at=dice.choice((place, "Brussel", "Brussel")),
        notice=dice.choice((3, 6, 6, 12)),
        evaluation=dice.choice((6, 12, 12, 3)),
        mailbox=f"{dice.choice(('sociale.dienst', 'kindengezin-meldingen', 'aanmelding', 'info.ocmw'))}@{slug}.example",
        breach_agency="dpo@opgroeien.example",
        breach_partner=f"{dice.choice(BREACH_NAMES)}@{dice.choice((slug, 'intercommunale-streek'))}.example",
        code="-".join(f"{dice.randrange(1000, 9999)}" for _ in range(4)),
        password=f"Zx{dice.randrange(1000, 9999)}qW",
    )
