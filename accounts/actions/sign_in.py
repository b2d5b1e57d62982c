"""Every write about signing in: what people do with their own account, and what others try at it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Q

from accounts import alarms, letters
from accounts.guessing import PER_ACCOUNT, WINDOW, SignInAttempt
from accounts.models import AccountMail, FailedSignIn, User
from audit.events import Event
from audit.record import record_event

TOLD_BY_MAIL = {
    Event.APP_LINKED: "er is een app voor codes gekoppeld",
    Event.APP_UNLINKED: "de app voor codes is losgekoppeld",
    Event.RECOVERY_CODES_MADE: "er zijn nieuwe reservecodes gemaakt",
    Event.RECOVERY_CODE_USED: "er is ingelogd met een reservecode",
    Event.PASSKEY_ADDED: "er is een passkey toegevoegd",
    Event.PASSKEY_REMOVED: "er is een passkey verwijderd",
    Event.PASSKEY_COPIED: "een passkey is geweigerd, want misschien is ze gekopieerd",
    Event.PASSKEY_UNREADABLE: "een app of passkey is beschadigd en werkt niet meer",
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


@transaction.atomic
def record_wrong_code(*, user: User, attempt: SignInAttempt, at: datetime) -> None:
    """Count it, and write to the trail that someone gave the right password of this account and a wrong code."""
    _count_failure(attempt, user=user, had_password=True, at=at)
    record_event(Event.CODE_REFUSED, by=None, at=at, about=user)


# --- what the person hears of it (ASVS 6.3.5) ----------------------------------------------------------------------

WARNED_EVERY = timedelta(days=1)
"""A mail of each kind at most: whoever tries must not be able to fill a mailbox."""
CODES_THAT_WARN = 3
"""Wrong codes after a right password, at strange devices: so many are no slip any more."""
AT_ONCE = 200
"""People whom one run warns."""


def warn_of_tries(*, at: datetime) -> int:
    """Tell people that strangers tried their account often within the last half hour; returns how many are told.

    Started by the clock and not by a try: so what is answered to who tries, and how fast, depends on nothing.
    """
    recent = FailedSignIn.objects.filter(at__gt=at - WINDOW, is_known=False, user__is_active=True).values("user")
    counted = recent.annotate(number=Count("pk"), codes=Count("pk", filter=Q(had_password=True)), last_at=Max("at"))
    often = counted.filter(Q(number__gte=PER_ACCOUNT) | Q(codes__gte=CODES_THAT_WARN)).order_by("-number", "user")
    subject, template = "Iemand probeert in te loggen met uw account", "mail/account/tried.txt"
    return sum(_warn_once(one["user"], subject, template, at=at, tries=one) for one in often[:AT_ONCE])


def tell_of_new_device(*, user: User, device: str, at: datetime) -> None:
    """Tell somebody of a sign-in at a device where nobody signed in to this account before."""
    _warn_once(user.pk, "Ingelogd op een nieuw toestel", "mail/account/new_device.txt", at=at, device=device)


@transaction.atomic
def _warn_once(person: UUID, subject: str, template: str, /, *, at: datetime, **context: object) -> bool:
    user = User.objects.select_for_update(no_key=True).get(pk=person)  # two sign-ins at once tell it once
    if AccountMail.objects.filter(user=user, subject=subject, written_at__gt=at - WARNED_EVERY).exists():
        return False
    letters.write([user], subject, template, at=at, at_moment=at, **context)
    return True
