"""The gate as a task list: one row per part of the papers, each with its status in words and the way to its page."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from agreements.models import NOT_ON_PAPER, Agreement, ContactKind
from agreements.models.paper import Paper
from agreements.rules import versions
from agreements.rules.deadlines import next_deadline
from agreements.terms.papers import Document, Party, months
from agreements.words.not_printed import about, briefly, has_no_contact
from law.findings import PaperStage, Topic
from law.gate import Decision
from law.obstacles import Obstacle


@dataclass(frozen=True, slots=True)
class Part:
    """One row: its title, the obstacles that put it out of order, what stands there now, and where to change it."""

    title: str
    describe: Callable[[Agreement], str]
    obstacles: frozenset[Obstacle] = frozenset()
    page: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    contacts: ContactKind | None = None
    """For a row of contacts: their kind. Both parties have one (R18–R24), though the gate does not ask for it."""


def tasks_of(agreement: Agreement, decision: Decision, *, may_change: bool) -> list[dict[str, str]]:
    """The rows for `components/task_list.html`; the links are left out for who may only read."""
    return [_row(part, agreement, decision, may_change) for part in PARTS]


def next_step_of(
    agreement: Agreement, tasks: list[dict[str, str]], *, on: date, may_change: bool
) -> dict[str, str] | None:
    """What comes first: what is not in order, a version that can take over, or else the next day about the papers.

    Of a version that waits, `tasks` are those on its first day: the day itself is what taking over decides.
    """
    errors = [task for task in tasks if task["tone"] == "error"]
    if may_change and versions.waits_to_take_over(agreement) and not errors:
        url = reverse("agreements:take_over", args=[agreement.pk])
        return {"words": "De papieren zijn klaar. Deze versie kan ingaan.", "url": url, "button": "Versie laten ingaan"}
    wrong = errors or [task for task in tasks if task["tone"] == "warning"]
    if wrong:
        first = next((task for task in wrong if "url" in task), wrong[0])
        step = {"words": f"{first['title']}. {first['hint']}"}
        return step | ({"url": first["url"], "button": f"{first['title']} aanvullen"} if "url" in first else {})
    deadline = next_deadline(agreement, on=on)
    if deadline is None:
        return None
    late = " Die dag is voorbij." if deadline.is_late(on) else ""
    return {"words": f"{deadline.words}, {date_format(deadline.on)}.{late}"}


def stopping_tasks_of(agreement: Agreement) -> list[dict[str, str]]:
    """The ways in which the papers end, each with what is recorded and the way to its page (R36, R37, R100)."""
    protocol = agreement.protocol_facts
    ends = [_notice(agreement, agreement, "Overeenkomst opzeggen")]
    if protocol is not None:
        ends.append(_notice(agreement, protocol, "Protocol opzeggen"))
        breach = ("Protocol stopzetten wegens inbreuk", protocol.ended_for_breach_on, "Stopgezet op")
        ends.append(_end(agreement, "end_for_breach", *breach))
    ground = ("Einde van de rechtsgrond", agreement.legal_ground_gone_on, "Geen rechtsgrond meer vanaf")
    return [*ends, _end(agreement, "end_legal_ground", *ground)]


def _notice(agreement: Agreement, paper: Paper, title: str) -> dict[str, str]:
    url = reverse("agreements:give_notice", kwargs={"pk": agreement.pk, "document": paper.document})
    if paper.notice_given_on is None:
        hint = f"Opzegtermijn: {months(paper.notice_months) or 'ontbreekt'}."
        return {"title": title, "hint": hint, "status": "niet opgezegd", "tone": "neutral", "url": url}
    by, last = paper.get_notice_given_by_party_display(), _day(paper.notice_ends_on, "onbekend")
    hint = f"Opgezegd op {date_format(paper.notice_given_on)}, door {by}. Laatste dag: {last}."
    return {"title": title, "hint": hint, "status": "opgezegd", "tone": "warning"}


def _end(agreement: Agreement, page: str, title: str, day: date | None, words: str) -> dict[str, str]:
    if day is None:
        url = reverse(f"agreements:{page}", kwargs={"pk": agreement.pk})
        return {"title": title, "status": "niet genoteerd", "tone": "neutral", "url": url}
    return {"title": title, "hint": f"{words} {date_format(day)}.", "status": "genoteerd", "tone": "warning"}


def _row(part: Part, agreement: Agreement, decision: Decision, may_change: bool) -> dict[str, str]:
    status, tone = "in orde", "success"
    if part.obstacles & set(decision.obstacles):
        status, tone = "niet in orde", "error"
    elif part.contacts:
        status, tone = _contacts_status(agreement, part.contacts)
    row = {"title": part.title, "hint": part.describe(agreement), "status": status, "tone": tone}
    if may_change and part.page:
        row["url"] = reverse(f"agreements:{part.page}", kwargs={"pk": agreement.pk, **part.arguments})
    return row


def _contacts_status(agreement: Agreement, kind: ContactKind) -> tuple[str, str]:
    """That the paper prints none is an answer, and asks nobody for anything (D28)."""
    without = [party for party in Party if not _contacts(agreement, party, kind)]
    if not without:
        return "in orde", "success"
    if all(has_no_contact(agreement, party, kind) for party in without):
        return NOT_ON_PAPER, "info"
    return "aan te vullen", "warning"


def _contacts(agreement: Agreement, party: str, kind: str) -> int:
    return sum(contact.party == party and contact.kind == kind for contact in agreement.contacts.all())


def _parties(agreement: Agreement) -> str:
    return f"{agreement.team} (Opgroeien) en {agreement.partner}"


def _day(day: date | None, missing: str) -> str:
    return date_format(day) if day else missing


def term(paper: Paper) -> str:
    """From when until when a paper holds, in words (R33)."""
    missing = briefly(paper, f"{paper.document}.in_force_from", "ontbreekt")
    start = _day(paper.in_force_from, f"(datum {missing})")
    end = f"tot en met {date_format(paper.ends_on)}" if paper.ends_on else "onbepaalde duur"
    return f"Vanaf {start}, {end}"


def _agreement_terms(agreement: Agreement) -> str:
    return _terms(agreement)


def _protocol_terms(agreement: Agreement) -> str:
    protocol = agreement.protocol_facts
    return _terms(protocol) if protocol else "Er is nog geen protocol."


def _terms(paper: Paper) -> str:
    missing = briefly(paper, f"{paper.document}.notice_months", "ontbreekt")
    return f"{term(paper)}. Opzegtermijn: {months(paper.notice_months) or missing}."


def _signatures(document: Document) -> Callable[[Agreement], str]:
    def describe(agreement: Agreement) -> str:
        paper: Paper | None = agreement if document == Document.AGREEMENT else agreement.protocol_facts
        if paper is None:
            return "Er is nog geen protocol."
        days = {Party.AGENCY: paper.signed_by_agency_on, Party.PARTNER: paper.signed_by_partner_on}
        missing = {party: _unsigned(paper, party) for party in Party}
        return ". ".join(f"{agreement.party_name(party)}: {_day(days[party], missing[party])}" for party in Party) + "."

    return describe


def _unsigned(paper: Paper, party: Party) -> str:
    """Why no day of signing is known: the paper prints no name or no day, or nobody signed yet."""
    first = f"signature.{paper.document}.{party}.1.name"
    key = f"{paper.document}.signed_on" if paper.signatures_of(party) else first
    return briefly(paper, key, "nog niet")


def _advice(party: Party) -> Callable[[Agreement], str]:
    def describe(agreement: Agreement) -> str:
        protocol = agreement.protocol_facts
        advice = protocol.advice_of(party) if protocol else None
        key = f"advice.{party}.advised_on"
        if advice is None:
            return f"{about(agreement, key, 'Het advies') or 'Nog niet gevraagd'}."
        waiting = f"gevraagd op {date_format(advice.asked_on)}" if advice.asked_on else "nog geen advies"
        waiting = briefly(agreement, key, waiting)
        return f"{advice.name_shown}: {_day(advice.advised_on, waiting)}."

    return describe


def _in_force(agreement: Agreement) -> str:
    protocol = agreement.protocol_facts
    starts = {
        Document.AGREEMENT: agreement.in_force_from,
        Document.PROTOCOL: protocol.in_force_from if protocol else None,
    }
    words = {Document.AGREEMENT: "Overeenkomst", Document.PROTOCOL: "Protocol"}
    missing = {one: briefly(agreement, f"{one}.in_force_from", "ontbreekt") for one in starts}
    return " ".join(f"{words[one]}: {_day(start, f'datum {missing[one]}')}." for one, start in starts.items())


def _mailbox(agreement: Agreement) -> str:
    protocol = agreement.protocol_facts
    mailbox = protocol.mailbox_facts if protocol else None
    if mailbox is None:
        return f"{about(agreement, 'mailbox.address', 'Het adres') or 'Nog geen adres'}."
    if mailbox.bounced_on is not None:
        return f"{mailbox.address}. Een mail kwam terug op {date_format(mailbox.bounced_on)}."
    if mailbox.verified_on is not None:
        return f"{mailbox.address}. Vergeleken en gecontroleerd op {date_format(mailbox.verified_on)}."
    compared = sum(moment is not None for moment in (mailbox.first_verified_at, mailbox.second_verified_at))
    answered = "beantwoord" if mailbox.answered_at else "nog niet beantwoord"
    return f"{mailbox.address}. Vergeleken door {compared} van de 2 beheerders. Controle {answered}."


def _placeholders(agreement: Agreement) -> str:
    protocol = agreement.protocol_facts
    left = [*agreement.placeholders, *(protocol.placeholders if protocol else [])]
    return (
        f"Hier staat nog een invulplek: {', '.join(left)}."
        if left
        else "Alles is ingevuld. Er staan geen puntjes of „xxxx” meer in."
    )


def _doubts(agreement: Agreement) -> str:
    protocol = agreement.protocol_facts
    left = [*agreement.doubts, *(protocol.doubts if protocol else [])]
    return f"Nog te bevestigen: {', '.join(left)}." if left else "Er is geen twijfel over wat op het papier staat."


def _contact_count(kind: ContactKind) -> Callable[[Agreement], str]:
    def describe(agreement: Agreement) -> str:
        missing = {party: NOT_ON_PAPER if has_no_contact(agreement, party, kind) else "nog geen" for party in Party}
        return (
            ". ".join(
                f"{agreement.party_name(party)}: {_contacts(agreement, party, kind) or missing[party]}"
                for party in Party
            )
            + "."
        )

    return describe


def _at(stages: Collection[PaperStage], *topics: Topic) -> frozenset[Obstacle]:
    return frozenset(obstacle for obstacle in Obstacle if obstacle.topic in topics and obstacle.stage in stages)


_TERMS = (PaperStage.WITHOUT_START, PaperStage.WITHOUT_NOTICE_PERIOD)
PARTS = (
    Part("Partijen", _parties),
    Part(
        "Termijnen van de overeenkomst",
        _agreement_terms,
        _at(_TERMS, Topic.AGREEMENT),
        "change_agreement",
    ),
    Part(
        "Handtekeningen onder de overeenkomst",
        _signatures(Document.AGREEMENT),
        _at([PaperStage.TO_SIGN], Topic.AGREEMENT),
        "signatures",
        {"document": Document.AGREEMENT},
    ),
    Part(
        "Termijnen van het protocol",
        _protocol_terms,
        _at(_TERMS, Topic.PROTOCOL),
        "change_protocol",
    ),
    Part(
        "Advies van de DPO van Opgroeien",
        _advice(Party.AGENCY),
        frozenset({Obstacle.ADVICE_OF_AGENCY_MISSING, Obstacle.ADVICE_OF_AGENCY_AFTER_SIGNATURE}),
        "dpo_advice",
        {"party": Party.AGENCY},
    ),
    Part(
        "Advies van de DPO van de partner",
        _advice(Party.PARTNER),
        frozenset({Obstacle.ADVICE_OF_PARTNER_MISSING, Obstacle.ADVICE_OF_PARTNER_AFTER_SIGNATURE}),
        "dpo_advice",
        {"party": Party.PARTNER},
    ),
    Part(
        "Handtekeningen onder het protocol",
        _signatures(Document.PROTOCOL),
        _at([PaperStage.TO_SIGN], Topic.PROTOCOL),
        "signatures",
        {"document": Document.PROTOCOL},
    ),
    Part(
        "In werking",
        _in_force,
        _at(
            [PaperStage.WITHOUT_START, PaperStage.NOT_YET_IN_FORCE, PaperStage.SUSPENDED, PaperStage.OVER],
            Topic.AGREEMENT,
            Topic.PROTOCOL,
        ),
    ),
    Part(
        "Mailbox voor gegevensdeling",
        _mailbox,
        _at([PaperStage.NONE], Topic.MAILBOX),
        "mailbox",
    ),
    Part(
        "Geen invulplekken meer",
        _placeholders,
        _at([PaperStage.INCOMPLETE], Topic.AGREEMENT, Topic.PROTOCOL),
    ),
    Part(
        "Geen twijfels meer",
        _doubts,
        _at([PaperStage.DOUBTED], Topic.AGREEMENT, Topic.PROTOCOL),
        "doubts",
    ),
    Part("Contactpersonen", _contact_count(ContactKind.CONTACT), page="contacts", contacts=ContactKind.CONTACT),
    Part(
        "Contact bij een gegevenslek", _contact_count(ContactKind.BREACH), page="contacts", contacts=ContactKind.BREACH
    ),
)
"""Together they hold every obstacle that `law.gate.check_agreement` can name about an agreement that exists."""
