"""What is looked for in one PDF; runs in a process of its own (`vault.pdf`, `vault.bounded`).

Every object of the document is looked at, reachable or not, by what it is and not by where it stands. The library is
imported when it is used: the processes with our keys import this module as well, and never open a PDF.
"""

import io
import re
import zlib
from collections.abc import Iterator

from vault.bounded import USUAL

LARGEST_STREAM = 128 * 1024 * 1024  # bytes once inflated: a page scanned at 600 dots an inch in colour
ALL_STREAMS = 512 * 1024 * 1024
LARGEST_IMAGE = 150_000_000  # points: a large sheet at 600 dots an inch
LONGEST_CHAIN = 100  # actions behind the one with which a document opens
INFLATING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
FLATE = {"/FlateDecode", "/Fl"}

SCRIPT, LAUNCH, ACTS, ATTACHMENT, XFA, MEDIA, LINK, BOMB = (
    "script", "launch", "acts_by_itself", "attachment", "xfa", "media", "link", "bomb"
)  # fmt: skip
KEYS = {
    "/JS": SCRIPT,
    "/JavaScript": SCRIPT,
    "/EmbeddedFiles": ATTACHMENT,
    "/EmbeddedFile": ATTACHMENT,
    "/EF": ATTACHMENT,
    "/Collection": ATTACHMENT,
    "/XFA": XFA,
    "/AA": ACTS,
    "/OPI": LINK,
    "/RichMediaContent": MEDIA,
    "/RichMediaSettings": MEDIA,
}
"""A dictionary that has one of these is refused, wherever it stands."""

VALUES = {
    "/S": {
        "/JavaScript": SCRIPT,
        "/Launch": LAUNCH,
        "/SubmitForm": ACTS,
        "/ImportData": ACTS,
        "/GoToR": LINK,
        "/GoToE": ATTACHMENT,
        "/Rendition": MEDIA,
        "/RichMediaExecute": MEDIA,
        "/Movie": MEDIA,
        "/Sound": MEDIA,
        "/GoTo3DView": MEDIA,
        "/MR": MEDIA,
        "/SR": MEDIA,
    },
    "/Subtype": {
        "/FileAttachment": ATTACHMENT,
        "/RichMedia": MEDIA,
        "/Screen": MEDIA,
        "/Movie": MEDIA,
        "/Sound": MEDIA,
        "/3D": MEDIA,
        "/U3D": MEDIA,
        "/PRC": MEDIA,
        "/PS": ACTS,
    },
    "/Type": {"/EmbeddedFile": ATTACHMENT, "/Rendition": MEDIA, "/3D": MEDIA},
}
"""Kinds of action, annotation and object that are refused."""

ADDRESSES = ("/URI", "/Base", "/URL")
ELSEWHERE = re.compile(r"(?!https?:|mailto:|tel:)([a-z][a-z0-9+.-]*:|[/\\\\]{2})", re.IGNORECASE)
"""An address that leads to a program, a file or another machine than a web server."""

FILES = ("/F", "/UF", "/DOS", "/Mac", "/Unix")
"""With a text behind it each of these names a file outside the document, on this machine or on another one."""

OPENS_AT = ("/GoTo", "/GoToDp")
"""What a document may do when it is opened: show one of its own pages."""


def inspect(content: bytes) -> bytes:
    """Return the code of the first defect (`vault.pdf.PdfDefect`), or nothing."""
    return _inspect(content).encode()


def _inspect(content: bytes) -> str:
    import pikepdf

    try:
        # Without mending: another reader may mend it into another document than the one that was looked at.
        pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False)
    except pikepdf.PasswordError:
        return "encrypted"
    except pikepdf.PdfError:
        # The library speaks of damage as well when it got no memory to inflate a part.
        return BOMB if _most_memory_used() > USUAL.memory // 2 else "damaged"
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        return "encrypted"
    try:
        if not len(pdf.pages):
            return "damaged"
        return _look_at_all(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError):
        return "damaged"


def _most_memory_used() -> int:
    """Bytes this process held at most; 0 where the system does not tell (`getrusage` counts the parent's as well)."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0


def _look_at_all(pdf: "object") -> str:
    import pikepdf

    assert isinstance(pdf, pikepdf.Pdf)
    defect = _defect_of_opening(pdf.Root.get("/OpenAction"))
    if defect:
        return defect
    inflated = 0
    for thing in (pdf.trailer, *pdf.objects):
        defect = next(_defects_in(thing), "")
        if defect:
            return defect
        if isinstance(thing, pikepdf.Stream):
            size = _inflated_size(thing)
            inflated += size
            points = int(thing.get("/Width", 0)) * int(thing.get("/Height", 0))
            if size > LARGEST_STREAM or inflated > ALL_STREAMS or points > LARGEST_IMAGE:
                return BOMB
    return ""


def _defect_of_opening(opening: "object") -> str:
    """Why the document may not open like this: of the whole chain of actions nobody is asked (ISO 32000 12.6.2)."""
    import pikepdf

    waiting, seen = [opening], 0
    while waiting:
        action = waiting.pop()
        if not isinstance(action, pikepdf.Dictionary):
            continue  # a page to open at
        seen += 1
        if seen > LONGEST_CHAIN:
            return ACTS
        if str(action.get("/S", "")) not in OPENS_AT:
            return next(_defects_in(action), "") or ACTS
        following = action.get("/Next")
        waiting.extend(following if isinstance(following, pikepdf.Array) else [following])
    return ""


def _defects_in(thing: "object") -> "Iterator[str]":
    """What is refused in one object, up to where it refers to another; those come in their own turn."""
    import pikepdf

    waiting = [thing]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting.extend(part for part in item if not getattr(part, "is_indirect", False))
        elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            yield from _defects_of(item)
            waiting.extend(value for value in item.values() if not getattr(value, "is_indirect", False))


def _defects_of(item: "object") -> "Iterator[str]":
    """What one dictionary is refused for, the worst first."""
    import pikepdf

    assert isinstance(item, (pikepdf.Dictionary, pikepdf.Stream))
    for key in KEYS.keys() & set(item.keys()):
        yield KEYS[key]
    for key, kinds in VALUES.items():
        if found := kinds.get(str(item.get(key)) if isinstance(item.get(key), pikepdf.Name) else ""):
            yield found
    if isinstance(item, pikepdf.Stream) and "/F" in item:
        yield LINK  # its content stands in another file
    if any(isinstance(item.get(key), pikepdf.String) for key in FILES):
        yield LINK
    for key in ADDRESSES:
        value = item.get(key)
        if isinstance(value, pikepdf.String) and any(map(ELSEWHERE.match, _as_readers_see(value))):
            yield LINK


def _as_readers_see(text: "object") -> tuple[str, str]:
    """An address as its letters and as its bytes, without what a reader of addresses passes over: spaces, controls."""
    import pikepdf

    assert isinstance(text, pikepdf.String)
    spellings = str(text), bytes(text).decode("latin-1")
    letters, octets = ("".join(sign for sign in one if sign.isprintable() and sign != " ") for one in spellings)
    return letters, octets.removeprefix("þÿ").removeprefix("ÿþ").removeprefix("ï»¿")


def _inflated_size(stream: "object") -> int:
    """How large a stream becomes, counted in pieces and never kept; more than LARGEST_STREAM when it is refused."""
    import pikepdf

    assert isinstance(stream, pikepdf.Stream)
    given = stream.get("/Filter")
    filters = [str(one) for one in given] if isinstance(given, pikepdf.Array) else [str(given)] if given else []
    inflating = [one for one in filters if one in INFLATING]
    raw = stream.read_raw_bytes()
    if not inflating:
        return len(raw)
    if len(inflating) > 1:
        return LARGEST_STREAM + 1  # layers of compression have no use but this one
    if filters[0] in FLATE:
        return _count(raw)
    return len(stream.read_bytes())  # rare and old: within the memory of this process, or it dies


def _count(raw: bytes) -> int:
    machine, size, waiting = zlib.decompressobj(), 0, raw
    while waiting and not machine.eof and size <= LARGEST_STREAM:
        try:
            size += len(machine.decompress(waiting, 1024 * 1024))
        except zlib.error:
            return size  # cut off or broken: what came out before is all that a reader gets
        waiting = machine.unconsumed_tail
    return size
