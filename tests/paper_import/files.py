"""Files with papers, and how far they come."""

import csv
import io
from datetime import UTC, datetime

from paper_import import actions as paper_import_actions
from paper_import import worker
from paper_import.columns import TITLES
from paper_import.models import ImportStatus, PaperImport

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def a_line(**changes: str) -> dict[str, str]:
    """The cells of complete papers of the team and the partner of these tests."""
    cells = {
        "team.name": "Team Zuiderstreek",
        "partner.name": "OCMW Westerdorp",
        "agreement.in_force_from": "18/12/2023",
        "agreement.notice_months": "6",
        "agreement.evaluation_months": "12",
        "protocol.in_force_from": "1 januari 2024",
        "protocol.notice_months": "6 maanden",
        "advice.agency.dpo_name": "Sam Dataman",
        "advice.agency.advised_on": "14 december 2023",
        "advice.partner.dpo_name": "Kim Voorbeeld",
        "advice.partner.advised_on": "19-09-2023",
        "mailbox.address": "gegevensdeling@ocmw.example",
        "contact.partner.breach.name_or_function": "veiligheidsconsulent",
        "contact.partner.breach.phone": "014 00 00 00",
    }
    for document, day in (("agreement", "18/12/2023"), ("protocol", "29/01/2024")):
        for party in ("agency", "partner"):
            part = f"signature.{document}.{party}.1"
            cells |= {f"{part}.name": "Mo Ekelmans", f"{part}.function": "burgemeester", f"{part}.signed_on": day}
    return cells | changes


def as_file(*lines: dict[str, str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """A CSV with these lines."""
    keys = sorted({key for line in lines for key in line}) or ["team.name", "partner.name"]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow([TITLES[key] for key in keys])
    writer.writerows([[line.get(key, "") for key in keys] for line in lines])
    return buffer.getvalue().encode(encoding)


def checked(content: bytes, by=None) -> PaperImport:
    """Upload a file and let the worker check it."""
    made = paper_import_actions.upload_papers(content=content, by=by, at=NOW)
    worker.run(made.pk, at=NOW)
    made.refresh_from_db()
    return made


def imported(content: bytes, by) -> PaperImport:
    """Upload, check, confirm, import."""
    made = checked(content, by)
    assert made.status == ImportStatus.CHECKED, made.sentence
    paper_import_actions.confirm_import(paper_import=made, by=by, at=NOW)
    worker.run(made.pk, at=NOW)
    made.refresh_from_db()
    return made


def sentences(made: PaperImport) -> list[str]:
    return [f"{one['column']}: {one['sentence']}" for line in made.lines.all() for one in line.findings]


def outcomes(made: PaperImport) -> list[str]:
    return list(made.lines.order_by("number").values_list("outcome", flat=True))
