"""Which things in the log belong to what people call a party or a mailbox (D20)."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q

from agreements.models import Agreement, Mailbox
from directory.models import Organisation

MOST_PARTIES: Final = 20
"""A word that more parties have in their name, as "OCMW", asks for none of them."""


def things_with(words: str) -> Iterable[UUID]:
    """Return the keys of a party, of its papers in every version, and of the papers of a mailbox, now or earlier.

    Whatever is done with a protocol, a mailbox or a contact stands in the log under the agreement.
    """
    yield from Mailbox.objects.filter(address__iexact=words, protocol__isnull=False).values_list(
        "protocol__agreement_id", flat=True
    )
    parties = list(Organisation.objects.filter(name__icontains=words).values_list("pk", flat=True)[: MOST_PARTIES + 1])
    if not words or len(parties) > MOST_PARTIES:
        return
    yield from parties
    yield from Agreement.objects.filter(Q(team__in=parties) | Q(partner__in=parties)).values_list("pk", flat=True)
