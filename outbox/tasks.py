"""Ids in, one call each: workers are only nudged."""

from celery import shared_task

from outbox import delivery, return_mailbox


@shared_task
def deliver(transmission_id: str) -> None:
    """Deliver one mail, and for a moment what else is due, over the same connection."""
    delivery.deliver_due(first=transmission_id, seconds=5)


@shared_task(time_limit=120)
def sweep() -> None:
    """Deliver whatever is due, unless the outbox is frozen; beat runs it every minute."""
    delivery.sweep(seconds=60)


@shared_task(time_limit=120)
def read_return_mailbox() -> None:
    """Read what came back; beat runs it every two minutes."""
    return_mailbox.read_return_mailbox()
