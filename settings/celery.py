"""The Celery application: workers and beat only nudge, the database is the queue (ADR 0003)."""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.prod")

app = Celery("settings")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_lines(**_options: object) -> None:
    """Leave logging as Django set it: Celery stays away when somebody listens here."""
