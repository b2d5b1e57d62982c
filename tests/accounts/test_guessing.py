"""Guessing is hopeless and locks nobody out (ADR 0065)."""

import re
import statistics
import time
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import alarms, guessing
from accounts.models import AccessAlarm, AccountMail, FailedSignIn, User
from accounts.tasks import forget_answers, warn_of_tries
from audit.models import AuditEvent
from example.second_factor import LONG_AGO, PERIOD, code_of, link_app, signed_in
from law.roles import Role
from tests.builders.accounts import PASSWORD, a_head, a_user
from tests.builders.directory import a_team, an_ocmw

pytestmark = pytest.mark.django_db
ASKS_CODE = "Typ ook de code van uw app, dan kunt u toch verder."
WRONG = "Dit e-mailadres en dit wachtwoord horen niet bij elkaar."
NOT_ALL = "E-mailadres, wachtwoord en code kloppen niet allemaal."
OFFICE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def emptied() -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    user = a_user(Role.TEAM_MEMBER, a_team())
    link_app(user, LONG_AGO)
    return user


def try_at(email: str, password: str = "fout wachtwoord", *, client: Client | None = None, ip: str = ELSEWHERE, **more):
    client = client or Client()
    typed = {"login": email, "password": password, **more}
    return client.post(reverse("account_login"), typed, REMOTE_ADDR=ip)


def guess(email: str, times: int, **where) -> None:
    for _ in range(times):
        try_at(email, **where)


def sign_in(user: User, client: Client, *, later: int = 0, ip: str = OFFICE) -> bool:
    """With password and code, as usual; return whether it worked."""
    answer = try_at(user.email, PASSWORD, client=client, ip=ip)
    if answer.status_code != 302:
        return False
    code = code_of(user.email, time.time() + later * PERIOD)
    client.post(reverse("mfa_authenticate"), {"code": code}, REMOTE_ADDR=ip)
    return client.get(reverse("accounts:own")).status_code == 200


def a_known_device(user: User) -> Client:
    """A browser in which this person signed in once, and out again."""
    client = Client()
    assert sign_in(user, client)
    client.post(reverse("account_logout"))
    return client


def test_a_stranger_who_guesses_stops_no_known_device(user):
    device = a_known_device(user)
    guess(user.email, 8)
    assert ASKS_CODE in try_at(user.email, PASSWORD).text, "a strange device is asked for more"
    assert sign_in(user, device, later=1)


def test_a_stranger_at_the_same_office_stops_no_known_device_either(user):
    device = a_known_device(user)
    guess(user.email, 8, ip=OFFICE)
    assert sign_in(user, device, later=1, ip=OFFICE)


def test_with_the_second_factor_one_gets_in_anywhere_while_somebody_guesses(user):
    guess(user.email, guessing.PER_ACCOUNT)
    new = Client()
    page = try_at(user.email, PASSWORD, client=new).text
    assert ASKS_CODE in page
    assert re.search(r'<input type="text" name="code"', page)
    assert "De 6 cijfers die uw app nu toont" in page
    assert "niet verplicht" not in page
    answer = try_at(user.email, PASSWORD, client=new, code=code_of(user.email))
    assert (answer.status_code, answer.url) == (302, "/")
    assert new.get(reverse("accounts:own")).status_code == 200
    assert AuditEvent.objects.filter(event="signed_in").count() == 1


def test_such_a_code_works_once_and_does_not_replace_the_password(user):
    guess(user.email, guessing.PER_ACCOUNT)
    code = code_of(user.email)
    assert NOT_ALL in try_at(user.email, "fout", code=code).text
    assert try_at(user.email, PASSWORD, code=code).status_code == 302
    assert NOT_ALL in try_at(user.email, PASSWORD, code=code).text


def test_the_sixth_password_of_a_stranger_is_not_even_judged(user):
    guess(user.email, guessing.PER_ACCOUNT)
    before = FailedSignIn.objects.count()
    assert ASKS_CODE in try_at(user.email, PASSWORD, ip="192.0.2.55").text, "from another address too"
    assert FailedSignIn.objects.count() == before
    with time_machine.travel(time.time() + guessing.WINDOW.total_seconds() + 1):
        assert try_at(user.email, PASSWORD).url == reverse("mfa_authenticate")


def test_a_device_that_was_stolen_guesses_no_better(user):
    device = a_known_device(user)
    guess(user.email, guessing.PER_ACCOUNT, client=device)
    assert ASKS_CODE in try_at(user.email, PASSWORD, client=device).text


def test_a_cookie_of_a_device_is_of_one_person_and_cannot_be_made(user):
    other = a_user(Role.TEAM_MEMBER, user.memberships[0].organisation)
    link_app(other, LONG_AGO)
    device = a_known_device(user)
    guess(other.email, guessing.PER_ACCOUNT)
    assert ASKS_CODE in try_at(other.email, PASSWORD, client=device).text
    cookie = device.cookies["device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert user.email not in cookie.value
    guess(user.email, guessing.PER_ACCOUNT)
    for forged in (cookie.value + "x", "x", "", '["a"]'):
        stranger = Client()
        stranger.cookies["device"] = forged
        assert ASKS_CODE in try_at(user.email, PASSWORD, client=stranger).text


def test_at_a_shared_computer_everybody_is_known(user):
    other = a_user(Role.TEAM_MEMBER, user.memberships[0].organisation)
    link_app(other, LONG_AGO)
    device = a_known_device(user)
    assert sign_in(other, device)
    device.post(reverse("account_logout"))
    for one in (user, other):
        guess(one.email, guessing.PER_ACCOUNT)
    assert sign_in(user, device, later=1)


def test_an_office_is_not_one_person(user):
    """Twenty people behind one address mistype twice: nobody is asked for more."""
    for number in range(20):
        guess(f"collega{number}@team.example", 2, ip=OFFICE)
    assert sign_in(user, Client(), ip=OFFICE)


def test_one_address_that_tries_many_accounts_is_asked_for_the_code_everywhere(user):
    for number in range(guessing.PER_NETWORK):
        guess(f"iemand{number}@team.example", 1)
    assert ASKS_CODE in try_at(user.email, PASSWORD).text
    assert try_at(user.email, PASSWORD, ip=OFFICE).status_code == 302


def test_who_has_the_password_cannot_guess_the_code_and_stops_no_known_device(user):
    device = a_known_device(user)
    stranger = Client()
    try_at(user.email, PASSWORD, client=stranger)
    right = {code_of(user.email, time.time() + step * PERIOD) for step in (-1, 0, 1, 2)}
    wrong = next(code for code in ("000000", "111111", "222222", "333333", "444444") if code not in right)
    for _ in range(guessing.PER_ACCOUNT):
        assert "Deze code klopt niet" in stranger.post(reverse("mfa_authenticate"), {"code": wrong}).text
    fresh = code_of(user.email, time.time() + PERIOD)
    assert "te vaak geprobeerd" in stranger.post(reverse("mfa_authenticate"), {"code": fresh}).text
    assert "te vaak geprobeerd" in try_at(user.email, PASSWORD, code=fresh).text
    assert sign_in(user, device, later=1)


def test_an_emptied_cache_opens_no_gate(user):
    guess(user.email, guessing.PER_ACCOUNT)
    cache.clear()
    assert ASKS_CODE in try_at(user.email, PASSWORD).text


def test_of_an_address_without_account_nothing_is_said_or_kept(user):
    answers = {}
    for email in (user.email, "niemand@nergens.example"):
        pages = [try_at(email, **more).text for more in [{}] * 6 + [{"code": "123456"}]]
        answers[email] = [re.sub(r'value="[^"]*"', "", page).replace(email, "") for page in pages]
    assert WRONG in answers[user.email][0]
    assert ASKS_CODE in answers[user.email][5]
    assert NOT_ALL in answers[user.email][6]
    assert answers[user.email] == answers["niemand@nergens.example"]
    assert AuditEvent.objects.filter(event="sign_in_failed").count() == 6, "of the account only"
    assert not FailedSignIn.objects.filter(account__contains=b"niemand").exists()


def test_an_address_without_account_takes_as_long(user, settings, monkeypatch):
    """By distribution: samples in turn, and how often one of the one kind is slower than one of the other."""
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 30_000)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    user.set_password(PASSWORD)
    user.save()
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(60):
        has_account = number % 2 == 0
        FailedSignIn.objects.all().delete()
        email = user.email if has_account else f"niemand{number}@nergens.example"
        start = time.perf_counter()
        try_at(email)
        taken[has_account].append(time.perf_counter() - start)
    pairs = [(one, other) for one in taken[True][3:] for other in taken[False][3:]]
    slower = sum(one > other for one, other in pairs) / len(pairs)
    assert 0.2 < slower < 0.8, f"an account is slower in {slower:.0%} of all pairs"
    assert 0.8 < statistics.median(taken[True]) / statistics.median(taken[False]) < 1.25


def test_a_campaign_is_told_once_and_shown(user):
    admin = a_user(Role.ADMINISTRATOR)
    for number in range(alarms.MANY_ACCOUNTS + 5):
        guess(f"iemand{number}@team.example", 1)
    alarm = AccessAlarm.objects.get()
    assert alarm.accounts >= alarms.MANY_ACCOUNTS
    assert [(one.user, one.subject) for one in AccountMail.objects.all()] == [(admin, "Iemand probeert wachtwoorden")]
    assert AuditEvent.objects.filter(event="sign_in_campaign").count() == 1
    page = signed_in(admin).get(reverse("accounts:own")).text
    assert "Iemand probeert wachtwoorden." in page
    assert f'href="{reverse("accounts:blocked")}"' in page
    assert "Iemand probeert" not in signed_in(user).get(reverse("accounts:own")).text
    with time_machine.travel(time.time() + 25 * 3600):
        assert "Iemand probeert" not in signed_in(admin).get(reverse("accounts:own")).text
    assert mail.outbox == []


def test_a_head_lets_a_colleague_in_again(user):
    head = a_head(an_ocmw())
    colleague = a_user(Role.SOCIAL_WORKER, head.led[0])
    link_app(colleague, LONG_AGO)
    guess(colleague.email, guessing.PER_ACCOUNT)
    client = signed_in(head)
    page = client.get(reverse("accounts:blocked")).text
    assert colleague.name in page
    assert "code gevraagd bij het wachtwoord" in page
    membership = colleague.memberships[0].pk
    assert colleague.name not in signed_in(user).get(reverse("accounts:blocked")).text
    assert signed_in(user).post(reverse("accounts:let_in", args=[membership])).status_code == 404
    assert colleague.name not in signed_in(a_user(Role.ADMINISTRATOR)).get(reverse("accounts:blocked")).text, "D19"
    client.post(reverse("accounts:let_in", args=[membership]))
    client.get(reverse("accounts:blocked"))  # says that it is done
    assert colleague.name not in client.get(reverse("accounts:blocked")).text
    assert try_at(colleague.email, PASSWORD).status_code == 302
    assert AuditEvent.objects.filter(event="let_in_again", actor_id=head.pk).count() == 1


def test_nothing_is_kept_longer_than_a_day(user):
    guess(user.email, 1)
    FailedSignIn.objects.update(at=timezone.now() - timedelta(days=1, seconds=1))
    forget_answers()
    assert not FailedSignIn.objects.exists()


TRIED, NEW_DEVICE = "Iemand probeert in te loggen met uw account", "Ingelogd op een nieuw toestel"


def told(user: User, subject: str) -> list[str]:
    return list(AccountMail.objects.filter(user=user, subject=subject).order_by("pk").values_list("pk", flat=True))


def test_whose_account_is_tried_hears_of_it_once_a_day_and_from_the_clock(user):
    """ASVS 6.3.5: nothing is written while somebody tries, so that an answer takes as long for any address."""
    guess(user.email, guessing.PER_ACCOUNT - 1)
    warn_of_tries()
    assert not told(user, TRIED)
    guess(user.email, 1)
    guess("niemand@dienst.example", 6)
    assert not told(user, TRIED)
    for _ in range(2):
        warn_of_tries()
    assert AccountMail.objects.filter(subject=TRIED).count() == 1
    body = AccountMail.objects.get(user=user, subject=TRIED).body
    assert "5 keer in een half uur" in body
    assert "Uw wachtwoord werd niet gevonden." in body
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        guess(user.email, 6)
        warn_of_tries()
    assert len(told(user, TRIED)) == 2


def test_who_may_not_enter_and_who_mistypes_on_the_own_device_hear_nothing(user):
    device = a_known_device(user)
    guess(user.email, 6, client=device)
    warn_of_tries()
    assert not told(user, TRIED)
    guess(user.email, 6)
    User.objects.filter(pk=user.pk).update(is_active=False)
    warn_of_tries()
    assert not told(user, TRIED)


def test_three_wrong_codes_after_the_right_password_say_that_somebody_has_it(user):
    client = Client()
    try_at(user.email, PASSWORD, client=client)
    for _ in range(3):
        client.post(reverse("mfa_authenticate"), {"code": "000000"}, REMOTE_ADDR=ELSEWHERE)
    warn_of_tries()
    assert "Iemand kent dus uw wachtwoord." in AccountMail.objects.get(user=user, subject=TRIED).body


def test_a_sign_in_at_a_device_that_nobody_saw_before_is_told_once_a_day(user):
    device = a_known_device(user)  # the first sign-in of all
    assert not told(user, NEW_DEVICE)
    assert sign_in(user, device, later=1)
    assert not told(user, NEW_DEVICE)
    stranger = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    cache.clear()
    assert sign_in(user, stranger, ip=ELSEWHERE)
    assert "Firefox op Windows" in AccountMail.objects.get(user=user, subject=NEW_DEVICE).body
    cache.clear()
    assert sign_in(user, Client(), ip=ELSEWHERE)
    assert len(told(user, NEW_DEVICE)) == 1


def ask_for_what_is_not_theirs(someone: User, times: int) -> None:
    client = signed_in(someone)
    for number in range(times):
        assert client.get(reverse("referrals:referral", args=[f"AAAA-{number:04d}"])).status_code == 404


def test_many_within_an_hour_are_told_once_to_administrators_and_dpo(user):
    admin, dpo = a_user(Role.ADMINISTRATOR), a_user(Role.AUDITOR)
    ask_for_what_is_not_theirs(user, alarms.MANY_DENIALS - 1)
    assert not AccountMail.objects.exists()
    ask_for_what_is_not_theirs(user, 5)
    assert {one.user for one in AccountMail.objects.all()} == {admin, dpo}
    assert AuditEvent.objects.filter(event="denied_often").count() == 1
    for one in (admin, dpo):
        assert "Iemand vroeg vaak een pagina die niet mag." in signed_in(one).get(reverse("accounts:own")).text
    assert "vroeg vaak" in signed_in(admin).get(reverse("accounts:blocked")).text


def test_of_a_receiver_only_its_own_side_hears(user):
    """D19: what somebody at a receiver does is no business of the agency."""
    admin, ocmw = a_user(Role.ADMINISTRATOR), an_ocmw()
    head, worker = a_head(ocmw), a_user(Role.SOCIAL_WORKER, ocmw)
    client = signed_in(worker)
    for number in range(alarms.MANY_DENIALS):
        client.get(reverse("ocmw_intake:referral", args=[f"AAAA-{number:04d}"]))
    assert {one.user for one in AccountMail.objects.all()} == {head}
    assert "vroeg vaak" in signed_in(head).get(reverse("accounts:own")).text
    assert "vroeg vaak" not in signed_in(admin).get(reverse("accounts:own")).text
    assert "vroeg vaak" not in client.get(reverse("accounts:own")).text
