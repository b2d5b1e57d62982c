"""The link with which the partner fills in its part of an evaluation, without an account (R45, ADR 0085)."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from accounts.guest_links import GuestLink, GuestLinkQuerySet
from accounts.mailed_links import MailedLink
from agreements.models.evaluation import Evaluation

LINK_WORKS_FOR = timedelta(days=42)
"""Long enough for a council; asking again gives another."""


class EvaluationLink(GuestLink):
    """One link for one contact of the partner, about one evaluation; all contacts bring one part together.

    The page behind it stands above the wall.
    """

    LINK: ClassVar = MailedLink("figures:partner_part", purpose="evaluation")

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="links")

    objects = GuestLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "link voor de evaluatie"
        verbose_name_plural = "links voor de evaluatie"

    def __str__(self) -> str:
        return f"link {self.pk}"
