"""Every write when somebody lost something, or fears to have: a password, a phone, a session left open (ADR 0060)."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from accounts import letters, second_factor
from accounts.actions import access, factors
from accounts.devices import end_all_sessions
from accounts.mailed_links import new_token
from accounts.models import (
    PASSWORD_LINK,
    PASSWORD_LINK_WORKS_FOR,
    AcmIdmIdentity,
    LostPassword,
    Membership,
    PasswordLink,
    User,
)
from audit.events import Event
from audit.record import record_event
from law.refusal import Overtaken, Refusal

AT_ONCE = 200
"""Addresses that one run answers, the oldest first."""


# --- password ------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_password(*, email: str, at: datetime) -> None:
    """Keep the address for a worker, whatever it is: nothing about it is looked up while somebody waits."""
    LostPassword.objects.create(email=email.strip().lower(), asked_at=at)


def answer_lost_passwords(*, at: datetime) -> int:
    """Mail a link to each address that has an account, and forget all the addresses; returns how many there were."""
    PasswordLink.objects.filter(expires_at__lte=at - PASSWORD_LINK_WORKS_FOR).delete()
    keys = LostPassword.objects.order_by("asked_at", "pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_answer(pk, at=at) for pk in list(keys))


@transaction.atomic
def _answer(pk: UUID, *, at: datetime) -> int:
    asked = LostPassword.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if asked is None:
        return 0
    user = User.objects.filter(email=asked.email, is_active=True).first()
    if user is not None and (user.has_usable_password() or not AcmIdmIdentity.objects.filter(user=user).exists()):
        _mail_link(user, "mail/account/lost_password.txt", at=at)
        record_event(Event.PASSWORD_LINK_MADE, by=None, at=at, about=user)
    elif user is not None:  # a mailbox alone would open an account that ACM/IDM keeps
        letters.write([user], "U hebt hier geen wachtwoord", "mail/account/no_password.txt", at=at)
    asked.delete()
    return 1


def _mail_link(user: User, template: str, *, at: datetime, by: User | None = None) -> None:
    """Mail a link that works for an hour; an earlier one ends."""
    token = new_token()
    PasswordLink.objects.filter(user=user, used_at=None).update(used_at=at)
    until = at + PASSWORD_LINK_WORKS_FOR
    digest = PASSWORD_LINK.digest(token)
    PasswordLink.objects.create(user=user, token_digest=digest, made_at=at, expires_at=until)
    is_alone = second_factor.is_passkey_alone(user)
    subject = "Maak een nieuwe passkey" if is_alone and not second_factor.is_set(user) else "Kies een nieuw wachtwoord"
    letters.write(
        [user], subject, template, at=at, link=PASSWORD_LINK.url(token), until=until, by=by, is_alone=is_alone,
    )  # fmt: skip


@transaction.atomic
def choose_password(*, link: PasswordLink, password: str, at: datetime) -> User:
    """Set the password that the holder of the link chose, and return whose it is; every session ends. Once.

    Nobody is signed in by it: the second factor is still asked. Raises Overtaken.
    """
    user = _use_up(link, at=at)
    user.set_password(password)
    user.save(update_fields=["password"])
    end_all_sessions(user, at=at)
    record_event(Event.PASSWORD_CHANGED, by=user, at=at, about=user, details={"by_whom": "link"})
    letters.write([user], "Uw wachtwoord is gewijzigd", "mail/account/changed.txt", at=at, what="uw wachtwoord")
    return user


@transaction.atomic
def choose_passkey(*, link: PasswordLink, name: str, credential: dict[str, object], at: datetime) -> Authenticator:
    """Keep the passkey that the holder of the link made, for an account that nothing opens any more. Once.

    Such an account had a passkey alone, which was lost and taken away after a call. Raises Overtaken.
    """
    user = _use_up(link, at=at)
    if user.has_usable_password() or second_factor.is_set(user):
        raise Overtaken("Bij dit account hoort al iets anders waarmee u inlogt.")
    end_all_sessions(user, at=at)
    return factors.add_passkey(name=name, credential=credential, by=user, at=at)


def _use_up(link: PasswordLink, *, at: datetime) -> User:
    """Lock whose link this is, and let it and any other work no more."""
    user = User.objects.select_for_update(no_key=True).get(pk=link.user_id)
    locked = PasswordLink.objects.select_for_update().addressed_to(bytes(link.token_digest), at=at).first()
    if locked is None:
        raise Overtaken("Deze link is al gebruikt, of te oud.")
    PasswordLink.objects.filter(user=user, used_at=None).update(used_at=at)
    return user


@transaction.atomic
def note_new_password(*, by: User, at: datetime) -> None:
    """Write that somebody who is signed in chose another password, and tell the person."""
    PasswordLink.objects.filter(user=by, used_at=None).update(used_at=at)
    record_event(Event.PASSWORD_CHANGED, by=by, at=at, about=by)
    letters.write([by], "Uw wachtwoord is gewijzigd", "mail/account/changed.txt", at=at, what="uw wachtwoord")


# --- phone ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def unlink_after_call(*, membership: Membership, by: User, at: datetime) -> None:
    """Take away every second factor of somebody who lost it, after a head or administrator called back.

    The person gets a link to choose a new password and then links a phone anew; a second person is told, so that a
    voice that was imitated does not stay between two people. Raises Refusal.
    """
    if not access.manages(by, membership.organisation):
        raise Refusal("Alleen een hoofd of een beheerder kan dit.")
    if membership.user_id == by.pk:
        raise Refusal("U kunt dit niet voor uzelf doen. Vraag het aan een ander hoofd of aan een beheerder.")
    user = User.objects.select_for_update(no_key=True).filter(pk=membership.user_id, is_active=True).first()
    if user is None:
        raise Refusal("Deze collega heeft geen toegang meer.")
    Authenticator.objects.filter(user=user).delete()
    end_all_sessions(user, at=at)
    place = membership.organisation
    details = {"by_whom": "after_call"}
    record_event(Event.APP_UNLINKED, by=by, at=at, about=user, organisation=place, details=details)
    _mail_link(user, "mail/account/phone_lost.txt", at=at, by=by)
    witness = letters.second_person(membership, by=by)
    letters.write(witness, "Telefoon kwijt", "mail/account/phone_lost_witness.txt", at=at, membership=membership, by=by)


# --- sessions ------------------------------------------------------------------------------------------------------


@transaction.atomic
def end_session(*, session: UserSession, by: User, at: datetime) -> None:
    """End one session of the own account, and tell the person."""
    session.end()
    _note_ended(by, at=at)


@transaction.atomic
def end_other_sessions(request: HttpRequest, *, by: User, at: datetime) -> None:
    """End every session of the own account but the one in which it is asked, and tell the person."""
    here = UserSession.objects.filter(session_key=request.session.session_key).first()
    user = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    user.sessions_ended_at = at
    user.save(update_fields=["sessions_ended_at"])
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()
    update_session_auth_hash(request, user)
    if here is not None:
        here.session_key = request.session.session_key
        here.save(update_fields=["session_key"])
    _note_ended(by, at=at)


def _note_ended(by: User, *, at: datetime) -> None:
    record_event(Event.SESSIONS_ENDED, by=by, at=at, about=by)
    letters.write([by], "U logde ergens uit", "mail/account/sessions_ended.txt", at=at)
