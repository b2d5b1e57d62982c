"""What the client's sheet names: both sides with phone and address, both DPOs, and our terms (D18)."""

import json

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from agreements.models import Agreement
from agreements.terms.papers import Party
from consent.models import Proof
from consent.sheet import SheetFacts
from directory.models import Organisation
from law.facts import OrganisationKind
from referrals.models import Referral
from referrals.rules.erasure import our_terms
from statements.written import one_written_once


def stop_address() -> str:
    """The page to withdraw alone, as one says and types it: without scheme and without the last stroke."""
    return str(settings.SITE_URL).partition("://")[2] + reverse("stop").rstrip("/")


def sheet_facts(*, team: Organisation, receiver: Organisation, agreement: Agreement | None) -> SheetFacts:
    """Return them as they are now; what nobody registered is left out."""
    responsible, terms = (_agency() or team).name, our_terms()
    protocol = agreement.protocol_facts if agreement else None
    advices = {one.party: one for one in protocol.dpo_advices.all()} if protocol else {}
    dpos = [
        (f"DPO {name}", advices[party].dpo_email or advices[party].dpo_name)
        for party, name in ((Party.AGENCY, responsible), (Party.PARTNER, receiver.name))
        if party in advices
    ]
    return SheetFacts(
        team=team.name,
        receiver=receiver.name,
        agency=responsible,
        days_opened=str(terms.days_after_opening),
        days_sent=str(terms.days_after_sending),
        stop=stop_address(),
        reach=tuple(one for one in ((team.name, _reach(team)), (receiver.name, _reach(receiver)), *dpos) if one[1]),
    )


@one_written_once
def _agency() -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind=OrganisationKind.AGENCY, is_active=True).order_by("pk")[:1]


def _reach(organisation: Organisation) -> str:
    """Address for letters, telephone and e-mail in one line."""
    address = (organisation.correspondence_display or organisation.seat_display).replace("\n", ", ")
    return ", ".join(part for part in (address, organisation.phone_display, organisation.email) if part)


def told_to(referral: Referral) -> SheetFacts:
    """What this client was told, as the proof kept it (D17)."""
    proof = Proof.objects.filter(consent=referral.consent_id).first()
    if proof is not None:
        return SheetFacts.from_json(json.loads(proof.told))
    return sheet_facts(team=referral.team, receiver=referral.partner, agreement=referral.agreement)
