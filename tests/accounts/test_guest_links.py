"""Links for who has no account: what they open, and what every link that does not work answers (ADR 0085)."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.actions import guests
from accounts.guest_links import GuestLinkState
from accounts.guest_pages import guest_page
from accounts.mailed_links import new_token
from accounts.models import INVITATION_LINK, Invitation, User
from agreements.models.mailbox_checks import CHECK_LINK
from law.refusal import Overtaken, Refusal
from law.roles import Role
from outbox.models import Kind, Transmission, TransmissionStatus
from tests.builders.accounts import an_invitation
from tests.builders.directory import an_ocmw

pytestmark = pytest.mark.django_db


@pytest.fixture
def token() -> str:
    return new_token()


@pytest.fixture
def link(token) -> Invitation:
    """One that works for a week from now."""
    now = timezone.now()
    changes = {"sent_at": now, "expires_at": now + timedelta(days=7), "token": token}
    return an_invitation(an_ocmw(), token_digest=INVITATION_LINK.digest(token), **changes)


def opened(token: str) -> HttpResponse:
    return Client().get(INVITATION_LINK.url(token), follow=True)


def send(link: Invitation, *, minutes: int = 2) -> Invitation:
    return guests.send_link(
        Invitation,
        mail=Kind.INVITATION,
        email=link.email.upper(),
        valid_for=timedelta(days=7),
        by=link.sent_by,
        at=timezone.now() + timedelta(minutes=minutes),
        about={"organisation": link.organisation},
        more={"role": Role.SOCIAL_WORKER, "name": "X"},
    )


def test_every_link_that_does_not_work_has_the_same_answer(link, token):
    assert opened(token).status_code == 200
    unknown = opened(new_token())
    assert (unknown.status_code, "Vraag een nieuwe aan wie in de mail staat" in unknown.text) == (404, True)
    answers = {"of another kind": Client().get(reverse(INVITATION_LINK.page))}
    with time_machine.travel(link.expires_at):
        answers["too old"] = opened(token)
    for column in ("done_at", "ended_at"):
        changed = {"done_at": None, "ended_at": None, "accepted_by": None, column: timezone.now()}
        if column == "done_at":
            changed["accepted_by"] = link.sent_by
        Invitation.objects.filter(pk=link.pk).update(**changed)
        answers[column] = opened(token)
    assert {name: (one.status_code, one.text == unknown.text) for name, one in answers.items()} == dict.fromkeys(
        answers, (404, True)
    )


def test_the_cookie_of_another_kind_of_link_opens_nothing(token, link):
    visitor = Client()
    visitor.get(CHECK_LINK.url(token))
    visitor.cookies[INVITATION_LINK.cookie] = visitor.cookies[CHECK_LINK.cookie].value
    assert visitor.get(reverse(INVITATION_LINK.page)).status_code == 404


def test_a_program_that_looks_at_links_changes_nothing(token, link):
    before = Invitation.objects.values().get()
    for method in ("head", "get", "options", "post"):
        visitor = Client()
        getattr(visitor, method)(INVITATION_LINK.url(token))
        visitor.head(reverse(INVITATION_LINK.page))
        visitor.get(reverse(INVITATION_LINK.page))
    assert Invitation.objects.values().get() | {"token": ""} == before | {"token": ""}
    assert (Transmission.objects.count(), User.objects.count()) == (1, 1)


def test_no_search_engine_cache_or_next_page_learns_the_address(token, link):
    visitor = Client()
    first = visitor.get(INVITATION_LINK.url(token))
    page = visitor.get(first.url)
    assert first.headers["Referrer-Policy"] == "no-referrer"
    for answer in (first, page):
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin", "else a form would be sent without an origin"


def test_a_new_link_ends_the_earlier_one_and_its_mail(link, token):
    with pytest.raises(Refusal, match="net al een link"):
        send(link, minutes=0)
    second = send(link)
    link.refresh_from_db()
    link.transmission.refresh_from_db()
    assert (link.state(timezone.now()), link.token) == (GuestLinkState.ENDED, None)
    assert link.transmission.status == TransmissionStatus.CANCELLED
    assert (second.email, opened(token).status_code, opened(str(second.token)).status_code) == (link.email, 404, 200)
    with pytest.raises(Overtaken):
        guests.lock_open(link, at=timezone.now())


def test_five_wrong_codes_end_a_link(link, token):
    now = timezone.now()
    assert [guests.count_wrong_code(link, at=now) for _ in range(5)] == [4, 3, 2, 1, 0]
    assert opened(token).status_code == 404
    with pytest.raises(Overtaken):
        guests.count_wrong_code(link, at=now)


def test_a_page_can_say_that_all_is_done_and_takes_nothing_more(link, token, rf: RequestFactory):
    @guest_page(Invitation, done="500.html")
    def page(request: HttpRequest, link: Invitation) -> HttpResponse:
        return HttpResponse("open")

    visitor = Client()
    visitor.get(INVITATION_LINK.url(token))
    rf.cookies = visitor.cookies
    assert page(rf.get("/x")).content == b"open"
    Invitation.objects.update(done_at=timezone.now(), accepted_by=link.sent_by)
    assert b"open" not in page(rf.get("/x")).content
    assert page(rf.post("/x")).status_code == 302
