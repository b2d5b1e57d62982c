"""What a paper that is typed over would write, and what the gate would make of it, before anything is written (R26).

The same plan as a line of a spreadsheet makes, so the same rules and sentences as every page. What was read so that
nobody is sure, and nobody looked at, becomes a doubt; what cannot be doubted must be looked at first.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from agreements.models import KIND_LABELS, Agreement, ContactKind, Doubt, DpoAdvice, Mailbox, Protocol, Signature
from agreements.models.doubts import part_of
from agreements.terms.doubts import (
    DAYS,
    NUMBERS,
    OF_ADVICE,
    OF_AGREEMENT_ALONE,
    OF_EITHER_PAPER,
    OF_SIGNATURE,
    DoubtField,
    DoubtReason,
    Printed,
    Spot,
)
from agreements.terms.papers import Document, Party
from directory.models import Municipality, Territory
from directory.notation import read_day
from law import gate
from paper_import.columns import POSITIONS, TITLES
from paper_import.judged import LOOK_FIRST, Judged, not_printed, to_look_at
from paper_import.models import PaperDraft, Papers
from paper_import.plan import Planner
from paper_import.planned import Planned
from paper_import.reading import municipality_called
from paper_import.typed_fields import OF_NEW_PARTNER, SERVES, SHARED
from sheets.reading import Line

OF_ORGANISATIONS = ("team.", "partner.")
"""What is kept with the organisation, and not with its papers."""
_WHICH = {
    Papers.AGREEMENT: "de overeenkomst",
    Papers.PROTOCOL: "het protocol",
    Papers.BOTH: "de overeenkomst met haar protocol",
}
_KEYS = {title: key for key, title in TITLES.items()}


@dataclass(frozen=True, slots=True)
class JudgedPaper(Judged):
    """One paper as it stands now, with the plan of what would be written."""

    planned: Planned
    serves: Municipality | None
    """For which municipality a partner works that this paper makes known."""

    @property
    def serves_from(self) -> date | None:
        """The first day of force on this paper: nothing can be sent before."""
        days = (self.planned.terms.get("in_force_from"), self.planned.protocol_terms.get("in_force_from"))
        return min((day for day in days if day is not None), default=None)


def judge(draft: PaperDraft, *, today: date) -> JudgedPaper:
    """What this paper would write, beside the register as it is."""
    cells = written_cells(draft.cells)
    line = Line(1, cells)
    planner = Planner.of([line], today=today, from_paper=True)
    _choose_version(line, planner)
    planned = planner.plan(line)
    is_known = planned.partner is not None and not planned.partner._state.adding
    known_already = frozenset(OF_NEW_PARTNER) if is_known else frozenset()
    planned.not_printed = frozenset(key for key in not_printed(draft) if not key.startswith(OF_ORGANISATIONS))
    unseen = to_look_at(draft) - known_already
    errors, warnings = _findings(planned, draft.cells)
    for key in unseen:
        spots = list(_spots(key, planned))
        for spot, field in spots:
            _doubt(planned, spot, field, draft, key)
        if not spots:
            errors.setdefault(key, LOOK_FIRST)
    serves = None if is_known else _serves(draft.cells, errors, today)
    decision = None
    if planned.team is not None and planned.partner is not None:
        decision = gate.check_agreement(agreement=as_it_would_be(planned), on=today)
    note = _note(draft, is_known=is_known, has_team=planned.team is not None, agreement=planned.agreement)
    return JudgedPaper(decision, errors, warnings, unseen, known_already, {"partijen": note}, planned, serves)


def _serves(cells: dict[str, str], errors: dict[str, str], today: date) -> Municipality | None:
    """What is asked of a new partner; who works there already is most likely the same one, misread (R2, R3)."""
    typed = cells.get(SERVES, "")
    if not typed:
        return None
    found = municipality_called(typed)
    if found is None:
        meant = [str(one) for one in Municipality.objects.search(typed) or Municipality.objects.suggest(typed)][:1]
        hint = f"Bedoelde u {meant[0]}?" if meant else "Typ haar naam voluit, of laat dit leeg."
        errors[SERVES] = f"“{typed}” is geen gemeente van vandaag. {hint}"
        return None
    there = Territory.objects.covering(today).filter(municipality=found, organisation__is_active=True)
    if other := there.filter(organisation__kind=cells.get("partner.kind", "")).select_related("organisation").first():
        errors[SERVES] = (
            f"{other.organisation} werkt al voor {found}. Is dat dezelfde partner? Typ dan bij Partner die naam. "
            "Is het een andere? Laat dit dan leeg."
        )
    return found


def _note(draft: PaperDraft, *, is_known: bool, has_team: bool, agreement: Agreement | None) -> str:
    if is_known and not has_team:
        return "Deze partner kennen wij. Kies het team: dan ziet u of hun overeenkomst er al is."
    if is_known and agreement is not None and _is_registered(draft, agreement):
        return (
            f"Deze partner kennen wij, en {_WHICH[Papers(draft.papers)]} is al geregistreerd. "
            "Hebt u het papier twee keer? Gooi dit dan weg. Anders vult wat u typt het vorige aan."
        )
    if is_known:
        told = "is nieuw" if agreement is None else "staat al in de lijst: wat u typt, vult ze aan"
        return f"Deze partner kennen wij. De overeenkomst {told}."
    if draft.papers == Papers.AGREEMENT:
        return (
            "Staat het ondernemingsnummer niet op dit papier? "
            "Registreer dan eerst het protocol van deze partner. Daar staat het op."
        )
    return ""


def _is_registered(draft: PaperDraft, agreement: Agreement) -> bool:
    """Whether the register has a day of force from each paper that this file holds."""
    protocol = agreement.protocol_facts
    starts: dict[Document, date | None] = {
        Document.AGREEMENT: agreement.in_force_from,
        Document.PROTOCOL: protocol.in_force_from if protocol else None,
    }
    held = {Papers.AGREEMENT: [Document.AGREEMENT], Papers.PROTOCOL: [Document.PROTOCOL]}
    return all(starts[one] for one in held.get(Papers(draft.papers), list(Document)))


def written_cells(cells: dict[str, str]) -> dict[str, str]:
    """The cells as a line of the register has them: what is asked once stands with everybody who signs."""
    found = {key: text for key, text in cells.items() if text and key not in SHARED}
    for key, (document, name) in SHARED.items():
        for party in Party:
            for position in POSITIONS:
                part = f"signature.{document}.{party}.{position}"
                if cells.get(key) and found.get(f"{part}.name"):
                    found.setdefault(f"{part}.{name}", cells[key])
    for party, kind in product(Party, (ContactKind.CONTACT, ContactKind.BREACH)):
        part = f"contact.{party}.{kind}"
        if found.get(f"{part}.email") or found.get(f"{part}.phone"):
            # Papers print an address alone, under "Contactpersonen" or "Contacten hiervoor" (D28).
            found.setdefault(f"{part}.name_or_function", KIND_LABELS[kind])
    return found


def as_it_would_be(planned: Planned) -> Agreement:
    """The agreement with all that would be written to it, in memory alone: what the gate and its page would see."""
    agreement = copy(planned.agreement) or Agreement(team=planned.team, partner=planned.partner)
    protocol = copy(agreement.protocol_facts) or Protocol(agreement=agreement)
    agreement.protocol = protocol
    for row, terms in ((agreement, planned.terms), (protocol, planned.protocol_terms)):
        for name, value in terms.items():
            setattr(row, name, value)
    _hold(agreement, "signatures", _signatures(agreement, planned))
    _hold(agreement, "doubt_set", [*_rows(agreement, "doubt_set"), *_doubts(agreement, planned)])
    _hold(agreement, "contacts", _rows(agreement, "contacts"))
    _hold(agreement, "suspensions", _rows(agreement, "suspensions"))
    _hold(protocol, "dpo_advices", _advices(protocol, planned))
    new = [Mailbox(protocol=protocol, **planned.mailbox)] if planned.mailbox else []
    _hold(protocol, "mailboxes", new or _rows(protocol, "mailboxes"))
    return agreement


def _hold(row: Any, name: str, related: list[Any]) -> None:
    """Let `.all()` of a relation answer with these, as after `prefetch_related`."""
    held = getattr(row, "_prefetched_objects_cache", {})
    row._prefetched_objects_cache = {**held, name: related}


def _rows(row: Any, name: str) -> list[Any]:
    """Copies, since the plan still holds the rows themselves."""
    return [] if row._state.adding else [copy(one) for one in getattr(row, name).all()]


def _signatures(agreement: Agreement, planned: Planned) -> list[Signature]:
    rows = {Spot(one.document, one.party, one.position): one for one in _rows(agreement, "signatures")}
    for spot, values in planned.signatures.items():
        where = {"document": spot.document, "party": spot.party, "position": spot.position}
        rows.setdefault(spot, Signature(agreement=agreement, **where))
        for name, value in values.items():
            setattr(rows[spot], name, value)
    return list(rows.values())


def _advices(protocol: Protocol, planned: Planned) -> list[DpoAdvice]:
    rows = {one.party: one for one in _rows(protocol, "dpo_advices")}
    for spot, values in planned.advices.items():
        rows.setdefault(spot.party, DpoAdvice(protocol=protocol, party=spot.party))
        for name, value in values.items():
            setattr(rows[spot.party], name, value)
    return list(rows.values())


def _doubts(agreement: Agreement, planned: Planned) -> list[Doubt]:
    return [
        Doubt(
            agreement=agreement,
            document=spot.document,
            party=spot.party,
            position=spot.position,
            field=field,
            printed=printed.text,
            reason=printed.reason,
            raised_at=agreement.created_at,
        )
        for spot, field, printed in planned.doubts
    ]


def _choose_version(line: Line, planner: Planner) -> None:
    """Of an agreement with several versions the newest is meant: it is the one whose paper is at hand."""
    team, partner = planner.parties.known(line)
    versions = planner.agreements.get((team and team.pk, partner and partner.pk), [])
    if len(versions) > 1:
        line.cells["agreement.version"] = str(max(one.version for one in versions))


def _findings(planned: Planned, cells: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What is wrong and what is odd, each at the field of the page that asks it."""
    errors: dict[str, str] = {}
    warnings: dict[str, str] = {}
    for finding in planned.findings:
        key = _KEYS.get(finding["column"], "")
        key = _asked_as(key, cells)
        (errors if finding["tone"] == "error" else warnings).setdefault(key, finding["sentence"])
    return errors, warnings


def _asked_as(key: str, cells: dict[str, str]) -> str:
    """The field of the page: the day of a signatory is asked once, unless somebody signed on another one."""
    for shared, (document, name) in SHARED.items():
        if key.startswith(f"signature.{document}.") and key.endswith(f".{name}") and not cells.get(key):
            return shared
    return key


def _spots(key: str, planned: Planned) -> Iterator[tuple[Spot, DoubtField]]:
    """The facts of the register that a field of the page writes and that can be doubted."""
    if key in SHARED:
        document, name = SHARED[key]
        yield from ((spot, DoubtField(name)) for spot in planned.signatures if spot.document == document)
        return
    for spot, field in _DOUBTABLE.get(key, ()):
        if field not in OF_SIGNATURE or spot in planned.signatures:
            yield spot, field


def _all_doubtable() -> Iterator[tuple[Spot, DoubtField]]:
    for document in Document:
        yield from ((Spot(document), field) for field in OF_EITHER_PAPER)
        for party in Party:
            for position in POSITIONS:
                yield from ((Spot(document, party, position), field) for field in OF_SIGNATURE)
    yield from ((Spot(Document.AGREEMENT), field) for field in OF_AGREEMENT_ALONE)
    for party in Party:
        yield from ((Spot(Document.PROTOCOL, party), field) for field in OF_ADVICE)


_DOUBTABLE = {f"{part_of(spot)}.{field}": [(spot, field)] for spot, field in _all_doubtable()}


def _doubt(planned: Planned, spot: Spot, field: DoubtField, draft: PaperDraft, key: str) -> None:
    """Keep what was read as a doubt, in the words of the paper, unless the plan doubts it already."""
    if any(one[:2] == (spot, field) for one in planned.doubts):
        return
    if field in OF_ADVICE:
        planned.advices.setdefault(spot, {})  # a day that nobody can read is still a fact of an advice
    text, quote = draft.cells.get(key, ""), draft.read[key].quote
    planned.doubts.append((spot, field, Printed((quote or text)[:200], DoubtReason.UNREADABLE, _likely(field, text))))


def _likely(field: DoubtField, text: str) -> date | int | str | None:
    if field in DAYS:
        try:
            return read_day(text)
        except ValueError:
            return None
    if field in NUMBERS:
        return int(text) if text.isdigit() else None
    return text or None
