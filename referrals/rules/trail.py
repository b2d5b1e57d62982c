"""What in the trail belongs to one reference, or left under the papers of one party; and to whom a mail went."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from agreements.models import Mailbox
from directory.models import Organisation
from outbox.models import Transmission
from referrals.models import Referral
from referrals.terms.reference import find_reference
from statements.among import Keys
from statements.written import written_once


def things_with(words: str) -> Iterable[UUID]:
    """Return the keys of a referral, its consent and the mails about it; or of the mails to or from a party."""
    if reference := find_reference(words):
        for referral in Referral.objects.filter(reference=reference).only("pk", "consent_id"):
            yield from (referral.pk, referral.consent_id)
        yield from Transmission.objects.filter(reference=reference).values_list("pk", flat=True)
    mails = Transmission.objects.filter(log=None).exclude(reference="")
    if "@" in words:
        papers = Mailbox.objects.filter(address__iexact=words, protocol__isnull=False).values("protocol__agreement")
        to_this_address = Referral.objects.filter(agreement__in=papers).values("reference")
        yield from mails.filter(reference__in=to_this_address, recipient__iexact=words).values_list("pk", flat=True)
    elif parties := list(Organisation.objects.called(words)):
        theirs = Referral.objects.filter(Q(team__in=parties) | Q(partner__in=parties)).values("reference")
        yield from mails.filter(reference__in=theirs).values_list("pk", flat=True)


def references_of(consents: Collection[UUID]) -> dict[UUID, str]:
    """The reference of the referral for which each consent was given: a consent has no name of its own."""
    return dict(Referral.objects.filter(consent__in=consents).values_list("consent_id", "reference"))


def receivers_of(mails: Collection[UUID]) -> dict[UUID, str]:
    """Say to whom each mail about a referral goes: the receiver and its mailbox, which its papers name (D8)."""
    rows = _sent(Keys(mails))
    referrals = Referral.objects.filter(reference__in={reference for _, reference, _ in rows})
    names = dict(referrals.values_list("reference", "partner__name"))
    return {
        key: f"ontvanger: {', '.join(filter(None, (names.get(reference), recipient)))}"
        for key, reference, recipient in rows
    }


@written_once
def _sent(mails: Keys) -> QuerySet[Transmission, tuple[UUID, str, str]]:
    sent = Transmission.objects.filter(pk__among=mails, log=None).exclude(reference="")
    return sent.values_list("pk", "reference", "recipient")
