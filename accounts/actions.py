"""Every write on accounts."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import ROLE_OF_KIND, Membership, User
from audit.events import Event
from audit.record import record_event
from directory.models import Organisation
from law.facts import OrganisationKind
from law.roles import Role


class RoleDoesNotFit(ValueError):
    """The organisation cannot give this role: a social worker belongs to a receiver, a team member to a team."""


@transaction.atomic
def create_account(
    *,
    email: str,
    name: str,
    password: str | None,
    memberships: Iterable[tuple[Organisation, Role]],
    by: User | None,
    at: datetime,
) -> User:
    """Make an account with its memberships; `by` is None when an operator does it on the command line."""
    user = User.objects.create_user(email, password, name=name)
    memberships = list(memberships)
    if {Role.TEAM_MEMBER, Role.SOCIAL_WORKER} <= {role for _organisation, role in memberships}:
        raise RoleDoesNotFit(
            "Niemand is tegelijk teamlid en maatschappelijk werker: zo lekt er iets door de muur (D4)."
        )
    for organisation, role in memberships:
        if role not in ROLE_OF_KIND[OrganisationKind(organisation.kind)]:
            raise RoleDoesNotFit(f"{organisation} kan de rol {role.label} niet geven.")
        Membership.objects.create(user=user, organisation=organisation, role=role)
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
def record_sign_in(*, by: User, at: datetime) -> None:
    """Write to the trail that this person signed in."""
    record_event(Event.SIGNED_IN, by=by, at=at, about=by)


@transaction.atomic
def record_sign_out(*, by: User, at: datetime) -> None:
    """Write to the trail that this person signed out."""
    record_event(Event.SIGNED_OUT, by=by, at=at, about=by)


@transaction.atomic
def record_failed_sign_in(*, email: str, at: datetime) -> None:
    """Write to the trail that someone tried this account in vain; an address without account is not kept."""
    user = User.objects.filter(email=email.lower()).first()
    if user is not None:
        record_event(Event.SIGN_IN_FAILED, by=None, at=at, about=user)
