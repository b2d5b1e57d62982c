"""Every write on a person who has an account."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from accounts import second_factor
from accounts.models import ROLE_OF_KIND, Membership, User
from audit.events import Event
from audit.record import record_event
from directory.models import Organisation
from law.facts import OrganisationKind
from law.refusal import Refusal
from law.roles import Role


@transaction.atomic
def create_account(
    *,
    email: str,
    name: str,
    password: str | None,
    memberships: Iterable[tuple[Organisation, Role]],
    is_head: bool = False,
    key: UUID | None = None,
    by: User | None,
    at: datetime,
) -> User:
    """Make an account with its memberships; `by` is None when an operator does it on the command line."""
    user = User.objects.create_user(email, password, name=name, id=key or uuid4())
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


def dismiss_welcome(*, by: User, at: datetime) -> None:
    """Show what the first visit tells no more. No event: this is no act on an account (D11)."""
    User.objects.filter(pk=by.pk, welcome_dismissed_at=None).update(welcome_dismissed_at=at)


@transaction.atomic
def unlink_app(*, user: User, at: datetime) -> bool:
    """End the apps, passkeys and reserve codes of who lost them; every session ends with them. By an operator.

    Returns whether there were any. Through a mailed link, of a lost password, the person chooses anew.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not second_factor.is_set(user):
        return False
    Authenticator.objects.filter(user=user).delete()
    record_event(Event.APP_UNLINKED, by=None, at=at, about=user, details={"by_whom": "operator"})
    return True
