"""The page where one signs out."""

from typing import Any

from allauth.account.views import LogoutView
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts import acmidm
from law.roles import open_to_everyone


class SignOut(LogoutView):  # type: ignore[misc]  # allauth has no types
    """End the session, at ACM/IDM too when it began there, and let the browser throw away what it holds (ADR 0046)."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        there = acmidm.sign_out_url() if acmidm.began_there(self.request) else ""
        response: HttpResponse = super().post(*args, **kwargs)
        if there:
            response = redirect(there)
        # Not "cookies": that reaches every site of the same organisation, and ours ends with the session.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


sign_out = open_to_everyone(SignOut.as_view())
