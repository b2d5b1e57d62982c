"""The register as a spreadsheet for Belgian Excel, in the columns of the import, so that it can be read back."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from agreements.doubtful import DoubtField
from agreements.importing.columns import COLUMNS, CONTACT_KINDS, POSITIONS, Column
from agreements.importing.sheet import FORMULA_SIGNS
from agreements.models import Agreement, Doubt
from agreements.models.doubts import part_of
from agreements.paper import Party
from agreements.register import Told
from directory.notation import show_enterprise_number

MOST_ROWS = 5000
"""Of an XLSX, which is made whole before it leaves; a CSV leaves line by line, however long."""
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_TERMS = ("in_force_from", "ends_on", "notice_months")
_OF_AGREEMENT = (*_TERMS, "evaluation_months", "drawn_up_at_place", "council_decision_on", "council_decision_url")
_OF_PROTOCOL = (*_TERMS, "esignature_code", "esignature_url")

Cells = dict[str, Any]


def cells_of(agreement: Agreement, told: Told) -> Cells:
    """Every cell of one agreement; an open doubt stands as it is printed, so that reading back changes nothing."""
    protocol, partner = agreement.protocol_facts, agreement.partner
    cells: Cells = {
        "team.name": agreement.team.name,
        "partner.name": partner.name,
        "partner.enterprise_number": show_enterprise_number(partner.enterprise_number),
        "partner.kind": partner.get_kind_display(),
        "partner.street": partner.street,
        "partner.postal_code": partner.postal_code,
        "partner.municipality_name": partner.municipality_name,
        "agreement.version": agreement.version,
        "info.status": told.status.label,
        "info.may_send": "mag" if told.may_send else "mag niet",
        "info.deadline": f"{told.deadline.on:%d/%m/%Y}: {told.deadline.words}" if told.deadline else "",
        "info.doubts": told.doubts or "",
    }
    cells |= {f"agreement.{name}": getattr(agreement, name) for name in _OF_AGREEMENT}
    for one in agreement.all_signatures:
        if one.position in POSITIONS:
            part = f"signature.{one.document}.{one.party}.{one.position}"
            cells |= {f"{part}.{name}": getattr(one, name) for name in ("name", "function", "place", "signed_on")}
    if protocol is not None:
        cells |= {f"protocol.{name}": getattr(protocol, name) for name in _OF_PROTOCOL}
        for advice in protocol.dpo_advices.all():
            names = ("dpo_name", "dpo_email", "advised_on")
            cells |= {f"advice.{advice.party}.{name}": getattr(advice, name) for name in names}
        if protocol.mailbox_facts is not None:
            names = ("address", "secrecy_attested_on", "secrecy_attested_by")
            cells |= {f"mailbox.{name}": getattr(protocol.mailbox_facts, name) for name in names}
    cells |= _contact_cells(agreement)
    return cells | {key: one.printed for one in agreement.all_doubts if one.is_open and (key := _key_of(one))}


def _contact_cells(agreement: Agreement) -> Cells:
    """The first contact of each party and kind; a spreadsheet has room for no more."""
    cells: Cells = {}
    for party in Party:
        for kind in CONTACT_KINDS:
            own = [one for one in agreement.contacts.all() if one.party == party and one.kind == kind]
            for first in sorted(own, key=lambda one: one.name_or_function.casefold())[:1]:
                names = ("name_or_function", "organisation_name", "phone", "email")
                cells |= {f"contact.{party}.{kind}.{name}": getattr(first, name) for name in names}
    return cells


def _key_of(doubt: Doubt) -> str:
    if doubt.field == DoubtField.ENTERPRISE_NUMBER:
        return "partner.enterprise_number" if doubt.party == Party.PARTNER else ""
    return f"{part_of(doubt.spot)}.{doubt.field}"


def as_csv(rows: Iterable[Cells], columns: Sequence[Column] = COLUMNS) -> Iterator[bytes]:
    """Line by line: semicolons, CRLF, a mark that says UTF-8, and no cell that a spreadsheet would calculate."""
    yield "\ufeff".encode()
    yield _csv_line([column.title for column in columns])
    for cells in rows:
        yield _csv_line([_harmless(_text(cells.get(column.key))) for column in columns])


def as_xlsx(rows: Iterable[Cells], columns: Sequence[Column] = COLUMNS, *, title: str = "Overeenkomsten") -> bytes:
    """One sheet with real dates; a text stays a text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "C2"
    sheet.append([_cell(sheet, column.title, bold=True) for column in columns])
    for cells in rows:
        sheet.append([_cell(sheet, cells.get(column.key)) for column in columns])
    if any(column.explanation for column in columns) and columns is not COLUMNS:
        _explain(book, columns)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TEMPLATE = tuple(column for column in COLUMNS if column.is_read)
EXAMPLE: Cells = {column.key: column.example for column in TEMPLATE}


def _explain(book: Workbook, columns: Sequence[Column]) -> None:
    sheet = book.create_sheet("Uitleg")
    sheet.column_dimensions["A"].width = 45
    sheet.column_dimensions["B"].width = 70
    sheet.append([_cell(sheet, "Kolom", bold=True), _cell(sheet, "Uitleg", bold=True)])
    for column in columns:
        sheet.append([_cell(sheet, column.title), _cell(sheet, column.explanation)])


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # "=1+1" would become a formula
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _csv_line(texts: list[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";").writerow(texts)
    return buffer.getvalue().encode()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
