"""The register as lines of a spreadsheet, in the columns of the import, so that it can be read back."""

from agreements.models import Agreement, Doubt
from agreements.models.doubts import part_of
from agreements.rules.register import RegisterFacts
from agreements.terms.doubts import DoubtField
from agreements.terms.papers import Party
from directory.notation import show_enterprise_number
from paper_import.columns import COLUMNS, CONTACT_KINDS, POSITIONS
from sheets.columns import Cells

_TERMS = ("in_force_from", "ends_on", "notice_months")
_OF_AGREEMENT = (*_TERMS, "evaluation_months", "drawn_up_at_place", "council_decision_on", "council_decision_url")
_OF_PROTOCOL = (*_TERMS, "esignature_code", "esignature_url")


def cells_of(agreement: Agreement, told: RegisterFacts) -> Cells:
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
            cells["mailbox.address"] = protocol.mailbox_facts.address
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


TEMPLATE = tuple(column for column in COLUMNS if column.is_read)
EXAMPLE: Cells = {column.key: column.example for column in TEMPLATE}
