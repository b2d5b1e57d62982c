"""Steps with which the papers of these tests are made."""

from datetime import UTC, date, datetime

from accounts.models import User
from agreements import actions
from agreements.models import Agreement, Mailbox
from agreements.terms.papers import Amendment, Document, Party

AT = datetime(2023, 12, 18, 9, 0, tzinfo=UTC)


def sign(agreement: Agreement, document: Document, *signatories: tuple[Party, int, date | None], by: User) -> None:
    """Record these signatories: side, position and day of signing."""
    for party, position, signed_on in signatories:
        actions.papers.record_signature(
            agreement=agreement,
            document=document,
            party=party,
            position=position,
            name="Mo Ekelmans",
            function="algemeen directeur",
            place="Westerdorp",
            signed_on=signed_on,
            by=by,
            at=AT,
        )


def verified_mailbox(agreement: Agreement, first: User, second: User) -> Mailbox:
    """Set a mailbox, let two administrators compare its address, and let the receiver answer a mailbox check."""
    mailbox = actions.mailbox.set_mailbox(
        protocol=agreement.protocol,
        address="sociale.dienst@ocmw-westerdorp.example",
        by=first,
        at=AT,
    )
    actions.mailbox.verify_mailbox(mailbox=mailbox, by=first, at=AT)
    actions.mailbox.verify_mailbox(mailbox=mailbox, by=second, at=AT)
    check = actions.mailbox_checks.start(mailbox=mailbox, by=first, at=AT)
    assert actions.mailbox_checks.answer(check=check, code=check.code, attested_by="An Peeters, diensthoofd", at=AT)
    return Mailbox.objects.get(pk=mailbox.pk)


def reload(agreement: Agreement) -> Agreement:
    """Return the agreement as the gate sees it now."""
    return Agreement.objects.with_papers().get(pk=agreement.pk)


AMENDED: dict[str, object] = {"amendment": Amendment.TERMS, "agreed_from": date(2027, 6, 1)}
"""What a later version says of itself, besides what it replaces (R44)."""
