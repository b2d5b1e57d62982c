"""Ids in, one call each: workers are only nudged."""

from celery import shared_task
from django.core.management import call_command

from outbox import delivery


@shared_task
def deliver(transmission_id: str) -> None:
    """Deliver one mail, and for a moment what else is due, over the same connection."""
    delivery.deliver_due(first=transmission_id, seconds=5)


@shared_task(time_limit=120)
def sweep() -> None:
    """Deliver whatever is due; beat runs it every minute."""
    call_command("sweep_outbox")


@shared_task(time_limit=120)
def read_return_mailbox() -> None:
    """Read what came back; beat runs it every two minutes."""
    call_command("read_return_mailbox")
