"""The links of an invitation and of a mailbox check: the token leaves the address at the first step (ADR 0046)."""

import logging
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.mailed_links import MailedLink, new_token
from accounts.models import INVITATION_LINK, Invitation
from agreements.models.mailbox_checks import CHECK_LINK
from tests.builders.accounts import an_invitation
from tests.builders.directory import an_ocmw

pytestmark = pytest.mark.django_db
LINKS = pytest.mark.parametrize("link", [INVITATION_LINK, CHECK_LINK], ids=lambda link: link.purpose)


@pytest.fixture
def token() -> str:
    """Of an invitation that is open now."""
    chosen = new_token()
    invitation = an_invitation(an_ocmw())
    later = timezone.now() + timedelta(days=1)
    Invitation.objects.filter(pk=invitation.pk).update(token_digest=INVITATION_LINK.digest(chosen), expires_at=later)
    return chosen


@LINKS
def test_the_first_step_leads_to_an_address_without_the_token(link: MailedLink):
    token = new_token()
    answer = Client().get(link.url(token))
    assert (answer.status_code, answer.url) == (302, reverse(link.page))
    [cookie] = answer.cookies.values()
    assert token not in cookie.value
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["expires"]) == ("/", True, "Lax", "")
    assert answer.headers["Cache-Control"].startswith("max-age=0")


def test_the_cookie_of_one_kind_of_link_opens_no_other():
    visitor = Client()
    visitor.get(INVITATION_LINK.url(new_token()))
    visitor.cookies[CHECK_LINK.cookie] = visitor.cookies[INVITATION_LINK.cookie].value
    assert visitor.get(reverse(CHECK_LINK.page)).status_code == 404


def test_a_link_can_be_opened_twice_and_by_programs_that_only_look(token):
    for _time in range(2):
        visitor = Client()
        assert visitor.head(INVITATION_LINK.url(token)).status_code == 302
        assert visitor.get(INVITATION_LINK.url(token), follow=True).status_code == 200
        assert visitor.get(reverse(INVITATION_LINK.page)).status_code == 200


def test_an_hour_later_the_mail_must_be_opened_again(token):
    visitor = Client()
    visitor.get(INVITATION_LINK.url(token))
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        answer = visitor.get(reverse(INVITATION_LINK.page))
        assert answer.status_code == 404
        assert "Open dan de link in de mail opnieuw" in answer.text
        assert visitor.get(INVITATION_LINK.url(token), follow=True).status_code == 200


@LINKS
@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "é", "00" * 40])
def test_a_forged_cookie_opens_nothing(link: MailedLink, cookie: str):
    visitor = Client()
    visitor.cookies[link.cookie] = cookie
    assert visitor.get(reverse(link.page)).status_code == 404


@LINKS
def test_no_log_holds_a_token(link: MailedLink, caplog):
    token, visitor = new_token(), Client()
    with caplog.at_level(logging.DEBUG):
        for method in (visitor.get, visitor.head, visitor.post):
            method(link.url(token))
        visitor.get(link.url(token), follow=True)
    assert "Not Found" not in caplog.text, "an ordinary 404 is no warning"
    assert token not in caplog.text
    assert urlsplit(link.url(token)).path == reverse(link.page), "what is logged is the path"


def test_the_access_log_of_the_web_processes_names_neither_query_nor_referer():
    source = (settings.ROOT / "gunicorn.conf.py").read_text()
    options: dict[str, str] = {}
    exec(source, options)  # noqa: S102  # as gunicorn reads it
    assert "%(U)s" in options["access_log_format"]
    assert not [atom for atom in ("%(r)s", "%(q)s", "%(f)s", "{") if atom in options["access_log_format"]]
