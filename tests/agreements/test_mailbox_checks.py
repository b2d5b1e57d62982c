"""The mailbox check: mailed for real, opened with 7-Zip, answered by who holds the link (R68–R70, ADR 0013)."""

import re
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from agreements import actions
from agreements.models import Agreement, CheckState, Mailbox, MailboxCheck
from agreements.models.mailbox_checks import CHECK_LINK, MOST_WRONG_CODES, VALID_FOR
from agreements.terms import check_code
from audit.models import AuditEvent
from law.gate import check_agreement
from law.obstacles import Obstacle
from law.refusal import Overtaken, Refusal
from law.roles import Role
from outbox.delivery import deliver
from outbox.models import Transmission, TransmissionStatus
from tests.agreements.papers import reload
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_agency, an_ocmw
from tests.builders.referrals import a_referral
from tests.clients import Browser
from tests.seven_zip import program

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WRONG = "00000000"
ATTESTED = {"attested_by": "An Peeters, diensthoofd", "attests": "on"}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def mailbox(diest, administrator) -> Mailbox:
    """A mailbox that nobody compared and nobody checked."""
    return actions.mailbox.set_mailbox(
        protocol=diest.protocol, address="sociaal@ocmw.example", by=administrator, at=NOW - timedelta(hours=1)
    )


@pytest.fixture
def check(mailbox, administrator) -> MailboxCheck:
    return start(mailbox, administrator)


def start(mailbox: Mailbox, by, *, at: datetime = NOW) -> MailboxCheck:
    return actions.mailbox_checks.start(mailbox=mailbox, by=by, at=at)


def answer(check: MailboxCheck, code: str, *, at: datetime = NOW) -> bool:
    return actions.mailbox_checks.answer(check=check, code=code, attested_by="An Peeters, diensthoofd", at=at)


def link(check: MailboxCheck) -> str:
    return CHECK_LINK.url(check.token)


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def compare(mailbox: Mailbox, *administrators) -> None:
    for administrator in administrators:
        actions.mailbox.verify_mailbox(mailbox=mailbox, by=administrator, at=NOW)


# --- from the mail to the answer -------------------------------------------------------------------------------------


def test_a_receiver_opens_the_mail_reads_the_password_and_types_the_code(inbox, check, tmp_path):
    """The whole walk, with real SMTP and 7-Zip: link from the mail, password from the page, code from the archive."""
    deliver(check.transmission_id)
    [mail] = inbox.mails
    assert inbox.recipients == ["sociaal@ocmw.example"]
    body = mail.get_body().get_content()
    visitor, opened = Browser(), re.search(r"http\S+/mailboxcontrole/\S+", body).group()
    assert visitor.get(opened).status_code == 200
    path = reverse("agreements:answer_check")
    password = re.search(r"([0-9a-z]{2,4}-){6}[0-9a-z]{2}", words(visitor.post(path)).replace("- ", "-")).group()

    [attachment] = mail.iter_attachments()
    (tmp_path / "controle.zip").write_bytes(attachment.get_content())
    command = [program(), "x", f"-p{password}", f"-o{tmp_path / 'out'}", str(tmp_path / "controle.zip")]
    subprocess.run(command, check=True, capture_output=True)
    [entry] = (tmp_path / "out").iterdir()
    found = entry.read_text("utf-8-sig").splitlines()[0].removeprefix("Uw code is: ")

    answered = visitor.post(path, {"code": found.lower().replace("-", " "), **ATTESTED}, follow=True)
    assert "De controle is gelukt" in words(answered)
    check.mailbox.refresh_from_db()
    assert check.mailbox.answered_at is not None


def test_the_mail_holds_neither_the_code_nor_the_password(inbox, check):
    deliver(check.transmission_id)
    mail = inbox.mails[0]
    visible = "".join(mail.values()) + mail.get_body().get_content()
    assert check.transmission.password not in visible
    assert check.code not in visible
    assert check_code.show(check.code) not in visible
    assert mail["Subject"] == "Controle van uw mailbox"


def test_token_and_code_are_nowhere_to_be_read_in_the_database(check):
    with connection.cursor() as cursor:
        for table in ("agreements_mailboxcheck", "outbox_transmission", "audit_auditevent"):
            cursor.execute(f"SELECT CAST(row_to_json({table}) AS text) FROM {table}")
            rows = " ".join(row[0] for row in cursor.fetchall())
            for secret in (check.token, check.code, check.transmission.password):
                assert secret not in rows
                assert secret.encode().hex() not in rows


def test_a_scanner_that_opens_the_link_changes_nothing(check):
    visitor, before = Browser(), AuditEvent.objects.count()
    for _ in range(30):
        shown = visitor.get(link(check))
        assert (shown.status_code, visitor.head(link(check)).status_code) == (200, 200)
    assert check.transmission.password[:4] not in words(shown)
    check.refresh_from_db()
    assert (check.state(NOW), check.wrong_codes) == (CheckState.WAITING, 0)
    assert AuditEvent.objects.count() == before


def test_the_page_names_nobody_and_is_kept_by_no_browser(check):
    shown = Browser().post(link(check))
    assert "no-store" in shown["Cache-Control"]
    mailbox = check.mailbox
    for word in (mailbox.address, str(mailbox.protocol.agreement.partner), str(check.requested_by), "@"):
        assert word not in words(shown)


# --- codes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["7k4m9t2x", "7K4M-9T2X", " 7k4m 9t2x ", "7-k-4-m-9-t-2-x"])
def test_capitals_hyphens_and_spaces_do_not_matter(typed):
    assert check_code.read_code(typed) == "7K4M9T2X"


def test_look_alikes_are_understood():
    assert check_code.read_code("oOiI-lL11") == "00111111"


@pytest.mark.parametrize("typed", ["7K4M9T2", "7K4M9T2XX", "7K4M9T2U", "é" * 8, "٣" * 8])
def test_what_is_no_code_gets_an_example_and_is_not_counted(check, typed):
    shown = words(Browser().post(link(check), {"code": typed, **ATTESTED}))
    assert "Typ de acht tekens uit het bestand, bijvoorbeeld 7K4M-9T2X." in shown
    check.refresh_from_db()
    assert check.wrong_codes == 0


def test_codes_differ_and_can_be_typed_over():
    codes = {check_code.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {check_code.read_code(check_code.show(code)) for code in codes} == codes


def test_after_five_wrong_codes_even_the_right_one_is_refused_and_a_new_check_is_needed(check, administrator):
    visitor = Browser()
    shown = [words(visitor.post(link(check), {"code": WRONG, **ATTESTED})) for _ in range(MOST_WRONG_CODES)]
    assert "U kunt nog 4 keer proberen." in shown[0]
    assert "U kunt nog één keer proberen." in shown[3]
    assert "Er is te vaak een foute code getypt" in shown[4]
    assert not answer(check, check.code)
    assert "te vaak een foute code" in words(visitor.post(link(check)))
    again = start(check.mailbox, administrator, at=NOW + timedelta(minutes=2))
    assert answer(again, again.code, at=NOW + timedelta(minutes=3))
    details = AuditEvent.objects.filter(event="mailbox_check_failed").order_by("pk").values_list("details", flat=True)
    assert [one["wrong_codes"] for one in details] == [1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True)
def test_ten_wrong_codes_at_once_count_as_five():
    agreement = papers_in_force(a_team(), an_ocmw())
    check = start(agreement.protocol.mailbox_facts, a_user(Role.ADMINISTRATOR))

    def guess(_number: int) -> None:
        try:
            answer(check, WRONG)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        list(pool.map(guess, range(10)))
    check.refresh_from_db()
    assert (check.wrong_codes, check.state(NOW)) == (MOST_WRONG_CODES, CheckState.EXHAUSTED)


def test_too_many_posts_from_one_place_are_slowed_down(check):
    visitor = Browser()
    assert [visitor.post(link(check)).status_code for _ in range(21)] == [200] * 20 + [429]
    assert visitor.get(link(check)).status_code == 200


# --- links that do not work ------------------------------------------------------------------------------------------


def test_unknown_expired_and_replaced_links_look_exactly_alike(check, administrator, now):
    replaced = check.token
    second = start(check.mailbox, administrator, at=NOW + timedelta(minutes=2))
    now.move_to(second.expires_at)
    visitor = Browser()
    pages = {
        (shown.status_code, shown.content)
        for token in (replaced, second.token, "bestaat-niet", "x" * 43, "é")
        for shown in (visitor.get(CHECK_LINK.url(token)),)
    }
    assert len(pages) == 1
    [(status, content)] = pages
    assert status == 404
    assert "Deze link werkt niet" in content.decode()
    assert visitor.post(link(second), {"code": second.code, **ATTESTED}).status_code == 404


def test_a_link_works_until_the_last_second_of_its_fourteen_days(check, now):
    now.move_to(NOW + VALID_FOR - timedelta(seconds=1))
    assert Browser().get(link(check)).status_code == 200
    now.move_to(NOW + VALID_FOR)
    assert Browser().get(link(check)).status_code == 404


def test_an_answered_check_says_so_and_shows_no_password(check):
    assert answer(check, check.code)
    visitor = Browser()
    for shown in (
        visitor.get(link(check)),
        visitor.post(link(check)),
        visitor.post(link(check), {"code": WRONG, **ATTESTED}),
    ):
        assert "De controle is gelukt" in words(shown)
        assert check.transmission.password[:9] not in words(shown)
    check.refresh_from_db()
    assert check.wrong_codes == 0


# --- what it is for --------------------------------------------------------------------------------------------------


def test_a_mailbox_is_verified_by_two_administrators_and_an_answer_in_any_order(
    mailbox, check, administrator, second_administrator
):
    """R70: neither the comparison nor the answer suffices."""
    compare(mailbox, administrator, second_administrator)
    mailbox.refresh_from_db()
    assert mailbox.verified_on is None
    later = NOW + timedelta(days=1)
    assert answer(check, check.code, at=later)
    mailbox.refresh_from_db()
    assert mailbox.verified_on == later.date()


def test_an_answer_before_the_comparison_waits_for_it(mailbox, check, administrator, second_administrator):
    assert answer(check, check.code)
    mailbox.refresh_from_db()
    assert mailbox.verified_on is None
    compare(mailbox, administrator, second_administrator)
    mailbox.refresh_from_db()
    assert mailbox.verified_on == NOW.date()


def test_the_gate_counts_the_answer_from_its_own_day_in_brussels(westerlo):
    """23:30 in Greenwich on 31 January is 1 February in Brussels."""
    Mailbox.objects.update(answered_at=datetime(2024, 1, 31, 23, 30, tzinfo=UTC))
    found = reload(westerlo)
    assert Obstacle.MAILBOX_NOT_VERIFIED in check_agreement(agreement=found, on=date(2024, 1, 31)).obstacles
    assert check_agreement(agreement=found, on=date(2024, 2, 1)).may_send


def test_a_second_check_that_fails_does_not_undo_the_first(westerlo, administrator):
    verified = westerlo.protocol.mailbox_facts
    again = start(verified, administrator)
    for _ in range(MOST_WRONG_CODES):
        answer(again, WRONG)
    assert check_agreement(agreement=reload(westerlo), on=NOW.date()).may_send
    assert reload(westerlo).protocol.mailbox_facts.verified_on == verified.verified_on


def test_a_second_answer_does_not_move_the_day_of_the_first(westerlo, administrator):
    verified = westerlo.protocol.mailbox_facts
    again = start(verified, administrator)
    assert answer(again, again.code)
    assert reload(westerlo).protocol.mailbox_facts.verified_on == verified.verified_on


def test_another_mailbox_ends_the_check_of_the_old_one(check, diest, administrator):
    """The answer counts for the address that got the mail, and for no other (R70)."""
    new = actions.mailbox.set_mailbox(protocol=diest.protocol, address="anders@ocmw.example", by=administrator, at=NOW)
    assert not answer(check, check.code)
    assert Browser().get(link(check)).status_code == 404
    assert Transmission.objects.get(pk=check.transmission_id).status == TransmissionStatus.CANCELLED
    new.refresh_from_db()
    assert new.answered_at is None
    with pytest.raises(Refusal, match="intussen vervangen"):
        start(check.mailbox, administrator, at=NOW + timedelta(minutes=5))


def test_a_referral_queued_for_the_old_mailbox_never_goes_to_the_new_one(inbox, administrator, second_administrator):
    """Not even when the new mailbox is in order: the team sees why, and files again (R44, R68)."""
    referral = a_referral()
    protocol = referral.agreement.protocol
    new = actions.mailbox.set_mailbox(protocol=protocol, address="nieuw@ocmw.example", by=administrator, at=NOW)
    compare(new, administrator, second_administrator)
    check = start(new, administrator)
    assert answer(check, check.code)
    deliver(referral.transmission_id)
    blocked = Transmission.objects.get(pk=referral.transmission_id)
    assert (blocked.status, blocked.obstacles) == (TransmissionStatus.BLOCKED, ["mailbox_changed"])
    assert blocked.recipient == "sociaal@ocmw.example"
    assert inbox.contents == []


def test_the_mail_of_a_replaced_check_does_not_leave(inbox, check):
    MailboxCheck.objects.update(replaced_at=NOW)
    deliver(check.transmission_id)
    assert Transmission.objects.get(pk=check.transmission_id).obstacles == ["mailbox_changed"]
    assert inbox.contents == []


def test_a_button_pressed_twice_sends_one_mail(check, administrator):
    with pytest.raises(Overtaken, match="net verstuurd"):
        start(check.mailbox, administrator, at=NOW + timedelta(seconds=59))
    assert start(check.mailbox, administrator, at=NOW + timedelta(seconds=60)).pk != check.pk


@pytest.mark.django_db(transaction=True)
def test_two_checks_started_at_once_leave_one_open():
    agreement, someone = papers_in_force(a_team(), an_ocmw()), a_user(Role.ADMINISTRATOR, an_agency())
    mailbox = agreement.protocol.mailbox_facts
    refused: list[Exception] = []

    def press() -> None:
        try:
            start(mailbox, someone)
        except Overtaken as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert (len(refused), MailboxCheck.objects.count()) == (3, 1)


def test_every_step_is_in_the_trail_with_codes_only(check):
    actions.mailbox_checks.show_password(check=check, at=NOW)
    answer(check, WRONG)
    answer(check, check.code)
    found = AuditEvent.objects.filter(event__startswith="mailbox_check").order_by("pk")
    steps = [event.event.removeprefix("mailbox_check_") for event in found]
    assert steps == ["started", "opened", "failed", "answered"]
    assert [event.actor is None for event in found] == [False, True, True, True]
    told = {"mailbox": str(check.mailbox_id), "check": str(check.pk)}
    assert [event.details for event in found] == [told, told, {**told, "wrong_codes": 1}, told]


@pytest.mark.parametrize(
    ("constraint", "spoil"),
    [
        ("wrong_codes_are_limited", {"wrong_codes": MOST_WRONG_CODES + 1}),
        ("an_answered_check_is_not_replaced", {"answered_at": NOW, "replaced_at": NOW}),
        ("check_expires_after_its_start", {"expires_at": NOW}),
    ],
)
def test_the_database_refuses_what_cannot_be(check, constraint, spoil):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MailboxCheck.objects.update(**spoil)


def test_a_mailbox_has_one_open_check(check):
    token = b"another"
    with pytest.raises(IntegrityError, match="one_open_check_per_mailbox"), transaction.atomic():
        MailboxCheck.objects.create(
            mailbox=check.mailbox,
            token_digest=token,
            token="t",
            code=WRONG,
            requested_by=check.requested_by,
            requested_at=NOW,
            expires_at=NOW + VALID_FOR,
            transmission=Transmission.objects.create(
                kind="mailbox_check", subject_id=check.pk, recipient="a@b.example", message_id="<x@y.example>",
                dated_at=NOW, due_at=NOW,
            ),
        )  # fmt: skip


# --- the page of the mailbox -----------------------------------------------------------------------------------------


def page(name: str, agreement: Agreement, **more) -> str:
    return reverse(f"agreements:{name}", kwargs={"pk": agreement.pk, **more})


def test_the_page_tells_where_the_check_stands(browser, diest, mailbox, inbox):
    assert "nog niet verstuurd" in words(browser.get(page("mailbox", diest)))
    browser.post(page("start_check", diest, mailbox_pk=mailbox.pk))
    check = MailboxCheck.objects.get()
    assert "klaar om te versturen" in words(browser.get(page("mailbox", diest)))
    deliver(check.transmission_id)
    shown = words(browser.get(page("mailbox", diest)))
    assert "wacht op antwoord" in shown
    assert "De link werkt tot 8 december 2026" in shown
    assert "Controle opnieuw sturen" in shown
    MailboxCheck.objects.update(requested_at=NOW - VALID_FOR, expires_at=NOW)
    assert "verlopen" in words(browser.get(page("mailbox", diest)))
    browser.post(page("start_check", diest, mailbox_pk=mailbox.pk))
    again = MailboxCheck.objects.get(replaced_at=None)
    assert again.pk != check.pk
    assert answer(again, again.code, at=again.requested_at)
    assert "beantwoord" in words(browser.get(page("mailbox", diest)))


def test_starting_twice_on_the_page_gives_a_sentence(browser, diest, mailbox):
    for _ in range(2):
        shown = browser.post(page("start_check", diest, mailbox_pk=mailbox.pk), follow=True)
    assert "De controle is net verstuurd. Wacht een minuut" in words(shown)


def test_the_page_of_the_mailbox_shows_neither_code_nor_password_nor_link(browser, diest, check):
    shown = browser.get(page("mailbox", diest)).content.decode()
    for secret in (check.token, check.code, check_code.show(check.code), check.transmission.password):
        assert secret not in shown
