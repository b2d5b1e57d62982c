"""Mails that come back, as the servers of the world write them; all invented, none copied from anyone."""

from dataclasses import dataclass
from email.message import Message

OURS = "sociaal@ocmw.example"
FORMER = "jan.vertrokken@ocmw.example"
RETURN = "terugmelding@agentschap.example"


def report(
    *,
    status: str = "5.1.1",
    action: str = "failed",
    final: str = f"rfc822; {OURS}",
    original: str = "",
    diagnostic: str = "smtp; 550 5.1.1 <sociaal@ocmw.example>: no mailbox here",
    text: str = "Het lukte niet.",
    to: str = RETURN,
    envelope_id: str = "",
    message_id: str = "<iets@elders.example>",
    original_to: str = OURS,
    sender: str = "MAILER-DAEMON@relay.example",
    subject: str = "Undelivered Mail Returned to Sender",
    more: str = "",
) -> bytes:
    """A report with a part for machines (RFC 3464); `more` are further groups of fields."""
    fields = {
        "Original-Recipient": original,
        "Final-Recipient": final,
        "Action": action,
        "Status": status,
        "Diagnostic-Code": diagnostic,
    }
    lines = "\n".join(f"{name}: {value}" for name, value in fields.items() if value)
    return crlf(f"""Return-Path: <>
From: Mail Delivery System <{sender}>
To: {to}
Subject: {subject}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

{text}

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
{f"Original-Envelope-Id: {envelope_id}" if envelope_id else "Arrival-Date: Mon, 23 Nov 2026 10:00:00 +0100"}

{lines}
{more}
--x
Content-Type: text/rfc822-headers

From: aanmelden@agentschap.example
To: {original_to}
Subject: Versleuteld bericht
Message-ID: {message_id}

--x--
""")


def plain(
    text: str,
    *,
    sender: str = "MAILER-DAEMON@relay.example",
    subject: str = "failure notice",
    to: str = RETURN,
    headers: str = "",
    content_type: str = "text/plain; charset=utf-8",
) -> bytes:
    """A mail without a part for machines."""
    extra = f"\n{headers}" if headers else ""
    return crlf(f"""Return-Path: <>
From: {sender}
To: {to}
Subject: {subject}
MIME-Version: 1.0
Content-Type: {content_type}{extra}

{text}
""")


def with_original(text: str, **fields: str) -> bytes:
    """Many parts, none for machines: words, and our mail whole."""
    body = f"""--y
Content-Type: text/plain; charset=utf-8

{text}

--y
Content-Type: message/rfc822

From: aanmelden@agentschap.example
To: {OURS}
Subject: Versleuteld bericht
Message-ID: <iets@elders.example>

Open dit bericht.
--y--"""
    return plain(body, content_type='multipart/mixed; boundary="y"', **fields)


def forwarded(mail: bytes, *, sender: str = "An Beheerder <an@agentschap.example>", to: str = RETURN) -> bytes:
    """A report that a person sends on as an attachment."""
    return (
        crlf(f"""From: {sender}
To: {to}
Subject: FW: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="z"

--z
Content-Type: text/plain

Kijk eens.

--z
Content-Type: message/rfc822

""")
        + mail
        + b"\r\n--z--\r\n"
    )


def nested(depth: int, *, to: str = RETURN, padding: int = 0) -> bytes:
    """Parts in parts in parts: what costs a reader its time."""
    start = f"From: iemand@elders.example\nTo: {to}\nSubject: x\nMIME-Version: 1.0"
    layers = [f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}' for level in range(depth)]
    return crlf("\n".join([start, *layers]) + "\n\n" + ("x" * 900 + "\n") * padding)


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


@dataclass(frozen=True)
class Shape:
    """One kind of mail, and what is right to conclude when our mail was to `OURS`."""

    name: str
    content: bytes
    verdict: str
    code: str = ""
    is_gone: bool = False

    def __str__(self) -> str:
        return self.name


def smtp(text: str) -> str:
    return f"smtp; {text}"


SHAPES = [
    Shape("postfix: no such mailbox", report(), "returned", "5.1.1", True),
    Shape(
        "postfix: domain not found",
        report(
            status="5.4.4", diagnostic="X-Postfix; Host or domain name not found. Name service error for ocmw.example"
        ),
        "returned",
        "5.4.4",
    ),
    Shape(
        "postfix: still trying",
        report(
            status="4.4.1",
            action="delayed",
            diagnostic="X-Postfix; connect to mx.ocmw.example[192.0.2.1]:25: timed out",
        ),
        "delayed",
        "4.4.1",
    ),
    Shape("postfix: given up after days", report(status="4.4.1", diagnostic=""), "returned", "4.4.1"),
    Shape(
        "exchange: recipient not found",
        report(
            status="5.1.10",
            final=f"rfc822;{OURS}",
            diagnostic=smtp("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
            text="Het adres dat u invoerde, kan niet gevonden worden. Controleer het e-mailadres van de geadresseerde.",
            subject="Niet te bezorgen: Versleuteld bericht",
            sender="MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@ocmw.example",
        ),
        "returned",
        "5.1.10",
        True,
    ),
    Shape(
        "microsoft 365: our address is on a block list",
        report(
            status="5.7.606",
            diagnostic=smtp("550 5.7.606 Access denied, banned sending IP [192.0.2.9]. To request removal"),
        ),
        "returned",
        "5.7.606",
    ),
    Shape(
        "microsoft 365: our DMARC",
        report(
            status="5.7.509",
            diagnostic=smtp("550 5.7.509 Access denied, sending domain does not pass DMARC verification"),
        ),
        "returned",
        "5.7.509",
    ),
    Shape(
        "microsoft 365: mailbox disabled",
        report(status="5.2.1", diagnostic=smtp("550 5.2.1 Mailbox cannot be accessed; account is disabled")),
        "returned",
        "5.2.1",
        True,
    ),
    Shape(
        "gateway: encrypted archive",
        report(status="5.7.1", diagnostic=smtp("550 5.7.1 password protected archive")),
        "returned",
        "5.7.1",
    ),
    Shape(
        "a former colleague on the list",
        report(final=f"rfc822; {FORMER}", original=f"rfc822; {OURS}"),
        "about_another",
        "5.1.1",
    ),
    Shape(
        "a former colleague, told alone", report(final=f"rfc822;<{FORMER}>", diagnostic=""), "about_another", "5.1.1"
    ),
    Shape(
        "delivered here, and not at a colleague on the list",
        report(
            action="delivered",
            status="2.0.0",
            diagnostic="",
            more=f"\nFinal-Recipient: rfc822; {FORMER}\nAction: failed\nStatus: 5.1.1\n",
        ),
        "delivered",
        "2.0.0",
    ),
    Shape(
        "the inside address of the same mailbox",
        report(final="rfc822; sociaal@mail.ocmw.example", original=f"rfc822; {OURS}"),
        "returned",
        "5.1.1",
        True,
    ),
    Shape(
        "an odd word for the action",
        report(action="failed (Bad destination mailbox address)", final=f"RFC822; <{OURS.upper()}>"),
        "returned",
        "5.1.1",
        True,
    ),
    Shape("an action of OpenSMTPD", report(action="error", status="5.1.1", diagnostic=""), "returned", "5.1.1", True),
    Shape(
        "an action in nobody's words",
        report(action="mislukt", status="5.2.2", diagnostic=smtp("552 5.2.2 quota")),
        "returned",
        "5.2.2",
    ),
    Shape("no action at all", report(action="", status="5.3.4", diagnostic=""), "returned", "5.3.4"),
    Shape(
        "zimbra: too large",
        report(status="5.3.4", diagnostic=smtp("552 5.3.4 Message size exceeds fixed limit")),
        "returned",
        "5.3.4",
    ),
    Shape(
        "sendmail: 5.1.1 for whatever was refused",
        report(diagnostic=smtp("550 Mail from 192.0.2.9 refused, see our blacklist")),
        "returned",
        "5.1.1",
    ),
    Shape(
        "two codes that do not agree",
        report(status="5.1.1", diagnostic=smtp("554 5.7.1 Message refused")),
        "returned",
        "5.1.1",
    ),
    Shape(
        "mimecast",
        report(status="5.7.54", diagnostic=smtp("550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain")),
        "returned",
        "5.7.54",
    ),
    Shape(
        "proofpoint",
        report(status="5.7.0", diagnostic=smtp("554 5.7.0 Blocked - see https://ipcheck.example/?ip=192.0.2.9")),
        "returned",
        "5.7.0",
    ),
    Shape(
        "gmail: a user who gets too much",
        report(
            status="5.2.1",
            diagnostic=smtp(
                "550-5.2.1 The user you are trying to contact is receiving mail at a rate that 550 5.2.1 prevents"
            ),
        ),
        "returned",
        "5.2.1",
    ),
    Shape(
        "domino",
        report(
            status="5.0.0",
            diagnostic="X-Notes; User sociaal (sociaal@ocmw.example) not listed in Domino Directory",
            subject="DELIVERY FAILURE: User sociaal not listed in Domino Directory",
        ),
        "returned",
        "5.0.0",
    ),
    Shape(
        "delivered", report(action="delivered", status="2.1.5", diagnostic=smtp("250 2.1.5 OK")), "delivered", "2.1.5"
    ),
    Shape("relayed", report(action="relayed", status="2.0.0", diagnostic=""), "relayed", "2.0.0"),
    Shape(
        "an older exim, in words",
        plain(
            "This message was created automatically by mail delivery software.\n\n"
            "A message that you sent could not be delivered to one or more of its\n"
            "recipients. This is a permanent error.\n"
            f"The following address(es) failed:\n\n  {OURS}\n    Unrouteable address\n",
            sender="Mail Delivery System <Mailer-Daemon@mx.ocmw.example>",
            subject="Mail delivery failed: returning message to sender",
        ),
        "returned",
    ),
    Shape(
        "exim: failed recipients in a header",
        plain(
            "This message was created automatically by mail delivery software.\n\nThe following address failed:\n\n"
            f"  {OURS}\n    SMTP error from remote mail server after RCPT TO:<{OURS}>:\n    550 5.1.1 no such user\n",
            subject="Mail delivery failed",
            headers=f"X-Failed-Recipients: {OURS}",
        ),
        "returned",
        "5.1.1",
        True,
    ),
    Shape(
        "exim: a warning",
        plain(
            "A message that you sent has not yet been delivered to one or more of its recipients after 24 hours.\n"
            "No action is required on your part. Delivery attempts will continue for some time.",
            subject="Warning: message delayed 24 hours",
        ),
        "delayed",
    ),
    Shape(
        "qmail",
        plain(
            "Hi. This is the qmail-send program at mx.ocmw.example.\n"
            "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
            f"This is a permanent error; I've given up. Sorry it didn't work out.\n\n<{OURS}>:\n"
            "Sorry, no mailbox here by that name. (#5.1.1)\n\n"
            "--- Below this line is a copy of the message.\n\nTo: x@y.example\n"
        ),
        "returned",
        "5.1.1",
        True,
    ),
    Shape(
        "a gateway in dutch",
        with_original(
            "Uw bericht kon niet worden afgeleverd.\nDe ontvanger bestaat niet.", subject="Onbestelbaar bericht"
        ),
        "returned",
    ),
    Shape(
        "a gateway in french",
        with_original(
            "Votre message n'a pas pu être remis au destinataire.", subject="Non remis : Versleuteld bericht"
        ),
        "returned",
    ),
    Shape(
        "a gateway in german",
        with_original("Ihre Nachricht konnte nicht zugestellt werden.", subject="Unzustellbar: Versleuteld bericht"),
        "returned",
    ),
    Shape("a gateway in dutch that waits", with_original("Er is vertraging.", subject="Bericht vertraagd"), "delayed"),
    Shape(
        "a server that says nothing we know",
        plain("Quelque chose s'est passé.", subject="Information", sender="postmaster@ocmw.example"),
        "unclear",
    ),
    Shape(
        "out of office",
        plain(
            "Ik ben terug op maandag. Voor dringende zaken kan uw bericht niet worden afgeleverd bij mijn collega.",
            sender="An Peeters <an@ocmw.example>",
            subject="Automatisch antwoord: Versleuteld bericht",
            headers="Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All",
        ),
        "automatic",
    ),
    Shape(
        "out of office in french",
        plain("Absent.", sender="a@ocmw.example", subject="Réponse automatique : Bericht"),
        "automatic",
    ),
    Shape("out of office in german", plain("Weg.", sender="a@ocmw.example", subject="Abwesenheitsnotiz"), "automatic"),
    Shape(
        "somebody read it",
        plain("", sender="a@ocmw.example", subject="Gelezen", content_type="message/disposition-notification"),
        "automatic",
    ),
    Shape(
        "somebody called it unwanted",
        plain(
            "--w\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--w--",
            sender="fbl@provider.example",
            subject="Abuse report",
            content_type='multipart/report; report-type=feedback-report; boundary="w"',
        ),
        "complaint",
    ),
    Shape("a report that a person forwards", forwarded(report()), "unclear"),
    Shape("a letter of a person", plain("Dag, wie bent u?", sender="an@ocmw.example", subject="Vraag"), "unclear"),
    Shape("nothing", b"", "unclear"),
    Shape("a report cut off before its part for machines", report()[:420], "returned"),
]


def message(shape: Shape) -> Message:
    from email import message_from_bytes

    return message_from_bytes(shape.content)
