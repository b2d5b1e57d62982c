"""Alarms about how people come in: guessing, asking for what is not theirs, a damaged passkey. Told once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from accounts import letters
from accounts.models import AccessAlarm, AlarmKind, FailedSignIn, Membership, User
from audit.events import Event
from audit.record import record_event
from law.roles import Role
from statements.written import written_once

PERIOD = timedelta(hours=1)
MANY_ACCOUNTS = 10
"""Accounts at which strangers tried in vain within the period."""
MANY_GUESSES = 100
COUNTED_EVERY = timedelta(minutes=1)
MANY_DENIALS = 10
"""Pages of others that one person asked for within the period; a bookmark or two that are out of date are none."""
SHOWN_FOR = timedelta(days=1)
TOLD_AGAIN_AFTER = timedelta(days=7)
"""While an app or passkey that cannot be read is still there."""


def note_guess(*, at: datetime) -> None:
    """See whether the wrong passwords of the last hour are a campaign; inside the transaction that counts one more."""
    told = AccessAlarm.objects.filter(kind=AlarmKind.GUESSING)
    if told.filter(last_at__gt=at - COUNTED_EVERY).exists():
        return  # in the middle of a flood it need not be counted at each try
    recent = FailedSignIn.objects.filter(is_known=False, at__gt=at - PERIOD)
    counted = recent.aggregate(number=Count("pk"), accounts=Count("account", distinct=True))
    if counted["accounts"] < MANY_ACCOUNTS and counted["number"] < MANY_GUESSES:
        return
    if told.filter(last_at__gt=at - PERIOD).update(last_at=at, **counted):
        return
    alarm = AccessAlarm.objects.create(
        kind=AlarmKind.GUESSING, first_at=at - PERIOD, last_at=at, raised_at=at, **counted
    )
    record_event(Event.SIGN_IN_CAMPAIGN, by=None, at=at, about=alarm, details=counted)
    subject, template = "Iemand probeert wachtwoorden", "mail/account/guessing.txt"
    letters.write(letters.administrators(), subject, template, at=at, alarm=alarm)


@transaction.atomic
def note_denied(*, by: User, at: datetime) -> None:
    """Count that somebody asked for what is not theirs; many within an hour are told once, on that person's side."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two windows count one after the other
    counting = AccessAlarm.objects.filter(kind=AlarmKind.DENIED, user=by, first_at__gt=at - PERIOD)
    alarm = counting.order_by("first_at").last() or AccessAlarm(kind=AlarmKind.DENIED, user=by, log=by.log, first_at=at)
    alarm.number, alarm.last_at = alarm.number + 1, at
    is_new = alarm.number >= MANY_DENIALS and alarm.raised_at is None
    if is_new:
        alarm.raised_at = at
    alarm.save()
    if is_new:
        record_event(Event.DENIED_OFTEN, by=None, at=at, about=by, details={"number": alarm.number})
        subject, template = "Iemand vraagt vaak wat niet mag", "mail/account/denied.txt"
        letters.write(_who_looks_after(by).exclude(pk=by.pk), subject, template, at=at, alarm=alarm)


@transaction.atomic
def note_unreadable(*, user: User, number: int, at: datetime) -> bool:
    """Tell who looks after this person that apps or passkeys cannot be read; again when it lasts. False when told."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    told = AccessAlarm.objects.filter(kind=AlarmKind.UNREADABLE, user=user)
    if told.filter(last_at__gt=at - TOLD_AGAIN_AFTER).exists():
        return False
    alarm = AccessAlarm.objects.create(
        kind=AlarmKind.UNREADABLE, user=user, log=user.log, first_at=at, last_at=at, raised_at=at, number=number
    )
    subject, template = "Een passkey is beschadigd", "mail/account/unreadable.txt"
    letters.write(_who_looks_after(user).exclude(pk=user.pk), subject, template, at=at, alarm=alarm)
    return True


def shown_to(user: User, *, at: datetime) -> Iterable[AccessAlarm]:
    """The alarms of the last day that this person must know.

    Of the agency's side its administrators and DPO; of a receiver its own heads and DPO (D19).
    """
    mine = [one.organisation_id for one in user.memberships if one.is_head or one.role == Role.RECEIVER_AUDITOR]
    return _told(user.pk, mine, user.has_role(Role.ADMINISTRATOR, Role.AUDITOR), at - SHOWN_FOR)


@written_once
def _told(to: UUID, logs: list[UUID], is_of_agency: bool, since: datetime) -> QuerySet[AccessAlarm]:
    of_agency = Q(log=None) if is_of_agency else Q(pk=None)
    recent = AccessAlarm.objects.filter(of_agency | Q(log__in=logs), last_at__gt=since)
    told = recent.filter(raised_at__isnull=False).exclude(user=to)
    return told.select_related("user").order_by("-last_at")[:5]


def forget_old(*, at: datetime) -> int:
    """Erase what was counted and became no alarm; an alarm stays, for who looks back at it."""
    return AccessAlarm.objects.filter(raised_at=None, last_at__lte=at - SHOWN_FOR).delete()[0]


def _who_looks_after(user: User) -> "QuerySet[User]":
    """Of the agency's side the administrators and DPO; of a receiver its own heads and DPO, and nobody else (D19)."""
    if user.log is None:
        there = Q(role__in=(Role.ADMINISTRATOR, Role.AUDITOR))
    else:
        there = Q(organisation=user.log) & (Q(is_head=True) | Q(role=Role.RECEIVER_AUDITOR))
    return User.objects.filter(is_active=True, pk__in=Membership.objects.filter(there).values("user")).order_by("pk")
