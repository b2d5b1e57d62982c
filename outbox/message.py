"""A mail as bytes: RFC 5322 in one fixed layout, the same bytes for the same input.

Rendered once and kept: a relay that receives a repeat drops it only when Message-ID and Date are equal. No header is
made up here (no host name, no mailer name, no random boundary), so nothing shows but what the caller gives.
"""

import base64
import binascii
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_DOMAIN = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_DOMAIN}")
_NAMED_ADDRESS = re.compile(rf"(?P<name>[^<>]*[^<> ]) *<(?P<address>{_ADDRESS.pattern})>")
_MESSAGE_ID = re.compile(rf"<{_ATOM}(?:\.{_ATOM})*@{_DOMAIN}>")
_FILENAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
_LONGEST_ADDRESS = 254  # RFC 5321, erratum 1690
_LINE = 76

NO_ANSWERS = b"OOF, AutoReply, RN, NRN"
"""What Exchange shall not answer: absence, rules, read, not read (MS-OXCMAIL). `All` silences its reports as well."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file with the mail. The name is visible to everyone on the way: an opaque reference, never a client's name."""

    filename: str
    content: bytes = field(repr=False)
    media_type: str


def new_message_id(domain: str) -> str:
    """A random Message-ID `<token@domain>`. The domain is the product's own, not the name of the machine."""
    return f"<{secrets.token_hex(16)}@{domain}>"


def is_one_address(text: str) -> bool:
    """Whether this is one bare ASCII address (local@domain), without display name, quotes or anything after it."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def render(
    *,
    sender: str,
    recipient: str,
    subject: str,
    body: str,
    message_id: str,
    date: datetime,
    attachment: Attachment | None,
    size: int | None = None,
) -> bytes:
    """The whole mail with CRLF line ends, 7-bit, to one recipient.

    With `size` a mail with an attachment is filled up to exactly so many bytes, before the first part, where no reader
    shows anything (RFC 2046, 5.1.1); ValueError when it is longer than that.

    `sender` is an address or `Name <address>`, `recipient` one bare address, `date` an aware datetime.
    Raises ValueError, without quoting it, when a value does not fit in its header or could start another one.
    """
    headers = [
        b"From: " + _mailbox(sender),
        b"To: " + _address(recipient),
        b"Subject: " + _unstructured("Subject", subject),
        b"Date: " + _date(date),
        b"Message-ID: " + _matching(_MESSAGE_ID, message_id, "Message-ID"),
        b"Auto-Submitted: auto-generated",
        b"X-Auto-Response-Suppress: " + NO_ANSWERS,
        b"MIME-Version: 1.0",
    ]
    text = _text_part(body)
    if attachment is None:
        return _lines(*headers) + text
    # "=_" occurs in neither quoted-printable nor base64, so no part can hold the boundary.
    boundary = b"=_" + hashlib.sha256(message_id.encode()).hexdigest()[:32].encode()
    head = _lines(*headers, b'Content-Type: multipart/mixed; boundary="' + boundary + b'"', b"")
    parts = b"".join(
        [
            _lines(b"--" + boundary) + text,
            _lines(b"--" + boundary) + _attached_part(attachment),
            _lines(b"--" + boundary + b"--"),
        ]
    )
    return head + (b"" if size is None else _filling(size - len(head) - len(parts))) + parts


def _filling(count: int) -> bytes:
    """So many bytes as lines of dots, which no relay has to fold or to change."""
    if count < _LINE + 2:
        raise ValueError("The mail is longer than every mail of its kind may be.")
    whole, rest = divmod(count - _LINE, _LINE + 2)
    last = rest + _LINE - 2  # at most two lines long: folded below
    lines = [b"." * _LINE] * whole
    lines += [b"." * last] if last <= _LINE else [b"." * (last // 2 - 1), b"." * (last - last // 2 - 1)]
    return _lines(*lines)


def _text_part(body: str) -> bytes:
    try:
        text = body.replace("\r\n", "\n").replace("\r", "\n").encode()
    except UnicodeEncodeError:
        raise ValueError("The text of the mail holds half a character.") from None
    encoded = binascii.b2a_qp(text.removesuffix(b"\n") + b"\n", istext=True)
    return _lines(
        b"Content-Type: text/plain; charset=utf-8", b"Content-Transfer-Encoding: quoted-printable", b""
    ) + encoded.replace(b"\n", b"\r\n")


def _attached_part(attachment: Attachment) -> bytes:
    filename = _matching(_FILENAME, attachment.filename, "file name")
    return _lines(
        b"Content-Type: " + _matching(_MEDIA_TYPE, attachment.media_type, "media type"),
        b"Content-Transfer-Encoding: base64",
        b'Content-Disposition: attachment; filename="' + filename + b'"',
        b"",
    ) + base64.encodebytes(attachment.content).replace(b"\n", b"\r\n")


def _mailbox(text: str) -> bytes:
    named = _NAMED_ADDRESS.fullmatch(text)
    if named is None:
        return _address(text)
    name = _unstructured("From", named["name"])
    if not name.startswith(b"=?"):  # plain words are quoted, so that a comma or dot in a name is just a sign
        name = b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    return name + b" <" + _address(named["address"]) + b">"


def _address(text: str) -> bytes:
    if not is_one_address(text):
        raise ValueError("The sender or recipient of a mail is not exactly one address, like naam@ocmw.example.")
    return text.encode("ascii")


def _unstructured(header: str, text: str) -> bytes:
    """Free text in a header: as it is when it is short ASCII, else in RFC 2047 words on folded lines."""
    if not text.strip() or not text.isprintable():  # control and format characters, line ends, half characters
        raise ValueError(f"The {header} of a mail is empty or holds a character that is not printable.")
    if text.isascii() and "=?" not in text and len(text) <= _LINE - len(header) - len(": "):
        return text.encode("ascii")
    folded = Header(text, "utf-8", maxlinelen=_LINE, header_name=header).encode(linesep="\r\n")
    return folded.encode("ascii")


def _date(date: datetime) -> bytes:
    if date.tzinfo is None:
        raise ValueError("The date of a mail needs a time zone.")
    return format_datetime(date.astimezone(UTC)).encode("ascii")


def _matching(pattern: re.Pattern[str], text: str, what: str) -> bytes:
    if not pattern.fullmatch(text):
        raise ValueError(f"The {what} of a mail has a form that is not allowed.")
    return text.encode("ascii")


def _lines(*lines: bytes) -> bytes:
    return b"".join(line + b"\r\n" for line in lines)
