"""The mail of the yearly drill, with the link of a breach contact (D31)."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.transmissions import GuestLinkCourier
from breaches.models import BreachLink
from directory.models import Organisation
from outbox.couriers import Letter
from outbox.models import Kind, Transmission

SUBJECT = "OEFENING, geen gegevenslek: klik één keer"


class BreachDrillCourier(GuestLinkCourier[BreachLink]):
    """Sends the drill. Its subject and first line say that nothing happened."""

    kind, links = Kind.BREACH_DRILL, BreachLink

    def pages_of(self, subject_ids: Collection[UUID]) -> dict[UUID, str]:
        """The list of drills, where it is sent again."""
        return dict.fromkeys(subject_ids, reverse("breaches:drills"))

    def subjects(self) -> QuerySet[BreachLink]:
        """With the partner it is for."""
        return super().subjects().select_related("partner")

    def compose(self, subject: BreachLink, transmission: Transmission) -> Letter:
        """Make the mail with the link."""
        context = {
            "link": self.url(subject),
            "partner": subject.partner,
            "expires_at": subject.expires_at,
            "agency": Organisation.objects.agency(),
            "product_name": settings.PRODUCT_NAME,
        }
        return Letter(subject=SUBJECT, body=render_to_string("mail/breach_drill.txt", context))
