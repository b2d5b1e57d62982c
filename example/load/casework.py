"""Invented referrals, spread evenly over five years, with what became of them on both sides.

Written in bulk, past the actions: filing a million referrals by hand would take days. So there is no trail of them, and
no mail; the rows that stay after years are those of the real thing, erased data included. Of what is old and erased a
fiftieth is told, and the database copies it: what is recent is told one by one, since it holds data.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.utils import timezone

from accounts.models import Membership, User
from agreements.models import Agreement
from consent import information
from consent.models import Consent, Withdrawal
from directory.models import Territory
from example.load import stories
from example.load.copies import reference_of, write_copies
from example.load.stories import Story
from law.facts import OrganisationKind
from law.identification import Address, Identification, Name
from law.retention import STANDARD_TERMS, erase_on
from law.roles import Role
from ocmw_intake.models import ClientWithdrawal, ContactAttempt, Deletion, Intake, Outcome, WithdrawalEnding
from outbox.archive import new_password
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals.models import Correction, DeletionDeclaration, DeletionNotice, Referral

COPIES = 50
RECENT, OLD = 400, 92
"""Told of a batch: what may still hold data, and what is copied, each a day later than the one before."""
BATCH = RECENT + OLD * COPIES
PERIOD = timedelta(days=5 * 365)
DOMAIN = "meting.example"
ORDER = (
    Consent,
    Transmission,
    Referral,
    Withdrawal,
    Correction,
    DeletionNotice,
    DeletionDeclaration,
    Intake,
    ContactAttempt,
    Outcome,
    ClientWithdrawal,
    Deletion,
    WithdrawalEnding,
)
"""Tables in the order in which their rows can be written."""


@dataclass(frozen=True)
class World:
    """The papers to file under, and who works at either side. The first agreement is that of the largest receiver."""

    agreements: list[Agreement]
    places: dict[uuid.UUID, str]
    members: dict[uuid.UUID, User]
    workers: dict[uuid.UUID, User]

    def pick(self, chance: Random) -> Agreement:
        """A city gets a tenth of all referrals; the others are spread over everyone."""
        return self.agreements[0 if chance.random() < 0.1 else chance.randrange(len(self.agreements))]


def make_world() -> World:
    """Return the world of the papers that are there, with one invented account at each organisation."""
    agreements = list(
        Agreement.objects.filter(partner__kind=OrganisationKind.OCMW, team__name__startswith="Meetteam")
        .select_related("team", "partner")
        .order_by("partner__name", "team__name")
    )
    territories = Territory.objects.filter(organisation__in={each.partner_id for each in agreements})
    return World(
        agreements,
        places=dict(territories.values_list("organisation_id", "municipality_id")),
        members=_accounts({each.team_id for each in agreements}, Role.TEAM_MEMBER, "team"),
        workers=_accounts({each.partner_id for each in agreements}, Role.SOCIAL_WORKER, "ocmw"),
    )


def _accounts(organisations: set[uuid.UUID], role: Role, prefix: str) -> dict[uuid.UUID, User]:
    found = {}
    for number, organisation in enumerate(sorted(organisations)):
        email = f"{prefix}{number}@{DOMAIN}"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(
                email, None, name=f"Meting {prefix} {number}", bound_by_secrecy_since=timezone.localdate()
            )
        Membership.objects.get_or_create(user=user, organisation_id=organisation, role=role)
        found[organisation] = user
    return found


def generate(rows: int, *, until: datetime) -> Iterator[int]:
    """Add referrals until there are `rows`; yields how many there are, after every batch that was committed.

    Stopped halfway, it goes on where it was: a batch is there whole or not at all.
    """
    world = make_world()
    done = Referral.objects.filter(filed_by__in=world.members.values()).count()
    yield done
    while done < rows:
        batch = Batch(world, done, until)
        if rows - done < BATCH:
            batch.tell(rows - done)
        else:
            batch.tell_and_copy()
        done += batch.number
        yield done


class Batch:
    """Referrals that are written in one transaction, after so many that are there already."""

    def __init__(self, world: World, done: int, until: datetime) -> None:
        self._world, self._done, self._until = world, done, until
        self._chance = Random(f"batch from {done}")  # noqa: S311  # reproducible, and nothing secret
        self._told = 0
        self.number = 0

    @transaction.atomic
    def tell(self, number: int) -> None:
        """Tell each of them, spread over all years."""
        self._write(self._rows_of(number, since=PERIOD, before=timedelta()))
        self.number += number

    @transaction.atomic
    def tell_and_copy(self) -> None:
        """Tell what is recent, and a part of what is old, which the database copies."""
        recent = PERIOD * (RECENT / BATCH)
        self._write(self._rows_of(RECENT, since=recent, before=timedelta()))
        old = self._rows_of(OLD, since=PERIOD, before=recent)
        names = [table._meta.db_table for table in ORDER]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            for name in names:
                cursor.execute(f"CREATE TEMP TABLE told_{name} AS TABLE {name} WITH NO DATA")
            self._write(old, prefix="told_")
            write_copies(ORDER, copies=COPIES, apart=timedelta(days=1), prefix="told_")
            cursor.execute(f"DROP TABLE {', '.join(f'told_{name}' for name in names)}")
        self.number += BATCH

    def _rows_of(self, number: int, *, since: timedelta, before: timedelta) -> dict[type[models.Model], list[Any]]:
        """Their rows by table, filed between so long ago and so long ago."""
        tables: dict[type[models.Model], list[Any]] = defaultdict(list)
        for _ in range(number):
            reference = reference_of(self._done + self._told)
            self._told += 1
            for row in self._rows(reference, since=since, before=before):
                tables[type(row)].append(row)
        return tables

    def _rows(self, reference: str, *, since: timedelta, before: timedelta) -> Iterator[models.Model]:
        """The rows of one referral, on both sides of the wall."""
        world, chance, until = self._world, self._chance, self._until
        agreement = world.pick(chance)
        member, worker = world.members[agreement.team_id], world.workers[agreement.partner_id]
        filed_at = until - before - (since - before) * chance.random()
        consent = _consent(agreement, member, filed_at)
        referral = Referral(
            id=uuid.uuid4(),
            reference=reference,
            team_id=agreement.team_id,
            partner_id=agreement.partner_id,
            agreement=agreement,
            residence_id=world.places[agreement.partner_id],
            consent=consent,
            filed_by=member,
            filed_at=filed_at,
        )
        referral.transmission = _transmission(referral, chance, until)
        story = Story(referral, member=member, worker=worker, chance=chance, until=until)
        story.tell()
        _keep_or_erase(referral, chance, until, withdrawn_at=story.withdrawn_at)
        yield from (consent, referral.transmission, referral, *story.rows)

    def _write(self, tables: dict[type[models.Model], list[Any]], *, prefix: str = "") -> None:
        for table in ORDER:
            _copy(table, tables[table], prefix=prefix)


def _copy(table: type[models.Model], rows: list[models.Model], *, prefix: str) -> None:
    """Write rows with COPY, which costs half of `bulk_create`; sealed columns seal as they do for it."""
    database, fields = connections[DEFAULT_DB_ALIAS], table._meta.concrete_fields
    columns = ", ".join(database.ops.quote_name(str(field.column)) for field in fields)
    command = f"COPY {database.ops.quote_name(prefix + table._meta.db_table)} ({columns}) FROM STDIN"
    with database.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields])


def _consent(agreement: Agreement, member: User, filed_at: datetime) -> Consent:
    told = ("told_purpose", "told_data", "told_receiver", "told_next_steps", "told_expectations")
    given = dict.fromkeys([*told, "is_free", "is_explicit", "is_decided_together"], True)
    return Consent(
        id=uuid.uuid4(),
        team_id=agreement.team_id,
        receiver_id=agreement.partner_id,
        obtained_by=member,
        client="parent",
        **given,
        given_on=timezone.localdate(filed_at),
        channel="oral",
        language="nl",
        interpreter="none",
        text_version=information.CURRENT,
        recorded_at=filed_at,
    )


def _transmission(referral: Referral, chance: Random, until: datetime) -> Transmission:
    """Nearly every archive is taken within minutes; a few are held back, and a few come back."""
    status = chance.choices(
        [TransmissionStatus.SENT, TransmissionStatus.BLOCKED, TransmissionStatus.FAILED, TransmissionStatus.CANCELLED],
        [97, 1.5, 0.5, 1],
    )[0]
    sent_at = min(referral.filed_at + timedelta(minutes=chance.randrange(1, 20)), until)
    came_back = status == TransmissionStatus.SENT and chance.random() < 0.01
    return Transmission(
        id=uuid.uuid4(),
        kind=Kind.REFERRAL,
        subject_id=referral.pk,
        reference=referral.reference,
        papers_id=referral.agreement_id,
        recipient=f"mailbox@{DOMAIN}",
        message_id=f"<{uuid.uuid4().hex}@{DOMAIN}>",
        dated_at=referral.filed_at,
        due_at=referral.filed_at,
        created_at=referral.filed_at,
        status=status,
        obstacles=[chance.choice(stories.OBSTACLES)] if status == TransmissionStatus.BLOCKED else [],
        attempt_count=0 if status == TransmissionStatus.BLOCKED else 1,
        sent_at=sent_at if status == TransmissionStatus.SENT else None,
        returned_at=sent_at + timedelta(minutes=3) if came_back else None,
        return_code="5.1.1" if came_back else "",
    )


def _keep_or_erase(referral: Referral, chance: Random, until: datetime, *, withdrawn_at: datetime | None) -> None:
    """Hold the four fields as long as the law lets them be held (D1), and not a day longer."""
    sent_at = referral.transmission.sent_at
    last = erase_on(
        filed_on=timezone.localdate(referral.filed_at),
        sent_on=timezone.localdate(sent_at) if sent_at else None,
        opened_on=timezone.localdate(referral.opened_at) if referral.opened_at else None,
        withdrawn_on=timezone.localdate(withdrawn_at) if withdrawn_at else None,
        deletion_notice_left_on=timezone.localdate(withdrawn_at) if withdrawn_at else None,
        terms=STANDARD_TERMS,
    )
    if last <= timezone.localdate(until):
        referral.erased_at = min(until, timezone.make_aware(datetime.combine(last, time(2))))
        if sent_at is None:  # nothing can be made of its mail any more
            referral.transmission.status, referral.transmission.obstacles = TransmissionStatus.CANCELLED, []
        return
    if sent_at is not None:
        referral.transmission.password = new_password()
    referral.identification = Identification(
        name=Name(_invent(chance, syllables=2), _invent(chance, syllables=3)),
        address=Address(f"Meetstraat {chance.randrange(1, 300)}", None, "9999", "Meetdorp"),
        phone=None,
        email=f"client{chance.randrange(1_000_000)}@{DOMAIN}" if chance.random() < 0.6 else None,
    )


def _invent(chance: Random, *, syllables: int) -> str:
    """A name of nobody, as "Levoma"."""
    return "".join(chance.choice("bdfglmnprstv") + chance.choice("aeiou") for _ in range(syllables)).title()
