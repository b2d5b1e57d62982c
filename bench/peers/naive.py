"""The whole naive product in one file: two tables, Django's admin, no encryption, no gate, no mail, no trail.

`gunicorn bench.peers.naive:application`; `python -m bench.peers.naive ROWS` makes and fills its tables.
"""

import os
import sys

import django
from django.conf import settings

settings.configure(
    DEBUG=False, SECRET_KEY="naive" * 12, ALLOWED_HOSTS=["127.0.0.1", "localhost"], ROOT_URLCONF=__name__, USE_TZ=True,
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": os.environ["NAIVE_DBNAME"], "CONN_MAX_AGE": 60,
        **{name: os.environ.get(f"NAIVE_{name}", "") for name in ("HOST", "PORT", "USER", "PASSWORD")},
    }},
    INSTALLED_APPS=["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
                    "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
        "context_processors": ["django.template.context_processors.request",
                               "django.contrib.auth.context_processors.auth",
                               "django.contrib.messages.context_processors.messages"]}}],
    STATIC_URL="/static/", DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)  # fmt: skip
django.setup()

from django.contrib import admin  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.urls import path  # noqa: E402


class PlainOrganisation(models.Model):
    name = models.CharField(max_length=120)

    class Meta:
        app_label = "auth"

    def __str__(self) -> str:
        return self.name


class PlainReferral(models.Model):
    team = models.ForeignKey(PlainOrganisation, models.PROTECT, related_name="+")
    partner = models.ForeignKey(PlainOrganisation, models.PROTECT, related_name="+")
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, default="filed", choices=[(one, one) for one in ("filed", "open", "over")])
    filed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "auth"

    def __str__(self) -> str:
        return self.last_name


@admin.register(PlainReferral)
class PlainReferralAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as anybody writes it
    list_display = ("last_name", "team", "partner", "status", "filed_at")
    list_filter = ("status", "partner", "team")
    search_fields = ("last_name",)
    list_per_page = 25
    ordering = ("-filed_at",)


admin.site.register(PlainOrganisation)
urlpatterns = [path("admin/", admin.site.urls)]
application = get_wsgi_application()


def fill(rows: int) -> None:
    """Make the tables, somebody who may do everything, and so many rows spread over 285 receivers and 40 teams."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(PlainOrganisation)
        editor.create_model(PlainReferral)
    User.objects.create_superuser("naive", password="naive")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO auth_plainorganisation (name) SELECT 'Organisatie ' || n FROM generate_series(1, 325) AS n"
        )
        cursor.execute(
            "INSERT INTO auth_plainreferral (team_id, partner_id, first_name, last_name, address, phone, email, "
            "status, filed_at) SELECT 286 + n %% 40, 1 + n %% 285, 'An', 'Meting ' || n, 'Meetstraat ' || n, '', '', "
            "CASE WHEN n %% 50 = 0 THEN 'open' ELSE 'over' END, now() - n * interval '1 minute' "
            "FROM generate_series(1, %s) AS n",
            [rows],
        )
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    fill(int(sys.argv[1]))
