"""A past day is judged by the papers as they are dated and by this house as it was then, whenever it is asked (D26)."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements import actions
from agreements.models import Agreement, KnownPapers, Mailbox, SuspensionReason
from agreements.past import PastAnswer, answer_for_agreement, answer_for_route, end_of
from agreements.terms.doubts import DoubtField, Printed, Spot
from agreements.terms.mailbox_restoring import RestoreReason
from agreements.terms.papers import Amendment, Document, Party
from agreements.words.past import FACTS
from directory.actions import assign_territory, change_organisation, end_territory, undo_territory
from directory.models import Activity, Municipality, Organisation, TerritoryChange
from law.facts import AgreementFacts, MailboxFacts, ProtocolFacts
from law.known import KnownAgreement, KnownMailbox, KnownProtocol, KnownSuspension, as_values, freeze, from_values
from law.obstacles import Obstacle
from law.roles import Role
from tests.agreements.papers import reload, sign
from tests.builders.accounts import a_user
from tests.builders.directory import a_municipality, a_team, an_ocmw

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ADDRESS = "gegevensdeling@ocmw.example"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place() -> Municipality:
    return a_municipality("13049", "Westerlo", code="2260")


@pytest.fixture
def by() -> User:
    return a_user(Role.ADMINISTRATOR)


@pytest.fixture
def receiver(place, by) -> Organisation:
    ocmw = an_ocmw("OCMW Westerlo")
    assign_territory(
        organisation=ocmw, municipality=place, from_on=date(2019, 1, 1), until_on=None, by=by, at=NOW - 400 * DAY
    )
    return ocmw


def registered(team: Organisation, partner: Organisation, by: User, at: datetime, **terms: Any) -> Agreement:
    """Westerlo as it is printed (domain.md §7), typed at one moment."""
    agreement = actions.papers.register_agreement(
        team=team,
        partner=partner,
        terms={"in_force_from": date(2023, 12, 18), "notice_months": 6, **terms},
        protocol_terms={"in_force_from": date(2024, 1, 1), "notice_months": 6},
        by=by,
        at=at,
    )
    for party, day in ((Party.AGENCY, date(2023, 12, 14)), (Party.PARTNER, date(2023, 9, 19))):
        actions.papers.record_dpo_advice(
            protocol=agreement.protocol, party=party, dpo_name="Sam", advised_on=day, by=by, at=at
        )
    for document, day in ((Document.AGREEMENT, date(2023, 12, 18)), (Document.PROTOCOL, date(2024, 1, 29))):
        for party in Party:
            signature(agreement, document, party, day, by, at)
    return agreement


def signature(agreement: Agreement, document: Document, party: Party, day: date | None, by: User, at: datetime) -> None:
    actions.papers.record_signature(
        agreement=agreement,
        document=document,
        party=party,
        position=1,
        name="Mo Ekelmans",
        function="directeur",
        signed_on=day,
        by=by,
        at=at,
    )


def mailbox(agreement: Agreement, by: User, at: datetime, *, address: str = ADDRESS, check: bool = True) -> Mailbox:
    box = actions.mailbox.set_mailbox(
        protocol=agreement.protocol,
        address=address,
        by=by,
        at=at,
    )
    if check:
        actions.mailbox.verify_mailbox(mailbox=box, by=by, at=at)
        actions.mailbox.verify_mailbox(mailbox=box, by=a_user(Role.ADMINISTRATOR), at=at)
        sent = actions.mailbox_checks.start(mailbox=box, by=by, at=at)
        assert actions.mailbox_checks.answer(check=sent, code=sent.code, attested_by="An Peeters, diensthoofd", at=at)
    return Mailbox.objects.get(pk=box.pk)


@pytest.fixture
def printed_today(receiver, by) -> Agreement:
    """Registered today, with its mailbox, which nobody has checked."""
    agreement = registered(a_team("Team Zuiderkempen"), receiver, by, NOW)
    mailbox(agreement, by, NOW, check=False)
    return agreement


@pytest.fixture
def running(receiver, by) -> Agreement:
    """Registered and checked a year ago."""
    agreement = registered(a_team("Team Zuiderkempen"), receiver, by, NOW - 365 * DAY)
    mailbox(agreement, by, NOW - 364 * DAY)
    return agreement


def ask(agreement: Agreement, place: Municipality, on: date, **known: Any) -> PastAnswer:
    return answer_for_route(team=agreement.team, residence=place, on=on, **{"at": NOW, **known})


def reasons(agreement: Agreement, place: Municipality, on: date, **known: Any) -> set[Obstacle]:
    return set(ask(agreement, place, on, **known).now.decision.obstacles)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


# --- Westerlo, registered today -----------------------------------------------------------------------------------


def test_westerlo_registered_today_is_judged_by_what_is_printed(printed_today, place):
    """R34: signed on 29 January 2024, in force since 1 January; whatever this house asks, it did not ask then."""
    unsigned = {Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY, Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER}
    assert reasons(printed_today, place, date(2024, 1, 28)) == unsigned
    assert reasons(printed_today, place, date(2024, 1, 29)) == set()
    assert reasons(printed_today, place, NOW.date()) == {Obstacle.MAILBOX_NOT_VERIFIED}


@pytest.mark.parametrize("later", [timedelta(hours=1), DAY, 400 * DAY])
def test_the_answer_is_the_same_whenever_it_is_asked(printed_today, place, by, later):
    mailbox(printed_today, by, NOW + later / 2, address="nieuw@ocmw.example")
    for day, may in ((date(2024, 1, 28), False), (date(2024, 1, 29), True)):
        assert ask(printed_today, place, day, at=NOW + later).now.decision.may_send is may


def test_the_page_and_the_command_say_the_same_of_westerlo(printed_today, place, by, signed_in, capsys):
    browser, question = signed_in(by), {"team": printed_today.team_id, "place": "2260"}
    shown = words(browser.get(reverse("agreements:any_day"), {**question, "day": "28/01/2024"}))
    assert "Dat mocht niet." in shown
    assert "Opgroeien heeft het protocol nog niet ondertekend." in shown
    assert "Deze papieren zijn hier geregistreerd op 28 november 2026." in shown
    assert "nog niet gecontroleerd" not in shown
    shown = words(browser.get(reverse("agreements:any_day"), {**question, "day": "29/01/2024"}))
    answered, unchecked = "<strong>Ja.</strong> Dat mocht.", "Toestemming en beroepsgeheim zijn hier niet nagekeken"
    assert shown.index(answered) < shown.index(unchecked) < shown.index("<table")  # nobody reads a bold yes alone
    call_command("gate", team="Zuiderkempen", place="2260", day=date(2024, 1, 29))
    said = capsys.readouterr().out
    assert "op 29 januari 2024: mocht.\n" in said
    assert "Deze papieren zijn hier geregistreerd op 28 november 2026." in said
    with pytest.raises(SystemExit, match="1"):
        call_command("gate", team="Zuiderkempen", place="2260", day=date(2024, 1, 28))


def test_only_who_reads_the_log_is_told_to_look_for_a_reference_there(signed_in):
    for role, is_told in ((Role.AUDITOR, True), (Role.ADMINISTRATOR, False)):
        shown = words(signed_in(a_user(role)).get(reverse("agreements:any_day")))
        assert ("Hebt u alleen de referentie van een aanmelding?" in shown) is is_told


def test_as_known_before_it_was_registered_there_was_no_agreement(printed_today, place, capsys):
    """Who asks by what was known last year gets the answer of last year."""
    known_on = date(2026, 11, 27)
    assert Obstacle.AGREEMENT_MISSING in reasons(printed_today, place, date(2024, 1, 29), known_on=known_on)
    with pytest.raises(SystemExit, match="1"):
        call_command("gate", team="Zuiderkempen", place="2260", day=date(2024, 1, 29), as_known_on=known_on)
    assert "met wat bekend was op 27 november 2026: mocht niet." in capsys.readouterr().out


def test_a_diest_in_doubt_rests_on_what_is_probably_printed_and_says_so(receiver, place, by, signed_in):
    """A doubt of today holds back today; the past is judged by the proposal, with a warning (R33)."""
    agreement = registered(a_team("Team Demer"), receiver, by, NOW)
    actions.doubts.raise_doubt(
        agreement=agreement,
        spot=Spot(Document.AGREEMENT),
        field=DoubtField.IN_FORCE_FROM,
        printed=Printed("81 november 2824", likely=date(2024, 11, 1)),
        by=by,
        at=NOW,
    )
    mailbox(agreement, by, NOW)
    assert Obstacle.AGREEMENT_NOT_YET_IN_FORCE in reasons(agreement, place, date(2024, 10, 31))
    assert reasons(agreement, place, date(2024, 11, 1)) == set()
    assert reasons(agreement, place, NOW.date()) == {Obstacle.AGREEMENT_DOUBTED}
    question = {"team": agreement.team_id, "place": "2260", "day": "1/11/2024"}
    shown = words(signed_in(by).get(reverse("agreements:any_day"), question))
    assert "dit antwoord steunt op gegevens die nog niet bevestigd zijn: in werking vanaf" in shown


# --- this house, as it was then ---------------------------------------------------------------------------------------


def test_a_year_stays_lawful_after_the_mailbox_was_replaced(running, place, by):
    """The fault that led to D26: yesterday was called unlawful because our own check of the new mailbox came later."""
    days = [(NOW - number * DAY).date() for number in range(1, 364, 20)]
    mailbox(running, by, NOW - timedelta(hours=1), address="nieuw@ocmw.example", check=False)
    assert reasons(running, place, NOW.date()) == {Obstacle.MAILBOX_NOT_VERIFIED}
    for day in days:
        answer = ask(running, place, day)
        assert answer.now.decision.may_send, day
        assert answer.then is None
        assert answer.now.house is not None
        assert answer.now.house.protocol_facts.mailbox_facts.address == ADDRESS  # that of that day


def test_a_day_before_the_check_stays_a_day_without_check(running, place):
    """Registered on the 28th, checked on the 29th: the house asked a check in between, whoever looks later."""
    before = (NOW - 365 * DAY).date()
    assert reasons(running, place, before) == {Obstacle.MAILBOX_NOT_VERIFIED}
    assert reasons(running, place, before + DAY) == set()
    assert reasons(running, place, before - DAY) == set()  # not registered here: only the papers


def test_a_mailbox_that_was_switched_off_and_on_was_off_in_between(running, place, by):
    """D30: it is no reason of the papers, and what this house refused that day it refused."""
    box, off = Mailbox.objects.get(), NOW - 10 * DAY
    actions.mailbox.record_bounce(mailbox=box, on=off.date(), by=by, at=off)
    actions.mailbox.restore_mailbox(mailbox=box, reason=RestoreReason.MISTAKE, by=by, at=off + 3 * DAY)
    answers = [reasons(running, place, (off + number * DAY).date()) for number in range(-1, 4)]
    assert answers == [set(), *[{Obstacle.MAILBOX_BOUNCED}] * 3, set()]


def test_a_doubt_counts_from_when_it_was_raised_until_it_was_settled(running, place, by):
    spot, raised = Spot(Document.PROTOCOL), NOW - 20 * DAY
    doubt = actions.doubts.raise_doubt(
        agreement=running, spot=spot, field=DoubtField.ENDS_ON, printed=Printed("31 febr"), by=by, at=raised
    )
    actions.doubts.settle_doubt(doubt=doubt, value=None, by=by, at=raised + 5 * DAY)
    answers = [reasons(running, place, (raised + number * DAY).date()) for number in (-1, 0, 4, 5)]
    assert answers == [set(), {Obstacle.PROTOCOL_DOUBTED}, {Obstacle.PROTOCOL_DOUBTED}, set()]


# --- the papers, as they are known now and were known then ------------------------------------------------------------


def test_a_day_that_was_typed_wrongly_gives_both_answers(running, place, by, signed_in):
    """The protocol turns out to be signed in June: who sent in May was right by what was known, and wrong."""
    signature(running, Document.PROTOCOL, Party.PARTNER, date(2026, 6, 15), by, NOW - DAY)
    answer = ask(running, place, date(2026, 5, 4))
    assert answer.now.decision.obstacles == (Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,)
    assert answer.then is not None
    assert answer.then.decision.may_send
    assert ask(running, place, date(2026, 6, 15)).then is None
    question = {"team": running.team_id, "place": "2260", "day": "4/5/2026"}
    shown = words(signed_in(by).get(reverse("agreements:any_day"), question))
    assert "Toen was het antwoord anders" in shown
    row = shown[shown.index("Protocol ondertekend door de partner") :].split("</tr>")[0]
    assert "15 juni 2026" in row
    assert "27 november 2026 om 10:00" in row  # since when it is known
    assert "29 januari 2024" in row  # what was known then
    as_known = reasons(running, place, date(2026, 5, 4), known_on=date(2026, 11, 26))
    assert as_known == set()


def test_a_suspension_that_is_recorded_late_counts_on_its_days(running, place, by):
    first = (NOW - 10 * DAY).date()
    suspension = actions.stopping.suspend_sharing(
        agreement=running,
        by_party=Party.PARTNER,
        from_on=first,
        until_on=None,
        reason=SuspensionReason.SECURITY,
        by=by,
        at=NOW - 5 * DAY,
    )
    actions.stopping.end_suspension(suspension=suspension, last_day=(NOW - 3 * DAY).date(), by=by, at=NOW - DAY)
    known = [ask(running, place, first + number * DAY) for number in range(-1, 10)]
    assert [one.now.decision.may_send for one in known] == [True, *[False] * 8, True, True]
    differs = [one.then is not None for one in known]
    # Until it was recorded nobody knew; on the day after its last day nobody knew yet that it was over.
    assert differs == [False, *[True] * 5, *[False] * 3, True, False]


def test_a_signature_that_was_taken_away_was_known_then(running, place, by):
    sign(reload(running), Document.PROTOCOL, (Party.AGENCY, 2, None), by=by)  # its moment is long ago
    day = (NOW - DAY).date()
    second = running.signatures.get(document=Document.PROTOCOL, party=Party.AGENCY, position=2)
    assert Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY in reasons(running, place, day)
    actions.papers.remove_signature(signature=second, by=by, at=NOW)
    answer = ask(running, place, day)
    assert answer.now.decision.may_send
    assert answer.then is not None
    assert answer.then.decision.obstacles == (Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,)


def test_every_day_is_judged_by_the_version_of_that_day(running, place, by):
    """R44: the first until its last day, the next from its first; the mailbox of each."""
    with time_machine.travel(NOW - 60 * DAY, tick=False):
        made = actions.versions.start_next_version(
            agreement=reload(running),
            amendment=Amendment.TERMS,
            agreed_from=(NOW - 50 * DAY).date(),
            by=by,
            at=NOW - 60 * DAY,
        )
        for document in Document:
            for party in Party:
                signature(made, document, party, (NOW - 60 * DAY).date(), by, NOW - 60 * DAY)
        for party in Party:
            actions.papers.record_dpo_advice(
                protocol=made.protocol,
                party=party,
                dpo_name="Sam",
                advised_on=(NOW - 60 * DAY).date(),
                by=by,
                at=NOW - 60 * DAY,
            )
    first = (NOW - 50 * DAY).date()
    actions.versions.take_over(agreement=made, first_day=first, today=(NOW - 60 * DAY).date(), by=by, at=NOW - 60 * DAY)
    for version in (running, made):
        kept = KnownPapers.objects.filter(agreement=version).latest_of_each().get()
        assert kept.known == freeze(reload(version)), "one act changes both versions"
    for day, version in ((first - DAY, 1), (first, 2), (date(2025, 12, 24), 1)):
        answer = ask(running, place, day)
        assert (answer.now.agreement.version, answer.now.decision.may_send) == (version, True)
    early = ask(running, place, first, known_on=(NOW - 61 * DAY).date())
    assert (early.now.agreement.version, early.now.decision.may_send) == (1, True)  # nobody knew of the next one


def test_a_day_to_come_is_judged_by_what_is_known_now(running, place, by):
    actions.papers.change_agreement(agreement=running, terms={"ends_on": date(2026, 12, 31)}, by=by, at=NOW)
    assert reasons(running, place, date(2026, 12, 31)) == set()
    assert reasons(running, place, date(2027, 1, 1)) == {Obstacle.AGREEMENT_ENDED}
    assert reasons(running, place, date(2027, 1, 1), known_on=(NOW - DAY).date()) == set()


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_that_there_is_get_an_answer(running, place, day):
    assert not ask(running, place, day).now.decision.may_send or day == date.max
    assert ask(running, place, NOW.date(), known_on=day).now.decision is not None


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_on_which_the_clock_changes_has_one_end(day):
    assert timezone.localdate(end_of(day)) == day
    assert timezone.localdate(end_of(day) + timedelta(microseconds=1)) == day + DAY


# --- who received then ------------------------------------------------------------------------------------------------


def test_a_receiver_that_merged_and_stopped_received_until_then(running, place, by):
    """R2: the old name is found for the days on which there was such a municipality."""
    territory = running.partner.territory_set.get(municipality=place)
    last, merged = date(2026, 6, 30), datetime(2026, 6, 30, 12, tzinfo=UTC)
    end_territory(territory=territory, until_on=last, by=by, at=merged)
    place.postal_codes.all().delete()
    change_organisation(
        organisation=running.partner, is_active=False, name="OCMW Westerlo (oud)", by=by, at=merged + 2 * DAY
    )
    assert reasons(running, place, date(2026, 6, 29)) == set()
    assert reasons(running, place, last) == set()
    assert reasons(running, place, last + DAY) == {Obstacle.RECEIVER_MISSING}
    call_command("gate", team="Zuiderkempen", place="Westerlo", day=last)


def test_territory_that_was_corrected_gives_both_answers(running, place, by):
    wrong = running.partner.territory_set.get(municipality=place)
    undo_territory(territory=wrong, by=by, at=NOW - 3 * DAY)
    assign_territory(
        organisation=running.partner,
        municipality=place,
        from_on=date(2026, 9, 1),
        until_on=None,
        by=by,
        at=NOW - 3 * DAY,
    )
    answer = ask(running, place, date(2026, 8, 31))
    assert answer.now.decision.obstacles == (Obstacle.RECEIVER_MISSING,)
    assert reasons(running, place, date(2026, 8, 31), known_on=date(2026, 8, 31)) == set()
    assert reasons(running, place, date(2026, 9, 1)) == set()


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_what_was_known_never_changes(running, by):
    change_organisation(organisation=running.partner, is_active=False, by=by, at=NOW)
    for kept in (KnownPapers, TerritoryChange, Activity):
        for change in (lambda rows: rows.update(known_at=NOW), lambda rows: rows.delete()):
            with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
                change(kept.objects.all())


def test_an_act_that_changes_no_answer_keeps_nothing(running, by):
    before = KnownPapers.objects.count()
    actions.evaluation.hold_evaluation(agreement=running, held_on=NOW.date(), content=None, by=by, at=NOW)
    assert KnownPapers.objects.count() == before


@pytest.mark.parametrize(
    ("facts", "known"),
    [(AgreementFacts, KnownAgreement), (ProtocolFacts, KnownProtocol), (MailboxFacts, KnownMailbox)],
)
def test_all_that_the_gate_asks_is_kept(facts, known):
    assert {name for name in dir(facts) if not name.startswith("_")} == {field.name for field in fields(known)}


def test_what_is_kept_reads_back_as_it_was(running):
    suspended = replace(
        freeze(reload(running)), suspension_facts=(KnownSuspension(NOW.date(), None),), placeholders=("zetel",)
    )
    assert from_values(as_values(suspended)) == suspended


def test_every_fact_is_shown(running):
    """Whatever changes in what the gate asks, a row of the page tells; the first signature only dates the advice."""
    known = replace(freeze(reload(running)), suspension_facts=())
    day = date(1999, 1, 1)

    def changed(kind: type, name: str) -> Any:
        return {"doubts": ("x",), "placeholders": ("x",), "notice_months": 99, "address": "x"}.get(name, day)

    spoilt = {
        f"agreement.{field.name}": replace(known, **{field.name: changed(KnownAgreement, field.name)})
        for field in fields(KnownAgreement)
        if field.name not in {"partner_id", "suspension_facts", "protocol_facts"}
    }
    spoilt["suspension"] = replace(known, suspension_facts=(KnownSuspension(day, None),))
    for field in fields(KnownProtocol):
        if field.name not in {"first_signed_on", "mailbox_facts"}:
            protocol = replace(known.protocol_facts, **{field.name: changed(KnownProtocol, field.name)})
            spoilt[f"protocol.{field.name}"] = replace(known, protocol_facts=protocol)
    for field in fields(KnownMailbox):
        box = replace(known.protocol_facts.mailbox_facts, **{field.name: changed(KnownMailbox, field.name)})
        protocol = replace(known.protocol_facts, mailbox_facts=box)
        spoilt[f"mailbox.{field.name}"] = replace(known, protocol_facts=protocol)
    shown = [fact.value(known) for fact in FACTS]
    unseen = [name for name, facts in spoilt.items() if [fact.value(facts) for fact in FACTS] == shown]
    assert unseen == []


def test_a_long_history_costs_no_more_queries(running, place, by, django_assert_max_num_queries):
    for number in range(1, 10):
        day = date(2026, 12, number)
        actions.papers.change_agreement(
            agreement=running, terms={"ends_on": day}, by=by, at=NOW - timedelta(hours=10 - number)
        )
    with django_assert_max_num_queries(40):
        ask(running, place, date(2026, 5, 4))


def test_the_page_of_an_agreement_says_of_a_past_day_what_was_known(running, by, signed_in):
    signature(running, Document.PROTOCOL, Party.PARTNER, date(2026, 6, 15), by, NOW - DAY)
    answer = answer_for_agreement(reload(running), on=date(2026, 5, 4), at=NOW)
    assert answer.then is not None
    shown = words(signed_in(by).get(reverse("agreements:agreement", args=[running.pk]), {"op": "4/5/2026"}))
    assert "Toen was het antwoord anders" in shown
