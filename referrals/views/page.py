"""What the pages of a team share: the list that somebody came from."""

from urllib.parse import urlencode

from django.urls import reverse

from accounts.request import SignedInRequest
from referrals.forms.worklist import FiledFilterForm

_LIST = "team_list"


def remember_list(request: SignedInRequest, form: FiledFilterForm) -> None:
    """Remember what the list is narrowed to, so that every page about one referral leads back to it.

    Only answers that are right are repeated in an address, never what somebody typed.
    """
    asked = {name: answer for name, answer in form.cleaned_data.items() if answer} if form.is_valid() else {}
    url = reverse("referrals:worklist")
    url = f"{url}?{urlencode(asked)}" if asked else url
    if list_url(request) != url:
        request.session[_LIST] = url


def list_url(request: SignedInRequest) -> str:
    """The list that the person came from."""
    return str(request.session.get(_LIST) or reverse("referrals:worklist"))
