"""Every write on somebody's apps and passkeys, besides those of django-allauth that the views wrap."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from accounts import alarms
from accounts.actions.sign_in import AT_ONCE, record_own_act, tell_by_mail
from accounts.models import User
from accounts.passkeys import counter_of, is_copied
from accounts.second_factor import has_another
from audit.events import Event
from audit.record import record_event
from law.refusal import Refusal


def _lock(user: User) -> None:
    """One change at a time: of two factors that are removed at once, one stays."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


@transaction.atomic
def add_passkey(*, name: str, credential: dict[str, object], by: User, at: datetime) -> Authenticator:
    """Keep a passkey that the library found to be right."""
    passkey: Authenticator = WebAuthn.add(by, name, credential).instance
    record_own_act(Event.PASSKEY_ADDED, by=by, at=at)
    return passkey


@transaction.atomic
def rename_passkey(*, passkey: Authenticator, name: str, at: datetime) -> None:
    """Give a passkey another name. Raises Refusal."""
    if passkey.is_unreadable:
        raise Refusal("Deze passkey is beschadigd. Verwijder ze en voeg een nieuwe toe.")
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])
    record_own_act(Event.PASSKEY_RENAMED, by=passkey.user, at=at)


@transaction.atomic
def remove_factor(*, factor: Authenticator, by: User, at: datetime) -> None:
    """End an app or a passkey; with it the sessions that gave it. Never the last one. Raises Refusal."""
    _lock(by)
    if not has_another(factor):
        raise Refusal("Dit is het enige waarmee u inlogt. Koppel eerst iets anders.")
    factor.delete()
    is_app = factor.type == Authenticator.Type.TOTP
    record_own_act(Event.APP_UNLINKED if is_app else Event.PASSKEY_REMOVED, by=by, at=at)


@transaction.atomic
def end_former_app(*, by: User, at: datetime) -> None:
    """Make place for the app that is linked in this same transaction: a person has one."""
    _lock(by)
    if Authenticator.objects.filter(user=by, type=Authenticator.Type.TOTP).delete()[0]:
        record_own_act(Event.APP_UNLINKED, by=by, at=at)


@transaction.atomic
def note_counter(*, passkey: Authenticator, counter: int, at: datetime) -> bool:
    """Remember how often a passkey signed; False, with an event, when another device signs with the same key."""
    locked = Authenticator.objects.select_for_update(no_key=True).get(pk=passkey.pk)
    if is_copied(before=counter_of(locked), now=counter):
        record_event(Event.PASSKEY_COPIED, by=None, at=at, about=locked.user)
        tell_by_mail(Event.PASSKEY_COPIED, user=locked.user, at=at)
        return False
    locked.data["counter"] = counter
    locked.save(update_fields=["data"])
    passkey.data = locked.data
    return True


@transaction.atomic
def record_refused_passkey(*, user: User, at: datetime) -> None:
    """Write to the trail that someone gave the right password of this account and no passkey of it."""
    record_event(Event.PASSKEY_REFUSED, by=None, at=at, about=user)


def look_for_unreadable(*, at: datetime) -> int:
    """Report each person who has an app, passkey or reserve codes that cannot be read; returns how many are told."""
    found = Counter(one.user_id for one in Authenticator.objects.iterator() if one.is_unreadable)
    return sum(_report_unreadable(person, number, at=at) for person, number in found.most_common(AT_ONCE))


@transaction.atomic
def _report_unreadable(person: UUID, number: int, *, at: datetime) -> bool:
    user = User.objects.get(pk=person)
    if not alarms.note_unreadable(user=user, number=number, at=at):
        return False
    record_event(Event.PASSKEY_UNREADABLE, by=None, at=at, about=user, details={"number": number})
    tell_by_mail(Event.PASSKEY_UNREADABLE, user=user, at=at)
    return True
