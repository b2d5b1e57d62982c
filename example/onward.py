"""What was passed on to a partner of the GBO, so that the ledger of Westerlo is not empty. The partner is invented."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone

from accounts.models import User
from example import accounts
from example.handover import deliver_until
from example.mailboxes import answer_check, compare_mailbox
from example.referrals import Casework
from gbo.actions.mailbox import set_mailbox
from gbo.models import GboAgreement
from ocmw_intake.models import OutcomeKind, referrals_of, with_standing
from ocmw_intake.onward.actions import record_onward_consent, share_onward
from ocmw_intake.onward.rules import OnwardInformation
from outbox.models import TransmissionStatus
from referrals.models import Referral

MAILBOX_CAW: Final = "doorgeven@caw-heidekant.example"


def register_partner_mailbox(agreement: GboAgreement, administrators: Sequence[User], *, at: datetime) -> None:
    """The CAW gave its mailbox, and answered for it; the DMW did not yet."""
    mailbox = set_mailbox(party=agreement.caw, address=MAILBOX_CAW, by=administrators[0], at=at)
    compare_mailbox(mailbox, administrators, at=at)
    answer_check(mailbox, administrators[0], at=at)


def pass_on(casework: Casework) -> None:
    """The client who wants help is also helped by the CAW."""
    at = timezone.now()
    of_westerlo = with_standing(referrals_of(casework.westerlo).filter(erased_at=None))
    [helped] = (one for one in of_westerlo if one.outcome == OutcomeKind.WANTS_HELP)
    agreement = GboAgreement.objects.with_parties().get(
        parties__organisation__name=accounts.OCMW_WESTERLO, advised_on__isnull=False
    )
    told = OnwardInformation(purpose=True, data=True, partner=True, next_steps=True, expectations=True, is_free=True)
    consent = record_onward_consent(
        helped,
        partner=agreement.caw.organisation,
        given_on=timezone.localdate(at),
        told=told,
        by=casework.westerlo,
        at=at,
    )
    typed = Referral.objects.get(pk=helped.pk).identification  # as the social worker does from the archive
    assert typed is not None  # the example erases it only later
    sharing = share_onward(helped, consent_id=consent.pk, identification=typed, by=casework.westerlo, at=at)
    deliver_until(sharing.transmission, TransmissionStatus.SENT)
