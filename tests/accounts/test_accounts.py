"""Signing in, roles, and the declaration of professional secrecy."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import people
from accounts.models import Invitation, User
from audit.models import AuditEvent
from example.second_factor import LONG_AGO, code_of, link_app
from law.refusal import Refusal
from law.roles import Role
from tests.builders.accounts import PASSWORD, a_user
from tests.builders.directory import a_team, an_agency, an_ocmw

pytestmark = pytest.mark.django_db


def sign_in(email: str, password: str = PASSWORD):
    return Client().post(reverse("account_login"), {"login": email, "password": password})


def test_a_team_member_signs_in_and_arrives_at_the_worklist():
    user = a_user(Role.TEAM_MEMBER)
    link_app(user, LONG_AGO)
    client = Client()
    client.post(reverse("account_login"), {"login": user.email.upper(), "password": PASSWORD})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(user.email)}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("referrals:worklist")
    assert AuditEvent.objects.get().event == "signed_in"


def test_signing_out_is_in_the_trail(signed_in):
    client = signed_in(a_user(Role.TEAM_MEMBER))
    client.post(reverse("account_logout"))
    assert AuditEvent.objects.get().event == "signed_out"
    assert client.get(reverse("start")).status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer():
    user = a_user(Role.TEAM_MEMBER)
    wrong, unknown = sign_in(user.email, "verkeerd"), sign_in("niemand@dienst.example")
    sentence = "Dit e-mailadres en dit wachtwoord horen niet bij elkaar."
    assert sentence in wrong.text
    assert sentence in unknown.text


def test_an_account_that_is_not_active_does_not_get_in():
    user = a_user(Role.TEAM_MEMBER, is_active=False)
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.get(reverse("start")).status_code == 302


@pytest.mark.parametrize("path", ["/signup/", "/accounts/signup/", "/password/reset/", "/email/", "/admin/"])
def test_nobody_signs_up_and_there_is_no_back_door(path):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.TEAM_MEMBER, "referrals:worklist"),
        (Role.SOCIAL_WORKER, "ocmw_intake:worklist"),
        (Role.ADMINISTRATOR, "agreements:register"),
        (Role.AUDITOR, "audit:trail"),
        (None, "accounts:own"),
    ],
)
def test_everyone_starts_at_the_own_work(signed_in, role, name):
    organisation = an_ocmw() if role == Role.SOCIAL_WORKER else None
    assert signed_in(a_user(role, organisation)).get(reverse("start")).url == reverse(name)


def test_secrecy_is_declared_once_with_the_day_in_brussels(signed_in):
    user = a_user(Role.TEAM_MEMBER, bound_by_secrecy_since=None)
    just_before_midnight_in_london = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    people.declare_secrecy(by=user, at=just_before_midnight_in_london)
    people.declare_secrecy(by=user, at=timezone.now())
    user.refresh_from_db()
    assert user.bound_by_secrecy_since.isoformat() == "2026-11-24"
    assert AuditEvent.objects.filter(event="secrecy_declared").count() == 1


def test_the_own_page_takes_the_declaration(signed_in):
    user = a_user(Role.TEAM_MEMBER, bound_by_secrecy_since=None)
    client = signed_in(user)
    assert "Ik verklaar" in client.get(reverse("accounts:own")).text
    client.post(reverse("accounts:own"))
    assert "Ik verklaar" not in client.get(reverse("accounts:own")).text


def test_a_social_worker_belongs_to_a_receiver_and_not_to_a_team():
    with pytest.raises(Refusal):
        people.create_account(
            email="x@dienst.example",
            name="X",
            password=None,
            memberships=[(a_team(), Role.SOCIAL_WORKER)],
            by=None,
            at=timezone.now(),
        )
    assert not User.objects.exists()


def test_who_is_invited_on_the_command_line_gets_a_link_and_no_password():
    """D34."""
    out = StringIO()
    team = a_team()
    call_command(
        "create_account", "Nieuw@dienst.example", "Nieuw", role="team_member", organisation=team.name, stdout=out
    )
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.sent_by) == ("nieuw@dienst.example", "team_member", None)
    assert invitation.token not in out.getvalue()
    assert not User.objects.exists()
    with pytest.raises(CommandError, match="net al een link"):
        call_command("create_account", "nieuw@dienst.example", "Nieuw", role="team_member", organisation=team.name)


def test_nobody_is_team_member_and_social_worker_at_once():
    """D4: that person would see both sides of the wall."""
    both = [(a_team(), Role.TEAM_MEMBER), (an_ocmw(), Role.SOCIAL_WORKER)]
    with pytest.raises(Refusal):
        people.create_account(
            email="x@dienst.example", name="X", password=None, memberships=both, by=None, at=timezone.now()
        )


def test_an_auditor_is_nobody_s_head():
    with pytest.raises(Refusal, match="Alleen een"):
        people.create_account(
            email="x@dienst.example",
            name="X",
            password=None,
            memberships=[(an_agency(), Role.AUDITOR)],
            is_head=True,
            by=None,
            at=timezone.now(),
        )


def test_a_failed_sign_in_is_in_the_trail_and_an_unknown_address_is_not():
    """D11."""
    user = a_user(Role.TEAM_MEMBER)
    sign_in(user.email, "verkeerd")
    sign_in("niemand@dienst.example", "verkeerd")
    event = AuditEvent.objects.get()
    assert (event.event, event.object_id, event.actor) == ("sign_in_failed", str(user.pk), None)


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("", "x", "Vul uw e-mailadres in"),
        ("geen adres", "x", "Vul uw e-mailadres in"),
        ("a@dienst.example", "", "Vul uw wachtwoord in."),
    ],
)
def test_the_sign_in_page_says_what_to_fill_in(email, password, sentence):
    assert sentence in sign_in(email, password).text


def test_only_who_handles_clients_is_asked_to_declare_secrecy(signed_in):
    administrator = a_user(Role.ADMINISTRATOR, bound_by_secrecy_since=None)
    assert "Ik verklaar" not in signed_in(administrator).get(reverse("accounts:own")).text
