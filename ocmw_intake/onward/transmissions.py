"""The mails of a receiver to a partner: whether each may leave, and what is in it (R67, R90; ADR 0035)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from audit.record import EventWriter, write_no_event
from law import gate
from law.obstacles import Obstacle
from ocmw_intake.onward.actions.mailbox import record_returning_mailbox
from ocmw_intake.onward.letters import deletion_letter
from ocmw_intake.onward.models import OnwardBreachLetter, OnwardDeletion, OnwardSharing
from ocmw_intake.onward.rules import may_leave
from outbox.couriers import Courier, Letter, Subject
from outbox.models import Kind, Transmission
from referrals.models import DATA_FIELDS, Referral


class ToPartner(Courier[Subject]):
    """What goes to the mailbox of a partner: when that is not there any more, nothing else leaves from here (R68)."""

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Stop what this receiver sends there. The mailbox itself stays as it is: who sees it may not learn of it."""
        return record_returning_mailbox(transmission=transmission, at=at) if mailbox_is_gone else write_no_event


class OnwardCourier(ToPartner[OnwardSharing]):
    """Sends the four fields that the receiver typed to the mailbox of the partner, and nothing else (R60, D21)."""

    kind = Kind.ONWARD

    def subjects(self) -> QuerySet[OnwardSharing]:
        """With the consent of the referral and the partner, which the gate asks; the four fields are not read (D21)."""
        found = OnwardSharing.objects.select_related("intake__referral__consent", "partner", "consent", "shared_by")
        return found.defer(*(f"intake__referral__{name}" for name in DATA_FIELDS))

    def lock(self, subject_id: UUID, *, wait: bool) -> OnwardSharing | None:
        """Lock the referral: every withdrawal waits for that lock, at the team and here; none is waited for."""
        referrals = Referral.objects.select_for_update(no_key=True, skip_locked=not wait, of=("self",))
        of_sharing = OnwardSharing.objects.filter(pk=subject_id).values("intake__referral")
        if referrals.only("pk").filter(pk__in=of_sharing).first() is None:
            return None
        return self.subjects().get(pk=subject_id)

    def obstacles(self, subject: OnwardSharing, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Ask everything for this moment: agreement, partner, mailbox, consent, and whether there is data to send."""
        return may_leave(subject, mail=transmission, at=at).obstacles

    def compose(self, subject: OnwardSharing, transmission: Transmission) -> Letter:
        """Never asked: what the receiver typed is written when it is passed on, and kept nowhere else (D21)."""
        raise ValueError("What is passed on was written before, or is erased.")  # `obstacles` refuses it before

    def accepted(self, subject: OnwardSharing, transmission: Transmission, *, at: datetime) -> None:
        """Forget what left: the receiver has its own archive."""
        Transmission.objects.filter(pk=transmission.pk).update(message=None)


class OnwardDeletionCourier(ToPartner[OnwardDeletion]):
    """Asks a partner to delete: goes out whatever became of consent, agreement, mailbox or data (D6, R56)."""

    kind = Kind.ONWARD_DELETION

    def subjects(self) -> QuerySet[OnwardDeletion]:
        """The requests only: one takes nothing from the referral that could still change."""
        return OnwardDeletion.objects.select_related("consent__intake__partner", "consent__partner")

    def obstacles(self, subject: OnwardDeletion, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Ask the sibling of the gate: only an unknown address stops it."""
        return gate.check_deletion_notice(sent_to=transmission.recipient, on=timezone.localdate(at)).obstacles

    def compose(self, subject: OnwardDeletion, transmission: Transmission) -> Letter:
        """Make a mail that does not say what it asks."""
        return deletion_letter(subject, transmission)


class OnwardBreachCourier(Courier[OnwardBreachLetter]):
    """Tells a partner, and the receiver's own DPO and contacts, of a breach of what was passed on (D31)."""

    kind = Kind.ONWARD_BREACH

    def subjects(self) -> QuerySet[OnwardBreachLetter]:
        """Every letter."""
        return OnwardBreachLetter.objects.all()

    def obstacles(
        self, subject: OnwardBreachLetter, transmission: Transmission, *, at: datetime
    ) -> Collection[Obstacle]:
        """None: a breach is told whatever became of agreement, mailbox and consent."""
        return []

    def compose(self, subject: OnwardBreachLetter, transmission: Transmission) -> Letter:
        """Make the mail from the text that was kept."""
        return Letter(subject=subject.subject, body=subject.body)

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Nothing: the page of the receiver shows at the mail that it came back."""
        return write_no_event
