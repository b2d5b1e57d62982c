"""Whom a breach at a core actor concerns, as the papers name them (D31); nothing of what was passed on (D19)."""

from collections.abc import Iterator

from django.db.models import QuerySet

from breaches.letters import CoreActor, GboPartners
from directory.models import Organisation
from gbo.models import GboAgreement, GboParty


class PartnersOfPapers(GboPartners):
    """The core actors of all GBO agreements that all signed, whatever became of these: what leaked stays leaked."""

    def partners(self) -> "QuerySet[Organisation]":
        """By name."""
        parties = GboParty.objects.filter(agreement__in=_signed())
        return Organisation.objects.filter(pk__in=parties.values("organisation")).order_by("name")

    def core_actors(self, partner: Organisation) -> list[CoreActor]:
        """The partner first; each address once."""
        papers = _signed().filter(parties__organisation=partner)
        parties = GboParty.objects.filter(agreement__in=papers).select_related("organisation")
        of_each: dict[Organisation, list[GboParty]] = {partner: []}
        for party in parties.order_by("organisation__name", "pk"):
            of_each.setdefault(party.organisation, []).append(party)
        found: dict[str, CoreActor] = {}
        for organisation, of_one in of_each.items():
            for one in _addresses(organisation, of_one):
                found.setdefault(one.email.lower() or str(organisation.pk), one)
        return list(found.values())


def _signed() -> "QuerySet[GboAgreement]":
    """Those under which something can have been passed on."""
    return GboAgreement.objects.exclude(parties__signed_on=None)


def _addresses(organisation: Organisation, parties: list[GboParty]) -> Iterator[CoreActor]:
    """The organisation, and its DPO as each paper names one; without any address it gets a letter."""
    dpos = [one for one in parties if one.dpo_email]
    if organisation.email or not dpos:
        yield CoreActor(organisation, str(organisation), organisation.email)
    for one in dpos:
        name = ", ".join(filter(None, (one.dpo_name, f"DPO van {organisation}")))
        yield CoreActor(organisation, name, one.dpo_email)
