"""The signed papers of the example, as files: real PDFs that say they are invented."""

import io
from datetime import date, datetime

import pikepdf

from accounts.models import User
from agreements.actions.files import keep_file
from agreements.actions.processor_contracts import record
from agreements.models import Agreement, FileKind
from directory.models import Organisation
from example import accounts

SIGNED = (
    (accounts.OCMW_WESTERLO, FileKind.AGREEMENT, "Samenwerkingsovereenkomst (voorbeeld, niet echt)"),
    (accounts.OCMW_WESTERLO, FileKind.PROTOCOL, "Protocol (voorbeeld, niet echt)"),
    (accounts.CAW_BRUSSELS, FileKind.PROTOCOL, "Protocol (voorbeeld, niet echt)"),
)


def keep_signed_papers(administrator: User, *, at: datetime) -> None:
    """Keep the signed papers of the agreements that are complete."""
    for partner, kind, title in SIGNED:
        agreement = Agreement.objects.get(partner__name=partner)
        keep_file(agreement=agreement, kind=kind, content=a_paper(title), by=administrator, at=at)


def register_processor_contracts(administrator: User, *, at: datetime) -> None:
    """Each receiver of the example that works in the portal has a processor contract with Opgroeien (D21)."""
    for name in (accounts.OCMW_WESTERLO, accounts.OCMW_DIEST, accounts.CAW_BRUSSELS):
        record(
            receiver=Organisation.objects.get(name=name),
            terms={
                "signed_on": date(2024, 1, 15),
                "receiver_signatory": "Koen Voorbeelds",
                "receiver_function": "algemeen directeur",
                "agency_signatory": "Lotte Proefmans",
                "agency_function": "administrateur-generaal",
                "sub_processors": "Proefhosting nv",
            },
            content=a_paper("Verwerkersovereenkomst (voorbeeld, niet echt)"),
            by=administrator,
            at=at,
        )


def a_paper(title: str) -> bytes:
    """Return a PDF of one A4 page with a title of plain letters."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    text = title.replace("(", r"\(").replace(")", r"\)").encode("ascii")
    page.Contents = pdf.make_stream(b"BT /F1 16 Tf 72 720 Td (" + text + b") Tj ET")
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()
