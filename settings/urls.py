"""All addresses. Paths are Dutch, names English."""

from allauth.account import views as sign_in
from django.urls import include, path

from law.roles import open_to_everyone
from settings.page import start

urlpatterns = [
    path("", start, name="start"),
    path("inloggen/", open_to_everyone(sign_in.login), name="account_login"),
    path("uitloggen/", open_to_everyone(sign_in.logout), name="account_logout"),
    path("account-niet-actief/", open_to_everyone(sign_in.account_inactive), name="account_inactive"),
    path("mijn-account/", include("accounts.urls")),
    path("organisaties/", include("directory.urls")),
    path("logboek/", include("audit.urls")),
    path("verzendingen/", include("outbox.urls")),
    path("overeenkomsten/", include("agreements.urls")),
    path("gbo/", include("agreements.gbo.urls")),
    path("gegevenslekken/", include("agreements.urls_breaches")),
    path("aanmeldingen/", include("referrals.urls")),
    path("opvolging/", include("ocmw_intake.urls")),
    path("cijfers/", include("ocmw_intake.urls_figures")),
]
