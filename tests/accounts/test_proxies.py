"""The address of a visitor is what our own proxies saw, and never what a visitor says (PROXY_COUNT)."""

import pytest
from django.test import RequestFactory

from accounts.adapter import ClosedSignUpAdapter
from accounts.proxies import what_does_not_fit


@pytest.mark.parametrize(
    ("count", "forwarded", "address"),
    [
        (0, None, "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.66, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.66, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, None, "10.0.0.1"),
        (2, "203.0.113.9", "10.0.0.1"),
    ],
)
def test_what_a_visitor_forges_is_not_read(settings, count, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1")
    assert ClosedSignUpAdapter(request).get_client_ip(request) == address


@pytest.mark.parametrize(("count", "forwarded"), [(0, None), (0, ""), (1, "203.0.113.9"), (2, "203.0.113.9, 10.0.0.2")])
def test_what_fits_says_nothing(count, forwarded):
    assert what_does_not_fit(forwarded, proxy_count=count) == ""


@pytest.mark.parametrize(
    ("count", "forwarded", "words"),
    [
        (0, "203.0.113.9", "Zet PROXY_COUNT op 1."),
        (1, "203.0.113.9, 10.0.0.2", "Zet PROXY_COUNT op 2."),
        (1, None, "Zet PROXY_COUNT op 0,"),
        (2, "203.0.113.9", "Zet PROXY_COUNT op 1,"),
    ],
)
def test_what_does_not_fit_says_what_to_set(count, forwarded, words):
    assert words in what_does_not_fit(forwarded, proxy_count=count)
