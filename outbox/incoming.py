"""What a mail in the return mailbox says, read without asking anyone: no database, no settings, nothing of ours.

`read` runs in a process of its own (`vault.bounded`), for a stranger wrote the mail. Reports with a part for machines
(RFC 3464) are read here; the odd ones that `flufl.bounce` knows are left to it; of what remains the words are read
(`outbox.machine_words`). What the answer means for one of our mails is decided in `outbox.conclusion`.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from enum import StrEnum, auto
from typing import Any

from outbox import machine_words as words
from outbox.mail_address import address_in

MOST = 40
"""Parts, addresses, blocks and numbers of messages that are looked at; a report needs a handful."""
LONGEST_TEXT = 64 * 1024  # characters of a text part

_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
_GENERIC = re.compile(r"[245]\.0\.0")
_TOKEN = re.compile(r"\+([0-9a-f]{32})@", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<[!-;=?A-~]{1,80}@[!-;=?A-~]{1,120}>")
_NAMED_ID = re.compile(rf"^[> \t]*message-id:[ \t]*({_MESSAGE_ID.pattern})", re.IGNORECASE | re.MULTILINE)
_ORIGINAL = re.compile(
    r"^(?:[-_= ]{3,}.{0,60}(?:original|copy of|returned|message header|unsent|oorspronkelijk|urspr|d.origine)"
    r"|(?:return-path|received|message-id|from|subject): )",
    re.IGNORECASE | re.MULTILINE,
)
"""Where a report stops speaking, and the mail begins that it gives back."""
_ADDRESSED_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Received")
logging.getLogger("flufl.bounce").disabled = True  # it logs each step it takes
_TAG = re.compile(r"<[^<>]{0,500}>")


class Sort(StrEnum):
    """What sort of mail it is."""

    REPORT = auto()
    AUTOMATIC = auto()  # the answer of a machine for a person: out of office, read
    COMPLAINT = auto()  # somebody called our mail unwanted (RFC 5965)
    UNCLEAR = auto()  # of a mail server, and no word of it is understood
    LETTER = auto()  # of a person, or of who knows what


class Action(StrEnum):
    """What a report says happened (RFC 3464), from good to bad."""

    DELIVERED = auto()
    EXPANDED = auto()
    RELAYED = auto()
    DELAYED = auto()
    FAILED = auto()


@dataclass(frozen=True)
class Fate:
    """What became of the mail for one recipient: `final` and `original` are addresses, empty when not told."""

    action: Action
    codes: tuple[str, ...] = ()  # RFC 3463, as told; the first is the one to show
    final: str = ""
    original: str = ""
    is_doubtful: bool = False  # the words beside the code speak of us, or of nobody's fault: 550 5.1.1 … blocked


@dataclass(frozen=True)
class Incoming:
    """One mail, and three ways to know which mail of ours it is about."""

    sort: Sort
    fates: tuple[Fate, ...] = ()
    token: str = ""
    envelope_id: str = ""
    message_ids: tuple[str, ...] = ()
    original_to: str = ""

    @classmethod
    def from_json(cls, text: bytes) -> "Incoming":
        """What `read` answered."""
        told: dict[str, Any] = json.loads(text)
        fates = [
            Fate(**{**each, "action": Action(each["action"]), "codes": tuple(each["codes"])}) for each in told["fates"]
        ]
        return cls(
            **{**told, "sort": Sort(told["sort"]), "fates": tuple(fates), "message_ids": tuple(told["message_ids"])}
        )


def read(content: bytes) -> bytes:
    """What this mail says, as JSON of an `Incoming`: a reader for `vault.bounded`."""
    kept = content.lstrip()  # a mail that somebody saved from a screen begins with a blank line: no header would count
    return json.dumps(asdict(interpret(message_from_bytes(kept)))).encode()


def interpret(mail: Message) -> Incoming:
    """What this mail says."""
    parts = list(_own_parts(mail))
    blocks = _blocks(parts)
    found = _ids(mail, blocks, parts)
    text = _report_text(parts)
    if fates := tuple(fate for block in blocks if (fate := _fate(block, text))):
        return Incoming(Sort.REPORT, fates, **found)
    kinds = {part.get_content_type() for part in parts}
    if "message/feedback-report" in kinds:
        return Incoming(Sort.COMPLAINT, **found)
    if "message/disposition-notification" in kinds:
        return Incoming(Sort.AUTOMATIC, **found)
    is_automatic = _is_automatic(mail)
    if _is_of_a_server(mail, kinds) and (fates := _fates_in_words(mail, text)):
        return Incoming(Sort.REPORT, fates, **found)
    if is_automatic:
        return Incoming(Sort.AUTOMATIC, **found)
    return Incoming(Sort.UNCLEAR if _is_of_a_server(mail, kinds) else Sort.LETTER, **found)


def _own_parts(mail: Message) -> Iterator[Message]:
    """The parts of this mail, and not those of a mail inside it: a report that somebody forwards is not about us."""
    waiting, seen = [mail], 0
    while waiting and seen < MOST:
        part, seen = waiting.pop(0), seen + 1
        yield part
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(each for each in inner[:MOST] if isinstance(each, Message))


def _blocks(parts: list[Message]) -> list[Message]:
    """The groups of fields of a delivery status; the parser makes a message of each."""
    for part in parts:
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            payload = part.get_payload()
            blocks = [each for each in payload[:MOST] if isinstance(each, Message)] if isinstance(payload, list) else []
            if not blocks:  # labelled as encoded, or by a parser that leaves it whole
                text = _text_of(part)
                blocks = [message_from_bytes(each.encode()) for each in re.split(r"\r?\n\r?\n", text)[:MOST]]
            return blocks
    return []


def _fate(block: Message, text: str) -> Fate | None:
    """What a block says of its recipient; None when it speaks of none."""
    word = _header(block, "Action").partition("(")[0].strip().lower()
    status = _header(block, "Status")
    final = address_in(_header(block, "Final-Recipient"))
    original = address_in(_header(block, "Original-Recipient"))
    if not (word or (status and (final or original))):
        return None
    diagnostic = _header(block, "Diagnostic-Code")
    codes = _codes(status, diagnostic)
    action = words.action_of(word) or _action_of_class(codes)
    if action is None:
        return None
    return Fate(Action(action), codes, final, original, is_doubtful=words.speaks_of_the_sender(f"{diagnostic} {text}"))


def _action_of_class(codes: tuple[str, ...]) -> str | None:
    """What a code says where the action is a word of nobody."""
    return {"2": "delivered", "4": "delayed", "5": "failed"}.get(codes[0][0]) if codes else None


def _codes(*texts: str) -> tuple[str, ...]:
    """Every code in these texts once; those that say nothing (5.0.0) come last."""
    found = dict.fromkeys(match[0] for text in texts for match in _CODE.finditer(text[:LONGEST_TEXT]))
    return tuple(sorted(found, key=lambda code: _GENERIC.fullmatch(code) is not None))[:MOST]


def _is_of_a_server(mail: Message, kinds: set[str]) -> bool:
    """Whether a mail server wrote this, and nobody passed it on or answered it."""
    if words.is_a_server(f"{_header(mail, 'From')} {_header(mail, 'Sender')}"):
        return True
    subject = _header(mail, "Subject")
    if words.is_passed_on(subject) or words.is_automatic_answer(subject):
        return False
    return bool(mail["X-Failed-Recipients"]) or "multipart/report" in kinds or words.action_in(subject) is not None


def _is_automatic(mail: Message) -> bool:
    """Whether a machine answered for a person (RFC 3834, and what was there before)."""
    submitted = _header(mail, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if any(mail[name] for name in ("X-Autoreply", "X-Autorespond", "X-Autogenerated", "X-Auto-Reply-From")):
        return True
    if _header(mail, "Precedence").lower() in ("auto_reply", "auto-reply"):
        return True
    return words.is_automatic_answer(_header(mail, "Subject"))


def _fates_in_words(mail: Message, text: str) -> tuple[Fate, ...]:
    """What an odd report says: for whom, as far as flufl.bounce knows it, and why, as far as the words say it."""
    codes = _codes(text)
    is_doubtful = words.speaks_of_the_sender(text)
    for action, addresses in zip((Action.DELAYED, Action.FAILED), _known_failures(mail), strict=True):
        if addresses:
            return tuple(Fate(action, codes, final=address_in(each), is_doubtful=is_doubtful) for each in addresses)
    subject = _header(mail, "Subject")
    told = _action_in_words(subject) or _action_in_words(text)
    if told is None and (mail["X-Failed-Recipients"] or words.is_about_trouble(f"{subject} {text}")):
        told = Action.FAILED
    # for whom is a guess: then no code of it may count against a mailbox
    return (Fate(told, codes, is_doubtful=True),) if told else ()


def _action_in_words(text: str) -> Action | None:
    found = words.action_in(text)
    return Action(found) if found else None


def _known_failures(mail: Message) -> tuple[list[str], list[str]]:
    """The addresses that were delayed, and those that failed, in a report of a kind that flufl.bounce knows."""
    from flufl.bounce import all_failures  # only the process that reads needs it

    try:
        delayed, failed = all_failures(mail)
    except Exception:  # its detectors meet what nobody wrote them for
        return [], []
    first, second = (sorted(each.decode("ascii", "replace") for each in found)[:MOST] for found in (delayed, failed))
    return first, second


def _report_text(parts: list[Message]) -> str:
    """What the report itself says in words, without the mail that it gives back."""
    texts = [_text_of(part) for part in parts if part.get_content_type() == "text/plain"]
    if not any(text.strip() for text in texts):
        texts = [_TAG.sub(" ", _text_of(part)) for part in parts if part.get_content_type() == "text/html"]
    if not texts:  # it calls itself many parts and is none
        texts = [_text_of(part) or str(part.get_payload())[:LONGEST_TEXT] for part in parts if not part.is_multipart()]
    whole = "\n".join(texts)[:LONGEST_TEXT].lstrip()
    end = _ORIGINAL.search(whole, 1)
    return whole[: end.start()] if end else whole


def _returned_headers(parts: list[Message]) -> Mapping[str, str]:
    """The headers of the mail that comes back, as far as they are given: Message-ID, To and In-Reply-To."""
    for part in parts:
        kind, payload = part.get_content_type(), part.get_payload()
        if kind in ("message/rfc822", "message/global") and isinstance(payload, list) and payload:
            inner = payload[0]
        elif kind in ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers"):
            inner = message_from_bytes(_text_of(part).lstrip().encode())
        else:
            continue
        if isinstance(inner, Message):
            return {name: _header(inner, name) for name in ("Message-ID", "To")}
    return {}


def _ids(mail: Message, blocks: list[Message], parts: list[Message]) -> dict[str, Any]:
    """The three ways to know which mail of ours this is about, and whom that was to."""
    returned = _returned_headers(parts)
    addressed = (str(value) for name in _ADDRESSED_TO for value in mail.get_all(name, [])[:MOST])
    token = next((match[1].lower() for value in addressed if (match := _TOKEN.search(value[:2000]))), "")
    texts = "\n".join(_text_of(part) for part in parts if part.get_content_maintype() == "text")
    named = [*_MESSAGE_ID.findall(returned.get("Message-ID", "")), *_NAMED_ID.findall(texts)]
    named += _MESSAGE_ID.findall(_header(mail, "In-Reply-To")) + _MESSAGE_ID.findall(_header(mail, "References"))
    to = [address for _name, address in getaddresses([returned.get("To", "")]) if "@" in address]
    return {
        "token": token,
        "envelope_id": _header(blocks[0], "Original-Envelope-Id") if blocks else "",
        "message_ids": tuple(dict.fromkeys(named))[:MOST],
        "original_to": address_in(to[0]) if len(to) == 1 else "",
    }


def _text_of(part: Message) -> str:
    """The text of a part, whatever it claims about its characters."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    raw = raw[: 4 * LONGEST_TEXT]
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "latin-1"):
        try:
            return raw.decode(charset)[:LONGEST_TEXT]
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return ""


def _header(mail: Message, name: str) -> str:
    """A header as one line of text, decoded; empty when it is not there or cannot be read."""
    raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), "")[:LONGEST_TEXT]
    raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # letters that nobody encoded
    with suppress(Exception):  # the library raises what it likes over a header that is none
        raw = str(make_header(decode_header(raw)))
    return " ".join(raw.split())
