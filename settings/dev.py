"""`make run`: the product as it is, on loopback and therefore without HTTPS."""

from settings.base import *  # noqa: F403  # a settings module is its names

