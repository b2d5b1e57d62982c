"""The Celery application: workers and beat only nudge, the database is the queue (ADR 0003)."""

import gc
import os

from celery import Celery
from celery.signals import setup_logging, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.prod")

app = Celery("settings")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_lines(**_options: object) -> None:
    """Leave logging as Django set it: Celery stays away when somebody listens here."""


@worker_init.connect
def share_what_is_loaded(**_options: object) -> None:
    """Keep the collector away from it: looking at it would copy it into each process of the worker (ADR 0074)."""
    gc.collect()
    gc.freeze()
