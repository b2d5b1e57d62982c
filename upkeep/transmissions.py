"""The mail that says what is wrong with the house itself: sentences about machines, nothing of a client."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from audit.record import EventWriter, write_no_event
from law.obstacles import Obstacle
from outbox.couriers import Courier, Letter, NoLongerNeeded
from outbox.models import Kind, Transmission
from upkeep.findings import look
from upkeep.models import HouseAlarm

HELD_MAIL_BACK = {
    "encryption": "De lijn naar onze mailserver was niet te vertrouwen",
    "login": "Onze mailserver weigerde onze login",
}
"""Alarms whose own mail could not leave while they lasted: it leaves afterwards, and says what was."""


class HouseAlarmCourier(Courier[HouseAlarm]):
    """Tells administrators and operator everything that is wrong at this moment, in one mail."""

    kind = Kind.HOUSE_ALARM

    def pages_of(self, subject_ids: Collection[UUID]) -> dict[UUID, str]:
        """The page that says the same."""
        return dict.fromkeys(subject_ids, reverse("upkeep:state"))

    def subjects(self) -> QuerySet[HouseAlarm]:
        return HouseAlarm.objects.all()

    def obstacles(self, subject: HouseAlarm, transmission: Transmission, *, at: datetime) -> Collection[Obstacle]:
        is_over = subject.ended_at is not None and subject.finding not in HELD_MAIL_BACK
        if is_over and transmission.message is None:
            raise NoLongerNeeded
        return []

    def compose(self, subject: HouseAlarm, transmission: Transmission) -> Letter:
        wrong = [finding for finding in look(at=timezone.now()) if not finding.is_well]
        context = {
            "findings": wrong,
            "held_back": HELD_MAIL_BACK.get(subject.finding),
            "alarm": subject,
            "link": settings.SITE_URL + reverse("upkeep:state"),
            "product_name": settings.PRODUCT_NAME,
        }
        body = render_to_string("mail/house_alarm.txt", context)
        return Letter(subject=f"Kijk {settings.PRODUCT_NAME} na", body=body)

    def returned(self, transmission: Transmission, *, mailbox_is_gone: bool, at: datetime) -> EventWriter:
        """Nothing: the page shows the same."""
        return write_no_event
