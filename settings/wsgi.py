"""The web application, for gunicorn."""

import os

import django
from django.conf import settings

from settings.requests import Handler
from settings.sessions import WAIT_OF_A_PERSON, limit_sessions

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.prod")
limit_sessions(settings.DATABASES["default"], lock_timeout=WAIT_OF_A_PERSON)

django.setup(set_prefix=False)
application = Handler()

from upkeep.keys import refuse_wrong_keys  # noqa: E402  # the apps must be loaded first

refuse_wrong_keys()

from django.urls import get_resolver  # noqa: E402

get_resolver().check()  # loads every page now, once for all processes: each would load its own at its first request

if settings.ACMIDM_ISSUER:  # else nobody needs it (`accounts.acmidm`)
    import accounts.openid  # noqa: F401
