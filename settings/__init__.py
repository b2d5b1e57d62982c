"""Project settings. The Celery application is loaded with it, so that `shared_task` finds it in web and worker alike."""

from settings.celery import app as celery_app

__all__ = ["celery_app"]
