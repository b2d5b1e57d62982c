"""Whom a breach at a core actor concerns, as the papers name them (D31); nothing of what was passed on (D19)."""

from collections.abc import Iterator

from django.db.models import QuerySet

from breaches.letters import CoreActor, GboPartners
from directory.models import Organisation
from gbo.models import GboAgreement, GboParty


class PartnersOfPapers(GboPartners):
    """The core actors of all registered GBO agreements, whatever became of these: what leaked stays leaked."""

    def partners(self) -> "QuerySet[Organisation]":
        """By name."""
        return Organisation.objects.filter(pk__in=GboParty.objects.values("organisation")).order_by("name")

    def core_actors(self, partner: Organisation) -> list[CoreActor]:
        """The partner first; each address once."""
        papers = GboAgreement.objects.filter(parties__organisation=partner)
        parties = GboParty.objects.filter(agreement__in=papers).select_related("organisation")
        ordered = sorted(parties, key=lambda one: (one.organisation_id != partner.pk, one.organisation.name))
        found: dict[str, CoreActor] = {}
        for one in (address for party in ordered for address in _addresses(party)):
            found.setdefault(one.email.lower() or str(one.organisation), one)
        return list(found.values())


def _addresses(party: GboParty) -> Iterator[CoreActor]:
    """The organisation, and its DPO; without any address it gets a letter."""
    organisation = party.organisation
    if organisation.email or not party.dpo_email:
        yield CoreActor(organisation, str(organisation), organisation.email)
    if party.dpo_email:
        name = ", ".join(filter(None, (party.dpo_name, f"DPO van {organisation}")))
        yield CoreActor(organisation, name, party.dpo_email)
