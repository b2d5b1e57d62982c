"""A head of service lets colleagues in and out: own receiver only, one link used once, and no address given away."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import access, invitations
from accounts.models import Invitation, Membership, User
from audit.models import AuditEvent
from directory.models import Organisation
from law.refusal import Refusal
from law.roles import Role
from outbox import delivery
from outbox.models import Kind, Transmission
from tests.builders.accounts import PASSWORD, a_head, a_user, an_invitation
from tests.builders.days import FILED_AT
from tests.builders.directory import a_team, an_ocmw
from tests.clients import Browser
from tests.outbox.conftest import certificate, inbox

__all__ = ["certificate", "inbox"]

NEW = "nieuw@dienst.example"
CHOSEN = "vier losse woorden hier"


@pytest.fixture(autouse=True)
def clock(db):
    cache.clear()
    with time_machine.travel(FILED_AT, tick=True) as traveller:
        yield traveller


@pytest.fixture
def ocmw() -> Organisation:
    return an_ocmw()


@pytest.fixture
def head(ocmw) -> User:
    return a_head(ocmw)


@pytest.fixture
def browser(head, signed_in) -> Client:
    return signed_in(head)


def invite(browser: Client, ocmw: Organisation, email: str = NEW, name: str = "Nieuwe Collega"):
    return browser.post(
        reverse("accounts:invite", args=[ocmw.pk]), {"post": "social_worker", "name": name, "email": email}, follow=True
    )


def link(inbox, number: int = -1) -> str:
    """Deliver what waits, and return the path of the link in a mail."""
    for pk in Transmission.objects.filter(status="queued").values_list("pk", flat=True):
        delivery.deliver(pk)
    return re.search(r"http://testserver(/\S+)", inbox.mails[number].get_content())[1]


def choose(client: Client, path: str, **changes):
    answers = {"name": "Nieuwe Collega", "password": CHOSEN, "repeated": CHOSEN, "secrecy": "on", **changes}
    return client.post(path, answers, follow=True)


def test_a_colleague_is_invited_chooses_a_password_and_signs_in(inbox, browser, ocmw, head, signed_in):
    assert f"De uitnodiging vertrekt naar {NEW}." in invite(browser, ocmw).text
    path = link(inbox)
    assert inbox.recipients == [NEW]
    assert ocmw.name in inbox.mails[0].get_content()
    visitor = Browser()
    assert head.name in visitor.get(path).text
    assert "Kies hoe u inlogt" in choose(visitor, path).text
    made = User.objects.get(email=NEW)
    assert made.organisations_as(Role.SOCIAL_WORKER) == [ocmw]
    assert made.bound_by_secrecy_since == timezone.localdate()
    assert not made.organisations_led
    assert visitor.get(reverse("ocmw_intake:worklist")).url == reverse("mfa_index")
    visitor = signed_in(made)
    assert visitor.get(reverse("ocmw_intake:worklist")).status_code == 200
    assert "Nieuwe Collega" in browser.get(reverse("accounts:colleagues", args=[ocmw.pk])).text
    trail = set(AuditEvent.objects.values_list("event", flat=True))
    assert {"colleague_invited", "account_created", "secrecy_declared", "invitation_accepted"} <= trail


def test_the_link_works_once(inbox, browser, ocmw):
    invite(browser, ocmw)
    path = link(inbox)
    choose(Browser(), path)
    assert Browser().get(path).status_code == 404
    assert choose(Browser(), path).status_code == 404
    assert User.objects.filter(email=NEW).count() == 1


def test_opening_the_link_changes_nothing(inbox, browser, ocmw):
    """Mail scanners open links too."""
    invite(browser, ocmw)
    path = link(inbox)
    for _ in range(3):
        assert Browser().get(path).status_code == 200
        assert Browser().head(path).status_code == 200
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize(("days", "status"), [(timedelta(days=7, seconds=-5), 200), (timedelta(days=7), 404)])
def test_the_link_works_for_seven_days(inbox, browser, ocmw, clock, days, status):
    invite(browser, ocmw)
    path = link(inbox)
    clock.move_to(Invitation.objects.get().sent_at + days)
    assert Browser().get(path).status_code == status


def test_an_old_a_withdrawn_and_an_unknown_link_look_exactly_alike(inbox, browser, ocmw):
    invite(browser, ocmw)
    path = link(inbox)
    browser.post(reverse("accounts:withdraw_invitation", args=[Invitation.objects.get().pk]))
    token = re.compile(r'value="[^"]{64}"')
    pages = {token.sub("", Browser().get(one).text) for one in (path, path[:-5] + "AAAAA")}
    assert len(pages) == 1
    assert NEW not in pages.pop()


def test_the_token_is_not_in_the_database_once_the_mail_left(inbox, browser, ocmw):
    invite(browser, ocmw)
    token = link(inbox).rpartition("=")[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT i::text FROM accounts_invitation i")
        row = cursor.fetchone()[0]
    assert token not in row
    assert Invitation.objects.get().token is None


def test_a_second_invitation_ends_the_first_link(inbox, browser, ocmw, clock):
    invite(browser, ocmw)
    first = link(inbox)
    assert "Wacht een minuut" in invite(browser, ocmw).text
    clock.shift(timedelta(minutes=2))
    invite(browser, ocmw)
    second = link(inbox)
    assert Browser().get(first).status_code == 404
    assert Browser().get(second).status_code == 200


def test_an_invitation_that_is_withdrawn_before_it_left_never_leaves(inbox, browser, ocmw):
    invite(browser, ocmw)
    browser.post(reverse("accounts:withdraw_invitation", args=[Invitation.objects.get().pk]))
    delivery.deliver(Transmission.objects.get(kind=Kind.INVITATION).pk)
    assert inbox.mails == []
    assert "Er wacht geen uitnodiging" in browser.get(reverse("accounts:colleagues", args=[ocmw.pk])).text


def test_whether_an_address_has_an_account_is_not_told(inbox, browser, ocmw):
    known = a_user(Role.SOCIAL_WORKER, an_ocmw("OCMW Elders"))
    answers = [invite(browser, ocmw, email=email) for email in (known.email, NEW)]
    pages = [re.sub(r'value="[^"]{64}"', "", answer.text) for answer in answers]
    assert pages[0].count(known.email) == 2  # the message and the list
    assert answers[0].redirect_chain == answers[1].redirect_chain
    link(inbox)
    first, second = (mail.get_content() for mail in inbox.mails)
    assert re.sub(r"http\S+", "", first) == re.sub(r"http\S+", "", second)


def test_an_account_that_exists_gets_the_role_after_its_owner_signed_in_and_accepted(inbox, browser, ocmw, signed_in):
    elsewhere = an_ocmw("OCMW Elders")
    known = a_user(Role.SOCIAL_WORKER, elsewhere)
    invite(browser, ocmw, email=known.email)
    path = link(inbox)
    assert "Log eerst in" in Browser().get(path).text
    assert "Log eerst in" in choose(Browser(), path).text  # a password cannot be set over that of another
    assert known.check_password(PASSWORD)
    assert "ander account" in signed_in(a_user(Role.SOCIAL_WORKER, elsewhere)).get(path).text
    own = signed_in(known)
    assert "Zet een vinkje" in own.post(path, {}).text
    own.post(path, {"secrecy": "on"})
    assert set(User.objects.get(pk=known.pk).organisations_as(Role.SOCIAL_WORKER)) == {ocmw, elsewhere}


@pytest.mark.parametrize("role", [Role.TEAM_MEMBER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_stands_on_the_other_side_of_the_wall_does_not_become_a_social_worker(
    inbox, browser, ocmw, signed_in, role
):
    """D4, D8."""
    other = a_user(role)
    invite(browser, ocmw, email=other.email)
    answer = signed_in(other).post(link(inbox), {"secrecy": "on"})
    assert "Met een andere rol" in answer.text
    assert other.membership_set.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Vul voornaam en naam in"),
        ({"password": "kort", "repeated": "kort"}, "12"),
        ({"password": "password1234", "repeated": "password1234"}, "wachtwoord"),
        ({"repeated": "iets helemaal anders"}, "De twee wachtwoorden zijn niet gelijk."),
        ({"repeated": ""}, "Typ het wachtwoord een tweede keer."),
        ({"secrecy": ""}, "Zet een vinkje"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_makes_no_account(inbox, browser, ocmw, changes, sentence):
    invite(browser, ocmw)
    path = link(inbox)
    page = choose(Browser(), path, **changes).text
    assert sentence in page
    assert "Nieuwe Collega" in page or not changes.get("name", "x")
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Vul het e-mailadres in"),
        ("geen adres", "Typ een volledig e-mailadres"),
        ("iemand@elders.example", "eindigt op @dienst.example"),
        ("iemand@dienst.example.elders.example", "eindigt op @dienst.example"),
    ],
)
def test_only_an_address_of_the_own_organisation_is_invited(browser, ocmw, email, sentence):
    assert sentence in invite(browser, ocmw, email=email).text
    assert not Invitation.objects.exists()


def test_the_general_address_of_the_organisation_says_which_domain_is_its_own(browser, ocmw):
    Organisation.objects.filter(pk=ocmw.pk).update(email="info@ocmw-proef.example")
    assert "eindigt op @ocmw-proef.example" in invite(browser, ocmw).text
    assert "vertrekt" in invite(browser, ocmw, email="an@ocmw-proef.example").text


def test_a_colleague_who_is_in_already_is_not_invited(browser, ocmw, head):
    assert "heeft al toegang" in invite(browser, ocmw, email=head.email.upper()).text


def test_who_is_removed_has_no_access_at_the_next_request(browser, ocmw, signed_in):
    colleague = a_user(Role.SOCIAL_WORKER, ocmw)
    theirs = signed_in(colleague)
    assert theirs.get(reverse("ocmw_intake:worklist")).status_code == 200
    page = reverse("accounts:end_access", args=[colleague.membership_set.get().pk])
    assert colleague.name in browser.get(page).text
    assert colleague.membership_set.exists()
    assert "heeft geen toegang meer" in browser.post(page, follow=True).text
    assert theirs.get(reverse("ocmw_intake:worklist")).url.startswith(reverse("account_login"))
    assert User.objects.filter(pk=colleague.pk).exists()
    assert AuditEvent.objects.filter(event="membership_ended", object_id=str(colleague.pk)).exists()


def test_a_head_touches_no_other_organisation(browser, head):
    elsewhere = an_ocmw("OCMW Elders")
    theirs = a_user(Role.SOCIAL_WORKER, elsewhere).membership_set.get()
    open_invitation = an_invitation(elsewhere)
    for name, key in [
        ("colleagues", elsewhere.pk),
        ("invite", elsewhere.pk),
        ("end_access", theirs.pk),
        ("set_head", theirs.pk),
        ("withdraw_invitation", open_invitation.pk),
    ]:
        assert browser.post(reverse(f"accounts:{name}", args=[key])).status_code in {404, 405}, name
    for act in (
        lambda: invitations.invite(
            organisation=elsewhere, role=Role.SOCIAL_WORKER, name="X", email=NEW, by=head, at=timezone.now()
        ),
        lambda: access.end_access(membership=theirs, successor=None, by=head, at=timezone.now()),
        lambda: access.set_head(membership=theirs, is_head=True, by=head, at=timezone.now()),
        lambda: invitations.withdraw_invitation(invitation=open_invitation, by=head, at=timezone.now()),
    ):
        with pytest.raises(Refusal, match="Alleen een diensthoofd"):
            act()


def test_a_colleague_who_is_no_head_lets_nobody_in(ocmw, signed_in):
    client = signed_in(a_user(Role.SOCIAL_WORKER, ocmw))
    assert client.get(reverse("accounts:colleagues", args=[ocmw.pk])).status_code == 404
    assert invite(client, ocmw).status_code == 404
    assert "Wie heeft toegang" not in client.get(reverse("accounts:own")).text


def test_a_head_names_another_head_and_does_nothing_to_itself(browser, ocmw, head):
    colleague = a_user(Role.SOCIAL_WORKER, ocmw).membership_set.get()
    url = reverse("accounts:set_head", args=[colleague.pk])
    assert "is nu hoofd" in browser.post(url, {"is_head": "yes"}, follow=True).text
    assert "is niet langer hoofd" in browser.post(url, {"is_head": "no"}, follow=True).text
    own = head.membership_set.get()
    for name, sentence in [("end_access", "uw eigen toegang"), ("set_head", "niet voor uzelf")]:
        assert sentence in browser.post(reverse(f"accounts:{name}", args=[own.pk]), follow=True).text
    own.refresh_from_db()
    assert own.is_head


def test_an_administrator_names_a_head_and_from_then_on_that_head_invites(ocmw, signed_in):
    """D8: who keeps the papers lets nobody in where somebody leads."""
    worker = a_user(Role.SOCIAL_WORKER, ocmw).membership_set.get()
    administrator = signed_in(a_user(Role.ADMINISTRATOR))
    page = reverse("accounts:colleagues", args=[ocmw.pk])
    assert page in administrator.get(reverse("directory:organisation", args=[ocmw.pk])).text
    invitation = reverse("accounts:invite", args=[ocmw.pk])
    assert "diensthoofd" in administrator.get(invitation).text
    administrator.post(reverse("accounts:set_head", args=[worker.pk]), {"is_head": "yes"})
    worker.refresh_from_db()
    assert worker.is_head
    assert "diensthoofd" not in administrator.get(invitation).text
    post = {"post": "social_worker", "name": "X", "email": NEW}
    assert "Kies wat deze persoon hier wordt" in administrator.post(invitation, post).text
    assert not Invitation.objects.exists()


def test_an_administrator_names_the_head_of_a_team_who_leads_no_receiver(signed_in):
    """D17: a head of the team opens proof of consent together with a DPO, and invites nobody behind the wall."""
    team = a_team()
    member = a_user(Role.TEAM_MEMBER, team)
    administrator = signed_in(a_user(Role.ADMINISTRATOR))
    assert member.name in administrator.get(reverse("accounts:colleagues", args=[team.pk])).text
    administrator.post(reverse("accounts:set_head", args=[member.membership_set.get().pk]), {"is_head": "yes"})
    named = type(member).objects.get(pk=member.pk)
    assert (named.teams_led, named.organisations_led) == ([team], [])


def test_a_head_works_at_a_receiver_or_in_a_team():
    a_user(Role.ADMINISTRATOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.update(is_head=True)


def test_accepting_is_limited_per_visitor(inbox, browser, ocmw, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "guest_link": "2/m/ip"}
    invite(browser, ocmw)
    path = link(inbox)
    answers = [choose(Browser(), path, secrecy="").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_nobody_invites_after_losing_the_head_of_service(ocmw, head):
    """As it is now, and not as it was when the page was opened."""
    assert head.organisations_led == [ocmw]
    head.membership_set.update(is_head=False)
    with pytest.raises(Refusal, match="Alleen een diensthoofd"):
        invitations.invite(organisation=ocmw, role=Role.SOCIAL_WORKER, name="X", email=NEW, by=head, at=timezone.now())


def at_once(acts) -> list[str]:
    """Run these at the same moment, each on a connection of its own; returns what each raised."""

    def run(act) -> str:
        try:
            act()
        except Exception as error:  # the name is compared below
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return sorted(pool.map(run, acts))


def accepting(invitation: Invitation):
    return lambda: invitations.accept_with_new_account(
        invitation=invitation, name="X", password=CHOSEN, at=invitation.sent_at
    )


@pytest.mark.django_db(transaction=True)
def test_two_presses_on_one_link_make_one_account(ocmw):
    invitation = an_invitation(ocmw, email=NEW)
    assert at_once([accepting(invitation)] * 2) == ["", "Overtaken"]
    assert Membership.objects.filter(user__email=NEW).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_receivers_that_invite_one_person_make_one_account(ocmw):
    both = [an_invitation(receiver, email=NEW) for receiver in (ocmw, an_ocmw("OCMW Elders"))]
    assert at_once([accepting(one) for one in both]) == ["", "Overtaken"]
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize("token", ["bestaat-niet", "x" * 43, "é", "%00"])
def test_any_other_link_is_answered_quietly(token):
    assert Browser().get(f"/mijn-account/uitnodiging/?sleutel={token}").status_code == 404
