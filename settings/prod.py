"""Production: only HTTPS."""

from django.core.exceptions import ImproperlyConfigured

from settings.base import *
from settings.encrypted_lines import encrypt_broker, encrypt_database
from settings.environment import VARIABLES
from settings.errors_elsewhere import tell_errors

if WITHDRAWAL_JOURNAL is None:
    raise ImproperlyConfigured(f"WITHDRAWAL_JOURNAL is missing. {VARIABLES['WITHDRAWAL_JOURNAL'].purpose}")

encrypt_database(DATABASES["default"], reason=DATABASE_WITHOUT_TLS_BECAUSE)
CELERY_BROKER_USE_SSL = encrypt_broker(CELERY_BROKER_URL, ca_file=REDIS_CA_FILE, reason=REDIS_WITHOUT_TLS_BECAUSE)

tell_errors(SENTRY_DSN, release=VERSION, rooms=[app for app in INSTALLED_APPS if "." not in app])

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^gezond/"]  # asked on the machine itself, where there is no HTTPS
SECURE_HSTS_SECONDS = HSTS_SECONDS
SECURE_HSTS_INCLUDE_SUBDOMAINS = HSTS_SUBDOMAINS
SECURE_HSTS_PRELOAD = HSTS_PRELOAD
if SECURE_HSTS_PRELOAD and not (SECURE_HSTS_INCLUDE_SUBDOMAINS and SECURE_HSTS_SECONDS >= 365 * 24 * 60 * 60):
    raise ImproperlyConfigured("HSTS_PRELOAD asks HSTS_SUBDOMAINS and an HSTS_SECONDS of a year or more.")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # subdomains and preload: the operator chose, by name
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
DEVICE_COOKIE_NAME = "__Host-device"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
