"""Before what cannot be undone, somebody shows again who sits there, and finds back what was typed (ADR 0064)."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.forms import Form, PasswordInput
from django.test import Client
from django.urls import reverse

from accounts.answers import KEY, LARGEST_DRAFT, NEVER_KEPT
from accounts.models import Invitation, ReturnedAnswers, User
from accounts.second_factor import PROOF_HOLDS
from audit.models import AuditEvent
from example.second_factor import code_of, signed_in
from tests.builders.accounts import PASSWORD, a_head
from tests.builders.directory import an_ocmw
from tests.test_consistency import views

TYPED = {"name": "Nieuwe Collega", "email": "nieuw@elders.example"}
POSTED = TYPED | {"post": "social_worker"}
MUST_ASK = re.compile(
    r"password$|dossier$|export|(?<!mail_)set_mailbox|verify_mailbox|restore_mailbox|collea|_head$|invite$|_invitation$|end_access|accounts:confirm|help_with_phone"
)
"""Names of pages that read a password, take data away, change a mailbox or give and end access."""
ASK_NOTHING = {
    "accounts:colleagues": "a list",
    "figures:dossier": "figures without names",
    "account_change_password": "asks the password of now itself",
    "account_reset_password": "for who cannot sign in",
    "choose_password": "the link is the proof",
    "accounts:accept_invitation": "likewise",
}


@pytest.fixture
def head(db: None) -> User:
    return a_head(an_ocmw())


@pytest.fixture
def page(head: User) -> str:
    return reverse("accounts:invite", args=[head.organisations_led[0].pk])


@pytest.fixture
def late(head: User) -> Client:
    """Signed in twenty minutes ago, and busy since."""
    with time_machine.travel(time.time() - PROOF_HOLDS - 300):
        return signed_in(head)


def asked_by(answer) -> str:
    """Where the person goes on after the proof, of an answer that asks for one."""
    assert answer.status_code == 303
    where = urlsplit(answer.url)
    assert where.path == reverse("mfa_reauthenticate")
    return parse_qs(where.query)["next"][0]


def prove(client: Client, head: User, answer) -> str:
    """Give the code on the page that asked; return where it leads."""
    next_page = asked_by(answer)
    given = client.post(answer.url, {"code": code_of(head.email), "next": next_page})
    assert given.status_code == 302
    return given.url


def test_every_page_that_reads_a_password_exports_or_changes_access_asks():
    asking = {name for name, pattern in views() if getattr(pattern.callback, "asks_proof", False)}
    forgotten = {name for name, _pattern in views() if MUST_ASK.search(name)} - asking - set(ASK_NOTHING)
    assert forgotten == set()
    assert len(asking) > 15


def test_who_gave_a_code_lately_is_not_asked(head, page):
    client = signed_in(head)
    assert client.get(page).status_code == 200
    with time_machine.travel(time.time() + PROOF_HOLDS - 5):
        assert client.get(page).status_code == 200
    with time_machine.travel(time.time() + PROOF_HOLDS + 1):
        assert asked_by(client.get(page)) == page


def test_after_the_proof_one_lands_on_what_one_was_doing_with_what_was_typed_and_nothing_was_done(late, head, page):
    back = asked_by(late.post(page, POSTED))
    assert urlsplit(back).path == page
    assert not any(typed in back for typed in TYPED.values())
    answer = late.post(page, POSTED)
    back = prove(late, head, answer)
    shown = late.get(back)
    assert [typed for typed in TYPED.values() if typed not in shown.text] == []
    assert "Kijk uw antwoorden na en bevestig ze opnieuw." in shown.text
    assert not Invitation.objects.exists()
    mine = POSTED | {"email": f"nieuw@{head.email.partition('@')[2]}"}
    assert late.post(back, mine).status_code == 302
    assert Invitation.objects.get().name == "Nieuwe Collega"
    assert not ReturnedAnswers.objects.filter(pk=parse_qs(urlsplit(back).query)[KEY][0]).exists()
    assert "proved_again" in AuditEvent.objects.values_list("event", flat=True)


def test_a_password_will_do_and_a_wrong_one_or_a_wrong_code_will_not(late, head, page):
    answer = late.get(page)
    wrong = late.post(answer.url, {"code": "000000" if code_of(head.email) != "000000" else "111111", "next": page})
    assert wrong.status_code == 200
    assert "Deze code klopt niet" in wrong.text
    assert asked_by(late.get(page)) == page
    by_password = re.search(r'href="([^"]+)">Liever uw wachtwoord', wrong.text)[1].replace("&amp;", "&")
    assert late.post(by_password, {"password": "iets anders", "next": page}).status_code == 200
    assert asked_by(late.get(page)) == page
    assert late.post(by_password, {"password": PASSWORD, "next": page}).url == page
    assert late.get(page).status_code == 200
    events = list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))
    assert events == ["code_refused", "sign_in_failed", "proved_again"]


def test_a_code_works_once_here_too(late, head, page):
    answer, code = late.get(page), code_of(head.email)
    other = signed_in(head)
    assert other.post(reverse("mfa_reauthenticate"), {"code": code}).status_code == 302
    assert "Deze code klopt niet" in late.post(answer.url, {"code": code}).text


def test_a_code_alone_does_not_change_the_second_factor(late, head):
    late.post(reverse("mfa_reauthenticate"), {"code": code_of(head.email)})
    assert late.get(reverse("mfa_deactivate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_a_proof_in_between_makes_no_session_longer(head):
    start = time.time()
    with time_machine.travel(start):
        client = signed_in(head)
    for hours in range(9):
        with time_machine.travel(start + hours * 3600 + 3500, tick=False):
            assert client.post(reverse("mfa_reauthenticate"), {"code": code_of(head.email)}).status_code == 302
    with time_machine.travel(start + 10 * 3600 + 1):
        assert client.get(reverse("accounts:own")).url.startswith(reverse("account_login"))


def test_who_may_not_come_is_told_so_and_asked_nothing(late, head):
    head.membership_set.all().delete()
    assert late.post(reverse("audit:export")).status_code == 403


def test_no_draft_holds_a_password_a_file_or_more_than_fits(late, page):
    late.post(page, TYPED | {"password": "geheim-4711", "code": "123456"})
    kept = ReturnedAnswers.objects.get()
    assert "geheim-4711" not in kept.content
    assert "123456" not in kept.content
    assert asked_by(late.post(page, {"name": "x" * (LARGEST_DRAFT + 1)})) == page
    assert asked_by(late.post(page, {})) == page
    assert ReturnedAnswers.objects.count() == 1


def test_no_form_has_a_secret_field_that_a_draft_would_hold():
    """Every form of the house and of the library: fields that hide what is typed, and those for codes."""

    def forms(parent: type) -> set[type]:
        return {parent}.union(*(forms(child) for child in parent.__subclasses__()))

    secret = {
        name
        for form in forms(Form)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, PasswordInput) or field.widget.attrs.get("autocomplete") == "one-time-code"
    }
    assert {"password", "repeated"} <= secret
    assert [name for name in secret if not NEVER_KEPT.fullmatch(name)] == []
