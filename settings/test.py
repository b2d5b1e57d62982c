"""Tests: the variables have values of their own; only DATABASE_URL and REDIS_URL come from the real services."""

import base64
import os

os.environ.update(
    SECRET_KEY="only-for-tests-" + "0123456789" * 5,
    VAULT_KEYS="1:" + base64.b64encode(bytes(range(32))).decode(),
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    SITE_URL="http://testserver",
    MAIL_FROM="Aanmelden <aanmelden@agentschap.example>",
    MAIL_RETURN="terugmelding@agentschap.example",
    SMTP_HOST="localhost",
    SMTP_PORT="1",  # nobody listens: a test that sends gives its own relay
    SMTP_SECURITY="starttls",
    SMTP_EHLO_NAME="aanmelden.example",
    PROXY_COUNT="0",
)

# Each process of the suite has a database of its own at the broker (a server has sixteen), as it has one of PostgreSQL:
# no test takes away what another one queued.
os.environ["REDIS_URL"] = "{}/{}".format(
    os.environ.get("REDIS_URL", "redis://127.0.0.1:1/0").rpartition("/")[0],
    int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 16,
)

from settings.base import *  # the variables must be there first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True  # there is no collected folder in tests

# A test is one transaction, however long it waits for a mail server: the limits of ADR 0049 would end it, and what it
# does afterwards would stay. `tests/outbox/test_lost_machine.py` tries them on sessions of its own.
DATABASES["default"]["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=0 -c lock_timeout=0"
