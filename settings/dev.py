"""`make run`: the product as it is, on loopback and therefore without HTTPS, with the commands that make demo data."""

from settings.base import *
from settings.environment import read
from settings.logs import logging_in

LOGGING = logging_in(read("LOG_FORMAT"), tells_errors=True)
INSTALLED_APPS = [*INSTALLED_APPS, "local", "example"]
