"""`make run`: the product as it is, on loopback and therefore without HTTPS, with the commands that make demo data."""

from settings.base import *
from settings.environment import read
from settings.errors_elsewhere import tell_errors
from settings.logs import logging_in

LOGGING = logging_in(read("LOG_FORMAT"), tells_errors=True)
tell_errors(SENTRY_DSN, release=VERSION, rooms=[app for app in INSTALLED_APPS if "." not in app])
INSTALLED_APPS = [*INSTALLED_APPS, "local", "example"]
