"""A client withdraws alone on the public page, which shows nothing about anyone (D35, R55, R56; ADR 0050)."""

import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from consent import client_words
from consent.models import Language, Withdrawal
from outbox import delivery
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals import actions
from referrals.models import OwnWithdrawal, Wish
from referrals.terms import slip_code
from tests.builders.referrals import a_referral
from tests.referrals.steps import deliver_all, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_tried_before(db):
    cache.clear()


def code_of(referral) -> str:
    return actions.make_slip(referral, language=Language.DUTCH, by=referral.filed_by, at=timezone.now())


def say_stop(reference: str, code: str, client: Client | None = None, language: str = "nl", **headers: str):
    """What the second page posts; the worker comes by after it."""
    typed = {"reference": reference, "code": code, "sure": "1"}
    return (client or Client()).post(reverse("stop_in", args=[language]), typed, **headers)


def another(referral):
    """One more client of the same team and receiver, sent too."""
    return a_referral(team=referral.team, partner=referral.partner, filed_by=referral.filed_by, sent=True)


def work() -> int:
    return actions.carry_out_wishes(at=timezone.now())


def test_what_was_sent_is_asked_back_and_counts_as_told_at_that_moment(now, referral):
    """R55, R56."""
    answer = say_stop(referral.reference.lower(), code_of(referral))
    assert (answer.status_code, answer.url) == (303, "/stop/nl/ontvangen/")
    told_at = Wish.objects.get().told_at
    now.shift(300)  # the worker was away
    assert work() == 1
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.told_by, withdrawal.told_to, withdrawal.recorded_by) == ("client", "page", None)
    assert withdrawal.withdrawn_on == timezone.localdate(told_at)
    assert referral.own_withdrawal.told_at == told_at
    assert Transmission.objects.get(kind=Kind.DELETION_NOTICE).status == TransmissionStatus.QUEUED
    event = AuditEvent.objects.get(event="consent_withdrawn")
    assert (event.actor, event.details["told_to"]) == (None, "page")
    assert not Wish.objects.exists()


def test_what_is_queued_stops(now, db):
    waiting = a_referral()
    say_stop(waiting.reference, code_of(waiting))
    work()
    waiting.transmission.refresh_from_db()
    assert waiting.transmission.status == TransmissionStatus.CANCELLED
    assert not Transmission.objects.filter(kind=Kind.DELETION_NOTICE).exists()  # nothing ever left


def test_nothing_begins_to_leave_between_the_wish_and_the_worker(now, inbox):
    """The wish is stored first: a worker that is about to send sees it."""
    waiting = a_referral()
    say_stop(waiting.reference, code_of(waiting))
    deliver_all()
    assert inbox.contents == []
    waiting.transmission.refresh_from_db()
    assert waiting.transmission.status == TransmissionStatus.CANCELLED
    work()
    assert Withdrawal.objects.count() == 1


def test_a_wish_that_comes_while_a_mail_is_built_stops_it_before_the_first_word(now, inbox, monkeypatch):
    waiting = a_referral()
    code = code_of(waiting)
    finish = delivery._finish

    def told_in_between(*arguments):
        say_stop(waiting.reference, code)
        finish(*arguments)

    monkeypatch.setattr(delivery, "_finish", told_in_between)
    deliver_all()
    assert inbox.contents == []
    work()
    assert Withdrawal.objects.count() == 1


def test_the_notice_reaches_the_receiver_also_after_our_copy_was_erased(now, referral, inbox):
    """D6: the code lives as long as the proof of consent."""
    code = code_of(referral)
    now.shift(timezone.timedelta(days=91))
    assert actions.erase(referral.pk, at=timezone.now())
    say_stop(referral.reference, code)
    work()
    deliver_all()
    assert len(inbox.contents) == 1


def test_the_team_reads_it_on_its_start_page_until_somebody_says_so(now, referral, signed_in):
    say_stop(referral.reference, code_of(referral))
    work()
    member = signed_in(referral.filed_by)
    start, page = reverse("referrals:worklist"), reverse("referrals:referral", args=[referral.reference])
    assert "de cliënt trok zelf in" in member.get(start).content.decode()
    assert "De cliënt trok de toestemming zelf in" in member.get(page).content.decode()
    member.post(reverse("referrals:seen", args=[referral.reference]))
    assert "de cliënt trok zelf in" not in member.get(start).content.decode()
    assert OwnWithdrawal.objects.get().seen_by == referral.filed_by
    assert AuditEvent.objects.filter(event="own_withdrawal_seen").count() == 1


class TestWhoeverAsks:
    """Nothing can be learnt: not from the words, not from the time, not from what is left behind."""

    @pytest.fixture
    def pairs(self, now, referral) -> dict[str, tuple[str, str]]:
        ended = code_of(referral)
        right = code_of(referral)
        used, withdrawn = another(referral), another(referral)
        pairs = {
            "right": (referral.reference, right),
            "ended": (referral.reference, ended),
            "wrong code": (referral.reference, slip_code.new_code(referral.reference)),
            "no such reference": ("ZZZZ-ZZZZ", slip_code.new_code("ZZZZ-ZZZZ")),
            "used": (used.reference, code_of(used)),
            "withdrawn by the team": (withdrawn.reference, code_of(withdrawn)),
        }
        say_stop(*pairs["used"])
        work()
        withdraw(withdrawn)
        return pairs

    def test_gets_the_same_answer_to_the_byte(self, pairs):
        seen, at = set(), timezone.now()
        for reference, code in pairs.values():
            client = Client()
            with time_machine.travel(at, tick=False):  # `Expires` says the second
                answer = say_stop(reference, code, client)
                after = client.get(answer.url)
            headers = [sorted(one.headers.items()) for one in (answer, after)]
            seen.add((answer.status_code, answer.content, after.content, repr(headers), repr(client.cookies)))
        assert len(seen) == 1
        assert "Set-Cookie" not in repr(seen)
        assert client.cookies == {}

    def test_is_asked_to_be_sure_in_the_same_words(self, pairs):
        seen = set()
        for reference, code in pairs.values():
            page = Client().post(reverse("stop"), {"reference": reference, "code": code}).content.decode()
            for group in [reference, code, " ".join(slip_code.in_groups(code))]:
                page = page.replace(group, "…")
            seen.add(page)
        assert len(seen) == 1

    def test_makes_the_database_do_exactly_the_same_work(self, pairs):
        """So nothing can be measured: no answer asks anything of what was typed."""
        seen = set()
        for reference, code in pairs.values():
            with CaptureQueriesContext(
                connection,
            ) as asked:
                say_stop(reference, code)
            statements = [one["sql"] for one in asked.captured_queries if "cache" not in one["sql"]]
            assert len([one for one in statements if one.startswith("INSERT")]) == 1
            seen.add(tuple(re.sub(r"'[^']*'|[0-9]+", "?", one) for one in statements))
        assert len(seen) == 1
        assert not any("referrals_slip" in one or "referrals_referral" in one for one in next(iter(seen)))

    def test_changes_nothing_unless_the_pair_is_right(self, pairs):
        for name, (reference, code) in pairs.items():
            if name != "right":
                say_stop(reference, code)
        before = Withdrawal.objects.count(), Transmission.objects.count(), AuditEvent.objects.count()
        assert work() == len(pairs) - 1
        assert (Withdrawal.objects.count(), Transmission.objects.count(), AuditEvent.objects.count()) == before
        assert not Wish.objects.exists()
        say_stop(*pairs["right"])
        work()
        assert Withdrawal.objects.count() == before[0] + 1

    def test_leaves_no_reference_and_no_code_in_the_database(self, pairs):
        reference, code = pairs["wrong code"]
        say_stop(reference, code)
        with connection.cursor() as cursor:
            cursor.execute("SELECT w::text FROM referrals_wish w")
            row = " ".join(one for (one,) in cursor.fetchall())
        assert code not in row
        assert reference not in row

    def test_waits_a_minute_after_sixty_tries_from_one_place_and_nobody_else_does(self, pairs):
        for _ in range(60):
            assert say_stop(*pairs["wrong code"], REMOTE_ADDR="192.0.2.7").status_code == 303
        refused = say_stop(*pairs["right"], REMOTE_ADDR="192.0.2.7")
        assert refused.status_code == 429
        assert "Probeer het over een minuut opnieuw" in refused.content.decode()
        assert say_stop(*pairs["right"], REMOTE_ADDR="192.0.2.8").status_code == 303  # the reference is not locked
        work()
        assert OwnWithdrawal.objects.filter(referral__reference=pairs["right"][0]).exists()


@pytest.mark.parametrize("language", client_words.LANGUAGES)
def test_the_page_speaks_every_language_of_the_sheet(language, db):
    client, words = Client(), client_words.stop(language)
    page = client.get(reverse("stop"), headers={"accept-language": f"{language}-XX,xx;q=0.9"}).content.decode()
    assert words.title in page
    assert f'lang="{language}"' in page
    assert ('<html class="govuk-template" lang="ar" dir="rtl">' in page) == (language == "ar")
    assert all(client_words.stop(other).language_name in page for other in client_words.LANGUAGES)
    empty = client.post(reverse("stop_in", args=[language]), {}).content.decode()
    assert words.no_reference in empty
    assert words.no_code in empty
    assert "<script" not in page + empty


def test_a_language_that_we_do_not_speak_gets_dutch_and_an_unknown_address_the_page(db):
    client = Client()
    assert client_words.stop("nl").title in client.get("/stop/", headers={"accept-language": "sw,q=x"}).content.decode()
    assert client.get("/stop/sw/").url == "/stop/"
    assert client.get("/stop/sw/ontvangen/").url == "/stop/"
    assert client.get("/stop").status_code == 301


@pytest.mark.parametrize(
    ("reference", "code", "sentence"),
    [
        ("", "", "no_reference"),
        ("K7QM", "1" * 21, "wrong_reference"),
        ("K7QM-4TRX", "12 34", "wrong_length"),
        ("K7QM-4TRX", "x" * 5000, "wrong_length"),
        ("x" * 5000, "1", "wrong_reference"),
        ("K7QM-4TR\x00", "\x00", "wrong_length"),
        ("K7QM-4TRX", "000 000 000 000 000 000 000", "mistyped"),
        ("<script>", "𝟙" * 3, "wrong_reference"),
    ],
)
def test_what_cannot_be_right_is_said_before_anything_is_stored(db, reference, code, sentence):
    """The check digits say so without asking anybody: who gets no confirmation has typed what stands on the slip."""
    page = say_stop(reference, code)
    assert page.status_code == 200
    assert getattr(client_words.stop("nl"), sentence) in page.content.decode()
    assert not Wish.objects.exists()


def test_one_wish_that_cannot_be_carried_out_does_not_hold_back_the_others(now, referral, monkeypatch, caplog):
    broken = another(referral)
    pair, other = (broken.reference, code_of(broken)), (referral.reference, code_of(referral))
    real = actions.own_withdrawal._withdraw

    def break_one(found, **moments):
        if found.pk == broken.pk:
            raise RuntimeError("secret")
        real(found, **moments)

    monkeypatch.setattr(actions.own_withdrawal, "_withdraw", break_one)
    say_stop(*pair)
    say_stop(*other)
    assert work() == 1
    assert OwnWithdrawal.objects.get().referral == referral
    assert "secret" not in caplog.text
    monkeypatch.setattr(actions.own_withdrawal, "_withdraw", real)
    assert work() == 1  # the next round
