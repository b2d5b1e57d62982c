"""From the pages of a file to proposals: an agreement, a protocol, or both, each with its page and its words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from paper_reading.division import kind_of, parts, speaks_of_changes, without_addendum
from paper_reading.folding import fold
from paper_reading.furniture import take_apart
from paper_reading.reader import Reader
from paper_reading.terms import PaperField, PaperKind, Proposal
from paper_reading.text import PaperText
from paper_reading.unspaced import is_unspaced
from paper_reading.written import TICK, is_written_in

_SIGNS_OF_PROTOCOL = {PaperField.ADVICE_AGENCY_ON, PaperField.ADVICE_PARTNER_ON, PaperField.PROTOCOL_IN_FORCE_FROM}
_TOLD_OF_BOTH = {PaperField.CONCLUDED_ON, PaperField.AGREEMENT_NOTICE_MONTHS, PaperField.AGREEMENT_IN_FORCE_FROM}
_SIGNS_OF_AGREEMENT = {PaperField.AGREEMENT_IN_FORCE_FROM, PaperField.ENDS_ON, PaperField.EVALUATION_MONTHS}


def read_pages(pages: list[str], *, today: date, scanned: bool = False) -> list[Proposal]:
    """What the pages of one file seem to say: an agreement, a protocol, or both one after the other."""
    cleaned, verification = take_apart(pages)
    cleaned, is_amended = without_addendum(cleaned)
    is_amended = is_amended or speaks_of_changes(cleaned) or is_written_in(pages) or is_unspaced(pages)
    found: dict[str, Proposal] = {}
    readers = [
        (first, Reader(part, today=today, scanned=scanned, verification=verification)) for first, part in parts(cleaned)
    ]
    for _, reader in readers[1:]:
        reader.introduced_before(readers[0][1])
    told = [(first, reader, proposal) for first, reader in readers for proposal in reader.proposals()]
    for first, _, proposal in sorted(told, key=lambda one: not _is_own(one[1], one[2])):
        sure = proposal.sure and not TICK.search(proposal.quote) and not is_amended
        _merge(found, replace(proposal, sure=sure, page=proposal.page + first))
    signed = found.get(PaperField.SIGNED_ON)
    if len(readers) > 1 and signed and not readers[0][1].drawn and PaperField.CONCLUDED_ON not in found:
        found[PaperField.CONCLUDED_ON] = replace(signed, field=PaperField.CONCLUDED_ON, sure=False)  # signed in one
    for is_last in (False, True):
        for first, reader in readers:
            for proposal in reader.left_over(found):
                if is_last or _is_own(reader, proposal):
                    _merge(found, replace(proposal, page=proposal.page + first))
    if len(readers) == 1 and not readers[0][1].is_addendum:
        if readers[0][1].kind == PaperKind.AGREEMENT and _SIGNS_OF_PROTOCOL & found.keys():
            for field in _TOLD_OF_BOTH & found.keys():  # "Ondertekend op" may be of the protocol in it
                found[field] = replace(found[field], sure=False)
        for proposal in _of_both_in_one(readers[0][1], found):
            found.setdefault(proposal.field, proposal)
    if signed_by := readers[-1][1].who_else_signs(found):
        found[PaperField.SIGNATORIES] = signed_by
    of_gbo = [
        replace(proposal, sure=proposal.sure and not is_amended, page=proposal.page + first)
        for first, reader in readers
        for proposal in reader.of_gbo()
    ]
    return [found[field] for field in PaperField if field in found] + of_gbo


def _is_own(reader: Reader, proposal: Proposal) -> bool:
    """Whether it is of the paper that this reader reads, or of neither: what that paper says of itself comes first."""
    paper, _, _ = proposal.field.partition(".")
    return paper == reader.kind or paper not in tuple(PaperKind)


def _of_both_in_one(reader: Reader, found: dict[str, Proposal]) -> Iterator[Proposal]:
    """An agreement with the articles of a protocol in it, or the other way round: read once more as the other one."""
    kinds = {PaperKind.AGREEMENT: PaperKind.PROTOCOL, PaperKind.PROTOCOL: PaperKind.AGREEMENT}
    signs = _SIGNS_OF_PROTOCOL if reader.kind == PaperKind.AGREEMENT else _SIGNS_OF_AGREEMENT
    if reader.kind not in kinds or not signs & found.keys():
        return
    other = reader.as_if(kinds[reader.kind])
    begin = "protocol." if reader.kind == PaperKind.AGREEMENT else "agreement."
    told: dict[str, Proposal] = {}
    for proposal in other.proposals():
        _merge(told, proposal)
    for proposal in other.left_over(found | told):
        told.setdefault(proposal.field, proposal)
    for field, proposal in told.items():
        if field.startswith(begin):
            yield replace(proposal, sure=False)


def kinds_of(pages: list[str]) -> set[PaperKind]:
    """Which papers this file holds."""
    cleaned, _ = take_apart(pages)
    return {kind_of(PaperText(part)) for _, part in parts(cleaned)}


def _merge(found: dict[str, Proposal], new: Proposal) -> None:
    """Two papers in one file can tell the same: what contradicts becomes a doubt."""
    old = found.get(new.field)
    if old is None or (old.value is None and new.value is not None):
        found[new.field] = new
    elif fold(str(old.value)) != fold(str(new.value)) and new.value is not None:
        better = new if new.sure and not old.sure else old
        found[new.field] = Proposal(better.field, better.value, False, better.page, better.quote)
    elif new.sure and not old.sure:
        found[new.field] = new
