"""The one door: the bytes of a paper in, proposals out. Nobody outside this room sees a text, or a password in it."""

import json
import shutil
from dataclasses import dataclass
from typing import Any

from paper_reading import inside, pdf_pages
from paper_reading.furniture import secret_boxes
from paper_reading.terms import PaperKind, Proposal
from vault import bounded
from vault.bounded import Bounds, OutOfBounds

LARGEST = 10 * 1024 * 1024  # bytes, as for every upload
MOST_SCANNED = 20
"""Pages of a scan that are recognised: each takes seconds."""
_READING = Bounds(seconds=20, memory=400 * bounded.MEGABYTE, patience=40)
_DRAWING = Bounds(seconds=10, memory=400 * bounded.MEGABYTE, patience=20)
_RECOGNISING = Bounds(seconds=60, memory=400 * bounded.MEGABYTE, patience=90)
_WIDTH_TO_RECOGNISE = 2300  # 280 dots an inch on A4
WIDTH_TO_SHOW = 1000

NO_OCR = (
    "Dit is een scan: er zit geen tekst in. Op deze machine staat geen programma dat scans leest "
    "(tesseract met Nederlands). Typ de gegevens zelf over."
)
SENTENCES = {
    "doc": "Dit is een oud Word-bestand (.doc). Bewaar het als .docx of als PDF, en probeer opnieuw.",
    "rtf": "Dit is een RTF-bestand. Bewaar het als .docx of als PDF, en probeer opnieuw.",
    "picture": "Dit is een foto of afbeelding. Bewaar ze als PDF, en probeer opnieuw.",
    "archive": "Dit is geen Word-document dat wij kunnen lezen. Bewaar het papier als PDF of als .docx.",
    "pdf": "Deze PDF is beschadigd of vergrendeld. Vraag het bestand opnieuw, of typ de gegevens over.",
    "long": "Dit bestand is te lang voor een overeenkomst of protocol. Bewaar alleen de bladzijden van het papier.",
    "unknown": "Dit is geen PDF, Word-document of tekst. Bewaar het papier als PDF.",
    "large": "Dit bestand is groter dan 10 MB. Bewaar het kleiner, bijvoorbeeld zonder kleur.",
    "empty": "Dit bestand is leeg. Kies het bestand opnieuw.",
    "heavy": "Dit bestand vraagt te veel van de computer. Typ de gegevens zelf over.",
}


class PaperUnreadable(Exception):
    """The file cannot be read; the message is the Dutch sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class PaperRead:
    """All that was read in one file: what it seems to say, which papers it holds, and how many pages can be shown."""

    proposals: list[Proposal]
    kinds: frozenset[PaperKind]
    pages: int
    """Of a PDF; other files cannot be shown as pictures."""
    texts: list[str]
    """The text of each page of another file, without the password of the e-signature."""


def read_paper(content: bytes) -> list[Proposal]:
    """What this paper seems to say, field by field. Raises PaperUnreadable, and vault.bounded.Busy."""
    return read_file(content).proposals


def read_file(content: bytes) -> PaperRead:
    """What this file seems to say and to be. Raises PaperUnreadable, and vault.bounded.Busy."""
    if not content.strip():
        raise PaperUnreadable(SENTENCES["empty"])
    if len(content) > LARGEST:
        raise PaperUnreadable(SENTENCES["large"])
    try:
        answer = json.loads(bounded.run(inside.read, content, bounds=_READING))
        if "pictures" in answer:
            answer = _recognised(content, answer["pictures"])
    except OutOfBounds:
        raise PaperUnreadable(SENTENCES["heavy"]) from None
    if "refused" in answer:
        raise PaperUnreadable(SENTENCES[answer["refused"]])
    return PaperRead(
        [_proposal(one) for one in answer["proposals"]],
        frozenset(PaperKind(one) for one in answer["kinds"]),
        answer.get("pages", 0),
        answer.get("texts", []),
    )


def pages_to_show(content: bytes) -> int:
    """How many pages of a file can be shown as pictures: none when it is no PDF that can be opened. Raises Busy."""
    try:
        return int(bounded.run(pdf_pages.count_pages, content, bounds=_READING))
    except OutOfBounds:
        return 0


def _recognised(content: bytes, count: int) -> dict[str, Any]:
    program = shutil.which("tesseract")
    if program is None:
        raise PaperUnreadable(NO_OCR)
    if count > MOST_SCANNED:
        return {"refused": "long"}
    pages = []
    for number in range(count):
        picture = picture_of_page(content, number, width=_WIDTH_TO_RECOGNISE)
        command = [program, "stdin", "stdout", "-l", "nld", "--psm", "6"]
        try:
            text = bounded.run_program(command, picture, bounds=_RECOGNISING, OMP_THREAD_LIMIT="1")
        except bounded.ProgramFailed:  # it has no Dutch
            raise PaperUnreadable(NO_OCR) from None
        pages.append(text.decode("utf-8", "replace"))
    answer: dict[str, Any] = json.loads(
        bounded.run(inside.read_recognised, json.dumps(pages).encode(), bounds=_READING)
    )
    return answer | {"pages": count}


def picture_of_page(content: bytes, number: int, *, width: int = WIDTH_TO_SHOW) -> bytes:
    """A page of a PDF as a PNG. Raises OutOfBounds, Busy."""
    return bounded.run(pdf_pages.picture_of, f"{number} {width}\n".encode() + content, bounds=_DRAWING)


def picture_to_show(content: bytes, number: int) -> bytes:
    """A page of a PDF for a person to read, as a PNG without the password of the e-signature. Raises OutOfBounds, Busy.

    On a scan the password is found by recognising its words, where tesseract is installed.
    """
    asked = f"{number} {WIDTH_TO_SHOW}\n".encode() + content
    answer = bounded.run(pdf_pages.picture_to_show, asked, bounds=_DRAWING)
    is_scan, picture = answer[:1] == b"1", answer[1:]
    program = shutil.which("tesseract") if is_scan else None
    if program is None:
        return picture
    command = [program, "stdin", "stdout", "-l", "nld", "--psm", "6", "tsv"]
    try:
        words = bounded.run_program(command, picture, bounds=_RECOGNISING, OMP_THREAD_LIMIT="1")
    except bounded.ProgramFailed:
        return picture
    boxes = secret_boxes(words.decode("utf-8", "replace"))
    if not boxes:
        return picture
    return bounded.run(pdf_pages.black_out_words, json.dumps(boxes).encode() + b"\n" + picture, bounds=_DRAWING)


def _proposal(told: dict[str, Any]) -> Proposal:
    return Proposal(told["field"], told["value"], told["sure"], told["page"], told["quote"])
