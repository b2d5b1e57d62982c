"""The mails about the papers. None of them carries client data, so none of them asks the gate."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format

from accounts.transmissions import GuestLinkCourier
from agreements.actions.mailbox import record_returned_mail
from agreements.actions.mailbox_owners import owner_of
from agreements.actions.messages import record_return
from agreements.models import EvaluationLink, HeadMail, MailboxCheck, Message, OwnPartLink
from agreements.models.mailbox_checks import CHECK_LINK
from agreements.terms import check_code
from agreements.terms.papers import Party
from audit.heads import seal_of_head
from audit.models import AGENCY, Head
from audit.record import EventWriter, write_no_event
from directory.models import Organisation
from law.obstacles import Obstacle
from outbox.archive import build_checked
from outbox.couriers import Courier, Letter
from outbox.message import Attachment
from outbox.models import Kind, Transmission
from statements.among import Keys
from statements.written import written_once

CHECK_ARCHIVE = "controle.zip"
CHECK_ENTRY = "controle.txt"


class MessageCourier(Courier[Message]):
    """Sends what was written to the other party, as it was written."""

    kind = Kind.MESSAGE

    def pages_of(self, subject_ids: Collection[UUID]) -> dict[UUID, str]:
        """The message, with the way to print it."""
        papers = _papers_of(Keys(subject_ids))
        return {pk: reverse("agreements:message", args=[agreement, pk]) for pk, agreement in papers}

    def subjects(self) -> QuerySet[Message]:
        """Every message."""
        return Message.objects.all()

    def obstacles(self, subject: Message, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """None: writing about the papers is always allowed, also when sharing is suspended."""
        return []

    def compose(self, subject: Message, transmission: Transmission) -> Letter:
        """Make the mail from the text that was kept."""
        return Letter(subject=subject.subject, body=subject.body)

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Show with the message that it came back: then it proves nothing (R23)."""
        return record_return(message_id=transmission.subject_id, at=at)


@written_once
def _papers_of(messages: Keys) -> QuerySet[Message, tuple[UUID, UUID]]:
    return Message.objects.filter(pk__among=messages, agreement__isnull=False).values_list("pk", "agreement_id")


class HeadCourier(Courier[HeadMail]):
    """Sends a DPO the head of the own log, and the seals of those of the other side (D19, D20)."""

    kind = Kind.LOG_HEAD

    def subjects(self) -> QuerySet[HeadMail]:
        """Every mail of every day."""
        return HeadMail.objects.all()

    def obstacles(self, subject: HeadMail, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """None: it holds two numbers."""
        return []

    def compose(self, subject: HeadMail, transmission: Transmission) -> Letter:
        """Tell the own head as it is; of the other side only the seals: for the agency of every receiver."""
        heads = list(Head.objects.filter(day=subject.day).order_by("log"))
        others = [head for head in heads if head.log != subject.log and AGENCY in (head.log, subject.log)]
        organisation = Organisation.objects.filter(pk=subject.log).first()
        context = {
            "name": organisation.name if organisation else settings.PRODUCT_NAME,
            "day": subject.day,
            "head": next(str(head) for head in heads if head.log == subject.log),
            "seals": [{"log": head.log, "seal": seal_of_head(head)} for head in others],
            "product_name": settings.PRODUCT_NAME,
        }
        body = render_to_string("mail/log_head.txt", context)
        return Letter(subject=f"Stand van het logboek op {date_format(subject.day)}", body=body)

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Nothing follows: tomorrow there is another."""
        return write_no_event


class OwnPartCourier(GuestLinkCourier[OwnPartLink]):
    """Asks a contact of a partner to fill in its own part, by a link (D33)."""

    kind, links = Kind.OWN_PART, OwnPartLink

    def pages_of(self, subject_ids: Collection[UUID]) -> dict[UUID, str]:
        """Where its own part is asked again, also of another contact."""
        found = OwnPartLink.objects.filter(pk__in=subject_ids).values_list("pk", "part__agreement")
        return {pk: reverse("agreements:own_part", args=[agreement]) for pk, agreement in found}

    def subjects(self) -> QuerySet[OwnPartLink]:
        """With the papers that it is about."""
        return super().subjects().select_related("part__agreement__partner", "part__agreement__team", "sent_by")

    def compose(self, subject: OwnPartLink, transmission: Transmission) -> Letter:
        """Say what is asked, by whom, and until when; nothing of what was filled in."""
        context = {
            "agreement": subject.part.agreement,
            "sender": subject.sent_by,
            "link": self.url(subject),
            "expires_at": subject.expires_at,
            "is_reminder": subject.sent_by is None,
            "product_name": settings.PRODUCT_NAME,
        }
        return Letter(subject="Uw deel van de samenwerking", body=render_to_string("mail/own_part.txt", context))


class MailboxCheckCourier(Courier[MailboxCheck]):
    """Sends a harmless archive like the real one, so that whatever stops the real one stops this too (R68)."""

    kind = Kind.MAILBOX_CHECK

    def pages_of(self, subject_ids: Collection[UUID]) -> dict[UUID, str]:
        """The mailbox, where another check is started."""
        checks = MailboxCheck.objects.filter(pk__in=subject_ids).select_related("mailbox__protocol")
        return {check.pk: owner_of(check.mailbox).page(check.mailbox) for check in checks}

    def subjects(self) -> QuerySet[MailboxCheck]:
        """Every check."""
        return MailboxCheck.objects.all()

    def obstacles(self, subject: MailboxCheck, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        """Only that the address, or the check, was replaced; the gate waits for this check, and does not stop it."""
        return [Obstacle.MAILBOX_CHANGED] if subject.replaced_at is not None else []

    def compose(self, subject: MailboxCheck, transmission: Transmission) -> Letter:
        """Make a mail with the link and the archive, which holds the code and nothing else."""
        if transmission.password is None:
            raise ValueError("A mailbox check has a password.")
        text = render_to_string("mail/mailbox_check_entry.txt", {"code": check_code.show(subject.code)})
        content = text.rstrip().replace("\n", "\r\n").encode("utf-8-sig") + b"\r\n"
        body = render_to_string(
            "mail/mailbox_check.txt",
            {
                "paper": owner_of(subject.mailbox).check_words(subject.mailbox),
                "link": CHECK_LINK.url(subject.token),
                "expires_at": subject.expires_at,
                "is_first": subject.mailbox.answered_at is None,
                "archive_name": CHECK_ARCHIVE,
                "entry_name": CHECK_ENTRY,
                "product_name": settings.PRODUCT_NAME,
            },
        )
        archive = build_checked({CHECK_ENTRY: content}, password=transmission.password)
        attachment = Attachment(CHECK_ARCHIVE, archive, "application/zip")
        return Letter(subject="Controle van uw mailbox", body=body, attachment=attachment)

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Let nothing else leave for a mailbox that is not there any more (R68, D30)."""
        return record_returned_mail(transmission=transmission, at=at) if mailbox_is_gone else write_no_event


class EvaluationCourier(GuestLinkCourier[EvaluationLink]):
    """Sends a contact of the partner the link to the dossier and to its part of an evaluation (R45)."""

    kind, links = Kind.EVALUATION, EvaluationLink

    def pages_of(self, subject_ids: Collection[UUID]) -> dict[UUID, str]:
        """The evaluations of these papers: they say that a mail came back."""
        found = EvaluationLink.objects.filter(pk__in=subject_ids).values_list("pk", "evaluation__agreement")
        return {pk: reverse("agreements:evaluation", args=[agreement]) for pk, agreement in found}

    def subjects(self) -> QuerySet[EvaluationLink]:
        """With the papers that it is about."""
        return super().subjects().select_related("evaluation__agreement__team", "evaluation__agreement__partner")

    def compose(self, subject: EvaluationLink, transmission: Transmission) -> Letter:
        """Make the mail with the link."""
        agreement = subject.evaluation.agreement
        context = {
            "agreement": agreement,
            "link": self.url(subject),
            "expires_at": subject.expires_at,
            "answer_to": next(iter(agreement.mail_addresses_of(Party.AGENCY)), ""),
            "product_name": settings.PRODUCT_NAME,
        }
        body = render_to_string("mail/evaluation_link.txt", context)
        return Letter(subject="Vul uw deel van de evaluatie in", body=body)
