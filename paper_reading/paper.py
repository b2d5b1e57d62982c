"""The one door: the bytes of a paper in, proposals out. Nobody outside this room sees a text, or a password in it."""

import json
import shutil
from typing import Any

from paper_reading import inside, pdf_pages
from paper_reading.terms import PaperField, Proposal
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


def read_paper(content: bytes) -> list[Proposal]:
    """What this paper seems to say, field by field. Raises PaperUnreadable, and vault.bounded.Busy."""
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
    return [_proposal(one) for one in answer["proposals"]]


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
    return answer


def picture_of_page(content: bytes, number: int, *, width: int = WIDTH_TO_SHOW) -> bytes:
    """A page of a PDF as a PNG. Raises OutOfBounds, Busy."""
    return bounded.run(pdf_pages.picture_of, f"{number} {width}\n".encode() + content, bounds=_DRAWING)


def _proposal(told: dict[str, Any]) -> Proposal:
    return Proposal(PaperField(told["field"]), told["value"], told["sure"], told["page"], told["quote"])
