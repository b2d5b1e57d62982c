"""The archives about one client: whether each may leave, and what is in it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements.actions.mailbox import record_returned_mail
from agreements.models import changed_since
from agreements.snapshot import papers_now
from audit.record import EventWriter, write_no_event
from law import gate
from law.facts import Region
from law.obstacles import Obstacle
from law.unopened import Step
from outbox.archive import build_checked
from outbox.couriers import Courier, Letter, NoLongerNeeded, Subject, sealed_entries
from outbox.message import Attachment
from outbox.models import Kind, Transmission
from referrals import listeners
from referrals.actions import may_be_reminded
from referrals.models import Correction, DeletionNotice, LostReferral, ReceiverReminder, Referral, has_wished
from referrals.models.reminder import reminder_token
from referrals.rules.archives import archives_of, name_of
from referrals.rules.whom_to_call import whom_to_call
from referrals.terms.contents import JSONLD_NAME, TEXT_NAME, render, render_deletion, render_not_needed
from referrals.wanted import has_begun, is_wanted
from statements.written import one_written_once, written_once


class ToMailbox(Courier[Subject]):
    """What goes to a mailbox of a protocol: when that is not there any more, nothing else leaves for it (R68, D30)."""

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Stop what leaves for this mailbox; other addresses are no mailbox of ours."""
        return record_returned_mail(transmission=transmission, at=at) if mailbox_is_gone else write_no_event


def _subjects() -> QuerySet[Referral]:
    return Referral.objects.select_related("consent__withdrawal", "residence", "filed_by", "partner", "team")


@one_written_once
def _with_all(key: UUID) -> QuerySet[Referral]:
    return _subjects().filter(pk=key)


@written_once
def _locked(key: UUID, *, wait: bool) -> QuerySet[Referral]:
    return Referral.objects.select_for_update(no_key=True, skip_locked=not wait).filter(pk=key).only("pk")


class ReferralCourier(ToMailbox[Referral]):
    """Sends the archive of a referral to the mailbox named in the protocol (R68)."""

    kind = Kind.REFERRAL

    def pages_of(self, subject_ids: Collection[UUID]) -> dict[UUID, str]:
        """The papers under which it was filed; never the referral (D8)."""
        found = Referral.objects.filter(pk__in=subject_ids).values_list("pk", "agreement_id")
        return {pk: reverse("agreements:agreement", args=[agreement]) for pk, agreement in found if agreement}

    def subjects(self) -> QuerySet[Referral]:
        """With what the gate asks and the letter tells."""
        return _subjects()

    def lock(self, subject_id: UUID, *, wait: bool) -> Referral | None:
        """Lock the referral; a withdrawal waits for this lock, and this never waits for a withdrawal (`wait=False`)."""
        if not _locked(subject_id, wait=wait):
            return None
        # Asked anew: what is joined to a row that waited for its lock is as it was before the wait.
        return _with_all(subject_id)

    def obstacles(self, subject: Referral, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Ask the gate of domain.md §2 for this moment, about the papers the referral was filed under (R34, R44)."""
        return _obstacles(subject, transmission, sender=subject.filed_by, at=at)

    def compose(self, subject: Referral, transmission: Transmission) -> Letter:
        """Make a neutral mail with the archive; nothing in it but the reference says whom it is about."""
        return _letter(subject, transmission, _four_fields(subject))

    def accepted(self, subject: Referral, transmission: Transmission, *, at: datetime) -> None:
        """Tell the receiver's app that the archive of this client arrived."""
        listeners.tell_arrival(subject.pk, partner_id=subject.partner_id, at=at)


class CorrectionCourier(ReferralCourier):
    """Sends corrected data to the mailbox of the papers of the day of the correction (R88).

    It is about the referral, so a withdrawal waits for it, and cancels it, as it does the first archive.
    """

    kind = Kind.CORRECTION

    def obstacles(self, subject: Referral, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Ask the gate again, with the same consent and who corrected as sender (R88)."""
        sender = Correction.objects.select_related("answered_by").get(transmission=transmission).answered_by
        return _obstacles(subject, transmission, sender=sender, at=at)

    def accepted(self, subject: Referral, transmission: Transmission, *, at: datetime) -> None:
        """Nothing follows: the receiver follows up this client already."""

    def is_outdated(self, subject: Referral, transmission: Transmission) -> bool:
        """Whether what was sealed at the first attempt says something else than what the receiver wants now (R57)."""
        return sealed_entries(transmission) != self._entries(subject, transmission)

    def compose(self, subject: Referral, transmission: Transmission) -> Letter:
        """Make a mail like any other; the archive says which fields were corrected, and which archives it replaces.

        When the receiver wants nothing any more, the archive says that there is nothing to do, and holds no data: the
        mail leaves all the same, so that nobody on this side learns anything from what left (D19, ADR 0023).
        """
        return _letter(subject, transmission, self._entries(subject, transmission))

    def _entries(self, subject: Referral, transmission: Transmission) -> dict[str, bytes]:
        if not is_wanted(subject.pk):
            return render_not_needed(subject.reference)
        correction = Correction.objects.get(transmission=transmission)
        older = [
            one.name
            for one in archives_of(subject)
            if one.transmission.created_at < transmission.created_at and not one.is_deletion_notice
        ]
        return _four_fields(subject, note=_what_changed(correction, older))


class DeletionNoticeCourier(ToMailbox[DeletionNotice]):
    """Asks the receiver to delete: goes out whatever became of consent, papers, mailbox or data (D6, R56)."""

    kind = Kind.DELETION_NOTICE

    def pages_of(self, subject_ids: Collection[UUID]) -> dict[UUID, str]:
        """The papers under which it was filed: the mailbox stands there."""
        found = DeletionNotice.objects.filter(pk__in=subject_ids).values_list("pk", "referral__agreement")
        return {pk: reverse("agreements:agreement", args=[agreement]) for pk, agreement in found if agreement}

    def subjects(self) -> QuerySet[DeletionNotice]:
        """The notices only: one takes nothing from the referral that could still change."""
        return DeletionNotice.objects.all()

    def obstacles(self, subject: DeletionNotice, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Ask the sibling of the gate: only an unknown address stops it."""
        return gate.check_deletion_notice(sent_to=transmission.recipient, on=timezone.localdate(at)).obstacles

    def compose(self, subject: DeletionNotice, transmission: Transmission) -> Letter:
        """Make a mail that does not say what it asks; the archive does, and holds the reference and nothing else."""
        return _letter(subject.referral, transmission, render_deletion(subject.referral.reference))


class LostReferralCourier(ToMailbox[LostReferral]):
    """Asks to delete what was sent of a referral that a restore took away; readable, for nobody has a password (D6)."""

    kind = Kind.LOST_REFERRAL

    def subjects(self) -> QuerySet[LostReferral]:
        """What the journal told of it."""
        return LostReferral.objects.all()

    def obstacles(self, subject: LostReferral, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Ask the sibling of the gate: only an unknown address stops it."""
        return gate.check_deletion_notice(sent_to=transmission.recipient, on=timezone.localdate(at)).obstacles

    def compose(self, subject: LostReferral, transmission: Transmission) -> Letter:
        """Name the mail by its reference and day; nobody here knows any more whom it was about."""
        context = {"lost": subject, "product_name": settings.PRODUCT_NAME}
        return Letter(
            subject=f"Wis bericht {subject.reference}", body=render_to_string("mail/lost_referral.txt", context)
        )


class ReminderCourier(ToMailbox[ReceiverReminder]):
    """Reminds who did not open an archive; carries the reference and nothing of the client (D12, ADR 0034)."""

    kind = Kind.REMINDER

    def subjects(self) -> QuerySet[ReceiverReminder]:
        """The reminders only: whoever opens the archive meanwhile does not wait for the relay."""
        return ReceiverReminder.objects.select_related("referral")

    def obstacles(self, subject: ReceiverReminder, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Nothing forbids it. It may have lost its purpose: opened, ended, stopped by the papers, or work was logged.

        Raises NoLongerNeeded. The mail to the team depends on what the team sees, and not on what was logged (D4).
        """
        is_settled = subject.step != Step.TEAM and has_begun(subject.referral_id)
        if is_settled or not may_be_reminded(subject.referral, at=at):
            raise NoLongerNeeded
        return []

    def compose(self, subject: ReceiverReminder, transmission: Transmission) -> Letter:
        """Say which mail waits, and how to open it with or without an account; or tell the team to call."""
        referral = subject.referral
        archive = next(one for one in archives_of(referral, only_sent=True) if not one.is_superseded)
        context = {
            "referral": referral,
            "archive": archive,
            "archive_subject": _subject(referral),
            "is_contact": transmission.recipient != archive.transmission.recipient,
            "team_url": settings.SITE_URL + reverse("referrals:referral", args=[referral.reference]),
            "site_url": settings.SITE_URL,
            "token": reminder_token(subject.pk),
            "product_name": settings.PRODUCT_NAME,
        }
        if subject.step == Step.TEAM:
            body = render_to_string("mail/unopened_team.txt", context)
            return Letter(subject=f"Bel de ontvanger: {referral.reference}", body=body)
        return Letter(subject=f"Herinnering {referral.reference}", body=render_to_string("mail/unopened.txt", context))


def _obstacles(
    referral: Referral, transmission: Transmission, *, sender: User | None, at: datetime
) -> Collection[Obstacle]:
    if referral.erased_at is not None:
        return [Obstacle.DATA_ERASED]
    if has_wished(referral):  # told a moment ago: the withdrawal follows, and nothing begins to leave before it (D35)
        raise NoLongerNeeded
    agreement = papers_now(transmission.papers_id) if transmission.papers_id else None
    is_between_both = agreement is not None and agreement.partner_id == referral.partner_id
    decision = gate.check(
        consent=referral.consent,
        residence=referral.residence_id,
        region=Region(referral.residence.region),
        partner=agreement.partner if agreement is not None and is_between_both else referral.partner,
        agreement=agreement,
        sender=sender,
        on=timezone.localdate(at),
    )
    protocol = agreement.protocol_facts if agreement is not None else None
    if protocol is not None and changed_since(
        protocol.mailboxes.all(), address=transmission.recipient, queued_at=transmission.created_at
    ):
        return [*decision.obstacles, Obstacle.MAILBOX_CHANGED]
    return decision.obstacles


def _what_changed(correction: Correction, older: list[str]) -> list[str]:
    if correction.asks_the_same_again:
        said = ["U meldde dat het archief niet openging. De gegevens zijn dezelfde, het wachtwoord is nieuw."]
    else:
        said = ["Verbeterde gegevens. Wat er niet klopte:"]
        said += [f"- {field}: {defect}" for field, defect in correction.defects]
    return [*said, f"Dit komt in de plaats van {', '.join(older)}. Wis het oude archief en de oude mail."]


def _four_fields(referral: Referral, *, note: Sequence[str] = ()) -> dict[str, bytes]:
    identification = referral.identification
    if identification is None:
        raise ValueError("An erased referral cannot be sent.")  # `obstacles` refuses it before
    return render(identification, note=note)


def _letter(referral: Referral, transmission: Transmission, entries: Mapping[str, bytes]) -> Letter:
    """Make the one mail of all client business: what it is stands inside the archive (D24)."""
    if transmission.password is None:
        raise ValueError("An archive without password cannot be sent.")
    name = name_of(transmission, referral)
    context = {
        "referral": referral,
        "archive_name": name,
        "text_name": TEXT_NAME,
        "jsonld_name": JSONLD_NAME,
        "site_url": settings.SITE_URL,
        "product_name": settings.PRODUCT_NAME,
        "whom_to_call": whom_to_call(referral),
    }
    return Letter(
        subject=_subject(referral),
        body=render_to_string("mail/client_business.txt", context),
        attachment=Attachment(name, build_checked(entries, password=transmission.password), "application/zip"),
    )


def _subject(referral: Referral) -> str:
    return f"Versleuteld bericht {referral.reference}"
