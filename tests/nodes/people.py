"""People at their browsers: they sign in, file and withdraw on the pages, and go to the other machine if one fails."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from requests.adapters import HTTPAdapter

from accounts.models import Membership, User
from consent.models import Language, Withdrawal
from directory.models import Organisation
from example.second_factor import LONG_AGO, link_app, unused_code_of
from law.roles import Role
from outbox.models import Transmission
from referrals.actions import make_slip
from referrals.models import PendingWithdrawal, Referral
from tests.builders.accounts import PASSWORD
from tests.builders.days import START
from tests.faults.load import PATIENCE, Case, Partnership, People, insist
from tests.nodes.house import ADDRESSES, House
from tests.nodes.product import SITE, WEB
from tools.browser import Browser, Page, PageError
from tools.demo import agree, choose_place

WEB_MACHINES = ("web1", "web2")
UNDER_WAY = re.compile(r"/nieuw/([0-9a-f-]{36})/([a-z]+)/")
"""A draft, and the question at which it stands."""
FILED = re.compile(r"/aanmeldingen/([0-9A-Z]{4}-[0-9A-Z]{4})/")
APART = 4  # desks where only the scenes happen
GIVES_UP_AFTER = 10  # seconds without an answer; then somebody presses again, and gets the other machine


class Proxy(HTTPAdapter):
    """What stands before the web machines: HTTPS ends here, and they are told who comes and how."""

    def __init__(self, machine: str, visitor: str) -> None:
        super().__init__()
        self.machine, self.visitor = machine, visitor

    def get_connection_with_tls_context(self, *_arguments: Any, **_options: Any) -> Any:
        return self.poolmanager.connection_from_url(f"http://{ADDRESSES[self.machine]}:{WEB}")

    def cert_verify(self, *_arguments: Any, **_options: Any) -> None:
        """No TLS from here on."""

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        host = SITE.removeprefix("https://")
        request.headers.update({"Host": host, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.visitor})
        options["timeout"] = GIVES_UP_AFTER
        return super().send(request, *arguments, **options)


class Person:
    """Somebody with a browser, one thing at a time; their session holds at every machine."""

    def __init__(self, email: str, *, machine: str, number: int) -> None:
        self.email = email
        self.lock = threading.Lock()
        self.browser = Browser(SITE)
        self._proxy = Proxy(machine, f"203.0.113.{number % 250 + 1}")
        self.browser.session.mount(SITE, self._proxy)

    @property
    def machine(self) -> str:
        return self._proxy.machine

    def sign_in(self, code: str) -> None:
        page = self.browser.open("/inloggen/")
        page = self.browser.send(page, page.form_with("login"), login=self.email, password=PASSWORD)
        page = self.browser.send(page, page.form_with("code"), code=code)
        if "/inloggen/" in page.url:
            raise PageError(f"{self.email} raakt niet ingelogd: {page.errors}")

    def insist(self, act: Callable[[], Any]) -> Any:
        """Do it, and again at the other machine when this one does not answer, until it is done."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return act()
            except (requests.RequestException, PageError):
                if time.monotonic() > until:
                    raise
                self._proxy.machine = next(one for one in WEB_MACHINES if one != self.machine)
                time.sleep(0.3)


@dataclass
class Desk:
    """A partnership, and who works there: one files, the other withdraws."""

    partnership: Partnership
    files: Person
    withdraws: Person


@dataclass
class Times:
    """How long people waited for answers of machines that were whole."""

    sign_in: list[float] = field(default_factory=list)
    withdraw: list[float] = field(default_factory=list)
    hashing: list[float] = field(default_factory=list)
    """What one password costs here meanwhile, without any product: on a busy machine, more than all else together."""


def make_accounts(team: Organisation, name: str, count: int) -> list[str]:
    """Return the addresses of so many team members with an app for codes; one password, computed once."""
    password = make_password(PASSWORD)
    made = []
    for number in range(count):
        email = f"{name}{number}@dienst.example"
        user = User.objects.create(
            email=email, password=password, name=f"Persoon {number}", bound_by_secrecy_since=START
        )
        Membership.objects.create(user=user, organisation=team, role=Role.TEAM_MEMBER)
        link_app(user, LONG_AGO)
        made.append(email)
    return made


class PeopleAtPages(People):
    """The people of the fault run, at the pages of the web machines."""

    def __init__(self, partnerships: list[Partnership], house: House, *, seed: int, pauses: Path) -> None:
        super().__init__(partnerships[APART:], seed=seed, pauses=pauses)
        self.apart = partnerships[:APART]
        self._house = house
        self.times = Times()
        self.desks = {id(one): self._desk(number, one) for number, one in enumerate(partnerships)}

    def _desk(self, number: int, partnership: Partnership) -> Desk:
        files, withdraws = make_accounts(partnership.team, f"team{number}.", 2)
        machine = WEB_MACHINES[number % 2]
        return Desk(
            partnership,
            Person(files, machine=machine, number=2 * number),
            Person(withdraws, machine=machine, number=2 * number + 1),
        )

    @property
    def errors(self) -> list[BaseException]:
        """What went wrong with each who gave up, once everybody is done."""
        for thread in self._running:
            thread.join()
        return self._errors

    def sign_in_everybody(self) -> None:
        for desk in self.desks.values():
            for person in (desk.files, desk.withdraws):
                self.do(lambda one=person: one.insist(lambda: one.sign_in(unused_code_of(one.email))))
        self.wait()

    def file(self, partnership: Partnership, *, hold_at: str = "", machine: str = "") -> Case:
        """File one referral on the pages, trying again until it is filed once."""
        person, draft = self.desks[id(partnership)].files, []
        with person.lock, partnership.lock:
            if machine:
                person._proxy.machine = machine
            reference = person.insist(lambda: _file(person.browser, partnership, len(self.cases), draft))
        referral = insist(lambda: Referral.objects.get(reference=reference))
        row = insist(lambda: Transmission.objects.get(pk=referral.transmission_id))
        case = Case(referral=referral.pk, transmission=row.pk, mailbox=row.recipient)
        with self._lock:
            self.cases.append(case)
        return case

    def withdraw(self, case: Case, partnership: Partnership, *, machine: str = "") -> None:
        """Withdraw on the page: it is kept, or noted and carried out as soon as nobody holds it any more."""
        person = self.desks[id(partnership)].withdraws
        reference = insist(lambda: Referral.objects.get(pk=case.referral).reference)
        with person.lock:
            if machine:
                person._proxy.machine = machine
            person.insist(lambda: self._press_withdraw(person, reference))
        told_at = timezone.now()
        if insist(lambda: PendingWithdrawal.objects.filter(referral=case.referral).exists()):
            case.wished_at = told_at
            self.wait_for_withdrawal(case)
        elif insist(lambda: Withdrawal.objects.filter(consent__referral=case.referral).exists()):
            case.withdrawn_at = time.monotonic()
        else:
            raise AssertionError(f"the page said that the withdrawal of {reference} is kept, and it is not")

    def _press_withdraw(self, person: Person, reference: str) -> None:
        address = f"/aanmeldingen/{reference}/intrekken/"
        for _press in range(20):
            page = person.browser.open(address)
            if urlsplit(page.url).path != address:
                return  # kept by a press before, of which the answer got lost
            form = page.form_with("told_by")
            answers = {"on": f"{timezone.localdate():%d/%m/%Y}", "told_by": "client", "told_to": "recorder"}
            if "channel" in form.offered:
                answers["channel"] = "mail"
            with self._timed(person.machine, self.times.withdraw):
                page = person.browser.send(page, form, **answers)
            if urlsplit(page.url).path != address:  # else it has a question: the mail left meanwhile
                return
        raise PageError(f"de intrekking van {reference} wordt niet aanvaard: {page.errors}")

    @contextmanager
    def _timed(self, machine: str, times: list[float]) -> Iterator[None]:
        """Count how long an answer took, of a machine whose lines were whole all the while."""
        began, faults = time.monotonic(), self._house.faults(machine)
        try:
            yield
        finally:
            if faults is not None and self._house.faults(machine) == faults:
                times.append(time.monotonic() - began)

    def say_stop(self, case: Case, partnership: Partnership) -> None:
        """The client types reference and code on the public page (D35); from here on nothing begins to leave."""

        def make() -> tuple[str, str]:
            referral = Referral.objects.get(pk=case.referral)
            by, at = partnership.member, timezone.now()
            return referral.reference, make_slip(referral, language=Language.DUTCH, by=by, at=at)

        reference, code = insist(make)
        client = Person("", machine=WEB_MACHINES[len(self.cases) % 2], number=len(self.cases))

        def stop() -> None:
            page = client.browser.open("/stop/nl/")
            page = client.browser.send(page, page.form_with("code"), reference=reference, code=code)
            page = client.browser.send(page, page.form_with("code"), sure="1")
            if not page.url.endswith("/ontvangen/"):
                raise PageError(f"de stop is niet aanvaard: {page.url}")

        client.insist(stop)
        case.wished_at = timezone.now()

    def keep_signing_in(self, emails: list[str], *, machine: str, until: threading.Event) -> None:
        """One after the other at this machine, once a second, for as long as another machine is gone."""
        for number in range(10**6):
            if until.is_set():
                return
            person = Person(emails[number % len(emails)], machine=machine, number=200 + number)
            code = unused_code_of(person.email)
            began = time.monotonic()
            make_password(PASSWORD)
            self.times.hashing.append(time.monotonic() - began)
            began = time.monotonic()
            try:
                person.sign_in(code)
            except (requests.RequestException, PageError):  # who gets no answer waited for it all the same
                self.times.sign_in.append(max(GIVES_UP_AFTER, time.monotonic() - began))
            else:
                self.times.sign_in.append(time.monotonic() - began)
            until.wait(1)


def _file(browser: Browser, partnership: Partnership, number: int, draft: list[str]) -> str:
    """From where the draft stands to the page of the referral; returns the reference."""
    if draft:
        page = browser.open(f"/aanmeldingen/nieuw/{draft[0]}/nakijken/")
    else:
        page = choose_place(browser, partnership.residence.postal_codes.get().code)
        page = browser.send(page, page.form_to(page.url))
    for _step in range(6):
        if filed := FILED.search(page.url):
            return filed[1]
        if (asked := UNDER_WAY.search(page.url)) is None:
            break
        draft[:], step = [asked[1]], asked[2]
        page = _take_step(browser, page, step, partnership, number)
    raise PageError(f"de aanmelding komt niet verder dan {page.url}: {page.errors}")


def _take_step(browser: Browser, page: Page, step: str, partnership: Partnership, number: int) -> Page:
    if step == "toestemming":
        return agree(browser, page)
    if step == "gegevens":
        data = {
            "first_name": "Noor",
            "last_name": f"Proefhove{chr(97 + number % 26)}",
            "street": f"Beukenlaan {number + 1}",
        }
        code = partnership.residence.postal_codes.get().code
        return browser.send(page, page.form_with("first_name"), **data, postal_code=code, phone="0470 00 00 99")
    return browser.send(page, page.form_to("/nakijken/"))
