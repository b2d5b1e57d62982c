"""Prints how many queries the register page takes for a signed-in administrator, everything included."""

import django


def count() -> int:
    """Ask the page with Django's own client, in the database of the product."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from local.example.accounts import ADMINISTRATOR

    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(
        User.objects.get(email=ADMINISTRATOR.email), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get("/overeenkomsten/")
    if answer.status_code != 200:
        raise SystemExit(f"The register answers {answer.status_code}.")
    return len(queries)


if __name__ == "__main__":
    django.setup()
    print(count())
