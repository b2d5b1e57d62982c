"""The mailbox in which a core actor gets what is passed on: whose it is, for the acts of all mailboxes (D27)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from agreements.actions.mailbox import replace_mailbox
from agreements.actions.mailbox_owners import CheckWords, MailboxOwner, write_event
from agreements.models import Mailbox
from audit.events import Event
from directory.models import Organisation
from gbo.actions import agreements
from gbo.models import GboAgreement, GboMailbox, GboParty
from law.obstacles import Obstacle
from outbox.actions import release_held_back


class GboMailboxes(MailboxOwner):
    """The mailboxes of the core actors of GBO agreements (R90)."""

    def owns(self, mailbox: Mailbox) -> bool:
        return mailbox.protocol_id is None

    def write_event(
        self, mailbox: Mailbox, event: Event, *, by: User | None, at: datetime, details: dict[str, Any]
    ) -> None:
        party = _party(mailbox)
        agreement = GboAgreement.objects.with_parties().get(pk=party.agreement_id)
        agreements.write_event(event, agreement, by=by, at=at, details={"party": str(party.pk), **details})

    def check_words(self, mailbox: Mailbox) -> CheckWords:
        party = _party(mailbox)
        return CheckWords(
            belongs_to=f"de GBO-overeenkomst van {party.agreement.caw}, waarin {party} kernactor is",
            waits=f"kan een ontvanger geen cliënten doorgeven aan {party}",
            to_call=Organisation.objects.agency(),
        )

    def page(self, mailbox: Mailbox) -> str:
        party = _party(mailbox)
        return reverse("gbo:mailbox", args=[party.agreement_id, party.pk])

    def let_go_on(self, mailbox: Mailbox, *, by: User, at: datetime) -> None:
        """In the name of nobody: that something was passed on is known at the receiver only (D19)."""
        papers = [_party(mailbox).agreement_id]
        release_held_back(papers=papers, obstacles=[Obstacle.ONWARD_MAILBOX_BOUNCED], by=None, at=at)


@transaction.atomic
def set_mailbox(*, party: GboParty, address: str, by: User, at: datetime) -> Mailbox:
    """Record the mailbox of a core actor (R70); what was queued for another address never goes to the new one."""
    agreements.lock(party.agreement)
    row = GboParty.objects.select_for_update(no_key=True).get(pk=party.pk)
    mailboxes = Mailbox.objects.select_for_update(no_key=True, of=("self",))
    in_use = mailboxes.filter(pk__in=row.mailbox_links.values("mailbox"), replaced_at=None).first()
    mailbox = replace_mailbox(in_use, protocol=None, address=address, at=at)
    GboMailbox.objects.get_or_create(mailbox=mailbox, defaults={"party": row})
    write_event(Event.MAILBOX_SET, mailbox, by=by, at=at)
    return mailbox


def _party(mailbox: Mailbox) -> GboParty:
    link = GboMailbox.objects.select_related("party__agreement", "party__organisation").get(mailbox=mailbox)
    return link.party
