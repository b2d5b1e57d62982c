"""Access begins and ends on a page (D34): for every role, at once, and with the work going to a colleague."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import access, invitations
from accounts.models import AccountMail, Invitation, Membership, User
from audit.models import AuditEvent
from directory.models import Organisation
from law.refusal import Refusal
from law.roles import Role
from ocmw_intake.models import Intake
from outbox import delivery
from outbox.models import Kind, Transmission
from tests.builders.accounts import PASSWORD, a_head, a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import a_team, an_agency, an_ocmw
from tests.builders.referrals import a_referral
from tests.clients import Browser
from tests.outbox.conftest import certificate, inbox

__all__ = ["certificate", "inbox"]

ANY_PAGE = {
    Role.TEAM_MEMBER: "referrals:worklist",
    Role.SOCIAL_WORKER: "ocmw_intake:worklist",
    Role.ADMINISTRATOR: "agreements:register",
    Role.AUDITOR: "audit:trail",
    Role.RECEIVER_AUDITOR: "audit:trail",
}


@pytest.fixture(autouse=True)
def clock(db):
    cache.clear()
    with time_machine.travel(FILED_AT, tick=True) as traveller:
        yield traveller


@pytest.fixture
def administrator() -> User:
    a_user(Role.ADMINISTRATOR)  # never the only one
    return a_user(Role.ADMINISTRATOR)


def a_team_head(team: Organisation) -> User:
    head = a_user(Role.TEAM_MEMBER, team)
    head.membership_set.update(is_head=True)
    return head


def manager_of(place: Organisation, role: Role, administrator: User) -> User:
    if role == Role.TEAM_MEMBER:
        return a_team_head(place)
    return a_head(place) if role in (Role.SOCIAL_WORKER, Role.RECEIVER_AUDITOR) else administrator


def end(browser: Client, membership: Membership, **answers):
    return browser.post(reverse("accounts:end_access", args=[membership.pk]), answers, follow=True)


def invite(browser: Client, place: Organisation, post: str, email: str):
    answers = {"post": post, "name": "Nieuwe Collega", "email": email}
    return browser.post(reverse("accounts:invite", args=[place.pk]), answers, follow=True)


def accept(inbox, email: str) -> Client:
    for pk in Transmission.objects.filter(status="queued", kind=Kind.INVITATION).values_list("pk", flat=True):
        delivery.deliver(pk)
    mail = next(one for one in reversed(inbox.mails) if one["To"] == email)
    visitor = Browser()
    chosen = {"name": "Nieuwe Collega", "password": "vier losse woorden hier", "repeated": "vier losse woorden hier"}
    visitor.post(re.search(r"http://testserver(/\S+)", mail.get_content())[1], {**chosen, "secrecy": "on"}, follow=True)
    return visitor


@pytest.mark.parametrize("role", Role)
def test_who_is_ended_gets_the_sign_in_page_whatever_the_browser_still_holds(role, administrator, signed_in):
    """An old cookie, one that comes back from a copy of the table, and the password of before."""
    person = a_user(role)
    membership = person.membership_set.get()
    theirs = signed_in(person)
    page = reverse(ANY_PAGE[role])
    assert theirs.get(page).status_code == 200
    [kept] = Session.objects.filter(pk=theirs.cookies["sessionid"].value).values()
    manager = signed_in(manager_of(membership.organisation, role, administrator))
    assert f"{person.name} heeft geen toegang meer" in end(manager, membership).text
    for _ in range(2):
        assert theirs.get(page).url.startswith(reverse("account_login"))
        cache.clear()
        Session.objects.update_or_create(pk=kept["session_key"], defaults=kept)
    answer = Client().post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert "horen niet bij elkaar" in answer.text
    assert AuditEvent.objects.filter(event="membership_ended", object_id=str(person.pk)).exists()


def test_a_session_of_before_stays_dead_after_the_person_is_invited_again(inbox, administrator, signed_in):
    """The account of before begins anew: new password, no app, and none of its old sessions."""
    team = a_team()
    head = signed_in(a_team_head(team))
    person = a_user(Role.TEAM_MEMBER, team)
    theirs = signed_in(person)
    [kept] = Session.objects.filter(pk=theirs.cookies["sessionid"].value).values()
    end(head, person.membership_set.get())
    assert "vertrekt naar" in invite(head, team, "team_member", person.email).text
    accept(inbox, person.email)
    Session.objects.update_or_create(pk=kept["session_key"], defaults=kept)
    again = User.objects.get(email=person.email)
    assert (again.pk, again.is_active) == (person.pk, True)
    assert again.organisations_as(Role.TEAM_MEMBER) == [team]
    assert not Authenticator.objects.filter(user=again).exists()
    assert theirs.get(reverse("referrals:worklist")).url.startswith(reverse("account_login"))
    sign_in = Client().post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert "horen niet bij elkaar" in sign_in.text


@pytest.mark.parametrize(
    ("role", "post"),
    [
        (Role.ADMINISTRATOR, "administrator"),
        (Role.AUDITOR, "auditor"),
        (Role.TEAM_MEMBER, "head"),
        (Role.SOCIAL_WORKER, "head"),
        (Role.RECEIVER_AUDITOR, "receiver_auditor"),
    ],
)
def test_an_administrator_invites_for_the_agency_and_the_first_of_each_place(
    inbox, administrator, signed_in, role, post
):
    place = {Role.TEAM_MEMBER: a_team, Role.ADMINISTRATOR: an_agency, Role.AUDITOR: an_agency}.get(role, an_ocmw)()
    email = "nieuw@dienst.example"
    assert "vertrekt naar" in invite(signed_in(administrator), place, post, email).text
    accept(inbox, email)
    made = User.objects.get(email=email).membership_set.get()
    assert (made.organisation, made.role, made.is_head) == (place, role, post == "head")
    told = AccountMail.objects.get()
    assert told.user != administrator
    assert email in told.body


def test_a_head_of_a_team_invites_members_of_that_team_only(administrator, signed_in):
    team = a_team()
    head = a_team_head(team)
    browser = signed_in(head)
    assert "als teamlid" in browser.get(reverse("accounts:invite", args=[team.pk])).text
    assert "vertrekt naar" in invite(browser, team, "", "nieuw@dienst.example").text
    assert Invitation.objects.get().role == Role.TEAM_MEMBER
    elsewhere = a_team("Team Elders")
    assert invite(browser, elsewhere, "", "iemand@dienst.example").status_code == 404
    for place, role in [(elsewhere, Role.TEAM_MEMBER), (an_agency(), Role.ADMINISTRATOR)]:
        with pytest.raises(Refusal, match="Alleen een"):
            invitations.invite(
                organisation=place, role=role, name="X", email="x@dienst.example", by=head, at=timezone.now()
            )


def test_the_work_of_a_team_member_goes_to_a_colleague_in_the_same_step(administrator, signed_in):
    referral = a_referral(sent=True)
    leaver, team = referral.filed_by, referral.team
    colleague = a_user(Role.TEAM_MEMBER, team)
    head = a_team_head(team)
    browser, membership = signed_in(head), leaver.membership_set.get()
    page = browser.get(reverse("accounts:end_access", args=[membership.pk])).text
    assert f"{leaver.name} heeft nog 1 aanmelding." in page
    assert "Kies wie het werk overneemt." in end(browser, membership).text
    assert leaver.membership_set.exists()
    assert f"Het werk is nu bij {colleague.name}." in end(browser, membership, successor=colleague.pk).text
    referral.refresh_from_db()
    assert referral.taken_over_by == colleague
    assert not leaver.membership_set.exists()


def test_the_follow_ups_of_a_social_worker_go_to_a_colleague_in_the_same_step(administrator, signed_in):
    referral = a_referral(sent=True)
    ocmw = referral.partner
    leaver, colleague = a_user(Role.SOCIAL_WORKER, ocmw), a_user(Role.SOCIAL_WORKER, ocmw)
    Intake.objects.filter(referral=referral).update(assigned_to=leaver)
    head = signed_in(a_head(ocmw))
    membership = leaver.membership_set.get()
    assert "heeft nog 1 opvolging." in head.get(reverse("accounts:end_access", args=[membership.pk])).text
    end(head, membership, successor=colleague.pk)
    assert Intake.objects.get(referral=referral).assigned_to == colleague
    event = AuditEvent.objects.get(event="follow_ups_handed_over")
    assert (event.log, event.details["count"]) == (ocmw.pk, 1)


def test_an_administrator_learns_nothing_of_the_work_or_the_days_of_a_receiver(administrator, signed_in):
    """D4, D19: who ends an access there sees no count, and not when it was used."""
    referral = a_referral(sent=True)
    worker = a_user(Role.SOCIAL_WORKER, referral.partner)
    a_user(Role.SOCIAL_WORKER, referral.partner)
    Intake.objects.filter(referral=referral).update(assigned_to=worker)
    User.objects.update(last_login=timezone.now() - timedelta(days=3))
    browser = signed_in(administrator)
    assert "opvolging" not in browser.get(
        reverse("accounts:end_access", args=[worker.membership_set.get().pk])
    ).text.lower().replace('href="/opvolging/', "")
    assert "Laatst ingelogd" not in browser.get(reverse("accounts:colleagues", args=[referral.partner.pk])).text
    own = browser.get(reverse("accounts:colleagues", args=[an_agency().pk])).text
    assert "Laatst ingelogd" in own


def test_the_agency_never_loses_its_last_administrator():
    """ADR 0059: two who end each other at the same moment do not both succeed; one remains."""
    one, other = a_user(Role.ADMINISTRATOR), a_user(Role.ADMINISTRATOR)
    access.end_access(membership=one.membership_set.get(), successor=None, by=other, at=timezone.now())
    with pytest.raises(Refusal, match="Alleen een"):
        access.end_access(membership=other.membership_set.get(), successor=None, by=one, at=timezone.now())
    assert access.is_last_administrator(other.membership_set.get())


def test_a_new_link_ends_the_former_one(inbox, administrator, signed_in, clock):
    team = a_team()
    browser = signed_in(administrator)
    invite(browser, team, "head", "nieuw@dienst.example")
    first = Invitation.objects.get()
    clock.shift(timedelta(days=8))
    browser = signed_in(administrator)
    assert "verlopen" in browser.get(reverse("accounts:colleagues", args=[team.pk])).text
    page = browser.post(reverse("accounts:renew_invitation", args=[first.pk]), follow=True).text
    assert "De vorige werkt niet meer" in page
    accept(inbox, "nieuw@dienst.example")
    assert User.objects.get(email="nieuw@dienst.example").teams_led == [team]
    first.refresh_from_db()
    assert first.ended_at is not None
