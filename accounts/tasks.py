"""What the clock starts: one call each."""

from celery import shared_task
from django.utils import timezone

from accounts import alarms, answers
from accounts.actions import factors, recovery, review, sign_in


@shared_task
def forget_answers() -> None:
    """Erase answers with errors that nobody came back for, and wrong passwords that count no more."""
    answers.forget_old(at=timezone.now())
    sign_in.forget_failed_sign_ins(at=timezone.now())
    alarms.forget_old(at=timezone.now())


@shared_task
def warn_of_tries() -> None:
    """Tell people whose account strangers try, or whose passkey is damaged; beat looks every five minutes."""
    sign_in.warn_of_tries(at=timezone.now())
    factors.look_for_unreadable(at=timezone.now())


@shared_task
def answer_lost_passwords() -> None:
    """Mail a link to who lost a password; nudged by the page, and beat looks every minute."""
    recovery.answer_lost_passwords(at=timezone.now())


@shared_task(time_limit=1800)
def review_access() -> None:
    """Ask heads who still works there, and end what nobody confirms or uses; beat runs it every morning."""
    review.review_access(at=timezone.now())
