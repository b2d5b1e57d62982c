"""Prints how many queries pages take, all included: `python -m bench.queries E-MAIL PATH [E-MAIL PATH …]`."""

import sys

import django


def count(email: str, path: str) -> int:
    """Ask the page with Django's own client, in the database of the product."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from example.second_factor import signed_in

    client = signed_in(User.objects.get(email=email), site=settings.ALLOWED_HOSTS[0])
    client.get(path)  # the first request of a session notes that it is used
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}.")
    return len(queries)


if __name__ == "__main__":
    django.setup()
    asked = sys.argv[1:]
    print(*(count(who, path) for who, path in zip(asked[::2], asked[1::2], strict=True)))
