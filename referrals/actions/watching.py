"""Telling a team that referring in a place has become possible: asked on a page, told by mail, once (ADR 0091)."""

import logging
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements.actions.messages import write_message
from agreements.models import MessageKind
from agreements.terms.papers import Party
from directory.models import Municipality, Organisation
from law.refusal import Refusal
from referrals.actions.route import SendingRoute, find_route
from referrals.models import PlaceWatch
from referrals.models.watch import WATCH_LIFE
from referrals.rules.whom_to_call import members_of

log = logging.getLogger(__name__)

MOST_WATCHED = 50
"""Places of one person; who wants more asks a colleague who looks after the papers."""


@transaction.atomic
def watch_place(*, team: Organisation, residence: Municipality, by: User, at: datetime) -> PlaceWatch:
    """Ask to be told once data may go there. Asked again, it begins anew."""
    others = PlaceWatch.objects.filter(watched_by=by).exclude(team=team, residence=residence)
    if others.count() >= MOST_WATCHED:
        raise Refusal("U vroeg dit al voor veel gemeenten. Haal er eerst enkele weg op uw startpagina.")
    ends_on = timezone.localdate(at) + WATCH_LIFE
    watch, _is_new = PlaceWatch.objects.update_or_create(
        team=team, residence=residence, watched_by=by, defaults={"ends_on": ends_on}
    )
    return watch


@transaction.atomic
def stop_watching(watch: PlaceWatch) -> None:
    """Take the question back; nothing is left of it."""
    PlaceWatch.objects.filter(pk=watch.pk).delete()


def tell_watchers(*, at: datetime) -> tuple[int, int]:
    """Tell whoever waits for a place that opened, each in a transaction of its own; returns told, and failed."""
    PlaceWatch.objects.over(timezone.localdate(at)).delete()
    told = failed = 0
    for key in PlaceWatch.objects.order_by("team", "residence", "pk").values_list("pk", flat=True):
        try:
            told += _tell(key, at=at)
        except Exception as error:  # one place that cannot be judged does not hold back all the others
            failed += 1
            log.error("watch of a place %s: %s", key, type(error).__name__)
    return told, failed


@transaction.atomic
def _tell(key: UUID, *, at: datetime) -> bool:
    """Write the mail when the gate would let this person begin there now; who left the team is forgotten."""
    locked = PlaceWatch.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    watch = locked.select_related("team", "residence", "watched_by").filter(pk=key).first()
    if watch is None:
        return False
    if not members_of(watch.team).filter(pk=watch.watched_by_id).exists():
        watch.delete()
        return False
    route = find_route(team=watch.team, residence=watch.residence, sender=watch.watched_by, at=at)
    if not route.papers.may_send:
        return False
    _write(watch, route, at=at)
    watch.delete()
    return True


def _write(watch: PlaceWatch, route: SendingRoute, *, at: datetime) -> None:
    url = reverse("referrals:route", args=[watch.team_id, watch.residence_id])
    context = {
        "watch": watch,
        "receiver": route.receiver,
        "url": settings.SITE_URL + url,
        "product_name": settings.PRODUCT_NAME,
    }
    write_message(
        kind=MessageKind.PLACE_OPENED,
        agreement=None,
        to_party=Party.AGENCY,
        recipient=watch.watched_by.email,
        subject=f"Aanmelden in {watch.residence.name} kan nu",
        body=render_to_string("mail/place_opened.txt", context),
        by=None,
        at=at,
    )
