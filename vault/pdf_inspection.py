"""The process that looks into one PDF: reads it from standard input, writes a code of `vault.pdf.Defect`, or nothing.

Started by `vault.pdf` with `python -I`, so it imports nothing of ours. It sets its limits before it reads a byte: even
to open a document the library inflates parts of it (object streams, cross-reference streams).
"""

import io
import re
import resource
import sys
import zlib
from collections.abc import Iterator

MEMORY = 512 * 1024 * 1024  # bytes of address space
SECONDS = 8  # on the processor
LARGEST_STREAM = 128 * 1024 * 1024  # bytes once inflated: a page scanned at 600 dots an inch in colour
ALL_STREAMS = 512 * 1024 * 1024
LARGEST_IMAGE = 150_000_000  # points: a large sheet at 600 dots an inch
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
    },
    "/Subtype": {
        "/FileAttachment": ATTACHMENT,
        "/RichMedia": MEDIA,
        "/Screen": MEDIA,
        "/Movie": MEDIA,
        "/Sound": MEDIA,
        "/3D": MEDIA,
    },
    "/Type": {"/EmbeddedFile": ATTACHMENT},
}
"""Kinds of action, annotation and object that are refused."""

ELSEWHERE = re.compile(r"\s*(?!https?:|mailto:|tel:)([a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
"""An address that leads to a program, a file or another machine than a web server."""


def limit() -> None:
    """Take away memory, time and the means to write, before anything is read."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):  # elsewhere the system does not keep to it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def inspect(content: bytes) -> str:
    """Return the code of the first defect, or an empty text."""
    import pikepdf  # after the limits

    try:
        # Without mending: another reader may mend it into another document than the one that was looked at.
        pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False)
    except pikepdf.PasswordError:
        return "encrypted"
    except pikepdf.PdfError:
        # The library speaks of damage as well when it got no memory to inflate a part.
        return BOMB if _most_memory_used() > MEMORY // 4 else "damaged"
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
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != pikepdf.Name.GoTo:
        defect = next(_defects_in(opening), "")
        return defect or ACTS
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


def _defects_in(thing: "object") -> "Iterator[str]":
    """What is refused in one object, up to where it refers to another; those come in their own turn."""
    import pikepdf

    waiting = [thing]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting.extend(part for part in item if not getattr(part, "is_indirect", False))
        elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            if isinstance(item, pikepdf.Stream) and "/F" in item:
                yield LINK  # its content stands in another file
            for key, value in item.items():
                if key in KEYS:
                    yield KEYS[key]
                if key in VALUES and isinstance(value, pikepdf.Name):
                    found = VALUES[key].get(str(value))
                    if found:
                        yield found
                if key == "/URI" and isinstance(value, pikepdf.String) and ELSEWHERE.match(str(value)):
                    yield LINK
                if not getattr(value, "is_indirect", False):
                    waiting.append(value)


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


if __name__ == "__main__":
    limit()
    content = sys.stdin.buffer.read()
    try:
        answer = inspect(content)
    except (MemoryError, RecursionError):
        answer = BOMB
    sys.stdout.write(answer)
