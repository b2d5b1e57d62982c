"""Fills an empty product with invented papers: `python -m example.load.papers 1000`, in the environment of a product.

Written in bulk, past the actions: a thousand registrations by hand would take longer than what is measured.
"""

import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django
from django.core.management import call_command

FLEMISH_TEAMS = 40
AT = datetime(2024, 1, 15, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Filled:
    """What `fill` made, and the names of the municipalities that it left to the OCMW that works there."""

    teams: int
    partners: int
    agreements: int
    left_alone: list[str]


def fill(number: int) -> Filled:
    """Make `number` agreements: most in force, some of every other status.

    A municipality has one OCMW (R2): where one works already, as those of the example do, none is invented beside it.
    Nobody could refer to either of them any more.
    """
    from agreements.models import Agreement, Protocol
    from directory.models import Municipality, Organisation
    from law.facts import OrganisationKind, Region

    flanders = Municipality.objects.filter(region=Region.FLANDERS).order_by("nis")
    taken = flanders.filter(territory__organisation__kind=OrganisationKind.OCMW).distinct()
    left_alone = [place.name for place in taken]
    places = list(flanders.exclude(pk__in=taken.values("pk")))
    teams = [
        Organisation(kind=OrganisationKind.LOCAL_TEAM, name=f"Meetteam {index:02}", **_seat("Meetstraat"))
        for index in range(FLEMISH_TEAMS)
    ]
    partners = [
        Organisation(
            kind=OrganisationKind.OCMW, name=f"OCMW Meting {place}", enterprise_number=enterprise_number(index),
            **_seat("Meetplein"),
        )
        for index, place in enumerate(places)
    ]  # fmt: skip
    Organisation.objects.bulk_create([*teams, *partners])
    _let_work(partners, places)
    agreements = [
        Agreement(
            team=teams[(index // len(partners) + index % len(partners)) % len(teams)],
            partner=partners[index % len(partners)],
            in_force_from=None if index % 10 == 9 else date(2024, 1, 1),
            ends_on=date(2027, 1, 1) + timedelta(days=index % 300) if index % 7 == 0 else None,
            notice_months=6,
            evaluation_months=12,
            drawn_up_at_place="Meetdorp",
        )
        for index in range(number)
    ]
    Agreement.objects.bulk_create(agreements)
    Protocol.objects.bulk_create(
        Protocol(agreement=agreement, in_force_from=agreement.in_force_from, notice_months=6)
        for agreement in agreements
    )
    _hang_on(agreements)
    _stop_some(agreements)
    return Filled(len(teams), len(partners), len(agreements), left_alone)


def _let_work(partners: list[Any], places: list[Any]) -> None:
    """Give each receiver its municipality, and a processor contract to work in the portal (D21)."""
    from agreements.models import ProcessorContract
    from directory.models import Territory

    Territory.objects.bulk_create(
        Territory(organisation=partner, municipality=place, from_on=date(2023, 1, 1))
        for partner, place in zip(partners, places, strict=True)
    )
    ProcessorContract.objects.bulk_create(
        ProcessorContract(
            receiver=partner, signed_on=date(2024, 1, 1), receiver_signatory="M. Etermans",
            receiver_function="directeur",
            agency_signatory="R. Egelaars", agency_function="directeur",
        )
        for partner in partners
    )  # fmt: skip


def _hang_on(agreements: list[Any]) -> None:
    """Signatures, advices and contacts."""
    from agreements.models import Contact, ContactKind, DpoAdvice, Signature
    from agreements.terms.papers import Document, Party

    signatures, advices, contacts = [], [], []
    for index, agreement in enumerate(agreements):
        signed_on = None if index % 11 == 10 else date(2024, 1, 10)
        for party in Party:
            advices.append(
                DpoAdvice(protocol=agreement.protocol, party=party, dpo_name="D. Meter", advised_on=date(2023, 12, 1))
            )
            contacts += [
                Contact(
                    agreement=agreement, party=party, kind=kind, name_or_function=f"diensthoofd {index}",
                    phone="+3214000000",
                )
                for kind in (ContactKind.CONTACT, ContactKind.BREACH)
            ]  # fmt: skip
            signatures += [
                Signature(
                    agreement=agreement, document=document, party=party, position=position,
                    name=f"M. Etinga {index}", function="algemeen directeur", place="Meetdorp", signed_on=signed_on,
                )
                for document in Document
                for position in (1, 2)
            ]  # fmt: skip
    Signature.objects.bulk_create(signatures)
    DpoAdvice.objects.bulk_create(advices)
    Contact.objects.bulk_create(contacts)


def _stop_some(agreements: list[Any]) -> None:
    """Mailboxes, suspensions and doubts."""
    from agreements.models import Doubt, Mailbox, Suspension, SuspensionReason
    from agreements.terms.doubts import DoubtField, DoubtReason
    from agreements.terms.papers import Document, Party

    Mailbox.objects.bulk_create(
        Mailbox(protocol=agreement.protocol, address=f"meting{index}@ocmw.example", registered_at=AT)
        for index, agreement in enumerate(agreements)
    )
    Suspension.objects.bulk_create(
        Suspension(
            agreement=agreement, from_on=date(2026, 1, 1), by_party=Party.PARTNER, reason=SuspensionReason.SECURITY
        )
        for agreement in agreements[::13]
    )
    Doubt.objects.bulk_create(
        Doubt(
            agreement=agreement, document=Document.AGREEMENT, field=DoubtField.IN_FORCE_FROM,
            printed="81 november 2824", reason=DoubtReason.UNREADABLE, raised_at=AT,
        )
        for agreement in agreements[::17]
    )  # fmt: skip


def enterprise_number(index: int) -> str:
    """An invented number that passes mod-97."""
    base = f"0{700_0000 + index:07}"
    return f"{base}{97 - int(base) % 97:02}"


def _seat(street: str) -> dict[str, str]:
    return {"street": f"{street} 1", "postal_code": "9999", "municipality_name": "Meetdorp"}


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
    call_command("judge_register")
