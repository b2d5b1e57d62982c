"""Papers like the real ones of domain.md §7: their dates, with invented names and addresses."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from agreements import actions
from agreements.actions.register_lines import judging_once
from agreements.models import Agreement, ContactKind
from agreements.terms.papers import Document, Party
from directory.models import Organisation
from law.roles import Role
from tests.agreements.papers import AT, reload, sign, verified_mailbox
from tests.builders import a_team, a_user, an_agency, an_ocmw
from tests.outbox.conftest import certificate, inbox

__all__ = ["certificate", "inbox"]


@pytest.fixture
def agency(db) -> Organisation:
    return an_agency()


@pytest.fixture
def administrator(agency) -> User:
    return a_user(Role.ADMINISTRATOR, agency)


@pytest.fixture
def second_administrator(agency) -> User:
    return a_user(Role.ADMINISTRATOR, agency)


@pytest.fixture
def browser(administrator, signed_in) -> Client:
    return signed_in(administrator)


@pytest.fixture
def team(db) -> Organisation:
    return a_team("Team Zuiderstreek")


@pytest.fixture
def partner(db) -> Organisation:
    return an_ocmw("OCMW Westerdorp")


@pytest.fixture
def westerlo(team, partner, administrator, second_administrator) -> Agreement:
    """The papers of S4: advice in September and December 2023, protocol in force before it was signed (R34)."""
    with transaction.atomic(), judging_once(at=AT):
        agreement = actions.papers.register_agreement(
            team=team,
            partner=partner,
            terms={"in_force_from": date(2023, 12, 18), "notice_months": 6, "evaluation_months": 12},
            protocol_terms={"in_force_from": date(2024, 1, 1), "notice_months": 6},
            by=administrator,
            at=AT,
        )
        for party, advised_on in ((Party.AGENCY, date(2023, 12, 14)), (Party.PARTNER, date(2023, 9, 19))):
            actions.papers.record_dpo_advice(
                protocol=agreement.protocol,
                party=party,
                dpo_name="Sam Dataman",
                dpo_email="dpo@dienst.example",
                advised_on=advised_on,
                by=administrator,
                at=AT,
            )
            for kind in (ContactKind.CONTACT, ContactKind.BREACH):
                actions.contacts.add_contact(
                    agreement=agreement,
                    contact_details={
                        "party": party,
                        "kind": kind,
                        "name_or_function": "diensthoofd",
                        "organisation_name": "Intercommunale Voorbeeld" if kind == ContactKind.BREACH else "",
                        "phone": "+3214000000",
                        "email": "veiligheid@intercommunale.example",
                    },
                    by=administrator,
                    at=AT,
                )
        signed = date(2023, 12, 18)
        sign(agreement, Document.AGREEMENT, (Party.AGENCY, 1, signed), (Party.PARTNER, 1, signed), by=administrator)
        signed = date(2024, 1, 29)
        sign(
            agreement,
            Document.PROTOCOL,
            (Party.AGENCY, 1, signed),
            (Party.PARTNER, 1, signed),
            (Party.PARTNER, 2, signed),
            by=administrator,
        )
        verified_mailbox(agreement, administrator, second_administrator)
    return reload(agreement)


@pytest.fixture
def diest(administrator) -> Agreement:
    """The papers of S2: the text breaks off before mailbox, in-force date, notice and breach contacts."""
    with transaction.atomic(), judging_once(at=AT):
        agreement = actions.papers.register_agreement(
            team=a_team("Team Demerstreek"),
            partner=an_ocmw("OCMW Demerdorp"),
            terms={"in_force_from": date(2024, 11, 1), "notice_months": 6},
            by=administrator,
            at=AT,
        )
        signed = date(2024, 11, 1)
        sign(agreement, Document.AGREEMENT, (Party.AGENCY, 1, signed), (Party.PARTNER, 1, signed), by=administrator)
        sign(agreement, Document.PROTOCOL, (Party.AGENCY, 1, None), (Party.PARTNER, 1, None), by=administrator)
        for party, advised_on in ((Party.AGENCY, date(2024, 9, 4)), (Party.PARTNER, date(2024, 4, 16))):
            actions.papers.record_dpo_advice(
                protocol=agreement.protocol,
                party=party,
                dpo_name="Sam Dataman",
                advised_on=advised_on,
                by=administrator,
                at=AT,
            )
    return reload(agreement)
