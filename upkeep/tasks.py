"""What the clock starts: one call each."""

from celery import shared_task
from django.utils import timezone

from upkeep import actions, certificates, recording


@shared_task(time_limit=60)
def look_after() -> None:
    """Catch up what was missed and review the alarms; beat runs it every minute."""
    at = timezone.now()
    recording.catch_up(at=at, start=recording.start_in_a_worker)
    actions.review(at=at)


@shared_task(time_limit=120)
def look_at_certificates() -> None:
    """Ask site, relay and mailbox for their certificates; beat runs it each night."""
    certificates.look_again()
