"""Which things in the log belong to what people call a party or a mailbox (D20)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from agreements.models import Agreement, Mailbox, Message
from directory.models import Organisation
from outbox.models import Transmission
from statements.among import Keys
from statements.written import written_once


def things_with(words: str) -> Iterable[UUID]:
    """Return the keys of a party, of its papers in every version with their letters, and of the papers of a mailbox.

    Whatever is done with a protocol, a mailbox or a contact stands in the log under the agreement. A mailbox may be
    one of earlier.
    """
    yield from Mailbox.objects.filter(address__iexact=words, protocol__isnull=False).values_list(
        "protocol__agreement_id", flat=True
    )
    parties = list(Organisation.objects.called(words).values_list("pk", flat=True))
    yield from parties
    papers = Agreement.objects.filter(Q(team__in=parties) | Q(partner__in=parties))
    yield from papers.values_list("pk", flat=True)
    letters = Message.objects.filter(agreement__in=papers)
    yield from letters.values_list("pk", flat=True)
    yield from Transmission.objects.filter(subject_id__in=letters.values("pk")).values_list("pk", flat=True)


def papers_of_letters(keys: Collection[UUID]) -> dict[UUID, str]:
    """Say of each letter, or of the mail in which it leaves, under which papers it was written."""
    found = _letters(Keys(keys))
    names = Agreement.objects.select_related("team", "partner").only("team__name", "partner__name")
    papers = names.in_bulk({agreement for *_, agreement in found})
    return {
        key: f"overeenkomst: {papers[agreement]}" for letter, mail, agreement in found for key in (letter, mail) if key
    }


@written_once
def _letters(keys: Keys) -> QuerySet[Message, tuple[UUID, UUID | None, UUID]]:
    letters = Message.objects.filter(Q(pk__among=keys) | Q(transmission__pk__among=keys), agreement__isnull=False)
    return letters.values_list("pk", "transmission_id", "agreement_id")
