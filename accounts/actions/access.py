"""Every write on access that is there: who leads, and who leaves (D34)."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts import guessing, leaving
from accounts.devices import end_all_sessions
from accounts.models import (
    RECEIVERS,
    FailedSignIn,
    Membership,
    User,
)
from audit.events import Event
from audit.record import Code, record_event
from directory.models import Organisation
from law.refusal import Refusal
from law.roles import Role

HANDLE_CLIENTS = (Role.TEAM_MEMBER, Role.SOCIAL_WORKER)
"""Whose declaration of professional secrecy the law asks (R6–R8)."""

LAST_ADMINISTRATOR = "Dit is de enige beheerder. Nodig eerst een tweede beheerder uit."


def leads(user: User, organisation: Organisation) -> bool:
    """As it is now, and not as it was when the page was opened."""
    return Membership.objects.filter(user=user, organisation=organisation, is_head=True).exists()


@transaction.atomic
def set_head(*, membership: Membership, is_head: bool, by: User, at: datetime) -> None:
    """Name a head, or end that; by an administrator or another head, never by oneself."""
    require_manager(membership.organisation, by)
    if membership.user_id == by.pk:
        raise Refusal("U kunt dit niet voor uzelf doen. Vraag het aan een ander diensthoofd of uw beheerder.")
    locked = Membership.objects.select_for_update(no_key=True).filter(pk=membership.pk).first()
    if locked is None:
        raise Refusal("Deze collega heeft geen toegang meer.")
    if locked.is_head == is_head:
        return
    if is_head and locked.role not in HANDLE_CLIENTS:
        raise Refusal("Alleen een maatschappelijk werker of een teamlid is hoofd.")
    locked.is_head = is_head
    locked.save(update_fields=["is_head"])
    event = Event.HEAD_NAMED if is_head else Event.HEAD_ENDED
    record_event(event, by=by, at=at, about=membership.user, organisation=membership.organisation)


@transaction.atomic
def end_access(*, membership: Membership, successor: User | None, by: User, at: datetime) -> None:
    """End an access at once: every session of the person ends, and a head gives the work to a colleague (D34).

    Without any other access the account itself ends; an invitation begins it anew. Raises Refusal.
    """
    require_manager(membership.organisation, by)
    if membership.user_id == by.pk:
        raise Refusal("U kunt uw eigen toegang niet beëindigen. Vraag het aan een ander diensthoofd of uw beheerder.")
    locked = lock_access(membership)
    if locked is None:
        raise Refusal("Deze collega heeft geen toegang meer.")
    if is_last_administrator(locked):
        raise Refusal(LAST_ADMINISTRATOR)
    work = leaving.work_of(locked.role)
    if work is not None and successor is not None:
        place, giver = locked.organisation, locked.user
        work.hand_over(organisation=place, giver=giver, taker=successor, by=by, at=at)
    close_access(locked, by=by, at=at)


def lock_access(membership: Membership) -> Membership | None:
    """Lock an access and the account it belongs to; of the agency all accesses, so that two do not end each other."""
    if membership.role == Role.ADMINISTRATOR:
        list(Membership.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk").values("pk"))
    found = Membership.objects.select_for_update(of=("self",)).filter(pk=membership.pk)
    locked = found.select_related("user", "organisation").first()
    if locked is not None:
        locked.user = User.objects.select_for_update(no_key=True).get(pk=locked.user_id)
    return locked


def is_last_administrator(membership: Membership) -> bool:
    """Whether nobody could administer the agency without this one: it then never ends (ADR 0059)."""
    others = Membership.objects.active().filter(role=Role.ADMINISTRATOR).exclude(user=membership.user_id)
    return membership.role == Role.ADMINISTRATOR and not others.exists()


def close_access(locked: Membership, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Do what ending means, for an access that is locked; `by` is None for the clock, which says the reason."""
    user, organisation = locked.user, locked.organisation
    details: dict[str, Code | list[str]] = {"roles": [f"{locked.role}/{locked.organisation_id}"]}
    if reason:
        details["reason"] = reason
    locked.delete()
    end_all_sessions(user, at=at)
    if not user.membership_set.exists():
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        Authenticator.objects.filter(user=user).delete()
    record_event(Event.MEMBERSHIP_ENDED, by=by, at=at, about=user, organisation=organisation, details=details)


def who_can_take_over(membership: Membership, *, at: datetime) -> "QuerySet[User]":
    """The colleagues who can take the work of somebody who leaves: same place, same role, bound by secrecy."""
    there = Membership.objects.active().filter(organisation=membership.organisation_id, role=membership.role)
    people = User.objects.filter(pk__in=there.values("user"), bound_by_secrecy_since__lte=timezone.localdate(at))
    return people.exclude(pk=membership.user_id).order_by("name", "pk")


def manages(user: User, organisation: Organisation) -> bool:
    """Whether this person lets people out here: a head, or an administrator."""
    return leads(user, organisation) or Membership.objects.active().filter(user=user, role=Role.ADMINISTRATOR).exists()


def shows_use(user: User, organisation: Organisation) -> bool:
    """Whether this person may see when accesses were last used: no administrator of the agency at a receiver (D19)."""
    return organisation.kind not in RECEIVERS or leads(user, organisation)


def shown_use_of(memberships: "QuerySet[Membership]", *, by: User) -> "QuerySet[Membership]":
    """Of whom `by` may see how they sign in: as `shows_use`, and heads, whom nobody else can help (D19)."""
    if by.has_role(Role.ADMINISTRATOR):
        return memberships.filter(~Q(organisation__kind__in=RECEIVERS) | Q(is_head=True) | Q(organisation__in=by.led))
    return memberships


@dataclass(frozen=True)
class GuessedAt:
    """Somebody at whose account wrong passwords or codes were tried."""

    membership: Membership
    number: int
    asks_code: bool
    is_stopped: bool


def at_whom_was_guessed(memberships: "QuerySet[Membership]", *, by: User, at: datetime) -> list[GuessedAt]:
    """The people among these at whom somebody guessed lately, those with most tries first."""
    people = {one.user_id: one for one in shown_use_of(memberships, by=by)}
    recent = FailedSignIn.objects.filter(user__in=people, at__gt=at - guessing.WINDOW, is_known=False).values("user")
    counted = recent.annotate(number=Count("pk"), codes=Count("pk", filter=Q(had_password=True)))
    return [
        GuessedAt(
            people[one["user"]],
            one["number"],
            asks_code=one["number"] >= guessing.PER_ACCOUNT,
            is_stopped=one["codes"] >= guessing.PER_ACCOUNT,
        )
        for one in counted.filter(number__gte=guessing.PER_ACCOUNT).order_by("-number", "user")[:200]
    ]


def require_manager(organisation: Organisation, by: User) -> None:
    if not manages(by, organisation):
        raise Refusal("Alleen een diensthoofd van deze organisatie kan dit.")
