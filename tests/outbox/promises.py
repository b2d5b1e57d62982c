"""What must hold after every step of the state machine, a function for each sentence.

Read by plain SQL, so that nothing the product believes of itself is believed here.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from audit.models import AGENCY, SealedLog
from audit.sealing import seal, strangers, verify
from outbox.archive import read_back
from outbox.models import Transmission
from referrals.models import DATA_FIELDS
from tests.outbox.machine import Case, Mail, Offer, World

WITH_DATA = ("referral", "correction")
LONGEST_WAIT = timedelta(minutes=60)
LONGEST_LEASE = timedelta(seconds=60)
FINAL = ("sent", "cancelled")

_MAILS = """
    SELECT id, kind, subject_id, papers_id, recipient, status, due_at, lease_until, is_ambiguous, sent_at,
        message_id, dated_at, created_at, message IS NULL AND password IS NULL AS is_emptied,
        jsonb_array_length(obstacles) > 0 AS has_reason,
        EXISTS (SELECT FROM outbox_attempt a WHERE a.transmission_id = t.id AND a.outcome = 'accepted' AND a.code = 250)
            AS has_250
    FROM outbox_transmission t ORDER BY created_at, kind, recipient
"""
_REFERRALS = f"""
    SELECT id, transmission_id, erased_at IS NOT NULL AS is_erased, num_nonnulls({", ".join(DATA_FIELDS)})
        AS columns_left,
        EXISTS (SELECT FROM referrals_draft d WHERE d.referral_id = r.id AND d.sealed_answers IS NOT NULL) AS has_draft
    FROM referrals_referral r
"""
_NOTICES = "SELECT id, referral_id, transmission_id, called_on IS NOT NULL AS is_called FROM referrals_deletionnotice"

Row = dict[str, Any]


@dataclass
class Seen:
    """The database after a step, and what the machine knows."""

    world: World
    at: datetime
    mails: dict[UUID, Row]
    referrals: dict[UUID, Row]
    notices: list[Row]
    stuck: set[UUID]
    before: "Seen | None"

    def of_kind(self, *kinds: str) -> list[tuple[Mail, Row]]:
        return [(self.world.mails[key], row) for key, row in self.mails.items() if row["kind"] in kinds]

    def is_erased(self, case: Case) -> bool:
        return bool(self.referrals[case.referral]["is_erased"])


def look(world: World, before: Seen | None) -> Seen:
    """Read everything, and take up in the world the mails that are new."""
    mails = {row["id"]: row for row in _rows(_MAILS)}
    referrals = {row["id"]: row for row in _rows(_REFERRALS)}
    notices = _rows(_NOTICES)
    at = timezone.now()
    is_stopped = any(row["status"] in ("failed", "blocked") for row in mails.values())
    stuck = set(Transmission.objects.stuck(at).values_list("pk", flat=True)) if is_stopped else set()
    about = {case.referral: case for case in world.cases}
    of_notice = {row["id"]: about[row["referral_id"]] for row in notices}
    papers = {one.key: one for one in world.papers}
    for key, row in mails.items():
        if key not in world.mails:
            case = about.get(row["subject_id"]) or of_notice.get(row["subject_id"])
            mail = Mail(key, row["kind"], case, None, row["recipient"], row["created_at"])
            if mail.kind == "referral":
                mail.papers, mail.mailbox = case.papers, case.mailbox
            elif mail.kind == "correction":
                mail.papers = world.papers_today()
                mail.mailbox = mail.papers.mailbox_on(world.today) or "nobody"
                assert papers[row["papers_id"]] is mail.papers, "a correction names other papers than those of its day"
            world.mails[key] = mail
    return Seen(world, at, mails, referrals, notices, stuck, before)


def nothing_with_data_is_taken_after_a_withdrawal_returned(seen: Seen) -> None:
    for mail, _row in seen.of_kind(*WITH_DATA):
        if mail.case.withdrawn_at is not None:
            late = [one for one in seen.world.outside.offers[mail.case.withdrawn_at :] if one.transmission == mail.key]
            assert not any(one.is_taken for one in late), f"a {mail.kind} was taken after the withdrawal returned"


def no_data_are_offered_after_the_client_stopped_the_receiver(seen: Seen) -> None:
    """A correction leaves like any other, so that nobody else can tell, and holds nothing (D19, R57)."""
    for mail, _row in seen.of_kind("correction"):
        if mail.case.stopped_here_at is None:
            continue
        for offer in seen.world.outside.offers[mail.case.stopped_here_at :]:
            if offer.transmission == mail.key:
                [attached] = message_from_bytes(offer.content, policy=policy.default).iter_attachments()
                password = Transmission.objects.get(pk=mail.key).password
                if password is None:
                    continue  # erased since; it was looked at before
                entries = read_back(attached.get_content(), password=password)
                assert json.loads(entries["gegevens.jsonld"])["vraag"] == "niets", (
                    "data left after the client said stop"
                )


def what_may_have_left_and_is_withdrawn_has_a_deletion_notice(seen: Seen) -> None:
    for case in seen.world.cases:
        if case.withdrawn_at is None:
            continue
        notices = [row for row in seen.notices if row["referral_id"] == case.referral]
        told = {seen.mails[row["transmission_id"]]["recipient"] for row in notices if row["transmission_id"]}
        for mail in seen.world.mails_about(case):
            if mail.kind in WITH_DATA and seen.world.was_taken(mail.key) and not case.told_by_phone:
                assert mail.mailbox in told, "data left, consent was withdrawn, and nobody asks to delete them"
        assert not case.told_by_phone or not _has_left(seen, case) or any(row["is_called"] for row in notices)
    for _mail, row in seen.of_kind("deletion_notice"):
        assert row["status"] not in ("cancelled", "blocked"), "a deletion notice was stopped (D6)"


def only_the_mailbox_of_the_papers_in_force_receives(seen: Seen) -> None:
    for offer in seen.world.outside.offers:
        mail = seen.world.mails[offer.transmission]
        assert offer.recipient == mail.mailbox, "a mail was offered to another mailbox than the one it was made for"
        assert offer.lawful_for is not None, f"a {mail.kind} was offered at a moment when it may not leave"
        assert offer.recipient == offer.lawful_for, "a mail was offered to a mailbox that is not in force"
        if mail.kind == "deletion_notice":
            own = [(one, row) for one, row in seen.of_kind(*WITH_DATA) if one.case is mail.case]
            had_data = {one.mailbox for one, row in own if row["is_ambiguous"] or seen.world.was_taken(one.key)}
            assert offer.recipient in had_data, "a deletion notice went to a mailbox that never had the data"


def what_is_sent_has_a_recorded_250(seen: Seen) -> None:
    answered = {one.transmission for one in seen.world.outside.offers if one.is_answered}
    for key, row in seen.mails.items():
        if row["status"] == "sent":
            assert row["has_250"], "a mail is sent without a 250 in its attempts"
            assert key in answered, "a mail is sent, and the relay never said 250"
            assert row["sent_at"] is not None


def every_copy_of_a_mail_is_the_same(seen: Seen) -> None:
    prints: dict[UUID, Offer] = {}
    for offer in seen.world.outside.offers:
        first = prints.setdefault(offer.transmission, offer)
        row = seen.mails[offer.transmission]
        assert offer.message_id == first.message_id == row["message_id"], "a copy has another Message-ID"
        assert offer.date == first.date == row["dated_at"].replace(microsecond=0), "a copy has another Date"
        mail = seen.world.mails[offer.transmission]
        is_told_otherwise = (
            mail.kind == "correction" and mail.case is not None and mail.case.stopped_here_at is not None
        )
        assert offer.digest == first.digest or is_told_otherwise, "a copy has other bytes"


def a_duplicate_comes_only_after_a_recorded_doubt(seen: Seen) -> None:
    count: dict[UUID, int] = {}
    for offer in seen.world.outside.taken:
        count[offer.transmission] = count.get(offer.transmission, 0) + 1
    for key, times in count.items():
        assert times == 1 or seen.mails[key]["is_ambiguous"], "the relay took a mail twice, and no row knows why"


def what_is_over_stays_over(seen: Seen) -> None:
    if seen.before is None:
        return
    for key, old in seen.before.mails.items():
        new = seen.mails[key]
        assert old["status"] not in FINAL or new["status"] == old["status"], f"{old['status']} became {new['status']}"
        assert new["is_ambiguous"] or not old["is_ambiguous"], "a doubt was forgotten"
        assert new["has_250"] or not old["has_250"], "an attempt was forgotten"
        assert new["recipient"] == old["recipient"], "a mail changed its mailbox"


def nothing_is_lost(seen: Seen) -> None:
    for case in seen.world.cases:
        row = seen.referrals[case.referral]
        assert row["transmission_id"] in seen.mails, "a referral was filed, and its mail is gone"
    for key, row in seen.mails.items():
        status = row["status"]
        if status == "queued":
            assert row["due_at"] <= seen.at + LONGEST_WAIT, "a mail waits longer than the longest pause"
        elif status == "sending":
            assert row["lease_until"] <= seen.at + LONGEST_LEASE, "a worker holds a mail longer than its lease"
        elif status in ("blocked", "failed"):
            assert key in seen.stuck, f"a {row['kind']} is {status}, and the stuck list does not say so"
            assert status == "failed" or row["has_reason"], "a mail is blocked without a reason"
        elif status == "cancelled":
            assert _was_meant_to_stop(seen, seen.world.mails[key]), f"nobody asked to cancel this {row['kind']}"


def what_is_erased_is_gone_and_not_too_soon(seen: Seen) -> None:
    for case in seen.world.cases:
        row = seen.referrals[case.referral]
        if not row["is_erased"]:
            continue
        assert row["columns_left"] == 0, "an erased referral still holds one of the four fields"
        assert not row["has_draft"], "an erased referral has a draft with what was typed"
        left = [mail.key for mail in seen.world.mails_about(case) if mail.kind in WITH_DATA]
        assert all(seen.mails[key]["is_emptied"] for key in left), "bytes or password outlive the data"
        assert case.withdrawn_at is not None or seen.at - case.filed_at > timedelta(days=29), "data went too soon"


PROMISES = (
    nothing_with_data_is_taken_after_a_withdrawal_returned,
    no_data_are_offered_after_the_client_stopped_the_receiver,
    what_may_have_left_and_is_withdrawn_has_a_deletion_notice,
    only_the_mailbox_of_the_papers_in_force_receives,
    what_is_sent_has_a_recorded_250,
    every_copy_of_a_mail_is_the_same,
    a_duplicate_comes_only_after_a_recorded_doubt,
    what_is_over_stays_over,
    nothing_is_lost,
    what_is_erased_is_gone_and_not_too_soon,
)


def everything_came_to_its_end(seen: Seen) -> None:
    """What must hold when the relay worked for a while and nobody does anything more."""
    for key, row in seen.mails.items():
        assert row["status"] not in ("queued", "sending"), f"a {row['kind']} stays {row['status']} for ever"
        assert row["status"] != "sent" or seen.world.was_taken(key)
    for _mail, row in seen.of_kind("deletion_notice"):
        assert row["status"] in ("sent", "failed"), "a deletion notice did not leave, and no page says so"


def no_data_outlive_their_term(seen: Seen) -> None:
    """What must hold after the longest term and a night."""
    assert all(seen.is_erased(case) for case in seen.world.cases), "data are kept longer than their term"


def _has_left(seen: Seen, case: Case) -> bool:
    return any(mail.kind in WITH_DATA and seen.world.was_taken(mail.key) for mail in seen.world.mails_about(case))


def _was_meant_to_stop(seen: Seen, mail: Mail) -> bool:
    """Whether somebody did something after which this mail must not leave any more."""
    case = mail.case
    if case is None:
        return mail.kind in ("mailbox_check", "message")  # replaced by a newer check, or given up by an administrator
    if case.withdrawn_at is not None or seen.is_erased(case):
        return True
    if mail.kind == "referral":
        return case.is_given_up
    later = [one for one in seen.world.mails_about(case) if one.kind == "correction" and one.made_at > mail.made_at]
    return bool(later)


def _rows(query: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def the_logs_are_whole(_seen: Seen) -> None:
    """At the end of a life: what was changed or lost on the way still shows, for nothing in a log is ever mended."""
    seal()
    for log in {AGENCY, *SealedLog.objects.values_list("log", flat=True)}:
        assert verify(log).fault is None, "a log is broken"
    assert strangers() == 0, "an event has no place in a log"
