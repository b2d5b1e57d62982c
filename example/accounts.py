"""Who is in the example, by name, and who can sign in: one account per role, two where two must act. All invented."""

from dataclasses import dataclass

from law.roles import Role

PASSWORD = "samen-sterk-in-de-demo"
"""The password of every example account. The example never runs where it can be reached from another computer."""


@dataclass(frozen=True)
class ExampleAccount:
    """An account with one role; `organisation` is the name of the organisation that gives it."""

    email: str
    name: str
    role: Role
    organisation: str


AGENCY = "Voorbeeldagentschap"
TEAM_KEMPEN = "Kind en Gezin team Heidekant"
TEAM_DEMER = "Kind en Gezin team Demeroever"
OCMW_WESTERLO = "OCMW Westerlo"
OCMW_DIEST = "OCMW Diest"
CAW_BRUSSELS = "CAW Zennedal"
MAILBOX_WESTERLO = "gegevensdeling@ocmw-westerlo.example"
MAILBOX_BRUSSELS = "gegevensdeling@caw-zennedal.example"

TEAM_MEMBER_KEMPEN = ExampleAccount("teamlid@heidekant.example", "Anna Proefdorp", Role.TEAM_MEMBER, TEAM_KEMPEN)
TEAM_MEMBER_DEMER = ExampleAccount("teamlid@demeroever.example", "Bram Testenaar", Role.TEAM_MEMBER, TEAM_DEMER)
SOCIAL_WORKER_WESTERLO = ExampleAccount(
    "werker@ocmw-westerlo.example", "Carla Voorbeeldmans", Role.SOCIAL_WORKER, OCMW_WESTERLO
)
COLLEAGUE_WESTERLO = ExampleAccount(
    "collega@ocmw-westerlo.example", "Hanne Testbroek", Role.SOCIAL_WORKER, OCMW_WESTERLO
)
HEAD_WESTERLO = ExampleAccount("diensthoofd@ocmw-westerlo.example", "Hanne Proefbos", Role.SOCIAL_WORKER, OCMW_WESTERLO)
SOCIAL_WORKER_BRUSSELS = ExampleAccount(
    "werker@caw-zennedal.example", "Driss Demoen-Proef", Role.SOCIAL_WORKER, CAW_BRUSSELS
)
ADMINISTRATOR = ExampleAccount("beheerder@agentschap.example", "Elke Proefberg", Role.ADMINISTRATOR, AGENCY)
SECOND_ADMINISTRATOR = ExampleAccount("beheerder2@agentschap.example", "Faruk Testveld", Role.ADMINISTRATOR, AGENCY)
AUDITOR = ExampleAccount("dpo@agentschap.example", "Greet Voorbeeldstra", Role.AUDITOR, AGENCY)

ACCOUNTS = (
    TEAM_MEMBER_KEMPEN,
    TEAM_MEMBER_DEMER,
    SOCIAL_WORKER_WESTERLO,
    COLLEAGUE_WESTERLO,
    HEAD_WESTERLO,
    SOCIAL_WORKER_BRUSSELS,
    ADMINISTRATOR,
    SECOND_ADMINISTRATOR,
    AUDITOR,
)
BOUND_BY_SECRECY = (
    TEAM_MEMBER_KEMPEN,
    TEAM_MEMBER_DEMER,
    SOCIAL_WORKER_WESTERLO,
    COLLEAGUE_WESTERLO,
    HEAD_WESTERLO,
    SOCIAL_WORKER_BRUSSELS,
)
"""Those who handle client data, and declared that professional secrecy binds them (R6–R8)."""
