"""`make run`: the product as it is, on loopback and therefore without HTTPS, with the commands that make demo data."""

from settings.base import *

INSTALLED_APPS = [*INSTALLED_APPS, "local", "example"]
