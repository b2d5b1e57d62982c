"""What stood on the last papers of this agency: it usually stands on the next one too, and a person says so."""

from datetime import date
from typing import Any

from agreements.models import Agreement, ContactKind
from agreements.terms.papers import Document, Party
from paper_import.columns import POSITIONS


def earlier_cells(*, by_team: str = "") -> dict[str, str]:
    """The terms, and everything of the side of Opgroeien, of the papers that were registered last."""
    known = Agreement.objects.with_papers().order_by("-created_at", "-pk")
    last = (known.filter(team__name=by_team).first() if by_team else None) or known.first()
    if last is None:
        return {}
    cells: dict[str, Any] = {
        "agreement.notice_months": last.notice_months,
        "agreement.evaluation_months": last.evaluation_months,
    }
    for document in Document:
        for position in POSITIONS:
            spot = (document, Party.AGENCY, position)
            signed = next((one for one in last.all_signatures if (one.document, one.party, one.position) == spot), None)
            part = f"signature.{document}.{Party.AGENCY}.{position}"
            cells |= {f"{part}.name": signed.name, f"{part}.function": signed.function} if signed else {}
    if protocol := last.protocol_facts:
        cells["protocol.notice_months"] = protocol.notice_months
        if advice := protocol.advice_of(Party.AGENCY):
            part = f"advice.{Party.AGENCY}"
            cells |= {f"{part}.dpo_name": advice.dpo_name, f"{part}.dpo_email": advice.dpo_email}
    for contact in last.contacts.all():
        if contact.party == Party.AGENCY and contact.kind in (ContactKind.CONTACT, ContactKind.BREACH):
            part = f"contact.{Party.AGENCY}.{contact.kind}"
            for name in ("name_or_function", "organisation_name", "phone", "email"):
                cells.setdefault(f"{part}.{name}", getattr(contact, name))
    return {key: _typed(value) for key, value in cells.items() if value}


def _typed(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
