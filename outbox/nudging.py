"""Waking a worker: bounded in time, never tried again, and nothing depends on it (ADR 0003).

Somebody waits for the page; whatever the broker does not hear, the clock finds within a minute.
"""

import logging
from typing import Any

from celery import Task
from kombu.pools import producers

log = logging.getLogger(__name__)

PATIENCE = 0.3  # seconds for each step with the broker; a worker has more
TIMEOUTS = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}


def nudge(task: "Task[Any, Any]", *ids: str) -> bool:
    """Let a worker run this task; returns whether the broker took it. One that waits longer than 10 minutes is void."""
    try:
        line = task.app.connection_for_write(transport_options=TIMEOUTS)
        with producers[line].acquire(block=True, timeout=PATIENCE) as producer:
            task.apply_async(args=ids, producer=producer, retry=False, expires=600)
    except Exception as error:  # whatever ails the broker
        log.warning("nudge failed for %s: %s", " ".join([task.name, *ids]), type(error).__name__)
        return False
    return True
