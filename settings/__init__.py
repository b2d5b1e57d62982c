"""Settings from the environment, the addresses of all pages, and Celery.

The Celery application is loaded with them, so that web and worker both find their tasks.
"""

from settings.celery import app as celery_app

__all__ = ["celery_app"]
