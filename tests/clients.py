"""Django's client, doing by itself what a browser does by itself."""

from typing import Any

from allauth.core.context import request_context
from django.conf import settings
from django.test import Client, RequestFactory

from accounts.answers import KEY
from accounts.models import User
from accounts.second_factor import sign_in_by_link


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


def again(browser: Client) -> Client:
    """The same person with the cookies of before: what a page changes in them is undone with the rest."""
    visitor = type(browser)()
    visitor.cookies.load(browser.cookies.output(header="", sep=";"))
    return visitor


def came_by_link(user: User) -> Browser:
    """The browser of who opened the link of an invitation or a reset: it may link the first app or passkey."""
    browser, request = Browser(), RequestFactory().get("/")
    request.session = browser.session
    with request_context(request):
        sign_in_by_link(request, user)
    request.session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return browser
