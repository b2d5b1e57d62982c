"""Filing a referral by HTTP form: how long until the page is there, and until the relay took the mail.

What is timed is the last form, which files, up to the page that follows it: no other page speaks with a neighbour.
"""

import math
import time

from bench.neighbours import Broker, Silence
from example import accounts
from local.maildir import MailStore
from local.product import Product
from tools.browser import Browser
from tools.demo import sign_in

FILINGS = 20  # of each kind
PATIENCE = 90  # seconds between filing and the mail: a worker that missed its nudge comes by within a minute
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def measure(product: Product, broker: Broker) -> dict[str, float]:
    """`submit_to_accepted_p95_s`: from the form to the relay, with the real worker. `form_p95_…_s`: the form itself.

    The relay is dead in both ways: for half of the filings it refuses, for the other half it takes the line and is
    silent, while the worker tries. The broker dies last, because from there on the worker hears of nothing.
    """
    with Browser(product.site) as person:
        sign_in(person, accounts.TEAM_MEMBER_KEMPEN)
        desk = Desk(person)
        for _ in range(3):  # the first pages fill caches
            desk.file()
        accepted = [_until_accepted(desk, product) for _ in range(FILINGS)]
        healthy = desk.times(FILINGS)
        product.programs.stop("mailbox")
        dead = desk.times(FILINGS // 2)
        with Silence(product.ports.smtp):
            dead += desk.times(FILINGS // 2)
        broker.stop()
        refused = desk.times(FILINGS)
        with Silence(broker.port):
            silent = desk.times(FILINGS)
        broker.start()
    return {
        "submit_to_accepted_p95_s": p95(accepted),
        "form_p95_s": p95(healthy),
        "form_p95_smtp_dead_s": p95(dead),
        "form_p95_broker_refused_s": p95(refused),
        "form_p95_broker_silent_s": p95(silent),
    }


def p95(seconds: list[float]) -> float:
    """The time within which 95 of 100 were done."""
    return sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1]


class Desk:
    """A team member who files one referral after the other, each of another client."""

    def __init__(self, person: Browser) -> None:
        self.person = person
        self.filed = 0
        self.reference = ""

    def times(self, count: int) -> list[float]:
        """File so many; how long each last form took."""
        return [self.file() for _ in range(count)]

    def file(self) -> float:
        """Fill in every page; return how long the last one took, with the page that follows it."""
        person, number = self.person, self.filed
        page = person.open("/aanmeldingen/nieuw/")
        page = person.send(page, page.form_with("place"), place="Westerlo")
        form = page.form_with("told")
        told, voluntary = form.offered["told"], form.offered["voluntary"]
        answers = {"client": "parent", "channel": "oral", "language": "nl", "interpreter": "none"}
        page = person.send(page, form, told=told, voluntary=voluntary, **answers)
        page = person.send(
            page,
            page.form_with("first_name"),
            first_name="Meta",
            last_name=f"Meetman {ALPHABET[number // 26].upper()}{ALPHABET[number % 26]}",
            street=f"Meetstraat {number + 1}",
            postal_code="2260",
            phone=f"0470 01 {number // 100:02} {number % 100:02}",
            email=f"meta{number}@voorbeeld.example",
        )
        form = page.form_to("/nakijken/")
        started = time.perf_counter()
        answer = person.answer(page, form)
        seconds = time.perf_counter() - started
        if answer.status_code != 200 or not answer.url.endswith("/bevestiging/"):
            raise SystemExit(f"{answer.url} answers {answer.status_code} to a form that files.")
        self.filed, self.reference = number + 1, answer.url.split("/")[-3]
        return seconds


def _until_accepted(desk: Desk, product: Product) -> float:
    """File; seconds from sending the last form to the moment at which the relay wrote the mail down."""
    store = MailStore(product.folder / "mailbox" / "mails")
    until_page = desk.file()
    page_at = time.time()
    while time.time() < page_at + PATIENCE:
        for mail in store.mails(accounts.MAILBOX_WESTERLO):
            if mail.subject.endswith(desk.reference):
                return max(0.0, mail.came_in_at.timestamp() - (page_at - until_page))
        time.sleep(0.05)
    raise SystemExit(f"The relay took no mail of {desk.reference} within {PATIENCE} seconds.")
