"""Municipalities become one: who served them serves the new one from that day on, and the history stays (R2, R3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from directory.actions import assign_territory, end_territory, undo_territory
from directory.models import KIND_LABELS, Municipality, Organisation, Territory
from directory.receivers import receiver_for
from law.facts import OrganisationKind, Region
from law.receiver import receiver_kind_for

FARTHEST = timedelta(days=2 * 366)
"""A day that is farther away is a typing error."""


@dataclass(frozen=True)
class MergePlan:
    """What a merger changes: nothing else happens than what stands here."""

    into: Municipality
    on: date
    receiver: Organisation
    ending: tuple[Territory, ...]
    """Territory in an old municipality, which gets `last_day`."""
    removed: tuple[Territory, ...]
    """Territory that would begin in a municipality that is gone by then."""
    beginning: tuple[Territory, ...]
    """Territory in the new municipality; not saved."""

    @property
    def last_day(self) -> date:
        """The last day on which the old municipalities exist."""
        return self.on - timedelta(days=1)

    @property
    def is_empty(self) -> bool:
        return not (self.ending or self.removed or self.beginning)

    @property
    def former_receivers(self) -> list[Organisation]:
        """Who received for an old municipality, and does not for the new one."""
        touched = [one.organisation for one in (*self.ending, *self.removed)]
        return [one for one in dict.fromkeys(touched) if one.kind == self.receiver.kind and one != self.receiver]

    @property
    def fingerprint(self) -> str:
        """The same for the same changes: what was shown can be compared with what would happen."""
        begins = [(str(one.organisation_id), one.from_on, one.until_on) for one in self.beginning]
        gone = [(str(one.pk), one.from_on, one.until_on) for one in (*self.ending, *self.removed)]
        return sha256(repr((self.into.pk, self.on, sorted(gone), begins)).encode()).hexdigest()


def plan_merge(
    *, old: Sequence[Municipality], into: Municipality, on: date, receiver: Organisation | None, today: date
) -> MergePlan:
    """Say what a merger on day `on` changes, and change nothing; a ValidationError says why it cannot be."""
    _check_places(old, into)
    if abs(on - today) > FARTHEST:
        raise ValidationError("Kijk de dag na. Hij ligt meer dan twee jaar van vandaag.")
    receives = _receiver_of(into, on, receiver)
    rows = Territory.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), municipality__in=old)
    touched = list(rows.select_related("organisation", "municipality").order_by("municipality__name", "from_on", "pk"))
    teams: dict[Organisation, list[Territory]] = {}
    for one in touched:
        if one.organisation.kind == OrganisationKind.LOCAL_TEAM.value:
            teams.setdefault(one.organisation, []).append(one)
    beginning = [_begin(receives, into, on, None)]
    for team, served in sorted(teams.items(), key=lambda pair: (pair[0].name, pair[0].pk)):
        ends = [one.until_on for one in served if one.until_on]
        until_on = max(ends) if len(ends) == len(served) else None
        beginning.append(_begin(team, into, max(on, min(one.from_on for one in served)), until_on))
    return MergePlan(
        into=into,
        on=on,
        receiver=receives,
        ending=tuple(one for one in touched if one.from_on < on),
        removed=tuple(one for one in touched if one.from_on >= on),
        beginning=tuple(one for one in beginning if one is not None),
    )


@transaction.atomic
def merge_municipalities(
    *,
    old: Sequence[Municipality],
    into: Municipality,
    on: date,
    receiver: Organisation | None,
    by: AbstractBaseUser | None,
    at: datetime,
    shown: str | None = None,
) -> MergePlan:
    """Let `into` take the place of the old municipalities from day `on`; a second time changes nothing.

    `shown` is the fingerprint of the plan that was confirmed: when something changed since, nothing happens.
    """
    keys = {one.pk for one in (*old, into)}
    list(Municipality.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    list(Territory.objects.select_for_update(no_key=True).filter(municipality__in=keys).order_by("pk"))
    plan = plan_merge(old=old, into=into, on=on, receiver=receiver, today=timezone.localdate(at))
    if plan.is_empty:
        return plan
    if shown is not None and shown != plan.fingerprint:
        raise ValidationError("Intussen veranderde het werkgebied. Kijk het voorbeeld opnieuw na.")
    for one in plan.ending:
        end_territory(territory=one, until_on=plan.last_day, by=by, at=at)
    for one in plan.removed:
        undo_territory(territory=one, by=by, at=at)
    for one in plan.beginning:
        assign_territory(
            organisation=one.organisation,
            municipality=into,
            from_on=one.from_on,
            until_on=one.until_on,
            by=by,
            at=at,
        )
    return plan


def _check_places(old: Sequence[Municipality], into: Municipality) -> None:
    if not old:
        raise ValidationError("Noem minstens één gemeente die verdwijnt, bijvoorbeeld Meulebeke.")
    if into in old:
        raise ValidationError(
            f"{into} staat ook bij de gemeenten die verdwijnen. Laat ze daar weg, of kies een andere nieuwe gemeente."
        )
    if any(one.region != into.region for one in old):
        raise ValidationError("De gemeenten liggen niet in hetzelfde gewest. Kijk de namen na.")


def _receiver_of(into: Municipality, on: date, chosen: Organisation | None) -> Organisation:
    """Who receives for the new municipality: whoever does so already that day, else the one that was chosen."""
    kind = receiver_kind_for(Region(into.region))
    if kind is None:
        raise ValidationError("In Wallonië ontvangt geen enkele organisatie. U hoeft er niets samen te voegen.")
    present = receiver_for(into, on)
    if present is not None:
        if chosen not in {None, present}:
            raise ValidationError(
                f"{present} ontvangt op {date_format(on)} al voor {into}. Kies {present}, of kies niemand."
            )
        return present
    if chosen is None:
        raise ValidationError(f"Niemand ontvangt op {date_format(on)} voor {into}. Kies wie vanaf dan ontvangt.")
    if chosen.kind != kind.value or not chosen.is_active:
        raise ValidationError(f"{chosen} mag hier niet ontvangen. Kies een {KIND_LABELS[kind]} dat actief is.")
    return chosen


def _begin(organisation: Organisation, into: Municipality, from_on: date, until_on: date | None) -> Territory | None:
    """The territory that fills the days until the organisation serves the municipality anyway; None when it does."""
    wanted = Territory(organisation=organisation, municipality=into, from_on=from_on, until_on=until_on)
    present = Territory.objects.overlapping(wanted).filter(organisation=organisation).first()
    if present is None:
        return wanted
    if present.from_on <= from_on:
        return None
    wanted.until_on = present.from_on - timedelta(days=1)
    return wanted
