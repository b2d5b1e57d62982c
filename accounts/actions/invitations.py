"""Every write on invitations: who is asked to work here, accepts, or is not asked any more (D34, ADR 0059).

Heads do it for their own receiver or team, administrators for the agency, and for a place that has no head yet.
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from accounts import letters
from accounts.actions import access, factors, guests
from accounts.actions.people import create_account, declare_secrecy
from accounts.devices import end_all_sessions
from accounts.models import (
    ROLE_OF_KIND,
    VALID_FOR,
    AcmIdmIdentity,
    Invitation,
    Membership,
    User,
    post_in_words,
)
from audit.events import Event
from audit.record import Code, record_event
from directory.models import Organisation
from law.facts import OrganisationKind
from law.refusal import Overtaken, Refusal
from law.roles import Role
from outbox.models import Kind


@dataclass(frozen=True)
class Post:
    """What somebody can be invited to be."""

    role: Role
    is_head: bool = False

    @property
    def code(self) -> str:
        return "head" if self.is_head else self.role.value

    @property
    def label(self) -> str:
        return post_in_words(self.role, is_head=self.is_head)


def posts_to_give(by: User, organisation: Organisation) -> list[Post]:
    """What `by` may invite people to be here; nothing for who neither leads this place nor administers.

    An administrator lets people into the agency, names the DPO of a receiver, and invites a head where nobody leads:
    from then on that head decides who sees clients, and no administrator (D8).
    """
    kind = OrganisationKind(organisation.kind)
    roles = [role for role in Role if role in ROLE_OF_KIND[kind]]
    if access.leads(by, organisation):
        return [Post(role) for role in roles]
    if not by.has_role(Role.ADMINISTRATOR):
        return []
    if kind == OrganisationKind.AGENCY:
        return [Post(role) for role in roles]
    first_heads = [Post(role, is_head=True) for role in roles if role in access.HANDLE_CLIENTS]
    return [
        *([] if letters.heads_of(organisation).exists() else first_heads),
        *(Post(role) for role in roles if role not in access.HANDLE_CLIENTS),
    ]


def own_domains(organisation: Organisation, head: User) -> set[str]:
    """The domains of addresses "at the own organisation": that of its general address, or else that of the head."""
    return {address.rpartition("@")[2].lower() for address in [organisation.email or head.email]}


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    role: Role,
    is_head: bool = False,
    name: str,
    email: str,
    by: User | None,
    at: datetime,
) -> Invitation:
    """Mail somebody a link to work here in this role; an earlier link to this address ends.

    `by` is None for the first one of all, whom an operator invites. The answer does not depend on whether the address
    has an account. Raises Refusal.
    """
    email, post = email.lower(), Post(role, is_head)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # two heads press at once
    if by is not None:
        _refuse_invitation(organisation, post, email, by)
    if role not in ROLE_OF_KIND[OrganisationKind(organisation.kind)]:
        raise Refusal(f"{organisation} kan de rol {role.label} niet geven.")
    if Membership.objects.active().filter(organisation=organisation, role=role, user__email=email).exists():
        raise Refusal("Deze collega heeft al toegang. Kijk in de lijst.")
    invitation = guests.send_link(
        Invitation,
        mail=Kind.INVITATION,
        email=email,
        valid_for=VALID_FOR,
        by=by,
        at=at,
        about={"organisation": organisation},
        more={"role": role, "is_head": is_head, "name": name},
    )
    details: dict[str, Code] = {"role": role.value, "is_head": is_head}
    record_event(Event.COLLEAGUE_INVITED, by=by, at=at, about=invitation, organisation=organisation, details=details)
    if by is not None and not access.leads(by, organisation):
        _tell_administrators(invitation, by, at=at)
    return invitation


def _refuse_invitation(organisation: Organisation, post: Post, email: str, by: User) -> None:
    if post not in posts_to_give(by, organisation):
        raise Refusal("Alleen een diensthoofd of een hoofd van het team kan dit.")
    is_stranger = post.role == Role.RECEIVER_AUDITOR or (post.is_head and not organisation.email)
    if not is_stranger and email.rpartition("@")[2] not in own_domains(organisation, by):
        domain = min(own_domains(organisation, by))
        raise Refusal(f"Nodig alleen collega’s van uw eigen organisatie uit, met een adres dat eindigt op @{domain}.")


def _tell_administrators(invitation: Invitation, by: User, *, at: datetime) -> None:
    """Nobody lets a person in at the agency, or a head elsewhere, without the other administrators knowing it."""
    others = letters.administrators().exclude(pk=by.pk).exclude(email=invitation.email)
    letters.write(others, "Nieuwe toegang", "mail/account/invited.txt", at=at, invitation=invitation, by=by)


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Mail a new link for the same post; the former one ends. Raises as `invite` does."""
    return invite(
        organisation=invitation.organisation,
        role=Role(invitation.role),
        is_head=invitation.is_head,
        name=invitation.name,
        email=invitation.email,
        by=by,
        at=at,
    )


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Take back an invitation that was not accepted: its link ends, and its mail does not leave any more."""
    access.require_manager(invitation.organisation, by)
    if not guests.end_links(Invitation.objects.filter(pk=invitation.pk), at=at):
        raise Refusal("Deze uitnodiging is al aanvaard of ingetrokken. Kijk in de lijst.")
    record_event(Event.INVITATION_WITHDRAWN, by=by, at=at, about=invitation, organisation=invitation.organisation)


@transaction.atomic
def accept_with_new_account(*, invitation: Invitation, name: str, password: str | None, at: datetime) -> User:
    """Make the account of who was invited, with the declaration of professional secrecy where it is asked (R8). Once.

    An account that was ended begins anew: with this password, and without what once was its second factor. Raises
    Overtaken, also when the address has an account that works.
    """
    locked = guests.lock_open(invitation, at=at)
    former = User.objects.select_for_update(no_key=True).filter(email=locked.email).first()
    if former is not None and former.is_active:
        raise Overtaken("Dit adres heeft al een account. Log in.")
    if former is not None:
        user = _begin_anew(former, locked, name=name, password=password, at=at)
    else:
        try:
            with transaction.atomic():
                user = create_account(
                    email=locked.email,
                    name=name,
                    password=password,
                    memberships=[(locked.organisation, Role(locked.role))],
                    is_head=locked.is_head,
                    key=locked.pk,
                    by=None,
                    at=at,
                )
        except IntegrityError:  # another invitation of this address was accepted at the same moment
            raise Overtaken("Dit adres heeft al een account. Log in.") from None
    _accept(locked, user, at=at)
    return user


def account_of(invitation: Invitation) -> User:
    """Whose account this invitation makes, before it is there: a passkey is made for the number of an account.

    Who breaks off and begins again makes it for the same number, so that the device keeps one.
    """
    former = User.objects.filter(email=invitation.email).first()
    return former or User(id=invitation.pk, email=invitation.email, name=invitation.name)


@transaction.atomic
def accept_with_passkey(
    *, invitation: Invitation, name: str, passkey_name: str, credential: dict[str, object], at: datetime
) -> Authenticator:
    """Make the account together with the passkey that alone opens it; before that there is no account. Once.

    Raises Overtaken.
    """
    user = accept_with_new_account(invitation=invitation, name=name, password=None, at=at)
    return factors.add_passkey(name=passkey_name, credential=credential, by=user, at=at)


def _begin_anew(user: User, invitation: Invitation, *, name: str, password: str | None, at: datetime) -> User:
    Authenticator.objects.filter(user=user).delete()
    AcmIdmIdentity.objects.filter(user=user).delete()
    user.name, user.is_active, user.unused_warned_at = name, True, None
    user.set_password(password)
    user.save(update_fields=["name", "is_active", "unused_warned_at", "password"])
    end_all_sessions(user, at=at)
    _add_membership(user, invitation, at=at)
    record_event(Event.ACCOUNT_REOPENED, by=None, at=at, about=user)
    return user


@transaction.atomic
def accept(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Add the access to an account that exists; only its owner can, and only once.

    Raises Overtaken, and Refusal for who holds another role: nobody stands on two sides of the wall (D4, D8).
    """
    locked = guests.lock_open(invitation, at=at)
    user = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if user.email != locked.email:
        raise Overtaken("Deze uitnodiging is al aanvaard, ingetrokken of te oud.")
    if user.membership_set.exclude(role=locked.role).exists():
        raise Refusal(f"Met een andere rol kunt u geen {Role(locked.role).label} zijn. Vraag een tweede account.")
    _add_membership(user, locked, at=at)
    _accept(locked, user, at=at)


def _add_membership(user: User, invitation: Invitation, *, at: datetime) -> None:
    Membership.objects.update_or_create(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        defaults={"is_head": invitation.is_head, "since": at, "confirmed_at": at, "warned_at": None},
    )


def _accept(locked: Invitation, user: User, *, at: datetime) -> None:
    guests.finish_link(locked, at=at, accepted_by=user)
    record_event(Event.INVITATION_ACCEPTED, by=user, at=at, about=locked, organisation=locked.organisation)
    if locked.role in access.HANDLE_CLIENTS:
        declare_secrecy(by=user, at=at)
