"""Writes on a GBO agreement: registering it, its parties and signatures, the advice, and its publication (R40–R43)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypedDict
from uuid import UUID

from django.db import transaction

from accounts.models import User
from agreements.actions import files
from agreements.actions.mailbox import close_mailbox
from agreements.actions.writing import change
from agreements.models import FileKind
from agreements.terms.papers import PARTNER_KINDS
from audit.events import Event
from audit.record import record_event
from directory.models import Organisation
from gbo.models import GboAbsence, GboAgreement, GboFile, GboNotPrinted, GboParty
from gbo.route import gbo_agreement_for
from gbo.rules import stopping
from law.facts import OrganisationKind
from law.onward import CORE_ACTORS
from law.refusal import Refusal, refuse
from outbox.actions import hurry_queued


class GboPartyTerms(TypedDict, total=False):
    """What the paper says of one core actor (art. 2 and the signatures)."""

    signatory_name: str
    signatory_function: str
    second_signatory_name: str
    second_signatory_function: str
    signed_on: date | None
    dpo_name: str
    dpo_email: str


@transaction.atomic
def register(
    *, organisations: Iterable[Organisation], by: User, at: datetime, source: dict[str, str] | None = None
) -> GboAgreement:
    """Register a GBO agreement of one CAW, and at least one OCMW and one DMW; the gate asks for the rest.

    `source`: where what is written came from, for the trail.
    """
    organisations = list(organisations)
    kinds = [organisation.kind for organisation in organisations]
    if set(kinds) != CORE_ACTORS or kinds.count(OrganisationKind.CAW) != 1:
        raise Refusal("Kies één CAW, minstens één OCMW en minstens één DMW.")
    agreement = GboAgreement.objects.create(created_at=at)
    for organisation in organisations:
        GboParty.objects.create(agreement=agreement, organisation=organisation, kind=organisation.kind)
    write_event(Event.GBO_REGISTERED, agreement, by=by, at=at, details=dict(source or {}))
    return agreement


@transaction.atomic
def register_paper(
    *,
    parties: Sequence[tuple[Organisation, GboPartyTerms]],
    terms: dict[str, Any],
    by: User,
    at: datetime,
    source: dict[str, str],
    not_printed: Collection[tuple[UUID | None, str]] = (),
) -> GboAgreement:
    """Register a GBO agreement with all that its paper says, or nothing. Raises Refusal."""
    agreement = register(organisations=[organisation for organisation, _ in parties], by=by, at=at, source=source)
    fill_in_paper(agreement=agreement, parties=parties, terms=terms, by=by, at=at, not_printed=not_printed)
    return agreement


@transaction.atomic
def fill_in_paper(
    *,
    agreement: GboAgreement,
    parties: Sequence[tuple[Organisation, GboPartyTerms]],
    terms: dict[str, Any],
    by: User,
    at: datetime,
    not_printed: Collection[tuple[UUID | None, str]] = (),
) -> None:
    """Write all that a paper says of an agreement that is registered, or nothing. Raises Refusal.

    `not_printed`: the columns of what it does not say (D28), each with the organisation of which it would say it.
    """
    change_terms(agreement=agreement, terms=terms, by=by, at=at)
    said = {organisation.pk: party_terms for organisation, party_terms in parties}
    for party in agreement.parties.select_related("agreement", "organisation"):
        change_party(party=party, terms=said[party.organisation_id], by=by, at=at)
    _note_not_printed(agreement, not_printed, by=by, at=at)


def _note_not_printed(
    agreement: GboAgreement, not_printed: Collection[tuple[UUID | None, str]], *, by: User, at: datetime
) -> None:
    """Keep who did not find what on the paper, unless it is registered already."""
    found = lock(agreement)
    rows = [(found.party_with(organisation) if organisation else None, key) for organisation, key in not_printed]
    missing = [(party, key) for party, key in rows if not getattr(party or found, key, None)]
    GboNotPrinted.objects.bulk_create(
        [GboNotPrinted(agreement=found, party=party, key=key, said_by=by, said_at=at) for party, key in missing],
        update_conflicts=True,
        unique_fields=["agreement", "party", "key"],
        update_fields=["said_by", "said_at"],
    )
    if missing:
        details = {"not_printed": sorted({key for _party, key in missing})}
        write_event(Event.GBO_CHANGED, found, by=by, at=at, details=details)


def _drop_filled_in(row: GboAgreement | GboParty) -> None:
    """A fact that is filled in now is no longer one that the paper does not print (D28)."""
    said = row.not_printed.filter(party__isnull=True) if isinstance(row, GboAgreement) else row.not_printed.all()
    gone = [one.pk for one in said if getattr(row, one.key, None)]
    GboNotPrinted.objects.filter(pk__in=gone).delete()


@transaction.atomic
def change_terms(*, agreement: GboAgreement, terms: dict[str, Any], by: User, at: datetime) -> None:
    """Change where and when it was drawn up, the advice of the CAW's DPO, or the publication (R16, R42, R43)."""
    locked = GboAgreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    changed = change(locked, terms)
    if changed:
        _drop_filled_in(locked)
        write_event(Event.GBO_CHANGED, agreement, by=by, at=at, details=changed)


@transaction.atomic
def add_party(*, agreement: GboAgreement, organisation: Organisation, by: User, at: datetime) -> GboParty:
    """Add an OCMW or a DMW, as long as nobody signed; there is one CAW."""
    locked = lock(agreement)
    if organisation.kind not in CORE_ACTORS - {OrganisationKind.CAW}:
        raise Refusal("Kies een OCMW of een DMW. Er is één CAW.")
    if organisation.pk in locked.party_ids:
        raise Refusal(f"{organisation} is al partij bij deze GBO-overeenkomst.")
    refuse(stopping.against_change_of_parties(locked))
    party = GboParty.objects.create(agreement=locked, organisation=organisation, kind=organisation.kind)
    write_event(Event.GBO_PARTY_ADDED, locked, by=by, at=at, details={"party": str(party.pk)})
    return party


@transaction.atomic
def remove_party(*, party: GboParty, by: User, at: datetime) -> None:
    """Take away an OCMW or a DMW that does not take part after all, as long as nobody signed."""
    locked = lock(party.agreement)
    refuse(stopping.against_removal(party, locked))
    key = str(party.pk)
    for link in party.mailbox_links.select_related("mailbox"):
        close_mailbox(link.mailbox, at=at)
        link.delete()
    party.delete()
    write_event(Event.GBO_PARTY_REMOVED, locked, by=by, at=at, details={"party": key})


@transaction.atomic
def change_party(*, party: GboParty, terms: GboPartyTerms, by: User, at: datetime) -> None:
    """Change who signs for a core actor and when, or its DPO.

    The last signature brings the agreement in force (R40): refused when one of its OCMWs is then in another one. The
    rows of the OCMWs are locked, so that two agreements signed at once cannot both miss each other.
    """
    locked = lock(party.agreement)
    row = GboParty.objects.select_for_update(no_key=True).get(pk=party.pk)
    if "signed_on" in terms and terms["signed_on"] != row.signed_on:
        refuse(stopping.against_new_signing_day(locked))
    ocmws = [one.organisation_id for one in locked.parties.all() if one.kind == OrganisationKind.OCMW]
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=ocmws).order_by("pk"))
    changed = change(row, terms)
    if changed:
        _drop_filled_in(row)
        refuse(stopping.against_second_in_force(GboAgreement.objects.with_parties().get(pk=locked.pk)))
        write_event(Event.GBO_PARTY_CHANGED, locked, by=by, at=at, details={"party": str(row.pk), **changed})


@transaction.atomic
def record_absence(*, organisation: Organisation, asked_on: date, by: User, at: datetime) -> None:
    """Record that there is no GBO agreement in the region of this OCMW or CAW (R91); a next time replaces the day."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if organisation.kind not in PARTNER_KINDS:
        raise Refusal("Kies een OCMW of een CAW.")
    found = gbo_agreement_for(organisation, asked_on)
    if found is not None and found.is_in_force(asked_on):
        raise Refusal("Op die dag was er een GBO-overeenkomst in werking. Kijk de datum na.")
    GboAbsence.objects.update_or_create(organisation=organisation, defaults={"asked_on": asked_on})
    details = {"asked_on": asked_on.isoformat()}
    record_event(
        Event.GBO_ABSENCE_RECORDED, by=by, at=at, about=organisation, details=details, organisation=organisation
    )


def lock(agreement: GboAgreement) -> GboAgreement:
    """The agreement with all that hangs on it, as it is now, until the end of the transaction."""
    GboAgreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    return GboAgreement.objects.with_parties().get(pk=agreement.pk)


def write_event(
    event: Event, agreement: GboAgreement, *, by: User | None, at: datetime, details: dict[str, Any]
) -> None:
    """Write to the trail, on behalf of the CAW: the only core actor of which there is always one.

    What waits under this agreement meets the gate now, so that what may no longer go is blocked at once.
    """
    record_event(event, by=by, at=at, about=agreement, details=details, organisation=agreement.caw.organisation)
    hurry_queued(papers_id=agreement.pk, at=at)


@transaction.atomic
def keep_file(*, agreement: GboAgreement, kind: FileKind, content: bytes, by: User, at: datetime) -> GboFile:
    """Keep a PDF of a GBO agreement, as `agreements.actions.files` does for the other papers."""
    file = GboFile(agreement=agreement, kind=kind, content=content, size=len(content), uploaded_by=by, uploaded_at=at)
    files.keep(file, by=by, at=at)
    return file
