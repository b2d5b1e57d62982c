"""Every write on organisations and their territory, each with one event in the trail.

All of them raise django.core.exceptions.ValidationError, in plain Dutch, when the row would break a rule of its table.
"""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, models, transaction

from audit.events import Event
from audit.record import record_event
from directory.models import Municipality, Organisation, Territory


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
    _save(organisation)
    record_event(Event.ORGANISATION_REGISTERED, by=by, at=at, about=organisation)
    return organisation


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, by: AbstractBaseUser | None, at: datetime, **fields: Unpack[OrganisationFields]
) -> Organisation:
    """Change what is said of an organisation, except its kind; papers hang on that. No change makes no event."""
    current = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    changed = sorted(name for name, value in fields.items() if getattr(current, name) != value)
    if not changed:
        return current
    for name in changed:
        setattr(current, name, fields[name])  # type: ignore[literal-required]  # `name` is a key of `fields`
    _save(current)
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
    """Let an organisation serve a municipality, first and last day included; no last day means until it is ended."""
    territory = Territory(organisation=organisation, municipality=municipality, from_on=from_on, until_on=until_on)
    _save(territory)
    _record_territory(territory, by=by, at=at)
    return territory


@transaction.atomic
def end_territory(*, territory: Territory, until_on: date, by: AbstractBaseUser | None, at: datetime) -> Territory:
    """Set the last day on which the organisation serves the municipality; also moves a day set earlier."""
    current = (
        Territory.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organisation")
        .get(pk=territory.pk)
    )
    if current.until_on == until_on:
        return current
    current.until_on = until_on
    _save(current)
    _record_territory(current, by=by, at=at)
    return current


def _save(row: models.Model) -> None:
    """Save a row that fits the rules of its table."""
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.full_clean()  # someone else was just ahead; now the check sees it, and says so in words
        raise


def _record_territory(territory: Territory, *, by: AbstractBaseUser | None, at: datetime) -> None:
    details = {
        "municipality": territory.municipality_id,
        "from_on": territory.from_on.isoformat(),
        "until_on": territory.until_on.isoformat() if territory.until_on else None,
    }
    record_event(Event.TERRITORY_CHANGED, by=by, at=at, about=territory.organisation, details=details)
