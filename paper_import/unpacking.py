"""The papers in a zip, taken out in a bounded process: a hundred, no larger together than what a request may bring."""

import io
import json
import zipfile
from pathlib import PurePosixPath

from vault import bounded

MOST_FILES = 100
LARGEST_TOGETHER = 15 * bounded.MEGABYTE
"""Of what is in one zip: it comes back from the process in one answer."""
_SKIPPED = ("__MACOSX", ".")
TOO_MANY = f"In deze zip zitten meer dan {MOST_FILES} bestanden. Maak er twee van."
TOO_LARGE = "Wat in deze zip zit, is samen groter dan 15 MB. Maak er twee van."
DAMAGED = "Deze zip is beschadigd of vergrendeld. Pak ze uit en kies de bestanden zelf."


class CannotUnpack(Exception):
    """The zip is not taken; the message is the Dutch sentence that says what to do."""


def unpack(content: bytes) -> list[tuple[str, bytes]]:
    """Name and bytes of each paper in a zip. Raises CannotUnpack, vault.bounded.Busy."""
    try:
        answer = bounded.run(take_out, content)
    except bounded.OutOfBounds:
        raise CannotUnpack(DAMAGED) from None
    head, _, rest = answer.partition(b"\n")
    told = json.loads(head)
    if "refused" in told:
        raise CannotUnpack(told["refused"])
    found, place = [], 0
    for name, size in told["files"]:
        found.append((name, rest[place : place + size]))
        place += size
    return found


def take_out(content: bytes) -> bytes:
    """A line of JSON with names and sizes, and the bytes behind it; runs only in a bounded process (ADR 0045)."""
    files: list[tuple[str, bytes]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wanted = [one for one in archive.infolist() if not one.is_dir() and not _is_skipped(one.filename)]
            if len(wanted) > MOST_FILES:
                return json.dumps({"refused": TOO_MANY}).encode()
            left = LARGEST_TOGETHER
            for one in wanted:
                with archive.open(one) as file:
                    taken = file.read(left + 1)
                left -= len(taken)
                if left < 0:
                    return json.dumps({"refused": TOO_LARGE}).encode()
                files.append((PurePosixPath(one.filename).name, taken))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, OSError):
        return json.dumps({"refused": DAMAGED}).encode()
    head = json.dumps({"files": [(name, len(taken)) for name, taken in files]}).encode()
    return b"\n".join([head, b"".join(taken for _name, taken in files)])


def is_zip_of_papers(name: str, content: bytes) -> bool:
    """Whether this is a folder in one file, and not a Word document, which is a zip too."""
    return content.startswith(b"PK") and name.casefold().endswith(".zip")


def _is_skipped(name: str) -> bool:
    return any(part.startswith(_SKIPPED) for part in PurePosixPath(name).parts)
