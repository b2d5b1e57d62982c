"""Every write on organisations and their territory, each with one event in the trail.

All of them raise django.core.exceptions.ValidationError, in plain Dutch, when the row would break a rule of its table.
"""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.formats import date_format

from audit.events import Event
from audit.record import EventWriter, record_event
from directory.models import Activity, Municipality, Organisation, Territory, TerritoryChange
from law.facts import OrganisationKind

_RECEIVERS = (OrganisationKind.OCMW, OrganisationKind.CAW)


class OrganisationFields(TypedDict, total=False):
    """What can be said of an organisation; a field left out keeps its value, or is empty in a new one."""

    name: str
    enterprise_number: str
    street: str
    postal_code: str
    municipality_name: str
    correspondence_street: str
    correspondence_postal_code: str
    correspondence_municipality_name: str
    phone: str
    email: str
    is_active: bool


@transaction.atomic
def register_organisation(
    *, kind: str, by: AbstractBaseUser | None, at: datetime, **fields: Unpack[OrganisationFields]
) -> Organisation:
    """Register an organisation (R12); `by` is None when an operator does it on the command line."""
    organisation = Organisation(kind=kind, **fields)
    tell = place_organisation(organisation=organisation, by=by, at=at)
    tell()
    return organisation


def place_organisation(*, organisation: Organisation, by: AbstractBaseUser | None, at: datetime) -> EventWriter:
    """Write the row of a new organisation, inside the transaction of a larger act, which tells the trail at its end."""
    _save(organisation)

    def tell() -> None:
        record_event(Event.ORGANISATION_REGISTERED, by=by, at=at, about=organisation)

    return tell


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, by: AbstractBaseUser | None, at: datetime, **fields: Unpack[OrganisationFields]
) -> Organisation:
    """Change what is said of an organisation, except its kind; papers hang on that. No change makes no event.

    A receiver that becomes active again is refused when another one took over its territory (R2, R3).
    """
    current = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    changed = sorted(name for name, value in fields.items() if getattr(current, name) != value)
    if not changed:
        return current
    for name in changed:
        setattr(current, name, fields[name])  # type: ignore[literal-required]  # `name` is a key of `fields`
    _save(current)
    if "is_active" in changed and current.is_active:
        for territory in current.territory_set.select_related("organisation").order_by("municipality", "from_on"):
            _refuse_second_receiver(territory)
    if "is_active" in changed:
        Activity.objects.create(organisation=current, is_active=current.is_active, known_at=at)
    record_event(Event.ORGANISATION_CHANGED, by=by, at=at, about=current, details={"fields": changed})
    return current


@transaction.atomic
def assign_territory(
    *,
    organisation: Organisation,
    municipality: Municipality,
    from_on: date,
    until_on: date | None,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Territory:
    """Let an organisation serve a municipality, first and last day included; no last day means until it is ended.

    A municipality has one OCMW and one CAW on a day: a second one is refused (R2, R3). Several teams may serve it.
    """
    territory = Territory(organisation=organisation, municipality=municipality, from_on=from_on, until_on=until_on)
    _save(territory)
    _refuse_second_receiver(territory)
    _record_territory(territory, by=by, at=at)
    return territory


@transaction.atomic
def end_territory(*, territory: Territory, until_on: date, by: AbstractBaseUser | None, at: datetime) -> Territory:
    """Set the last day on which the organisation serves the municipality; also moves a day set earlier.

    A later day that enters the period of another receiver is refused, as when territory is assigned.
    """
    current = _locked(territory).get()
    if current.until_on == until_on:
        return current
    current.until_on = until_on
    _save(current)
    _refuse_second_receiver(current)
    _record_territory(current, by=by, at=at)
    return current


@transaction.atomic
def remove_territory(*, territory: Territory, by: AbstractBaseUser | None, at: datetime) -> None:
    """Take away a municipality that was added by mistake; removing it twice is one event.

    Only a period that begins today or later can go: on an older one referrals may rest, so that one gets a last day.
    """
    current = _locked(territory).first()
    if current is None:
        return
    if current.from_on < timezone.localdate(at):
        raise ValidationError(
            f"Deze gemeente hoort al sinds {date_format(current.from_on)} bij het werkgebied. "
            "Stel een laatste dag in, bijvoorbeeld vandaag."
        )
    undo_territory(territory=current, by=by, at=at)


@transaction.atomic
def undo_territory(*, territory: Territory, by: AbstractBaseUser | None, at: datetime) -> None:
    """Take away a period that never was, whenever it begins: the municipality was gone by then, or nobody used it."""
    current = _locked(territory).first()
    if current is None:
        return
    _record_territory(current, by=by, at=at, is_removed=True)
    current.delete()


def _locked(territory: Territory) -> models.QuerySet[Territory]:
    """The row as it is now, with its organisation; whoever else writes on it waits."""
    rows = Territory.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation")
    return rows.filter(pk=territory.pk)


def _refuse_second_receiver(territory: Territory) -> None:
    """Refuse a receiver where another active one of its kind serves on a shared day: nobody may guess between them.

    The lock on the municipality lets two at once wait for each other, so that the second sees the first. Whether the
    organisation itself is active does not matter: it may become so at this moment.
    """
    kind = territory.organisation.kind
    if kind not in _RECEIVERS:
        return
    municipality = Municipality.objects.select_for_update(no_key=True).get(pk=territory.municipality_id)
    rows = Territory.objects.overlapping(territory).filter(organisation__kind=kind, organisation__is_active=True)
    other = rows.exclude(organisation=territory.organisation).select_related("organisation").first()
    if other is not None:
        first, last = date_format(other.from_on), other.until_on and date_format(other.until_on)
        period = f"van {first} tot en met {last}" if last else f"vanaf {first}"
        raise ValidationError(
            f"{other.organisation} werkt voor {municipality} {period}. "
            "Kies andere dagen, of stel daar eerst een laatste dag in."
        )


def _save(row: models.Model) -> None:
    """Save a row that fits the rules of its table. The database judges; its words are looked up when it refuses."""
    row.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.full_clean()
        raise


def _record_territory(
    territory: Territory, *, by: AbstractBaseUser | None, at: datetime, is_removed: bool = False
) -> None:
    """Keep what is known from now on (D26), and write the audit event."""
    details = {
        "municipality": territory.municipality_id,
        "from_on": territory.from_on.isoformat(),
        "until_on": territory.until_on.isoformat() if territory.until_on else None,
        **({"is_removed": True} if is_removed else {}),
    }
    TerritoryChange.objects.create(
        territory_key=territory.pk,
        organisation=territory.organisation,
        municipality_id=territory.municipality_id,
        from_on=territory.from_on,
        until_on=territory.until_on,
        is_removed=is_removed,
        known_at=at,
    )
    record_event(Event.TERRITORY_CHANGED, by=by, at=at, about=territory.organisation, details=details)
