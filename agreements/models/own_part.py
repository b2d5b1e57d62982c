"""What a partner fills in about itself, by a link and without an account, until it is compared (D33, ADR 0086)."""

import json
import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.guest_links import GuestLink
from accounts.mailed_links import MailedLink
from agreements.models.papers import Agreement
from agreements.terms.own_part import MAY_BE_UNPRINTED, OF_CONTACTS, PieceAnswer, PieceKind, PieceOutcome, PieceRefusal
from law.roles import Role
from vault.fields import SealedTextField


class OwnPartQuerySet(models.QuerySet["OwnPart"]):
    def visible_to(self, user: Any) -> "OwnPartQuerySet":
        """Who keeps the papers."""
        return self.all() if user.has_role(Role.ADMINISTRATOR) else self.none()

    def current(self) -> "OwnPartQuerySet":
        """Not taken back, the newest first; of an agreement the first one counts."""
        return self.filter(ended_at=None).order_by("-asked_at")


class OwnPart(models.Model):
    """A partner is asked to fill in its own part. Nothing in it is registered until an administrator takes it over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="own_parts")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("gevraagd op")
    reminders = models.PositiveSmallIntegerField("herinneringen", default=0)
    done_at = models.DateTimeField("afgerond op", null=True)
    ended_at = models.DateTimeField("teruggenomen op", null=True)

    objects = OwnPartQuerySet.as_manager()

    class Meta:
        verbose_name = "eigen deel van de partner"
        verbose_name_plural = "eigen delen van partners"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(done_at__isnull=True, ended_at__isnull=True),
                name="one_open_own_part_per_agreement",
            ),
        ]

    def __str__(self) -> str:
        return f"eigen deel van {self.agreement.partner}"

    @property
    def is_open(self) -> bool:
        """Whether the partner can fill it in; its links say until when."""
        return self.done_at is None and self.ended_at is None


class OwnPartLink(GuestLink):
    """The link of one contact of the partner; several contacts continue each other's work."""

    LINK = MailedLink("agreements:fill_in", purpose="own-part")

    part = models.ForeignKey(OwnPart, on_delete=models.PROTECT, related_name="links")

    class Meta:
        verbose_name = "link voor het eigen deel"
        verbose_name_plural = "links voor het eigen deel"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["part", "email"],
                condition=Q(done_at__isnull=True, ended_at__isnull=True),
                name="one_open_own_part_link_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"

    @property
    def agreement(self) -> Agreement:
        """The papers that it is about, with all that is registered of the partner."""
        return Agreement.objects.with_papers().get(pk=self.part.agreement_id)


class OwnPiece(models.Model):
    """One thing that is asked, what the partner answered last, and what was decided about that answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(OwnPart, on_delete=models.PROTECT, related_name="pieces")
    kind = models.CharField("wat", max_length=20, choices=PieceKind.choices)
    position = models.PositiveSmallIntegerField("hoeveelste")
    contact_key = models.UUIDField("contact", null=True, help_text="Of the contact that was registered at asking.")
    answer = models.CharField("antwoord", max_length=20, choices=PieceAnswer.choices, blank=True)
    content = SealedTextField("inhoud", null=True)
    answered_by = models.ForeignKey(OwnPartLink, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("ingevuld op", null=True)
    outcome = models.CharField("beslissing", max_length=20, choices=PieceOutcome.choices, blank=True)
    reason = models.CharField("reden", max_length=20, choices=PieceRefusal.choices, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField("beslist op", null=True)

    class Meta:
        verbose_name = "antwoord van een partner"
        verbose_name_plural = "antwoorden van partners"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "kind", "position"], name="each_piece_is_asked_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, outcome="")
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answer_says_when",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", judged_at__isnull=True) | (~Q(outcome="") & Q(judged_at__isnull=False)),
                name="a_decision_about_an_answer_says_when",
            ),
            models.CheckConstraint(
                condition=(Q(outcome=PieceOutcome.REFUSED) & ~Q(reason=""))
                | (~Q(outcome=PieceOutcome.REFUSED) & Q(reason="")),
                name="a_refusal_of_an_answer_says_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["part"], condition=~Q(answer="") & Q(outcome=""), name="answers_to_compare")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, by field; days as ISO text."""
        return json.loads(self.content) if self.content else {}

    @property
    def is_optional(self) -> bool:
        """A second one beside what is registered: it can stay empty."""
        return self.position > 1 and self.contact_key is None

    @property
    def is_to_do(self) -> bool:
        """Whether the partner still has to answer: not yet, or what it said was refused."""
        return (not self.answer and not self.is_optional) or self.outcome == PieceOutcome.REFUSED

    @property
    def is_to_compare(self) -> bool:
        """Whether an administrator still has to decide."""
        return bool(self.answer) and not self.outcome

    @property
    def other_answers(self) -> list[PieceAnswer]:
        """What can be said instead of filling it in."""
        answers = [PieceAnswer.NOT_PRINTED] if self.kind in MAY_BE_UNPRINTED else []
        gone = [PieceAnswer.GONE] if self.kind in OF_CONTACTS and self.contact_key else []
        return [*gone, *answers, PieceAnswer.UNKNOWN]

    def seen(self) -> str:
        """Which answer somebody saw, so that nobody overwrites what came in between."""
        moment: datetime | None = self.judged_at or self.answered_at
        return moment.isoformat() if moment else ""
