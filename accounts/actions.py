"""Every write on accounts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from accounts import alarms, letters, second_factor
from accounts.guessing import SignInAttempt
from accounts.models import ROLE_OF_KIND, FailedSignIn, Membership, User
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


TOLD_BY_MAIL = {
    Event.APP_LINKED: "er is een app voor codes gekoppeld",
    Event.APP_UNLINKED: "de app voor codes is losgekoppeld",
    Event.RECOVERY_CODES_MADE: "er zijn nieuwe reservecodes gemaakt",
    Event.RECOVERY_CODE_USED: "er is ingelogd met een reservecode",
    Event.PASSKEY_ADDED: "er is een passkey toegevoegd",
    Event.PASSKEY_REMOVED: "er is een passkey verwijderd",
    Event.PASSKEY_COPIED: "een passkey is geweigerd, want misschien is ze gekopieerd",
}


@transaction.atomic
def record_own_act(event: Event, *, by: User, at: datetime) -> None:
    """Write to the trail what people do with their own account: sign in and out, link an app, use a reserve code.

    Of what changes how one signs in, the person hears by mail as well: it may have been somebody else.
    """
    record_event(event, by=by, at=at, about=by)
    if event in TOLD_BY_MAIL:
        tell_by_mail(event, user=by, at=at)


def tell_by_mail(event: Event, *, user: User, at: datetime) -> None:
    """Mail a person what happened with the own login, in the transaction that writes the event."""
    what = TOLD_BY_MAIL[event]
    letters.write([user], "Uw login is gewijzigd", "mail/account/changed.txt", at=at, what=what)


@transaction.atomic
def record_failed_sign_in(*, email: str, attempt: SignInAttempt, at: datetime) -> None:
    """Count this try, and write to the trail that someone tried this account in vain.

    An address without account is not kept, but takes as much work: the event is written and taken back.
    """
    user = User.objects.filter(email=email.lower()).first()
    _count_failure(attempt, user=user, had_password=False, at=at)
    with transaction.atomic():
        record_event(Event.SIGN_IN_FAILED, by=None, at=at, about=user or User(email=email))
        transaction.set_rollback(user is None)


def _count_failure(attempt: SignInAttempt, *, user: User | None, had_password: bool, at: datetime) -> None:
    FailedSignIn.objects.create(
        account=attempt.account,
        source=attempt.source,
        is_known=attempt.is_known,
        had_password=had_password,
        user=user,
        at=at,
    )
    if not attempt.is_known:
        alarms.note_guess(at=at)


@transaction.atomic
def let_in_again(*, user: User, by: User, at: datetime) -> None:
    """Forget the wrong passwords and codes of this person, whom somebody knows; not how many there were (D19)."""
    FailedSignIn.objects.filter(user=user).delete()
    record_event(Event.LET_IN_AGAIN, by=by, at=at, about=user)


def forget_failed_sign_ins(*, at: datetime) -> int:
    """Erase what is older than a day: nothing is counted so long."""
    return FailedSignIn.objects.filter(at__lte=at - timedelta(days=1)).delete()[0]


# --- second factor -------------------------------------------------------------------------------------------------


@transaction.atomic
def record_wrong_code(*, user: User, attempt: SignInAttempt, at: datetime) -> None:
    """Count it, and write to the trail that someone gave the right password of this account and a wrong code."""
    _count_failure(attempt, user=user, had_password=True, at=at)
    record_event(Event.CODE_REFUSED, by=None, at=at, about=user)


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
