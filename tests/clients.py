"""Django's client, doing by itself what a browser does by itself."""

from typing import Any

from django.test import Client

from accounts.answers import KEY


class Browser(Client):
    """Goes on to the page behind the link of a mail, and to a form that comes back with errors.

    Every other redirect is for the test to look at.
    """

    def generic(self, method: str, path: str, *args: Any, **options: Any) -> Any:
        if "sleutel=" in str(path):
            path = super().generic("GET", path).url
        return super().generic(method, path, *args, **options)

    def post(self, *args: Any, **options: Any) -> Any:
        answer = super().post(*args, **options)
        return self.get(answer.url) if f"{KEY}=" in answer.get("Location", "") else answer
