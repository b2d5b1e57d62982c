"""Every write about signing in: what people do with their own account, and what others try at it."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts import alarms, letters
from accounts.guessing import SignInAttempt
from accounts.models import FailedSignIn, User
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
