"""Every write on accounts."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import second_factor
from accounts.mailed_links import new_token
from accounts.models import (
    INVITATION_LINK,
    ROLE_OF_KIND,
    VALID_FOR,
    Invitation,
    InvitationState,
    Membership,
    User,
)
from audit.events import Event
from audit.record import record_event
from directory.models import Organisation
from law.facts import OrganisationKind
from law.refusal import Overtaken, Refusal
from law.roles import Role
from outbox.actions import cancel_queued, queue_transmission
from outbox.models import Kind


@transaction.atomic
def create_account(
    *,
    email: str,
    name: str,
    password: str | None,
    memberships: Iterable[tuple[Organisation, Role]],
    is_head: bool = False,
    by: User | None,
    at: datetime,
) -> User:
    """Make an account with its memberships; `by` is None when an operator does it on the command line."""
    user = User.objects.create_user(email, password, name=name)
    memberships = list(memberships)
    if {Role.TEAM_MEMBER, Role.SOCIAL_WORKER} <= {role for _organisation, role in memberships}:
        raise Refusal("Niemand is tegelijk teamlid en maatschappelijk werker: zo lekt er iets door de muur (D4).")
    for organisation, role in memberships:
        if role not in ROLE_OF_KIND[OrganisationKind(organisation.kind)]:
            raise Refusal(f"{organisation} kan de rol {role.label} niet geven.")
        if is_head and role not in (Role.SOCIAL_WORKER, Role.TEAM_MEMBER):
            raise Refusal("Alleen een maatschappelijk werker of een teamlid is hoofd.")
        Membership.objects.create(user=user, organisation=organisation, role=role, is_head=is_head)
    details = {"roles": [f"{role.value}/{organisation.pk}" for organisation, role in memberships]}
    record_event(Event.ACCOUNT_CREATED, by=by, at=at, about=user, details=details)
    return user


@transaction.atomic
def declare_secrecy(*, by: User, at: datetime) -> User:
    """Record that the person declares to be bound by professional secrecy, from this day on (R6–R8, art. 458 Sw.)."""
    user = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if user.bound_by_secrecy_since is None:
        user.bound_by_secrecy_since = timezone.localdate(at)
        user.save(update_fields=["bound_by_secrecy_since"])
        record_event(Event.SECRECY_DECLARED, by=by, at=at, about=user)
    return user


@transaction.atomic
def record_own_act(event: Event, *, by: User, at: datetime) -> None:
    """Write to the trail what people do with their own account: sign in and out, link an app, use a reserve code."""
    record_event(event, by=by, at=at, about=by)


@transaction.atomic
def record_failed_sign_in(*, email: str, at: datetime) -> None:
    """Write to the trail that someone tried this account in vain; an address without account is not kept."""
    user = User.objects.filter(email=email.lower()).first()
    if user is not None:
        record_event(Event.SIGN_IN_FAILED, by=None, at=at, about=user)


# --- second factor -------------------------------------------------------------------------------------------------


@transaction.atomic
def record_wrong_code(*, user: User, at: datetime) -> None:
    """Write to the trail that someone gave the right password of this account and a wrong code."""
    record_event(Event.CODE_REFUSED, by=None, at=at, about=user)


@transaction.atomic
def unlink_app(*, user: User, at: datetime) -> bool:
    """End the app and the reserve codes of who lost both; every session ends with them. By an operator.

    Returns whether there was an app. The next sign-in asks the password, and to link an app.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not second_factor.is_set(user):
        return False
    Authenticator.objects.filter(user=user).delete()
    record_event(Event.APP_UNLINKED, by=None, at=at, about=user, details={"by_whom": "operator"})
    return True


# --- colleagues of a receiver --------------------------------------------------------------------------------------

PAUSE = timedelta(minutes=1)
"""Between two invitations of one address: a button that is pressed twice sends one mail."""


def own_domains(organisation: Organisation, head: User) -> set[str]:
    """The domains of addresses "at the own organisation": that of its general address, or else that of the head."""
    return {address.rpartition("@")[2].lower() for address in [organisation.email or head.email]}


@transaction.atomic
def invite(*, organisation: Organisation, name: str, email: str, by: User, at: datetime) -> Invitation:
    """Mail a colleague a link to become a social worker here; an earlier link to this address ends.

    The answer does not depend on whether the address has an account. Raises Refusal.
    """
    email = email.lower()
    _require_head(organisation, by)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # two heads press at once
    if email.rpartition("@")[2] not in own_domains(organisation, by):
        domain = min(own_domains(organisation, by))
        raise Refusal(f"Nodig alleen collega’s van uw eigen organisatie uit, met een adres dat eindigt op @{domain}.")
    if Membership.objects.filter(organisation=organisation, role=Role.SOCIAL_WORKER, user__email=email).exists():
        raise Refusal("Deze collega heeft al toegang. Kijk in de lijst.")
    earlier = Invitation.objects.open().filter(organisation=organisation, email=email)
    if earlier.filter(invited_at__gt=at - PAUSE).exists():
        raise Refusal("U nodigde deze collega net uit. Wacht een minuut en probeer het dan opnieuw.")
    for one in earlier:
        _end(one, at=at)
    key, token = uuid.uuid4(), new_token()
    invitation = Invitation.objects.create(
        id=key,
        organisation=organisation,
        name=name,
        email=email,
        token_digest=INVITATION_LINK.digest(token),
        token=token,
        invited_by=by,
        invited_at=at,
        expires_at=at + VALID_FOR,
        transmission=queue_transmission(kind=Kind.INVITATION, subject_id=key, recipient=email, papers_id=None, at=at),
    )
    record_event(Event.COLLEAGUE_INVITED, by=by, at=at, about=invitation, organisation=organisation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Take back an invitation that was not accepted: its link ends, and its mail does not leave any more."""
    _require_head(invitation.organisation, by)
    locked = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if locked.accepted_at is not None or locked.withdrawn_at is not None:
        raise Refusal("Deze uitnodiging is al aanvaard of ingetrokken. Kijk in de lijst.")
    _end(locked, at=at)
    record_event(Event.INVITATION_WITHDRAWN, by=by, at=at, about=locked, organisation=locked.organisation)


@transaction.atomic
def accept_with_new_account(*, invitation: Invitation, name: str, password: str, at: datetime) -> User:
    """Make the account of who was invited, with the declaration of professional secrecy (R8). Once.

    Raises Overtaken, and Overtaken when the address has an account.
    """
    locked = _lock_open(invitation, at=at)
    if User.objects.filter(email=locked.email).exists():
        raise Overtaken("Dit adres heeft al een account. Log in.")
    try:
        with transaction.atomic():
            user = create_account(
                email=locked.email,
                name=name,
                password=password,
                memberships=[(locked.organisation, Role.SOCIAL_WORKER)],
                by=None,
                at=at,
            )
    except IntegrityError:  # another receiver's invitation of this address was accepted at the same moment
        raise Overtaken("Dit adres heeft al een account. Log in.") from None
    _accept(locked, user, at=at)
    return declare_secrecy(by=user, at=at)


@transaction.atomic
def accept(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Add the membership to an account that exists, and declare secrecy; only its owner can, and only once.

    Raises Overtaken, and Refusal for who stands on the team's side of the wall (D4, D8).
    """
    locked = _lock_open(invitation, at=at)
    user = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if user.email != locked.email:
        raise Overtaken("Deze uitnodiging is al aanvaard, ingetrokken of te oud.")
    if user.membership_set.exclude(role=Role.SOCIAL_WORKER).exists():
        raise Refusal("Met een andere rol kunt u geen maatschappelijk werker zijn. Vraag een tweede account.")
    Membership.objects.get_or_create(user=user, organisation=locked.organisation, role=Role.SOCIAL_WORKER)
    _accept(locked, user, at=at)
    declare_secrecy(by=user, at=at)


@transaction.atomic
def remove_colleague(*, membership: Membership, by: User, at: datetime) -> None:
    """End the access of a colleague to the own receiver, from the next request on; the account itself stays."""
    _require_head(membership.organisation, by)
    if membership.user_id == by.pk:
        raise Refusal("U kunt uw eigen toegang niet beëindigen. Vraag het aan een ander diensthoofd of uw beheerder.")
    locked = Membership.objects.select_for_update().filter(pk=membership.pk).first()
    if locked is None:
        raise Refusal("Deze collega heeft geen toegang meer.")
    locked.delete()
    details = {"roles": [f"{membership.role}/{membership.organisation_id}"]}
    about, organisation = membership.user, membership.organisation
    record_event(Event.MEMBERSHIP_ENDED, by=by, at=at, about=about, organisation=organisation, details=details)


@transaction.atomic
def set_head(*, membership: Membership, is_head: bool, by: User, at: datetime) -> None:
    """Name a head of service, or end that; by an administrator or another head, never by oneself."""
    if not by.has_role(Role.ADMINISTRATOR):
        _require_head(membership.organisation, by)
    if membership.user_id == by.pk:
        raise Refusal("U kunt dit niet voor uzelf doen. Vraag het aan een ander diensthoofd of uw beheerder.")
    locked = Membership.objects.select_for_update(no_key=True).filter(pk=membership.pk).first()
    if locked is None:
        raise Refusal("Deze collega heeft geen toegang meer.")
    if locked.is_head == is_head:
        return
    locked.is_head = is_head
    locked.save(update_fields=["is_head"])
    event = Event.HEAD_NAMED if is_head else Event.HEAD_ENDED
    record_event(event, by=by, at=at, about=membership.user, organisation=membership.organisation)


def _require_head(organisation: Organisation, by: User) -> None:
    """As it is now, and not as it was when the page was opened."""
    leads = Membership.objects.filter(user=by, organisation=organisation, is_head=True)
    if not leads.exists():
        raise Refusal("Alleen een diensthoofd van deze organisatie kan dit.")


def _lock_open(invitation: Invitation, *, at: datetime) -> Invitation:
    locked = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if locked.state(at) != InvitationState.OPEN:
        raise Overtaken("Deze uitnodiging is al aanvaard, ingetrokken of te oud.")
    return locked


def _accept(locked: Invitation, user: User, *, at: datetime) -> None:
    locked.accepted_by, locked.accepted_at, locked.token = user, at, None
    locked.save(update_fields=["accepted_by", "accepted_at", "token"])
    record_event(Event.INVITATION_ACCEPTED, by=user, at=at, about=locked, organisation=locked.organisation)


def _end(invitation: Invitation, *, at: datetime) -> None:
    """Let the link work no more; a worker that mails it holds the row, so this comes before or after."""
    locked = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    cancel_queued(subject_id=locked.pk)
    locked.withdrawn_at, locked.token = at, None
    locked.save(update_fields=["withdrawn_at", "token"])
