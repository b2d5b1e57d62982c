"""A GBO agreement with mailboxes, and what a social worker passes on under it."""

from datetime import date, datetime, timedelta

from accounts.models import User
from directory.models import Organisation
from gbo.models import GboAgreement
from law.roles import Role
from ocmw_intake.onward import actions as onward_actions
from ocmw_intake.onward.models import OnwardConsent, OnwardSharing
from ocmw_intake.onward.rules import OnwardInformation
from referrals.models import Referral
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import a_caw, a_dmw
from tests.builders.gbo import a_gbo_agreement, a_gbo_mailbox
from tests.builders.referrals import an_identification

MAILBOX = "doorgeven@caw.example"
AT = FILED_AT + timedelta(hours=1)
TOLD = OnwardInformation(purpose=True, data=True, partner=True, next_steps=True, expectations=True, is_free=True)

FOUR_FIELDS = {
    "first_name": "Noor",
    "last_name": "Van den Voorbeeld",
    "street": "Lindelaan 22/1",
    "box": "3",
    "postal_code": "9999",
    "phone": "0470 00 00 12",
    "email": "noor@post.example",
}
"""What the social worker types from the own archive."""


def with_mailboxes(agreement: GboAgreement, *, caw: str = MAILBOX) -> GboAgreement:
    """Give each core actor of a GBO agreement a mailbox that was attested, compared and checked."""
    for party in agreement.parties_in_order:
        address = caw if party.kind == "caw" else f"doorgeven@{party.kind}.example"
        if (party.mailbox.address if party.mailbox else "") != address:
            a_gbo_mailbox(party, address)
    return GboAgreement.objects.with_parties().get(pk=agreement.pk)


def a_gbo_of(receiver: Organisation) -> GboAgreement:
    """Return a GBO agreement in order between a CAW, this receiver and a DMW."""
    return with_mailboxes(a_gbo_agreement(a_caw("CAW Voorbeeldstreek"), receiver, a_dmw()))


def share(
    referral: Referral, worker: User, *, partner: Organisation, at: datetime = AT, given_on: date | None = None
) -> OnwardSharing:
    """Record the consent of the client, and pass on what the social worker types."""
    given_on = given_on or at.date()
    consent = onward_actions.record_onward_consent(
        referral, partner=partner, given_on=given_on, told=TOLD, by=worker, at=at
    )
    return share_under(consent, worker, at=at)


def share_under(consent: OnwardConsent, worker: User, *, at: datetime = AT, **typed: str | None) -> OnwardSharing:
    """Pass on under a consent that stands; `typed` changes what the social worker types."""
    return onward_actions.share_onward(
        consent.intake.referral, consent_id=consent.pk, identification=an_identification(**typed), by=worker, at=at
    )


def a_sharing(referral: Referral) -> OnwardSharing:
    """Return what was passed on under the first GBO agreement of the receiver, whatever the gate says of it today."""
    passed_on = OnwardSharing.objects.filter(intake__referral=referral).first()
    if passed_on is not None:
        return passed_on
    agreement = GboAgreement.objects.with_parties().filter(parties__organisation=referral.partner).first()
    agreement = with_mailboxes(agreement)
    for suspension in agreement.suspensions.all():
        suspension.delete()
    worker = a_user(Role.SOCIAL_WORKER, referral.partner)
    return share(referral, worker, partner=agreement.caw.organisation)


def consent_of(sharing: OnwardSharing) -> OnwardConsent:
    return OnwardConsent.objects.get(pk=sharing.consent_id)
