"""Filing a referral: consent, the four fields and the place in the outbox, or nothing at all."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from audit.events import Event
from audit.record import record_event
from consent.actions import record_consent
from consent.models import Consent
from law import gate
from law.facts import Region
from law.identification import Identification
from law.refusal import Overtaken, Refusal, refused_by_gate
from outbox.actions import queue_transmission
from outbox.models import Kind
from referrals.actions.returning import keep_fingerprints
from referrals.actions.route import SendingRoute, find_route
from referrals.models import Draft, Referral
from referrals.rules.sheet import sheet_facts
from statements.written import one_written_once


@transaction.atomic
def file_referral(
    draft: Draft, *, consent: Consent, identification: Identification, by: User, at: datetime
) -> Referral:
    """File the referral: consent, referral and its place in the outbox in one transaction (design, "The journey").

    A second submit of the same draft returns the referral that the first one made. Raises Overtaken when the
    draft is no longer the one these answers were read from, and Refusal when the gate refuses.
    """
    revision, team, residence = draft.revision, draft.team, draft.residence
    draft = _locked(draft.pk)
    draft.team, draft.residence = team, residence  # neither ever becomes another one
    if draft.referral is not None:
        return draft.referral
    if draft.is_practice or draft.thrown_away_at is not None:
        raise Refusal("Dit is een oefening of een weggegooid ontwerp. Er vertrekt niets.")
    if draft.revision != revision:
        raise Overtaken("De antwoorden zijn intussen gewijzigd. Kijk ze opnieuw na.")
    route = find_route(team=draft.team, residence=draft.residence, sender=by, at=at)
    decision = gate.check(
        consent=consent,
        residence=draft.residence_id,
        region=Region(draft.residence.region),
        partner=route.receiver,
        agreement=route.agreement,
        sender=by,
        on=timezone.localdate(at),
    )
    mailbox = route.mailbox
    if not decision.may_send or route.receiver is None or route.agreement is None or mailbox is None:
        raise refused_by_gate(decision)
    told = sheet_facts(team=draft.team, receiver=route.receiver, agreement=route.agreement)
    recorded = record_consent(consent, told=told, by=by, at=at)
    referral = _new_referral(draft, route, consent=recorded, by=by, at=at)
    referral.identification = identification
    referral.transmission = queue_transmission(
        kind=Kind.REFERRAL,
        subject_id=referral.pk,
        reference=referral.reference,
        recipient=mailbox.address,
        papers_id=route.agreement.pk,
        at=at,
    )
    referral.save(force_insert=True)
    keep_fingerprints(referral)
    draft.referral, draft.sealed_answers = referral, None
    draft.save(update_fields=["referral", "sealed_answers"])
    details = {"reference": referral.reference}
    record_event(Event.REFERRAL_FILED, by=by, at=at, about=referral, organisation=draft.team, details=details)
    return referral


def _locked(key: UUID) -> Draft:
    draft = _draft(key)
    if draft is None:
        raise Overtaken("Dit ontwerp is intussen gewist.")
    return draft


@one_written_once
def _draft(key: UUID) -> QuerySet[Draft]:
    """No joins: what is joined to a row that waited for its lock is as it was before the wait."""
    return Draft.objects.select_for_update(no_key=True).filter(pk=key)


def _new_referral(draft: Draft, route: SendingRoute, *, consent: Consent, by: User, at: datetime) -> Referral:
    return Referral(
        team=draft.team,
        partner=route.receiver,
        residence=draft.residence,
        agreement=route.agreement,
        consent=consent,
        filed_by=by,
        filed_at=at,
    )
