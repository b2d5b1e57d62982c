"""The Celery application: workers and beat only nudge, the database is the queue (ADR 0003)."""

import logging
import os
from typing import Any

from celery import Celery
from celery.signals import after_setup_logger, after_setup_task_logger
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.prod")

app = Celery("settings")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@after_setup_logger.connect
@after_setup_task_logger.connect
def tell_the_zone(logger: logging.Logger, **_: Any) -> None:
    """Let the lines of workers tell their hour as those of the web processes do."""
    for handler in logger.handlers:
        if handler.formatter:
            handler.formatter.datefmt = settings.HOUR_IN_LOGS
