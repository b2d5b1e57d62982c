"""GBO agreements between core actors, lawful unless told otherwise."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from accounts.models import User
from agreements.models import FileKind, Mailbox, SuspensionReason
from directory.models import Organisation
from gbo.models import GboAgreement, GboFile, GboMailbox, GboParty, GboStop, GboStopKind, GboSuspension
from tests.builders.accounts import a_user
from tests.builders.agreements import checked
from tests.builders.days import FILED_AT
from tests.builders.directory import a_caw, a_dmw, an_ocmw


def a_gbo_stop(agreement: GboAgreement, *, by: User) -> GboStop:
    """Return the account of a suspension by the CAW, without the suspension; its letter is still to be written."""
    caw, *_ocmws, dmw = agreement.parties_in_order
    parties = {"by_party": caw, "against_party": dmw, "suspension_id": uuid.uuid4()}
    answers = {"kind": GboStopKind.SUSPENSION, "reason": SuspensionReason.CONSULTATION, **parties}
    return GboStop.objects.create(
        agreement=agreement, on=date(2026, 3, 2), recorded_by=by, recorded_at=FILED_AT, **answers
    )


def a_gbo_agreement(
    *parties: Organisation, signed_on: date | None = date(2025, 3, 3), advised_on: date | None = date(2025, 2, 3)
) -> GboAgreement:
    """Return a GBO agreement that its CAW, OCMW and DMW signed after the advice; in order unless told otherwise."""
    parties = parties or (a_caw("CAW Voorbeeldstreek"), an_ocmw("OCMW Voorbeeldbos"), a_dmw())
    agreement = GboAgreement.objects.create(
        drawn_up_at_place="Voorbeelddorp",
        drawn_up_on=signed_on,
        advised_on=advised_on,
        advised_by="D. Privaat" if advised_on else "",
        published_on=date(2025, 3, 4),
        publication_url="https://www.caw.example/gbo",
    )
    for organisation in parties:
        GboParty.objects.create(
            agreement=agreement,
            organisation=organisation,
            kind=organisation.kind,
            signatory_name="T. Ekenaar",
            signatory_function="directeur",
            signed_on=signed_on,
            dpo_name="D. Privaat",
            dpo_email="dpo@dienst.example",
        )
    return GboAgreement.objects.with_parties().get(pk=agreement.pk)


def a_gbo_mailbox(party: GboParty, address: str) -> Mailbox:
    """Return the mailbox of a core actor, in order; the one before it is history."""
    registered_at = datetime(2025, 3, 3, tzinfo=UTC)
    Mailbox.objects.filter(pk__in=party.mailbox_links.values("mailbox"), replaced_at=None).update(
        replaced_at=registered_at
    )
    mailbox = Mailbox.objects.create(address=address, registered_at=registered_at, **checked(registered_at))
    GboMailbox.objects.create(mailbox=mailbox, party=party)
    return mailbox


def a_gbo_suspension(agreement: GboAgreement, **changes: Any) -> GboSuspension:
    """Return a suspension by the CAW because of the DMW, until further notice."""
    caw, *_ocmws, dmw = agreement.parties_in_order
    answers = {
        "by_party": caw,
        "against_party": dmw,
        "from_on": date(2026, 3, 2),
        "reason": SuspensionReason.SECURITY,
        **changes,
    }
    return GboSuspension.objects.create(agreement=agreement, **answers)


def a_gbo_file(agreement: GboAgreement, content: bytes = b"%PDF-1.7") -> GboFile:
    """Return a kept file of a GBO agreement."""
    return GboFile.objects.create(
        agreement=agreement,
        kind=FileKind.GBO_AGREEMENT,
        content=content,
        size=len(content),
        uploaded_by=a_user(),
        uploaded_at=FILED_AT,
    )
