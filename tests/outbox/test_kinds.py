"""A kind of mail is one row, and whatever depends on the kind follows from it (ADR 0047)."""

import re

import pytest
from django.db import connection

from outbox import couriers
from outbox.models import ASKS_TO_DELETE, CANCELLABLE, CARRIES_CLIENT_DATA, OF_THE_RECEIVER, Kind, Trait

BEFORE_THE_WALL = {
    Kind.REFERRAL, Kind.CORRECTION, Kind.DELETION_NOTICE, Kind.LOST_REFERRAL,
    Kind.MAILBOX_CHECK, Kind.MESSAGE, Kind.INVITATION, Kind.REMINDER, Kind.LOG_HEAD, Kind.HOUSE_ALARM, Kind.ACCOUNT,
    Kind.EVALUATION, Kind.OWN_PART, Kind.BREACH_DRILL,
}  # fmt: skip
BEHIND_THE_WALL = {Kind.ONWARD, Kind.ONWARD_DELETION, Kind.ONWARD_BREACH}


def test_every_kind_of_mail_was_placed_before_or_behind_the_wall():
    assert set(OF_THE_RECEIVER) == BEHIND_THE_WALL, "D4: what does a team learn from this mail?"
    assert set(Kind) - set(OF_THE_RECEIVER) == BEFORE_THE_WALL, "D4: what does a receiver's mail tell here?"


def test_every_kind_of_mail_has_a_courier():
    for kind in Kind:
        assert couriers.courier_of(kind).kind == kind


def test_an_administrator_can_read_on_about_every_mail_that_has_a_page():
    """A mail of the receiver has none (D4); that of a log or an account, or after a restore, tells all there is."""
    without = {kind for kind in Kind if type(couriers.courier_of(kind)).pages_of is couriers.Courier.pages_of}
    assert without == BEHIND_THE_WALL | {Kind.LOG_HEAD, Kind.ACCOUNT, Kind.LOST_REFERRAL, Kind.REMINDER}


def test_nobody_registers_a_second_courier_for_a_kind():
    with pytest.raises(ValueError, match="already"):
        couriers.register(couriers.courier_of(Kind.REFERRAL))


def test_what_asks_to_delete_or_carries_client_data_is_not_cancelled_by_an_administrator():
    assert not {*ASKS_TO_DELETE, *CARRIES_CLIENT_DATA} & {*CANCELLABLE}  # D6


def test_what_carries_client_data_or_asks_to_delete_travels_in_an_archive():
    without = {kind for kind in (*CARRIES_CLIENT_DATA, *ASKS_TO_DELETE) if Trait.PASSWORD not in kind.traits}
    assert without == {Kind.LOST_REFERRAL}, "its password could be shown to nobody (ADR 0068)"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "source",
    [
        "pg_get_functiondef('outbox_payload_is_fixed'::regproc)",  # such rows are never deleted
        "(SELECT string_agg(pg_get_triggerdef(oid), ';') FROM pg_trigger"
        " WHERE tgrelid = 'outbox_transmission'::regclass AND pg_get_triggerdef(oid) LIKE '%kind%')",  # none goes twice
    ],
)
def test_the_triggers_name_the_kinds_that_carry_client_data(source):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {source}")
        [text] = cursor.fetchone()
    assert sorted(set(re.findall(r"'([a-z_]+)'", text)) & set(Kind.values)) == sorted(CARRIES_CLIENT_DATA)
