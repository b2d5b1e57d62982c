"""What a GBO agreement that is typed over would write, and what the gate would make of it (R40, R43).

A GBO agreement keeps no doubts: what was read so that nobody is sure must be looked at before it is registered (D28).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from agreements.forms.fields import PaperForm
from directory.models import Organisation
from directory.notation import read_day
from gbo.actions.agreements import GboPartyTerms
from gbo.forms.agreements import DrawnUpForm, GboAdviceForm, GboPartyForm
from gbo.models import GboAgreement, GboParty
from law.facts import OrganisationKind
from law.notice_period import GBO_MONTHS
from law.onward import check_gbo_agreement
from paper_import.core_actors import CoreActors
from paper_import.gbo_fields import (
    ADVISED_BY,
    ADVISED_ON,
    DRAWN_UP_ON,
    ENDS_ON,
    NOTICE,
    OF_PARTY,
    PLACE,
    SEAT,
    Actor,
    actors_of,
    gbo_parts,
)
from paper_import.judged import Judged, not_printed, to_look_at
from paper_import.models import PaperDraft

_TERMS = {
    "advised_on": ADVISED_ON,
    "advised_by": ADVISED_BY,
    "drawn_up_at_place": PLACE,
    "drawn_up_on": DRAWN_UP_ON,
}
OTHER_TERM = (
    "Dit wijkt af van art. 14: onbepaalde duur, en een opzegtermijn van 6 maanden. Zo rekenen wij. "
    "Laat het papier nakijken voor u het registreert."
)
NO_TERM = "Staat er geen termijn op het papier? Dan rekenen wij met 6 maanden, zoals art. 14 zegt."
SIX = {str(GBO_MONTHS), "zes", "6 (zes)", "zes (6)"}
LOOK_AT_PART = "De computer las dit deel niet zeker. Kijk het na op het papier, en klik op “Dit deel klopt”."
FILLS_IN = "De overeenkomst staat al in de lijst: wat u typt, vult ze aan."
OTHER_CAW = "gbo.caw.2.name"
OTHER_CAW_READ = "De computer las ook “{name}” als CAW. Een GBO-overeenkomst heeft één CAW. Kijk na welk dat is."
THERE_ALREADY = (
    "Tussen deze kernactoren is er al een GBO-overeenkomst, die iedereen ondertekende. "
    "Verbeter die op haar eigen pagina."
)


@dataclass(frozen=True, slots=True)
class PlannedActor:
    """One core actor that would be party, and what the paper says of it."""

    actor: Actor
    organisation: Organisation
    terms: GboPartyTerms


@dataclass(frozen=True, slots=True)
class GboPlan:
    """All that would be written."""

    terms: dict[str, Any] = field(default_factory=dict)
    actors: list[PlannedActor] = field(default_factory=list)
    not_printed: list[tuple[UUID | None, str]] = field(default_factory=list)
    """Columns of what the paper leaves out (D28), each with the organisation of which it would say it."""
    agreement: GboAgreement | None = None
    """That of these core actors, when it is registered and not all signed yet: the paper fills it in."""

    def said(self, terms: Mapping[str, Any]) -> dict[str, Any]:
        """What is written of these: what a paper leaves out does not erase what is registered."""
        return {name: value for name, value in terms.items() if value or self.agreement is None}


@dataclass(frozen=True, slots=True)
class JudgedGbo(Judged):
    """One GBO agreement as it stands now, with the plan of what would be written."""

    planned: GboPlan


def judge_gbo(draft: PaperDraft, *, today: date) -> JudgedGbo:
    """What this paper would write, beside the register as it is."""
    cells, known = draft.cells, CoreActors.load()
    errors: dict[str, str] = {}
    planned = GboPlan(terms=_terms(cells, errors, today))
    known_already, notes = set[str](), dict[str, str]()
    for actor in actors_of(cells):
        typed = [key for key in cells if key.startswith(actor.key(""))]
        if not typed and actor.number > 1:
            continue  # asked for, and not needed after all
        found = known.find(actor, cells, errors)
        terms = _party_terms(actor, cells, errors, today)
        if found is not None:
            planned.actors.append(PlannedActor(actor, found, terms))
        if found is not None and not found._state.adding:
            known_already |= {actor.key(name) for name in SEAT}
            notes[f"{actor.kind}-{actor.number}"] = f"{found} kennen wij."
    planned.not_printed.extend(_left_out(draft, planned))
    errors |= _twice(planned)
    registered = _registered_between(planned)
    if registered is not None and registered.in_force_from is not None:
        errors[""] = THERE_ALREADY
    elif registered is not None:
        planned = replace(planned, agreement=registered)
        notes |= {part: f"{note} {FILLS_IN}" for part, note in notes.items() if part.startswith(OrganisationKind.CAW)}
    if other := draft.read.get(OTHER_CAW):
        notes["caw-1"] = OTHER_CAW_READ.format(name=other.text)
    unseen = to_look_at(draft) - known_already
    for part in gbo_parts(cells):
        if first := next((field.key for field in part.fields if field.key in unseen), ""):
            errors.setdefault(first, LOOK_AT_PART)
    warnings = {} if cells.get(NOTICE) else {NOTICE: NO_TERM}
    decision = None
    if planned.actors:
        decision = check_gbo_agreement(gbo_agreement=as_it_would_be(planned), on=today)
    return JudgedGbo(decision, errors, warnings, unseen, frozenset(known_already), notes, planned)


def as_it_would_be(planned: GboPlan) -> GboAgreement:
    """The agreement in memory alone: what the gate would see."""
    made = copy(planned.agreement) or GboAgreement()
    known = {one.organisation_id: copy(one) for one in planned.agreement.parties.all()} if planned.agreement else {}
    _take_over(made, planned.said(planned.terms))
    parties = []
    for one in planned.actors:
        new = GboParty(agreement=made, organisation=one.organisation, kind=one.actor.kind)
        parties.append(known.get(one.organisation.pk, new))
        _take_over(parties[-1], planned.said(one.terms))
    # `.all()` of a relation answers with these, as after `prefetch_related`.
    made._prefetched_objects_cache = {"parties": parties, "suspensions": []}  # type: ignore[attr-defined]
    return made


def _take_over(row: GboAgreement | GboParty, terms: Mapping[str, Any]) -> None:
    for name, value in terms.items():
        setattr(row, name, value)


def _terms(cells: Mapping[str, str], errors: dict[str, str], today: date) -> dict[str, Any]:
    terms: dict[str, Any] = {}
    for form_class in (GboAdviceForm, DrawnUpForm):
        names = {name: key for name, key in _TERMS.items() if name in form_class.base_fields}
        terms |= _answers(form_class, names, cells, errors, today)
    months = cells.get(NOTICE, "").casefold().removesuffix("maanden").removesuffix("maand").strip()
    if months and months not in SIX:
        errors[NOTICE] = OTHER_TERM
    if cells.get(ENDS_ON):
        errors[ENDS_ON] = OTHER_TERM
    return terms


def _party_terms(actor: Actor, cells: Mapping[str, str], errors: dict[str, str], today: date) -> GboPartyTerms:
    """Who signs on no day of their own signed on the day on which it was drawn up: that is how the paper prints it."""
    names = {name: actor.key(name) for name in OF_PARTY}
    own_day = cells.get(names["signed_on"], "")
    if not own_day and cells.get(names["signatory_name"]) and _is_day(cells.get(DRAWN_UP_ON, "")):
        names["signed_on"] = DRAWN_UP_ON
    return cast(GboPartyTerms, _answers(GboPartyForm, names, cells, errors, today))


def _answers(
    form_class: type[PaperForm], names: Mapping[str, str], cells: Mapping[str, str], errors: dict[str, str], today: date
) -> dict[str, Any]:
    """What a page would take over of these cells; its sentences stand at the fields that hold them."""
    form = form_class({name: cells.get(key, "") for name, key in names.items()}, today=today)
    for name, sentences in form.errors.items():
        errors.setdefault(names.get(name, ""), str(sentences[0]))
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


def _is_day(text: str) -> bool:
    try:
        return bool(text) and read_day(text) is not None
    except ValueError:
        return False


def _left_out(draft: PaperDraft, planned: GboPlan) -> Iterator[tuple[UUID | None, str]]:
    said = not_printed(draft)
    yield from ((None, key.rpartition(".")[2]) for key in (*_TERMS.values(), NOTICE) if key in said)
    for one in planned.actors:
        yield from ((one.organisation.pk, name) for name in OF_PARTY if one.actor.key(name) in said)


def _twice(planned: GboPlan) -> Iterator[tuple[str, str]]:
    times = Counter(one.organisation.enterprise_number for one in planned.actors)
    for one in planned.actors:
        if times[one.organisation.enterprise_number] > 1:
            yield one.actor.key("name"), f"{one.organisation} staat hier twee keer. Maak één van beide leeg."


def _registered_between(planned: GboPlan) -> GboAgreement | None:
    """The agreement between the same core actors that nobody ended, when there is one."""
    keys = {one.organisation.pk for one in planned.actors if not one.organisation._state.adding}
    if not planned.actors or len(keys) < len(planned.actors):
        return None
    caws = [one.organisation for one in planned.actors if one.actor.kind == OrganisationKind.CAW]
    found = GboAgreement.objects.filter(parties__organisation__in=caws).with_parties().order_by("-created_at")
    return next((one for one in found if set(one.party_ids) == keys and one.last_day is None), None)
