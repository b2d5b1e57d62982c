"""The gate may lean on papers loaded before only as long as no row of them changed (ADR 0030)."""

import re
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements import snapshot
from agreements.models import Agreement, Contact, DpoAdvice, Evaluation, Mailbox, Protocol, Signature, Suspension
from agreements.snapshot import papers_now
from directory.models import Organisation, Territory
from tests.builders.agreements import a_doubt, a_suspension, papers_in_force
from tests.builders.directory import a_municipality, a_team, an_ocmw

pytestmark = pytest.mark.django_db

A_DAY = date(2026, 5, 4)
CHANGES = {
    "agreement": lambda agreement: Agreement.objects.update(ends_on=A_DAY),
    "protocol": lambda agreement: Protocol.objects.update(ended_for_breach_on=A_DAY),
    "team": lambda agreement: Organisation.objects.filter(pk=agreement.team_id).update(is_active=False),
    "partner": lambda agreement: Organisation.objects.filter(pk=agreement.partner_id).update(kind="caw"),
    "territory that ends": lambda agreement: Territory.objects.update(until_on=A_DAY),
    "territory that is added": lambda agreement: Territory.objects.create(
        organisation=agreement.partner, municipality=a_municipality("99007", "Andersdorp", code="9997"), from_on=A_DAY
    ),
    "signature": lambda agreement: Signature.objects.update(signed_on=None),
    "signature that goes": lambda agreement: Signature.objects.all()[0].delete(),
    "contact": lambda agreement: Contact.objects.update(name_or_function="[naam]"),
    "suspension": lambda agreement: a_suspension(agreement),
    "doubt": lambda agreement: a_doubt(agreement),
    "evaluation": lambda agreement: Evaluation.objects.create(agreement=agreement, held_on=A_DAY),
    "advice": lambda agreement: DpoAdvice.objects.update(advised_on=None),
    "mailbox": lambda agreement: Mailbox.objects.update(bounced_on=A_DAY),
}


@pytest.fixture
def agreement() -> Agreement:
    return papers_in_force(a_team(), an_ocmw())


@pytest.mark.parametrize("changed", CHANGES)
def test_a_change_of_any_row_of_the_papers_shows_at_once(agreement, changed):
    before = papers_now(agreement.pk)
    assert papers_now(agreement.pk) is before
    CHANGES[changed](agreement)
    assert papers_now(agreement.pk) is not before


def test_a_suspension_that_is_lifted_and_laid_again_is_seen_each_time(agreement):
    seen = []
    for is_suspended in (False, True, False, True):
        Suspension.objects.all().delete()
        if is_suspended:
            a_suspension(agreement)
        seen.append(bool(papers_now(agreement.pk).suspension_facts))
    assert seen == [False, True, False, True]


def test_papers_that_did_not_change_take_one_query(agreement, django_assert_num_queries):
    papers_now(agreement.pk)
    with django_assert_num_queries(1):
        papers_now(agreement.pk)


def test_every_table_that_is_loaded_is_watched(agreement):
    with CaptureQueriesContext(connection) as loading:
        Agreement.objects.with_papers().get(pk=agreement.pk)
    loaded = {table for query in loading for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    watched = set(re.findall(r"(?:FROM|JOIN) (\w+)", snapshot.ROWS))
    assert loaded == watched


def test_papers_that_change_while_they_are_loaded_are_not_kept(agreement, monkeypatch):
    read = snapshot._rows
    states = iter(["before", "after"])
    monkeypatch.setattr(snapshot, "_rows", lambda _pk: next(states))
    first = papers_now(agreement.pk)
    monkeypatch.setattr(snapshot, "_rows", read)
    assert papers_now(agreement.pk) is not first


def test_an_agreement_that_is_not_there_is_none():
    with pytest.raises(Agreement.DoesNotExist):
        papers_now(uuid.uuid4())
