"""Ids in, one call each: workers are only nudged."""

from celery import shared_task
from django.core.management import call_command

from outbox import delivery


@shared_task
def deliver(transmission_id: str) -> None:
    """Deliver one mail, if it is due."""
    delivery.deliver(transmission_id)


@shared_task(time_limit=120)
def sweep() -> None:
    """Deliver whatever is due; beat runs it every minute."""
    call_command("sweep_outbox")
