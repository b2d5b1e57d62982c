"""A delivery asks few statements, and Django writes few of them down (ADR 0100)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.delivery import deliver_due
from tests.builders.days import FILED_AT
from tests.builders.referrals import a_referral

MOST_STATEMENTS = 27  # with the sweep
MOST_WRITTEN_DOWN = 5


@pytest.mark.django_db
def test_a_delivery_asks_few_statements_and_django_writes_fewer_down(inbox, written_by_django):
    """Writing them down for each mail cost more than all that PostgreSQL did."""
    first = a_referral()
    with time_machine.travel(FILED_AT + timedelta(seconds=1)):
        deliver_due(seconds=20)  # the statements are written
        a_referral(team=first.team, partner=first.partner, filed_by=first.filed_by)
        written_by_django.clear()
        with CaptureQueriesContext(connection) as asked:
            deliver_due(seconds=20)
        written = list(written_by_django)
    assert len(inbox.contents) == 2
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= MOST_STATEMENTS
    assert len(written) <= MOST_WRITTEN_DOWN, written
