"""What a GBO agreement and its stops say, as a task list, as rows of label and value, and as remarks."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from accounts.models import User
from agreements.models import NOT_ON_PAPER, Agreement
from agreements.words.stops import OwnStop, shared_rows
from directory.rows import Row
from gbo.models import GboAgreement, GboParty, GboStop, GboStopKind, GboSuspension
from gbo.route import GboAnswer, region_answer
from law.days import covers, has_come
from law.gate import Decision
from law.notes import Remark
from law.obstacles import Obstacle
from law.placeholders import has_placeholder

WARNING = "Let op: hier staat nog een invulplek."


def tasks_of(agreement: GboAgreement, decision: Decision, *, may_change: bool) -> list[dict[str, str]]:
    """One row per part for `components/task_list.html`; the links are left out for who may only read."""
    found = set(decision.obstacles)
    left = list(agreement.placeholders)
    rows = [
        _task(
            "Plaats en datum van opmaak",
            _drawn_up(agreement),
            "in orde" if agreement.drawn_up_at_place and agreement.drawn_up_on else "aan te vullen",
            reverse("gbo:drawn_up", args=[agreement.pk]),
        ),
        _task(
            "Advies van de DPO van het CAW",
            _advice(agreement),
            "niet in orde" if found & {Obstacle.GBO_ADVICE_MISSING, Obstacle.GBO_ADVICE_AFTER_SIGNATURE} else "in orde",
            reverse("gbo:advice", args=[agreement.pk]),
        ),
        *(_party_task(agreement, party, decision.on) for party in agreement.parties_in_order),
        *(_mailbox_task(agreement, party) for party in agreement.parties_in_order),
        _task(
            "Bekendmaking op de website van het CAW",
            _publication(agreement),
            "in orde" if agreement.published_on else "aan te vullen",
            reverse("gbo:publication", args=[agreement.pk]),
        ),
        _task(
            "Geen invulplekken meer",
            f"Hier staat nog een invulplek: {', '.join(left)}." if left else "Er is nergens een invulplek.",
            "niet in orde" if left else "in orde",
        ),
    ]
    return rows if may_change else [{key: value for key, value in row.items() if key != "url"} for row in rows]


def _task(title: str, hint: str, status: str, url: str = "") -> dict[str, str]:
    tone = {"in orde": "success", "niet in orde": "error"}.get(status, "warning")
    return {"title": title, "hint": hint, "status": status, "tone": tone, "url": url}


def _party_task(agreement: GboAgreement, party: GboParty, on: date) -> dict[str, str]:
    if not has_come(party.signed_on, on):
        hint, status = "Nog niet ondertekend.", "niet in orde"
    else:
        hint, status = f"Ondertekend op {_day(party.signed_on)}.", "in orde"
    missing = [name for name in _OF_DPO if not getattr(party, name)]
    if missing and all(agreement.said_not_printed(name, party) for name in missing):
        hint += f" Van de DPO: {' en '.join(_OF_DPO[name] for name in missing)} {NOT_ON_PAPER}."
    elif missing:
        hint += " De contactgegevens van de DPO ontbreken."
        status = "aan te vullen" if status == "in orde" else status
    url = reverse("gbo:party", args=[agreement.pk, party.pk])
    return _task(f"Handtekening en DPO van {party}", hint, status, url)


_OF_DPO = {"dpo_name": "naam", "dpo_email": "e-mailadres"}


def _mailbox_task(agreement: GboAgreement, party: GboParty) -> dict[str, str]:
    """Whether data can go to this core actor (R70, D27); it does not count for the agreement itself."""
    url = reverse("gbo:mailbox", args=[agreement.pk, party.pk])
    mailbox = party.mailbox
    if mailbox is None:
        hint, status = "Nog niet geregistreerd. Naar deze kernactor kan niets doorgegeven worden.", "aan te vullen"
    elif mailbox.bounced_on:
        hint, status = f"Een mail kwam terug op {_day(mailbox.bounced_on)}.", "niet in orde"
    elif mailbox.verified_on is None:
        hint, status = "Nog niet vergeleken en gecontroleerd. Tot dan gaat er niets naartoe.", "aan te vullen"
    else:
        hint, status = f"Vergeleken en gecontroleerd op {_day(mailbox.verified_on)}.", "in orde"
    return _task(f"Mailbox van {party}", hint, status, url)


def _drawn_up(agreement: GboAgreement) -> str:
    place = agreement.drawn_up_at_place or f"(plaats {_missing(agreement, 'drawn_up_at_place')})"
    day = _day(agreement.drawn_up_on) or f"(datum {_missing(agreement, 'drawn_up_on')})"
    return f"Opgemaakt te {place}, op {day}."


def _missing(agreement: GboAgreement, key: str) -> str:
    return NOT_ON_PAPER if agreement.said_not_printed(key) else "ontbreekt"


def _instead(agreement: GboAgreement, key: str, party: GboParty | None = None) -> str:
    """What stands where the fact would: that it is not on the paper, who looked and when (D28)."""
    said = agreement.said_not_printed(key, party)
    return said.sentence if said else ""


def _advice(agreement: GboAgreement) -> str:
    if agreement.advised_on:
        by = f"{agreement.advised_by}: " if agreement.advised_by else "Gegeven op "
        return f"{by}{_day(agreement.advised_on)}."
    if agreement.said_not_printed("advised_on"):
        return f"De datum van het advies {NOT_ON_PAPER}."
    return f"Gevraagd op {_day(agreement.advice_asked_on)}." if agreement.advice_asked_on else "Nog niet gevraagd."


def _publication(agreement: GboAgreement) -> str:
    return f"Bekendgemaakt op {_day(agreement.published_on)}." if agreement.published_on else "Nog niet bekendgemaakt."


def agreement_rows(agreement: GboAgreement) -> list[Row]:
    """Its term, where it was drawn up, the advice and the publication (R16, R40, R42, R43)."""
    start = f"Vanaf {_day(agreement.in_force_from)}, onbepaalde duur" if agreement.in_force_from else ""
    adviser = _text(agreement.adviser_shown)
    notice = "6 maanden, vanaf de eerste maandag na de week van de opzegging"
    if said := _instead(agreement, "notice_months"):
        notice += f"\nDe termijn {said}: wij rekenen volgens art. 14."
    rows = [
        _row("In werking", start or "Vanaf de laatste handtekening"),
        _row("Opzegtermijn", notice),
        _row("Opgemaakt te", _text(agreement.drawn_up_at_place) or _instead(agreement, "drawn_up_at_place")),
        _row("Opgemaakt op", _day(agreement.drawn_up_on) or _instead(agreement, "drawn_up_on")),
        _row("Advies gevraagd op", _day(agreement.advice_asked_on)),
        _row("Advies gegeven op", _day(agreement.advised_on) or _instead(agreement, "advised_on")),
        _row("DPO die advies gaf", _text(agreement.advised_by) or _instead(agreement, "advised_by") or adviser),
        _row("Bekendgemaakt op", _day(agreement.published_on)),
        _row("Webadres van de bekendmaking", agreement.publication_url),
    ]
    return [*rows, *_notice_rows(agreement)]


def _notice_rows(agreement: GboAgreement) -> Iterator[Row]:
    notice = agreement.notice_of_one
    if notice is None:
        return
    yield _row("Opgezegd", f"{_day(notice.given_on)}, door {notice.by_party}")
    for letter in notice.letters.all():
        yield _row(f"Aangetekende brief aan {letter.to_party}", f"{letter.number}, {_day(letter.sent_on)}")
    yield _row("Eerste dag van de opzegtermijn", _day(agreement.notice_starts_on))
    yield _row("Laatste dag na de opzegging", _day(agreement.notice_ends_on))


def party_rows(party: GboParty) -> list[Row]:
    """A core actor: who signs, and its DPO (art. 2)."""
    people = (
        (party.signatory_name, party.signatory_function),
        (party.second_signatory_name, party.second_signatory_function),
    )
    signatories = "\n".join(", ".join(_text(text) for text in person if text) for person in people if any(person))
    agreement = party.agreement
    if (
        party.signatory_name
        and not party.signatory_function
        and agreement.said_not_printed("signatory_function", party)
    ):
        signatories += f"\nfunctie {NOT_ON_PAPER}"
    day = _instead(agreement, "drawn_up_on") if party.signatory_name else ""
    return [
        _row("Organisatie", f"{party}\n{party.organisation.enterprise_number_display}"),
        _row("Ondertekenaar", signatories or _instead(agreement, "signatory_name", party)),
        _row("Ondertekend op", _day(party.signed_on) or day or "nog niet"),
        _row("DPO", _dpo(party)),
        _row("Mailbox", _mailbox(party)),
    ]


def _dpo(party: GboParty) -> str:
    """Name and address, and which of both the paper does not print."""
    missing = {name: _instead(party.agreement, name, party) for name in _OF_DPO if not getattr(party, name)}
    notes = [f"{_OF_DPO[name]}: {said}" for name, said in missing.items() if said]
    return "\n".join(text for text in (_text(party.dpo_name), party.dpo_email, *notes) if text)


def _mailbox(party: GboParty) -> str:
    mailbox = party.mailbox
    if mailbox is None:
        return ""
    if mailbox.attested_on is None:
        return f"{mailbox.address}\nNog niet bevestigd dat alleen mensen met beroepsgeheim deze mailbox openen."
    secrecy = "Alleen mensen met beroepsgeheim openen deze mailbox."
    return f"{mailbox.address}\n{secrecy} Dat bevestigde {mailbox.secrecy_attested_by} op {_day(mailbox.attested_on)}."


def suspension_rows(agreement: GboAgreement) -> list[Row]:
    """Who suspended sharing, because of whom, when and why; and what came after (R101)."""
    return [_row(f"Door {one.by_party}", "\n".join(_suspension_lines(one))) for one in agreement.suspensions.all()]


def _suspension_lines(suspension: GboSuspension) -> Iterator[str]:
    yield suspension.period.capitalize()
    yield f"Omdat {suspension.against_party} de afspraken niet naleeft: {suspension.get_reason_display()}"
    if suspension.stopped_on:
        yield f"Kennisgeving op {_day(suspension.notified_on)}, bewijs {suspension.notification_proof}"
        yield f"Stopgezet vanaf {_day(suspension.stopped_on)}"


def stop_rows(stop: GboStop) -> list[dict[str, Any]]:
    """One stop as it is told to everybody who works under the GBO agreement (D29)."""
    rows = [
        ("Wat", stop.get_kind_display().capitalize().replace("gbo", "GBO")),
        ("Door", str(stop.by_party)),
        *([("Wie leeft de afspraken niet na?", str(stop.against_party))] if stop.against_party else []),
        (_DAY_WORDS[GboStopKind(stop.kind)], _day(stop.on)),
    ]
    own = [{"label": label, "value": value} for label, value in rows]
    return own + shared_rows(stop, until=stop.kind == GboStopKind.SUSPENSION)


_DAY_WORDS = {
    GboStopKind.NOTICE: "Dag van de opzegging",
    GboStopKind.SUSPENSION: "Opgeschort vanaf",
    GboStopKind.SUSPENSION_ENDED: "Laatste dag van de opschorting",
    GboStopKind.STOPPED: "Stopgezet vanaf",
}


def own_stops(user: User, most: int) -> Iterable[OwnStop]:
    """For teams and receivers: the stops of the GBO agreements around them, the newest first."""
    found = GboStop.objects.visible_to(user).select_related("by_party__organisation", "against_party__organisation")
    for one in found.prefetch_related("agreement__parties__organisation").order_by("-recorded_at")[:most]:
        yield OwnStop(one.recorded_at, f"GBO: {one.agreement}", stop_rows(one))


def remarks_on(agreement: GboAgreement, *, on: date) -> Iterator[Remark]:
    """What is worth knowing beside the answer of the gate; it stops nothing."""
    in_force = agreement.in_force_from
    if in_force and not agreement.published_on:
        sentence = f"De overeenkomst staat nog niet op de website van {agreement.caw}. Maak ze bekend en noteer het."
        yield Remark(sentence, "GBO-overeenkomst (aanhef)")
    if in_force and agreement.drawn_up_on and agreement.drawn_up_on > in_force:
        sentence = "De datum van opmaak ligt na de laatste handtekening. Kijk beide datums na op het papier."
        yield Remark(sentence, "GBO-overeenkomst (ondertekening)")
    without = [
        str(party)
        for party in agreement.parties_in_order
        if any(not getattr(party, name) and not agreement.said_not_printed(name, party) for name in _OF_DPO)
    ]
    if without:
        sentence = f"De contactgegevens van de DPO ontbreken voor {', '.join(without)}. Vul ze aan."
        yield Remark(sentence, "GBO-overeenkomst art. 2")
    for party in agreement.parties_in_order:
        if party.mailbox is not None and party.mailbox.looks_general:
            sentence = f"De mailbox van {party} lijkt van een hele organisatie. Vraag na wie ze opent."
            yield Remark(sentence, "samenwerkingsovereenkomst art. 4")
    if has_come(agreement.notice_given_on, on):
        start, last = _day(agreement.notice_starts_on), _day(agreement.notice_ends_on)
        sentence = f"De overeenkomst is opgezegd. De opzegtermijn begint op {start}. De laatste dag is {last}."
        yield Remark(sentence, "GBO-overeenkomst art. 14")
    for suspension in agreement.suspensions.all():
        if covers(suspension, on):
            sentence = f"{suspension.by_party} schortte het doorgeven op {suspension.period}."
            yield Remark(f"{sentence} Reden: {suspension.get_reason_display()}.", "GBO-overeenkomst art. 9")
        if has_come(suspension.stopped_on, on):
            sentence = f"{suspension.by_party} zette het doorgeven stop vanaf {_day(suspension.stopped_on)}."
            yield Remark(sentence, "GBO-overeenkomst art. 9")


def region_remark(agreement: Agreement, on: date) -> Remark:
    """On the page of an agreement: whether there is a GBO agreement in the region of its partner (R91)."""
    found = region_answer(agreement.partner, on)
    who, since = found.organisation, _day(found.since)
    sentence = {
        GboAnswer.YES: f"Voor {who} geldt een GBO-overeenkomst sinds {since}.",
        GboAnswer.NOT_YET: f"De GBO-overeenkomst van {who} is nog niet in werking. Kijk na wat ontbreekt.",
        GboAnswer.NO: f"Op {since} was er voor {who} geen GBO-overeenkomst. Doorgeven aan partners mag niet.",
        GboAnswer.UNKNOWN: f"Is er een GBO-overeenkomst voor {who}? Vraag het na en noteer het bij GBO.",
    }[found.answer]
    return Remark(sentence, "protocol art. 4, FAQ vraag 9")


def _row(label: str, value: str) -> Row:
    return {"label": label, "value": value}


def _text(text: str) -> str:
    return f"{text}\n{WARNING}" if has_placeholder(text) else text


def _day(day: date | None) -> str:
    return date_format(day) if day else ""
