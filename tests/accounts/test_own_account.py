"""What people change of their own login, and what they do who lost something (D34, ADR 0060)."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import factors, recovery
from accounts.devices import NO_ADDRESS, in_words
from accounts.models import AccountMail, AcmIdmIdentity, LostPassword, PasswordLink, User
from audit.models import AuditEvent
from example.second_factor import LONG_AGO, link_app, unused_code_of
from law.refusal import Refusal
from law.roles import Role
from outbox import delivery
from outbox.models import Transmission
from tests.builders.accounts import PASSWORD, a_head, a_user
from tests.builders.directory import a_team, an_ocmw
from tests.clients import Browser
from tests.outbox.conftest import certificate, inbox

__all__ = ["certificate", "inbox"]

OTHER = "vijf heel andere losse woorden"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"


@pytest.fixture(autouse=True)
def clock(db):
    cache.clear()
    with time_machine.travel(timezone.now(), tick=True) as traveller:
        yield traveller


def sign_in(user: User, password: str = PASSWORD) -> Client:
    """Password and code, as a person does it."""
    browser = Browser(headers={"user-agent": FIREFOX})
    browser.post(reverse("account_login"), {"login": user.email, "password": password})
    browser.post(reverse("mfa_authenticate"), {"code": unused_code_of(user.email)})
    return browser


def is_in(browser: Client) -> bool:
    return browser.get(reverse("accounts:own")).status_code == 200


def events() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("event", flat=True))


# --- password ------------------------------------------------------------------------------------------------------


def change(browser: Client, now: str = PASSWORD, new: str = OTHER, repeated: str = OTHER):
    answers = {"oldpassword": now, "password": new, "repeated": repeated}
    return browser.post(reverse("account_change_password"), answers, follow=True)


def test_a_new_password_ends_every_other_session_and_is_told_by_mail(signed_in):
    user = a_user(Role.TEAM_MEMBER)
    here, elsewhere = signed_in(user), signed_in(user)
    assert "Uw nieuwe wachtwoord is bewaard" in change(here).text
    assert is_in(here)
    assert not is_in(elsewhere)
    user.refresh_from_db()
    assert user.check_password(OTHER)
    assert events() == ["password_changed"]
    assert "uw wachtwoord" in AccountMail.objects.get(user=user).body


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"now": "verkeerd"}, "Dit is niet uw wachtwoord van nu."),
        ({"now": ""}, "Vul uw wachtwoord van nu in."),
        ({"repeated": "iets anders"}, "De twee wachtwoorden zijn niet gelijk."),
        ({"new": "", "repeated": ""}, "Kies een wachtwoord van minstens 12 tekens."),
        ({"new": PASSWORD, "repeated": PASSWORD}, "Kies een ander wachtwoord dan dat van nu."),
    ],
)
def test_a_password_that_cannot_be_gets_a_sentence_and_changes_nothing(signed_in, answers, sentence):
    user = a_user(Role.TEAM_MEMBER)
    assert sentence in change(signed_in(user), **answers).text
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert not AccountMail.objects.exists()


def ask(email: str, browser: Client | None = None):
    return (browser or Browser()).post(reverse("account_reset_password"), {"email": email}, follow=True)


def link(inbox) -> str:
    recovery.answer_lost_passwords(at=timezone.now())
    for pk in Transmission.objects.filter(status="queued").values_list("pk", flat=True):
        delivery.deliver(pk)
    return re.search(r"http://testserver(/\S*sleutel=\S+)", inbox.mails[-1].get_content())[1]


def choose(path: str, password: str = OTHER):
    return Browser().post(path, {"password": password, "repeated": password}, follow=True)


def test_a_lost_password_is_replaced_by_mail_and_the_second_factor_is_still_asked(inbox, signed_in):
    user = a_user(Role.TEAM_MEMBER)
    link_app(user, LONG_AGO)
    old = signed_in(user)
    assert "Kijk in uw mailbox" in ask(user.email.upper()).text
    path = link(inbox)
    assert inbox.recipients == [user.email]
    assert is_in(old)  # asking changes nothing
    assert "Log ermee in" in choose(path).text
    assert not is_in(old)
    browser = Browser()
    answer = browser.post(reverse("account_login"), {"login": user.email, "password": OTHER})
    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(browser)
    assert {"password_link_made", "password_changed"} <= set(events())
    assert choose(path, "nog heel andere losse woorden").status_code == 404


def test_a_second_link_ends_the_first_and_an_hour_ends_both(inbox, clock):
    user = a_user(Role.TEAM_MEMBER)
    ask(user.email)
    first = link(inbox)
    ask(user.email)
    second = link(inbox)
    assert Browser().get(first).status_code == 404
    assert Browser().get(second).status_code == 200
    clock.shift(timedelta(hours=1))
    assert Browser().get(second).status_code == 404


def test_an_address_without_account_gets_the_same_answer_for_the_same_work():
    """What is looked up is looked up by a worker: while somebody waits both do the same."""
    known, ended = a_user(), a_user(is_active=False)
    ask("eerst@dienst.example")  # fills what is filled once
    answers, work = set(), set()
    for email in (known.email, ended.email, "niemand@dienst.example"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = ask(email)
        answers.add((answer.status_code, tuple(answer.redirect_chain), answer.text))
        work.add(tuple(re.sub(r"'[^']*'|\d+", "?", one["sql"])[:60] for one in queries))
    assert len(answers) == len(work) == 1
    assert recovery.answer_lost_passwords(at=timezone.now()) == 4
    assert (LostPassword.objects.count(), PasswordLink.objects.count()) == (0, 1)


def test_asking_for_one_address_again_and_again_is_limited():
    codes = [ask("iemand@dienst.example").status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
    assert LostPassword.objects.count() == 5


def test_who_signs_in_with_acm_idm_has_no_password_to_change_or_to_lose(signed_in):
    user = a_user(Role.TEAM_MEMBER)
    user.set_unusable_password()
    user.save()
    AcmIdmIdentity.objects.create(user=user, fingerprint=b"iemand", bound_at=timezone.now())
    own = signed_in(user).get(reverse("account_change_password"), follow=True).text
    assert "U hebt hier geen wachtwoord." in own
    assert "Wachtwoord wijzigen" not in own
    ask(user.email)
    recovery.answer_lost_passwords(at=timezone.now())
    assert "sleutel" not in AccountMail.objects.get(user=user).body
    assert not PasswordLink.objects.exists()


# --- phone ---------------------------------------------------------------------------------------------------------


def test_a_head_who_called_back_takes_the_phone_away_and_a_second_person_hears_it(inbox, signed_in):
    ocmw = an_ocmw()
    head, second = a_head(ocmw), a_user(Role.SOCIAL_WORKER, ocmw)
    second.membership_set.update(is_head=True)
    person = a_user(Role.SOCIAL_WORKER, ocmw)
    theirs, browser = signed_in(person), signed_in(head)
    page = reverse("accounts:help_with_phone", args=[person.membership_set.get().pk])
    assert "Bel eerst zelf terug" in browser.post(page, {"recognised": "on"}).text
    assert Authenticator.objects.filter(user=person).exists()
    answer = browser.post(page, {"called_back": "on", "recognised": "on"}, follow=True)
    assert f"{person.name} krijgt een mail" in answer.text
    assert not Authenticator.objects.filter(user=person).exists()
    assert not is_in(theirs)
    assert set(AccountMail.objects.values_list("user", flat=True)) == {person.pk, second.pk}
    event = AuditEvent.objects.get(event="app_unlinked")
    assert (event.actor_id, event.object_id, event.details["by_whom"]) == (head.pk, str(person.pk), "after_call")
    for pk in Transmission.objects.filter(status="queued").values_list("pk", flat=True):
        delivery.deliver(pk)
    mail = next(one for one in inbox.mails if one["To"] == person.email)
    path = re.search(r"http://testserver(/\S*sleutel=\S+)", mail.get_content())[1]
    chosen = choose(path)
    assert chosen.redirect_chain[-1][0] == reverse("mfa_index")  # to link another phone, and nothing else
    assert chosen.client.get(reverse("ocmw_intake:worklist")).url == reverse("mfa_index")


def test_nobody_takes_away_the_own_phone_or_that_of_somebody_elsewhere():
    head = a_head(an_ocmw())
    elsewhere = a_user(Role.SOCIAL_WORKER, an_ocmw("OCMW Elders"))
    for person, sentence in [(head, "niet voor uzelf"), (elsewhere, "Alleen een hoofd")]:
        with pytest.raises(Refusal, match=sentence):
            recovery.unlink_after_call(membership=person.membership_set.get(), by=head, at=timezone.now())


def test_who_lost_the_phone_reads_what_to_do_before_signing_in():
    assert "reservecode" in Client().get(reverse("lost_phone")).text


# --- sessions ------------------------------------------------------------------------------------------------------


@pytest.fixture
def person() -> User:
    user = a_user(Role.TEAM_MEMBER, a_team())
    link_app(user, LONG_AGO)
    return user


def test_people_see_where_they_are_signed_in_and_end_one(person, clock):
    here, there = sign_in(person), sign_in(person)
    page = here.get(reverse("accounts:devices")).text
    assert page.count("Firefox op Windows") >= 2
    assert "nu, dit is deze browser" in page
    assert set(UserSession.objects.values_list("ip", flat=True)) == {NO_ADDRESS}
    other = UserSession.objects.get(session_key=there.cookies["sessionid"].value)
    assert "Die sessie is beëindigd" in here.post(reverse("accounts:end_device", args=[other.pk]), follow=True).text
    assert (is_in(here), is_in(there)) == (True, False)
    assert "sessions_ended" in events()
    assert AccountMail.objects.filter(user=person, subject="U logde ergens uit").exists()


def test_all_other_sessions_end_and_stay_dead(person, clock):
    here, there = sign_in(person), sign_in(person)
    [kept] = Session.objects.filter(pk=there.cookies["sessionid"].value).values()
    answer = here.post(reverse("accounts:end_other_devices"), follow=True)
    assert "U bent overal uitgelogd, behalve hier" in answer.text
    assert "nu, dit is deze browser" in answer.text
    Session.objects.update_or_create(pk=kept["session_key"], defaults=kept)  # a table that was restored
    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_the_session_of_another(person, signed_in):
    theirs = sign_in(person)
    other = UserSession.objects.get(user=person)
    assert signed_in(a_user()).post(reverse("accounts:end_device", args=[other.pk])).status_code == 404
    assert is_in(theirs)


def test_the_last_use_of_a_session_is_kept_up_a_few_times_an_hour(person, clock):
    browser = sign_in(person)
    begun = UserSession.objects.get().last_seen_at
    clock.shift(timedelta(minutes=2))
    is_in(browser)
    assert UserSession.objects.get().last_seen_at == begun
    clock.shift(timedelta(minutes=4))
    is_in(browser)
    assert UserSession.objects.get().last_seen_at > begun


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox op Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1", "Safari op een iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge op Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/131.0 Mobile Safari/537.36", "Chrome op Android"),
        ("<script>alert(1)</script>", "een andere browser"),
        ("", "een andere browser"),
    ],
)
def test_a_browser_is_called_by_the_name_that_people_know(user_agent, words):
    assert in_words(user_agent) == words


def test_every_change_of_the_second_factor_is_told_by_mail(person, signed_in):
    signed_in(person).post(reverse("mfa_generate_recovery_codes"))
    assert "er zijn nieuwe reservecodes gemaakt" in AccountMail.objects.get(user=person).body
    factors.add_passkey(name="Sleutel", credential={}, by=person, at=timezone.now())
    assert AccountMail.objects.filter(user=person).count() == 2
