"""Writes on papers that are typed over: brought in, saved as they go, registered, thrown away (ADR 0083)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements import actions
from agreements.actions import bulk
from agreements.models import Agreement, FileKind
from audit.events import Event
from audit.record import record_event
from directory.actions import assign_territory, place_organisation, register_organisation
from directory.models import Organisation
from gbo import actions as gbo_actions
from gbo.models import GboAgreement
from law.facts import OrganisationKind
from law.refusal import Refusal
from outbox.nudging import nudge
from paper_import.gbo_fields import count_key
from paper_import.gbo_judging import judge_gbo
from paper_import.judged import Judged
from paper_import.judging import judge, written_cells
from paper_import.models import DraftStatus, PaperDraft, Papers, fingerprint_of
from paper_import.parties import Parties
from paper_import.plan import Planner
from paper_import.reading import PRINTED_TEAM
from paper_import.tasks import run_paper_imports
from paper_import.typed_fields import parts_of
from sheets.reading import Line
from vault.pdf import defect_of

STILL_WRONG = "Er klopt nog iets niet. Kijk de velden met een fout na."
KINDS = {
    Papers.AGREEMENT: FileKind.AGREEMENT,
    Papers.PROTOCOL: FileKind.PROTOCOL,
    Papers.BOTH: FileKind.AGREEMENT,
}
"""As what the file of a paper is kept."""


@transaction.atomic
def add_papers(
    *, files: Sequence[tuple[str, bytes]], by: User, at: datetime
) -> tuple[list[PaperDraft], list[tuple[str, PaperDraft]]]:
    """Take in the files of a folder, for the worker to read; what was there already comes back with its name."""
    made: list[PaperDraft] = []
    known: list[tuple[str, PaperDraft]] = []
    for position, (name, content) in enumerate(files):
        fingerprint = fingerprint_of(content)
        same = PaperDraft.objects.exclude(status=DraftStatus.DISCARDED).filter(fingerprint=fingerprint).first()
        if same is not None:
            known.append((name, same))
            continue
        draft = PaperDraft(
            content=content, fingerprint=fingerprint, sealed_name=name[-120:], position=position,
            uploaded_by=by, uploaded_at=at,
        )  # fmt: skip
        draft.save(force_insert=True)
        record_event(Event.PAPERS_UPLOADED, by=by, at=at, about=draft, details={"size": len(content)})
        made.append(draft)
    transaction.on_commit(_wake_worker, robust=True)
    return made, known


@transaction.atomic
def begin_paper(*, papers: Papers, cells: Mapping[str, str], by: User, at: datetime) -> PaperDraft:
    """Begin to type over a paper that is on the desk and not in a file."""
    draft = PaperDraft(papers=papers, status=DraftStatus.OPEN, uploaded_by=by, uploaded_at=at)
    draft.answer(cells=cells)
    draft.save(force_insert=True)
    return draft


@transaction.atomic
def add_team(*, name: str, by: User, at: datetime) -> Organisation:
    """Register the local team that a paper names: no number, and the seat of its agency (D28). Raises Refusal."""
    if not name:
        raise Refusal("Vul de naam van het team in.")
    agency = Organisation.objects.filter(kind=OrganisationKind.AGENCY, is_active=True).first()
    if agency is None:
        raise Refusal("Registreer eerst het agentschap bij Organisaties.")
    if Parties.load().team_called(name) is not None:
        raise Refusal("Dit team staat al in de lijst. Kies het daar.")
    try:
        made = register_organisation(
            kind=OrganisationKind.LOCAL_TEAM,
            name=name,
            enterprise_number="",
            street=agency.street,
            postal_code=agency.postal_code,
            municipality_name=agency.municipality_name,
            by=by,
            at=at,
        )
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from None
    _fill_in_team(made)
    return made


def _fill_in_team(team: Organisation) -> None:
    """On every paper that waits and names this team; what somebody chose there stays."""
    parties = Parties.load()
    waiting = PaperDraft.objects.filter(status=DraftStatus.OPEN).exclude(papers=Papers.GBO)
    for draft in waiting.defer("content", "sealed_texts").order_by("pk").select_for_update(no_key=True, of=("self",)):
        printed, cells = draft.read.get(PRINTED_TEAM), draft.cells
        if printed and not cells.get("team.name") and parties.team_called(printed.text) == team:
            draft.answer(
                cells={**cells, "team.name": team.name}, looked_at=draft.looked_at, not_printed=draft.not_printed
            )
            draft.save(update_fields=["sealed_answers"])


@transaction.atomic
def save_answers(
    *,
    draft: PaperDraft,
    cells: Mapping[str, str],
    looked_at: str = "",
    not_printed: str = "",
    papers: Papers | None = None,
    at: datetime,
) -> PaperDraft:
    """Hold what was typed so far; nothing of it is registered, so the trail has no event.

    `looked_at`: the part of which somebody says that it is what the paper says; typing there again does not undo it.
    It does not count while something is wrong in that part.
    `not_printed`: the field of which somebody says that it is not on the paper (D28), or says so no more.
    """
    locked = _lock(draft)
    if papers is not None:
        locked.papers = papers
    parts = {part.code: {field.key for field in part.fields} for part in parts_of(locked)}
    known = set().union(*parts.values(), (count_key(part.more) for part in parts_of(locked) if part.more))
    answers = {**locked.cells, **{key: text for key, text in cells.items() if key in known}}
    seen, left_out = locked.looked_at, locked.not_printed
    locked.answer(
        cells={key: text for key, text in answers.items() if text},
        looked_at=seen | ({looked_at} & parts.keys()),
        not_printed=(left_out | parts.get(looked_at, set())) ^ ({not_printed} & known),
    )
    if looked_at and judge_draft(locked, today=timezone.localdate(at)).errors_in(parts.get(looked_at, set())):
        locked.answer(cells=locked.cells, looked_at=seen - {looked_at}, not_printed=left_out)
    locked.saved_at = at
    locked.save(update_fields=["sealed_answers", "papers", "saved_at"])
    return locked


def judge_draft(draft: PaperDraft, *, today: date) -> Judged:
    """What this paper would write, whichever it is; nothing is written."""
    return judge_gbo(draft, today=today) if draft.papers == Papers.GBO else judge(draft, today=today)


@transaction.atomic
def register_paper(*, draft: PaperDraft, by: User, at: datetime) -> None:
    """Write what was typed over, whole or not at all, and keep the file with it. Raises Refusal."""
    locked = _lock(draft)
    if locked.papers == Papers.GBO:
        made = _register_gbo(locked, by=by, at=at)
        _finish(locked, DraftStatus.REGISTERED, at=at, gbo_agreement=made)
    else:
        agreement = _register(locked, by=by, at=at)
        _finish(locked, DraftStatus.REGISTERED, at=at, agreement=agreement)


def _register_gbo(locked: PaperDraft, *, by: User, at: datetime) -> GboAgreement:
    """A GBO agreement, and those of its core actors that nobody registered yet."""
    judged = judge_gbo(locked, today=timezone.localdate(at))
    if judged.errors:
        raise Refusal(STILL_WRONG)
    new = [one.organisation for one in judged.planned.actors if one.organisation._state.adding]
    try:
        tell = [place_organisation(organisation=one, by=by, at=at) for one in new]
    except ValidationError as error:  # somebody registered it at the same moment
        raise Refusal(" ".join(error.messages)) from None
    planned = judged.planned
    said: list[tuple[Organisation, gbo_actions.agreements.GboPartyTerms]] = [
        (one.organisation, cast(gbo_actions.agreements.GboPartyTerms, planned.said(one.terms)))
        for one in planned.actors
    ]
    terms = planned.said(planned.terms)
    agreement = planned.agreement
    if agreement is None:
        source = {"draft": str(locked.pk)}
        agreement = gbo_actions.agreements.register_paper(
            parties=said, terms=terms, by=by, at=at, source=source, not_printed=planned.not_printed
        )
    else:
        gbo_actions.agreements.fill_in_paper(
            agreement=agreement, parties=said, terms=terms, by=by, at=at, not_printed=planned.not_printed
        )
    for write_event in tell:
        write_event()
    if (content := _file_to_keep(locked)) is not None:
        kind = FileKind.GBO_AGREEMENT
        gbo_actions.agreements.keep_file(agreement=agreement, kind=kind, content=content, by=by, at=at)
    return agreement


def _register(locked: PaperDraft, *, by: User, at: datetime) -> Agreement:
    """Agreement, protocol, or both.

    What was read so that nobody is sure and nobody looked at is written as a doubt, which holds the gate back.
    """
    _lock_papers(locked, at=at)
    judged = judge(locked, today=timezone.localdate(at))
    if judged.errors:
        raise Refusal(STILL_WRONG)
    planned = judged.planned
    if planned.agreement is None or planned.changes or planned.not_printed:
        try:
            bulk.file_papers(filings=[planned], by=by, at=at, source={"draft": str(locked.pk)})
        except bulk.FilingRefused as refused:
            raise Refusal(str(refused)) from None
    agreement = planned.agreement or Agreement.objects.get(team=planned.team, partner=planned.partner)
    if judged.serves is not None:
        first_day = judged.serves_from or timezone.localdate(at)
        try:
            assign_territory(
                organisation=agreement.partner,
                municipality=judged.serves,
                from_on=first_day,
                until_on=None,
                by=by,
                at=at,
            )
        except ValidationError as error:  # another one works there
            raise Refusal(" ".join(error.messages)) from None
    if (content := _file_to_keep(locked)) is not None:
        actions.files.keep_file(agreement=agreement, kind=KINDS[Papers(locked.papers)], content=content, by=by, at=at)
    return agreement


def _file_to_keep(draft: PaperDraft) -> bytes | None:
    """Its PDF, unless that holds more than a paper needs."""
    content = draft.content
    return content if content and draft.pages and defect_of(content) is None else None


@transaction.atomic
def discard_paper(*, draft: PaperDraft, by: User, at: datetime) -> None:
    """Throw away a paper that is not to be registered, with its file and all that was typed."""
    locked = PaperDraft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if locked.status in (DraftStatus.REGISTERED, DraftStatus.DISCARDED):
        return
    _finish(locked, DraftStatus.DISCARDED, at=at)
    record_event(Event.PAPERS_DISCARDED, by=by, at=at, about=locked)


def _lock(draft: PaperDraft) -> PaperDraft:
    locked = PaperDraft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if not locked.is_to_do:
        raise Refusal("Dit papier is intussen al geregistreerd of weggegooid.")
    return locked


def _lock_papers(draft: PaperDraft, *, at: datetime) -> None:
    """Let nobody change the papers that this one can be about, until the end of the transaction."""
    line = Line(1, written_cells(draft.cells))
    planner = Planner.of([line], today=timezone.localdate(at))
    _team, partner = planner.parties.known(line)
    keys = [one.pk for versions in planner.agreements.values() for one in versions]
    bulk.lock_papers(partners={partner.pk} if partner else set(), agreements=keys)


def _finish(
    draft: PaperDraft,
    status: DraftStatus,
    *,
    at: datetime,
    agreement: Agreement | None = None,
    gbo_agreement: GboAgreement | None = None,
) -> None:
    draft.status, draft.agreement, draft.gbo_agreement, draft.finished_at = status, agreement, gbo_agreement, at
    draft.content = draft.sealed_answers = draft.sealed_read = draft.sealed_texts = draft.sealed_name = None
    draft.save()


def _wake_worker() -> None:
    """When the broker does not take it, the clock finds the papers within a minute."""
    nudge(run_paper_imports)
