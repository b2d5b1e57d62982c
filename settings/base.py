"""What holds everywhere; `dev`, `test` and `prod` only say what differs. Variables: see `settings/environment.py`."""

import sys
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from settings import version
from settings.completeness import check_acmidm, check_logins
from settings.environment import read
from settings.logs import logging_in
from settings.sessions import WAIT_OF_A_MIGRATION, WAIT_OF_A_WORKER, limit_sessions

ROOT = Path(__file__).resolve().parent.parent

SECRET_KEY = read("SECRET_KEY")
SECRET_KEY_FALLBACKS = read("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = read("ALLOWED_HOSTS")
SITE_URL = read("SITE_URL")
PRODUCT_NAME = read("PRODUCT_NAME")
DEBUG = False
VERSION = version.VERSION

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "vault",
    "audit",
    "outbox",
    "directory",
    "accounts",
    "agreements",
    "consent",
    "breaches",
    "gbo",
    "paper_reading",
    "paper_import",
    "referrals",
    "ocmw_intake",
    "ocmw_intake.onward",
    "upkeep",
]

MIDDLEWARE = [
    "audit.log_lines.RequestNumberMiddleware",
    # first, so that redirects, static files and refusals carry the headers too
    "csp.middleware.CSPMiddleware",
    "accounts.middleware.ClosedPagesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.IdleMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.SeenMiddleware",
    "accounts.middleware.DeniedMiddleware",
    "accounts.middleware.AudienceMiddleware",
    "accounts.middleware.ProofMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AnswersMiddleware",
    "accounts.middleware.BusyMiddleware",
    "accounts.middleware.UnreadableMiddleware",
]

ROOT_URLCONF = "settings.urls"
WSGI_APPLICATION = "settings.wsgi.application"
FORM_RENDERER = "home.form_renderer.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.page.page",
            ],
        },
    }
]

DATABASES = {
    "default": {
        **read("DATABASE_URL"),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 3600,  # a new connection plans each statement anew
        "CONN_HEALTH_CHECKS": True,
    }
}
# Statements that come back are planned once per connection; for that, psycopg must send their parameters apart. At the
# second time already: few come back six times on one of the many connections before it is closed (ADR 0002).
DATABASES["default"].setdefault("OPTIONS", {}).update(connect_timeout=5, server_side_binding=True, prepare_threshold=1)
limit_sessions(
    DATABASES["default"], lock_timeout=WAIT_OF_A_MIGRATION if sys.argv[1:2] == ["migrate"] else WAIT_OF_A_WORKER
)
DATABASE_WITHOUT_TLS_BECAUSE = read("DATABASE_WITHOUT_TLS_BECAUSE")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits of the sign-in must hold across processes and survive a dead Redis: the cache lives in PostgreSQL.
# Large, because a full cache throws rows away, and with them the count of wrong passwords.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnoughValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.WordsOfThisHouseValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.PasswordAgainForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}
ACCOUNT_ADAPTER = "accounts.adapter.ClosedSignUpAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by invitation; their address is known to be right
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60  # before the second factor changes
ALLAUTH_TRUSTED_PROXY_COUNT = read("PROXY_COUNT")
ACCOUNT_RATE_LIMITS = {
    "login": "",  # counted by `accounts.guessing`, in a table and by device
    "login_failed": "",
    "link_app": "5/30m/user",
    "sign_in": "120/m/ip",  # of devices that nobody signed in at before: what checking passwords may cost us
    "mailbox_check": "20/m/ip",  # of our own: the page that a receiver opens without an account
    "client_search": "40/h/user",  # for a client who comes back: nobody tries names until one is found
    "stop": "60/m/ip",  # the page for clients: per source and never per reference, and an office is not one person
    "acmidm": "60/m/ip",  # to and from ACM/IDM, of an office together
    "guest_link": "60/m/ip",  # likewise, of every page that a link in a mail opens without an account
    "calendar": "60/m/ip",  # the feed of deadlines: calendar services ask for many people from one address
    "choose_password": "20/m/ip",  # and of who holds a link for a new password
}

# --- second factor: the codes of an app or a passkey, asked of every role (D2)
MFA_ADAPTER = "accounts.second_factor.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
    "activate_totp": "accounts.forms.LinkAppForm",
    "authenticate_webauthn": "accounts.passkey_forms.GivePasskeyForm",
    "reauthenticate_webauthn": "accounts.passkey_forms.GivePasskeyAgainForm",
    "login_webauthn": "accounts.passkey_forms.SignInWithPasskeyForm",
    "add_webauthn": "accounts.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.passkey_forms.RenamePasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # every passkey is unlocked, so that one alone may sign in
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # nothing to guess, and an office is not one person
MFA_TOTP_ISSUER = PRODUCT_NAME
MFA_TOTP_TOLERANCE = 1  # a code may be one period early or late, and is used up for all three
MFA_RECOVERY_CODES_SHOW_ONCE = True

# --- ACM/IDM: signing in with the Flemish government, when an issuer is given (ADR 0062)
ACMIDM_ISSUER = read("ACMIDM_ISSUER")
ACMIDM_CLIENT_ID = read("ACMIDM_CLIENT_ID")
ACMIDM_CLIENT_SECRET = read("ACMIDM_CLIENT_SECRET")
ACMIDM_SCOPE = read("ACMIDM_SCOPE")
ACMIDM_AGENCY_CODES = read("ACMIDM_AGENCY_CODES")
ACMIDM_MFA = read("ACMIDM_MFA")
check_acmidm(globals())

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
SESSION_COOKIE_AGE = 10 * 60 * 60  # at the longest, however busy: see `accounts.second_factor.is_proved`
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
DEVICE_COOKIE_NAME = "device"  # who signed in here before: see `accounts.guessing`
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.expired.form_expired"

# --- language and time
LANGUAGE_CODE = "nl-be"
USE_I18N = True
FORMAT_MODULE_PATH = ["settings.formats"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

# --- static files
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static", ("handleiding", ROOT / "docs" / "handleiding" / "beelden")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files are sealed columns, never on disk
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- what comes in: uploaded files stay in memory until they are sealed; what is typed is never large
FILE_UPLOAD_HANDLERS = ["vault.upload.MemoryOnlyUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 150  # a folder of a hundred papers, and then a sentence of the form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

CLAMAV_SOCKET = read("CLAMAV_SOCKET")

# --- closed pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],  # files of our own in `static/`; no page needs them
        "connect-src": [SELF],
        "img-src": [SELF],
        # signing out is a form, and may lead on to ACM/IDM
        "form-action": [SELF, *(["/".join(ACMIDM_ISSUER.split("/")[:3])] if ACMIDM_ISSUER else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
HSTS_SECONDS = read("HSTS_SECONDS")  # these three hold in production, where there is HTTPS
HSTS_SUBDOMAINS = read("HSTS_SUBDOMAINS")
HSTS_PRELOAD = read("HSTS_PRELOAD")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- encryption at rest
VAULT_KEYS: dict[int, bytes] = read("VAULT_KEYS")
VAULT_INDEX_KEY: tuple[int, bytes] | None = read("VAULT_INDEX_KEY")

# --- mail
MAIL_FROM = read("MAIL_FROM")
MAIL_RETURN = read("MAIL_RETURN")
SMTP_HOST = read("SMTP_HOST")
SMTP_PORT = read("SMTP_PORT")
SMTP_SECURITY = read("SMTP_SECURITY")
SMTP_LOGIN = read("SMTP_LOGIN")
SMTP_USERNAME = read("SMTP_USERNAME")
SMTP_PASSWORD = read("SMTP_PASSWORD")
SMTP_CA_FILE = read("SMTP_CA_FILE")
SMTP_EHLO_NAME = read("SMTP_EHLO_NAME")
IMAP_HOST = read("IMAP_HOST")
IMAP_PORT = read("IMAP_PORT")
IMAP_LOGIN = read("IMAP_LOGIN", default="password" if IMAP_HOST else "none")
IMAP_USERNAME = read("IMAP_USERNAME")
IMAP_PASSWORD = read("IMAP_PASSWORD")
IMAP_CA_FILE = read("IMAP_CA_FILE")
OAUTH_TOKEN_URL = read("OAUTH_TOKEN_URL")
OAUTH_CLIENT_ID = read("OAUTH_CLIENT_ID")
OAUTH_CLIENT_SECRET = read("OAUTH_CLIENT_SECRET")
OAUTH_SCOPE = read("OAUTH_SCOPE")
check_logins(globals())
WITHDRAWAL_JOURNAL = read("WITHDRAWAL_JOURNAL")
TRAIL_HEADS_FILE = read("TRAIL_HEADS_FILE")

# --- who watches
HEALTH_TOKEN = read("HEALTH_TOKEN")
OPERATOR_EMAIL = read("OPERATOR_EMAIL")

# --- whom visitors can ask
CONTACT_EMAIL = read("CONTACT_EMAIL")
CONTACT_PHONE = read("CONTACT_PHONE")
PRIVACY_EMAIL = read("PRIVACY_EMAIL")
SECURITY_EMAIL = read("SECURITY_EMAIL")

# --- how long data are kept on our side (D1)
RETENTION_DAYS_AFTER_OPENING = read("RETENTION_DAYS_AFTER_OPENING")
RETENTION_DAYS_AFTER_SENDING = read("RETENTION_DAYS_AFTER_SENDING")
if RETENTION_DAYS_AFTER_OPENING > RETENTION_DAYS_AFTER_SENDING:
    raise ImproperlyConfigured("RETENTION_DAYS_AFTER_OPENING is more than RETENTION_DAYS_AFTER_SENDING.")

# --- workers
CELERY_BROKER_URL = read("REDIS_URL")
REDIS_CA_FILE = read("REDIS_CA_FILE")
REDIS_WITHOUT_TLS_BECAUSE = read("REDIS_WITHOUT_TLS_BECAUSE")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 45  # seconds; longer than the deadline of a hand-over, shorter than its lease
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CHANNEL_ERROR_RETRY = True  # after a failover Redis answers READONLY: without this the worker ends
# kombu waits for ever by default, and tries again: a dead broker must not hold up a web request.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "upkeep": {"task": "upkeep.tasks.look_after", "schedule": 60.0, "options": {"expires": 50}},
    "seal": {"task": "audit.tasks.seal_trail", "schedule": 2.0, "options": {"expires": 2}},
    "heads": {"task": "agreements.tasks.give_heads", "schedule": crontab(hour=23, minute=40)},
    "clearing": {"task": "audit.tasks.clear_trail", "schedule": crontab(hour=4, minute=7)},
    "sweep": {"task": "outbox.tasks.sweep", "schedule": 60.0, "options": {"expires": 50}},
    "imports": {"task": "paper_import.tasks.run_paper_imports", "schedule": 60.0, "options": {"expires": 50}},
    "register": {"task": "agreements.tasks.judge_register", "schedule": crontab(hour=0, minute=1)},
    "gbo": {"task": "gbo.tasks.go_on", "schedule": crontab(hour=0, minute=2)},
    "remind": {"task": "agreements.tasks.remind", "schedule": crontab(hour=7, minute=10)},
    "unopened": {
        "task": "referrals.tasks.remind_receivers",
        "schedule": crontab(hour=7, minute=20, day_of_week="mon-fri"),  # the command knows the public holidays
    },
    "erasing": {"task": "referrals.tasks.erase_expired", "schedule": crontab(hour=3, minute=37)},
    "reports": {"task": "outbox.tasks.read_return_mailbox", "schedule": 120.0, "options": {"expires": 110}},
    "wishes": {"task": "referrals.tasks.carry_out_wishes", "schedule": 60.0, "options": {"expires": 50}},
    "access": {"task": "accounts.tasks.review_access", "schedule": crontab(hour=6, minute=50)},
    "lost_passwords": {
        "task": "accounts.tasks.answer_lost_passwords",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "tries": {"task": "accounts.tasks.warn_of_tries", "schedule": 300.0, "options": {"expires": 290}},
    "drill": {"task": "breaches.tasks.drill", "schedule": crontab(hour=9, minute=5, day_of_week="mon-thu")},
    "breaches": {"task": "breaches.tasks.warn", "schedule": 600.0, "options": {"expires": 590}},
    "answers": {"task": "accounts.tasks.forget_answers", "schedule": 600.0, "options": {"expires": 590}},
    "certificates": {"task": "upkeep.tasks.look_at_certificates", "schedule": crontab(hour=5, minute=7)},
    "drafts": {"task": "referrals.tasks.discard_old_drafts", "schedule": 600.0, "options": {"expires": 590}},
    "trouble": {"task": "referrals.tasks.tell_of_trouble", "schedule": 300.0, "options": {"expires": 290}},
    "watches": {"task": "referrals.tasks.tell_watchers", "schedule": 600.0, "options": {"expires": 590}},
}

LOGGING = logging_in(read("LOG_FORMAT"))
SENTRY_DSN = read("SENTRY_DSN")
