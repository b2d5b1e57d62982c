"""Papers like the real ones of domain.md §7: their dates, with invented names and addresses."""

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from agreements import actions
from agreements.actions.register_lines import judging_once
from agreements.models import Agreement, ContactKind
from agreements.terms.papers import Document, Party
from directory.models import Organisation
from law.roles import Role
from tests.agreements.papers import AT, reload, sign, verified_mailbox
from tests.builders.accounts import a_user
from tests.builders.directory import a_team, an_agency, an_ocmw
from tests.kept import World
from tests.outbox.conftest import certificate, inbox

__all__ = ["certificate", "inbox"]


@pytest.fixture(scope="session")
def kept_westerlo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> World:
    """The world of `westerlo`, made once."""
    with django_db_blocker.unblock(), time_machine.travel(AT, tick=False):
        return World(make_westerlo)


@pytest.fixture
def known(request, db, kept_westerlo) -> SimpleNamespace:
    """Who and what is there already: everyone of the world of `westerlo`, for a test that asks for those papers."""
    return kept_westerlo.begin() if "westerlo" in request.fixturenames else SimpleNamespace()


@pytest.fixture
def agency(known) -> Organisation:
    return getattr(known, "agency", None) or an_agency()


@pytest.fixture
def administrator(known, agency) -> User:
    return getattr(known, "administrator", None) or a_user(Role.ADMINISTRATOR, agency)


@pytest.fixture
def second_administrator(known, agency) -> User:
    return getattr(known, "second_administrator", None) or a_user(Role.ADMINISTRATOR, agency)


@pytest.fixture
def browser(administrator, signed_in) -> Client:
    return signed_in(administrator)


@pytest.fixture
def team(known) -> Organisation:
    return getattr(known, "team", None) or a_team("Team Zuiderstreek")


@pytest.fixture
def partner(known) -> Organisation:
    return getattr(known, "partner", None) or an_ocmw("OCMW Westerdorp")


@pytest.fixture
def westerlo(known) -> Agreement:
    """The papers of S4: advice in September and December 2023, protocol in force before it was signed (R34)."""
    return known.westerlo


def make_westerlo() -> SimpleNamespace:
    agency = an_agency()
    administrator, second_administrator = a_user(Role.ADMINISTRATOR, agency), a_user(Role.ADMINISTRATOR, agency)
    team, partner = a_team("Team Zuiderstreek"), an_ocmw("OCMW Westerdorp")
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
    return SimpleNamespace(
        agency=agency,
        administrator=administrator,
        second_administrator=second_administrator,
        team=team,
        partner=partner,
        westerlo=reload(agreement),
    )


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
