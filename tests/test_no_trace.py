"""No page with what someone typed answers a POST: it would stay in the session files of a browser (ADR 0046)."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.forms.forms import BaseForm
from django.test import Client
from django.urls import reverse

from example.second_factor import signed_in
from law.roles import Role
from tests.clients import again
from tests.dutch import is_english
from tests.permission_world import shared_world, world
from tests.test_permissions import OPEN, PAGES

__all__ = ["shared_world", "world"]

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
SHOWN_AT_ONCE = {
    "directory:register": "public facts of a body: name, seat, number",
    "directory:change": "public facts of a body: name, seat, number",
    "directory:end_territory": "a day",
    "account_change_password": "the own passwords, which are kept nowhere",
    "mfa_edit_webauthn": "the name of a passkey",
    "account_reauthenticate": "the own password, which is kept nowhere",
    "mfa_reauthenticate": "a code that works once",
    "mfa_activate_totp": "a code of the own app",
    "mfa_deactivate_totp": "nothing",
    "mfa_add_webauthn": "a name for the own device",
}
"""Pages whose form can hold nothing of a client, each with what it asks. Those in `OPEN`, for who is not signed in, ask
the own name and password, or a code."""


def test_no_form_lets_the_browser_remember_what_was_typed():
    """Only where one signs in or chooses a password, a browser may help: those are one's own."""
    forgetful = re.compile(r'<form\b(?=[^>]*method="post")(?![^>]*autocomplete="off")')
    found = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if path.relative_to(TEMPLATES).parts[0] not in {"account", "mfa"} and forgetful.search(path.read_text())
    }
    assert not found


def names_of_controls(answer: Any) -> set[str]:
    """The fields of every form on a page."""
    return {form.add_prefix(name) for form in forms_in(answer) for name in form.fields}


def forms_in(answer: Any) -> list[BaseForm]:
    contexts = answer.context or []
    return [one for context in contexts for part in context for one in dict(part).values() if isinstance(one, BaseForm)]


def leaves_a_trace(client: Client, path: str, typed: dict[str, str]) -> bool:
    visitor = type(client)()
    visitor.cookies.load(client.cookies.output(header="", sep=";"))  # a session that ends meanwhile comes back as well
    with transaction.atomic():
        answer = visitor.post(path, {"csrfmiddlewaretoken": "x", **typed})
        transaction.set_rollback(True)
    return answer.status_code < 300 and any(form.is_bound and form.errors for form in forms_in(answer))


def test_no_form_with_errors_answers_a_post_unless_it_can_hold_nothing_of_a_client(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    """And every sentence that was written beside a field is Dutch (D10)."""
    seen, asked, said = set(), 0, set[str]()
    clean = BaseForm.full_clean

    def listening(form: BaseForm) -> None:
        clean(form)
        said.update(sentence for sentences in (form._errors or {}).values() for sentence in sentences)

    monkeypatch.setattr(BaseForm, "full_clean", listening)
    clients = {role: signed_in(world.people[role]) for role in Role}
    for name, page in PAGES.items():
        world.asking = role = min(page.roles)
        with transaction.atomic():
            path = reverse(name, args=page.arguments(world))
            controls = names_of_controls(again(clients[role]).get(path))
            for typed in ({}, dict.fromkeys(controls, "Zeldzaam zzz 4711"), dict.fromkeys(controls, "\x00")):
                asked += 1
                if leaves_a_trace(again(clients[role]), path, typed):
                    seen.add(name)
            transaction.set_rollback(True)
    assert seen == set(SHOWN_AT_ONCE)
    assert asked > 300
    assert len(said) > 100
    assert {sentence for sentence in said if is_english(sentence)} == set()
    assert not OPEN.keys() & set(SHOWN_AT_ONCE)
