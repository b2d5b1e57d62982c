"""Tell the administrators what came back: each mailbox once a day, and a fault of ours once (D30).

Registered with `outbox.listeners`. None of these mails names a client or a reference: kind, reason and the page.
"""

from datetime import datetime

from accounts.models import User
from agreements.actions.messages import write_message
from agreements.letters import returned_mail as letters
from agreements.letters.duties import Writing
from agreements.models import Message, MessageKind
from agreements.terms.papers import Party
from law.roles import Role
from outbox.listeners import Return
from outbox.models import SharedFault
from outbox.shared_faults import was_told_before


def tell_return(one: Return, *, at: datetime) -> None:
    """Write that a mail came back; not of a mail that itself told so, and not twice a day about one mailbox."""
    mail = one.transmission
    if Message.objects.filter(pk=mail.subject_id, kind=MessageKind.RETURNED_MAIL).exists():
        return
    if not one.mailbox_is_off and was_told_before(mail, one.code, at=at):
        return
    _write(letters.returned(one), at=at)


def tell_fault(fault: SharedFault, *, at: datetime) -> None:
    """Write that mails to several receivers come back for one cause, and what to look at."""
    _write(letters.shared_fault(fault), at=at)


def _write(writing: Writing, *, at: datetime) -> None:
    administrators = User.objects.filter(is_active=True, membership__role=Role.ADMINISTRATOR).distinct()
    for administrator in administrators.order_by("email"):
        write_message(
            kind=MessageKind.RETURNED_MAIL,
            agreement=None,
            to_party=Party.AGENCY,
            recipient=administrator.email,
            subject=writing.subject,
            body=writing.body,
            by=None,
            at=at,
        )
