"""What the parties owe each other, and the evaluation: the writes, and what the database itself refuses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from agreements import actions
from agreements.models import (
    Agreement,
    Bottleneck,
    BottleneckKind,
    ChangeAnswer,
    ChangeKind,
    Contact,
    ContactKind,
    Evaluation,
    FileKind,
    Message,
    MessageKind,
    PaperFile,
    Processor,
    ProcessorOverview,
    ProofRequest,
    Publication,
    Reminder,
    ReportedChange,
    SecurityMeasures,
)
from agreements.terms.papers import Party
from agreements.words import duties
from audit.models import AuditEvent
from law.refusal import Refusal
from law.roles import Role
from tests.agreements.duties import (
    PDF,
    a_letter,
    a_processor,
    a_proof_request,
    a_publication,
    a_reported_change,
    an_evaluation,
)
from tests.agreements.papers import reload
from tests.builders.accounts import a_user
from tests.builders.directory import a_team, an_ocmw

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = AT.date()
CONTACT = "veiligheid@intercommunale.example"


def events(agreement: Agreement) -> list[str]:
    found = AuditEvent.objects.filter(object_id=str(agreement.pk), at=AT).order_by("pk")
    return list(found.values_list("event", flat=True))


# --- publication and measures ----------------------------------------------------------------------------------------


def test_a_publication_is_kept_once_per_party_and_told_to_the_trail_without_its_address(westerlo, administrator):
    """R42."""
    for day in (date(2024, 2, 1), date(2024, 3, 1)):
        actions.duties.record_publication(
            agreement=westerlo,
            party=Party.AGENCY,
            url="https://www.dienst.example/protocol",
            published_on=day,
            by=administrator,
            at=AT,
        )
    assert Publication.objects.get().published_on == date(2024, 3, 1)
    assert AuditEvent.objects.filter(event="publication_recorded").latest("pk").details == {
        "party": "agency", "published_on": "2024-03-01"
    }  # fmt: skip


def test_measures_are_confirmed_one_by_one_and_the_trail_holds_old_and_new_days(westerlo, administrator):
    """R71–R73."""
    empty = {"policy_confirmed_on": None, "dpo_confirmed_on": None, "register_confirmed_on": None}
    for day in (date(2024, 2, 1), date(2024, 2, 1), None):
        answers = {**empty, "dpo_confirmed_on": day}
        actions.duties.confirm_measures(agreement=westerlo, **answers, by=administrator, at=AT)
    assert SecurityMeasures.objects.get().dpo_confirmed_on is None
    told = AuditEvent.objects.filter(event="measures_confirmed").order_by("pk").values_list("details", flat=True)
    assert [one["dpo_confirmed_on"] for one in told] == ["–>2024-02-01", "2024-02-01>–"]


# --- proof -----------------------------------------------------------------------------------------------------------


def test_proof_is_asked_of_the_contact_person_of_the_partner_by_mail(westerlo, administrator):
    """R71–R73, protocol art. 6."""
    asked = actions.duties.ask_proof(agreement=reload(westerlo), by=administrator, at=AT)
    assert (asked.asked_on, asked.message.kind, asked.message.recipient) == (TODAY, MessageKind.PROOF_REQUEST, CONTACT)
    assert asked.message.transmission.recipient == CONTACT
    assert "veiligheidsbeleid" in asked.message.body
    assert f"contactpersoon bij Team Zuiderstreek ({CONTACT})" in asked.message.body
    assert "Antwoord niet op deze mail" in asked.message.body
    assert events(westerlo) == ["proof_asked"]


def test_without_an_address_the_question_is_a_letter(westerlo, administrator):
    Contact.objects.filter(party=Party.PARTNER).update(email="")
    asked = actions.duties.ask_proof(agreement=reload(westerlo), by=administrator, at=AT)
    assert asked.message.transmission is None
    assert "deze mail" not in asked.message.body
    assert duties.message_words(asked.message) == "brief, nog te posten"
    actions.messages.record_posting(message=asked.message, posted_on=TODAY, proof="RR 1", by=administrator, at=AT)
    asked.message.refresh_from_db()
    assert duties.message_words(asked.message) == "brief, gepost op 23 november 2026"


def test_one_question_at_a_time(westerlo, administrator):
    actions.duties.ask_proof(agreement=westerlo, by=administrator, at=AT)
    with pytest.raises(Refusal, match="U vroeg al bewijs op 23 november 2026"):
        actions.duties.ask_proof(agreement=westerlo, by=administrator, at=AT)
    assert Message.objects.count() == 1


def test_proof_is_received_with_its_file_on_or_after_the_day_of_the_question_and_once(westerlo, administrator):
    asked = a_proof_request(westerlo)
    receive = {"request": asked, "content": PDF, "by": administrator, "at": AT}
    with pytest.raises(Refusal, match="pas op 18 december 2023"):
        actions.duties.receive_proof(received_on=date(2023, 12, 17), **receive)
    assert PaperFile.objects.count() == 0
    actions.duties.receive_proof(received_on=date(2023, 12, 18), **receive)
    asked.refresh_from_db()
    assert (asked.file.kind, asked.file.content, asked.received_on) == (FileKind.PROOF, PDF, date(2023, 12, 18))
    with pytest.raises(Refusal, match="al genoteerd"):
        actions.duties.receive_proof(received_on=date(2023, 12, 19), **receive)
    actions.duties.ask_proof(agreement=westerlo, by=administrator, at=AT)


# --- processors and changes ------------------------------------------------------------------------------------------

DETAILS = {
    "party": "agency",
    "name": "Voorbeeld Hosting nv",
    "enterprise_number": "0886886638",
    "purpose": "hosting",
    "contract_signed_on": date(2024, 1, 8),
}


def test_our_overview_goes_to_the_partner_with_the_processors_of_today(westerlo, administrator):
    """R99: theirs, and those that were taken away, are not in it."""
    a_processor(westerlo, name="Van de partner nv")
    gone = a_processor(westerlo, party=Party.AGENCY, name="Van vroeger nv")
    actions.processors.add_processor(agreement=westerlo, processor_details=DETAILS, by=administrator, at=AT)
    actions.processors.remove_processor(processor=gone, by=administrator, at=AT)
    actions.processors.remove_processor(processor=gone, by=administrator, at=AT)
    sent = actions.processors.send_overview(agreement=reload(westerlo), by=administrator, at=AT)
    line = "- Voorbeeld Hosting nv, 0886.886.638, hosting en opslag, overeenkomst ondertekend op 8 januari 2024"
    assert line in sent.message.body
    assert "Van " not in sent.message.body.replace("Van de", "")
    assert sent.message.recipient == CONTACT
    assert events(westerlo) == ["processor_added", "processor_removed", "processors_sent"]


def test_the_page_says_when_our_overview_changed_since_it_was_given(westerlo, administrator):
    assert duties.overview_words(westerlo, Party.AGENCY) == "Het overzicht is nog niet bezorgd."
    processor = a_processor(westerlo, party=Party.AGENCY)
    actions.processors.send_overview(agreement=westerlo, by=administrator, at=AT)
    assert duties.overview_words(westerlo, Party.AGENCY).startswith("Bezorgd op 23 november 2026: mail,")
    assert "wijzigde" not in duties.overview_words(westerlo, Party.AGENCY)
    later = AT + timedelta(minutes=1)
    actions.processors.change_processor(processor=processor, processor_details=DETAILS, by=administrator, at=later)
    assert "Daarna wijzigde het overzicht. Bezorg het opnieuw." in duties.overview_words(westerlo, Party.AGENCY)


def test_the_same_overview_leaves_once_a_day(westerlo, administrator):
    processor = a_processor(westerlo, party=Party.AGENCY)
    actions.processors.send_overview(agreement=westerlo, by=administrator, at=AT)
    with pytest.raises(Refusal, match="vandaag al"):
        actions.processors.send_overview(agreement=westerlo, by=administrator, at=AT + timedelta(minutes=1))
    actions.processors.remove_processor(processor=processor, by=administrator, at=AT + timedelta(minutes=2))
    again = actions.processors.send_overview(agreement=westerlo, by=administrator, at=AT + timedelta(minutes=3))
    assert "zonder verwerkers" in again.message.body
    actions.processors.send_overview(agreement=westerlo, by=administrator, at=AT + timedelta(days=1))


def test_the_overview_of_the_partner_is_received_with_or_without_a_file(westerlo, administrator):
    for content in (None, PDF):
        actions.processors.receive_overview(
            agreement=westerlo, given_on=TODAY, content=content, by=administrator, at=AT
        )
    assert [one.kind for one in PaperFile.objects.all()] == [FileKind.PROCESSORS]
    assert ProcessorOverview.objects.filter(by_party=Party.PARTNER).count() == 2
    assert duties.overview_words(westerlo, Party.PARTNER).startswith("Ontvangen op 23 november 2026")


def test_a_reported_change_is_kept_with_what_was_done(westerlo, administrator):
    """R99, protocol art. 9."""
    reported = actions.duties.record_reported_change(
        agreement=westerlo, kind=ChangeKind.DURATION, reported_on=TODAY, by=administrator, at=AT
    )
    answer = {"reported": reported, "answer": ChangeAnswer.PAPERS_CHANGED, "by": administrator, "at": AT}
    with pytest.raises(Refusal, match="pas gemeld op 23 november 2026"):
        actions.duties.answer_reported_change(answered_on=TODAY - timedelta(days=1), **answer)
    actions.duties.answer_reported_change(answered_on=TODAY, **answer)
    reported.refresh_from_db()
    assert (reported.answer, reported.answered_on) == (ChangeAnswer.PAPERS_CHANGED, TODAY)
    assert events(westerlo) == ["change_reported", "change_answered"]


# --- evaluation and bottlenecks --------------------------------------------------------------------------------------


def note(agreement: Agreement, kind: BottleneckKind, met_on: date, by, party: Party = Party.PARTNER) -> Bottleneck:
    return actions.bottlenecks.note_bottleneck(agreement=agreement, party=party, kind=kind, met_on=met_on, by=by, at=AT)


def test_the_partner_is_invited_with_the_day_and_the_bottlenecks_each_kind_once(westerlo, administrator):
    """R45, R46."""
    for _ in range(2):
        note(westerlo, BottleneckKind.BIRTH_DATE, TODAY, administrator)
    of_partner = {"party": Party.PARTNER, "kind": ContactKind.CONTACT, "name_or_function": "vervanger"}
    westerlo.contacts.create(email="vervanger@ocmw-westerlo.example", **of_partner)
    planned = actions.evaluation.invite_to_evaluation(
        agreement=reload(westerlo), proposed_on=date(2026, 12, 7), by=administrator, at=AT
    )
    told = Message.objects.filter(kind=MessageKind.EVALUATION).values_list("recipient", flat=True)
    assert set(told) == {CONTACT, "vervanger@ocmw-westerlo.example"}
    assert planned.invitation.kind == MessageKind.EVALUATION
    assert planned.invitation.recipient == CONTACT
    assert "7 december 2026" in planned.invitation.body
    assert planned.invitation.body.count("vraag naar de geboortedatum") == 1


def test_proposing_another_day_moves_the_evaluation_and_the_same_day_is_not_sent_twice(westerlo, administrator):
    invite = {"agreement": westerlo, "by": administrator, "at": AT}
    actions.evaluation.invite_to_evaluation(proposed_on=date(2026, 12, 7), **invite)
    with pytest.raises(Refusal, match="al uit"):
        actions.evaluation.invite_to_evaluation(proposed_on=date(2026, 12, 7), **invite)
    actions.evaluation.invite_to_evaluation(proposed_on=date(2026, 12, 8), **invite)
    assert Evaluation.objects.get().proposed_on == date(2026, 12, 8)
    assert Message.objects.count() == 2


def test_holding_the_evaluation_closes_the_planned_one_and_discusses_what_got_stuck_until_then(westerlo, administrator):
    """R46: what is met on the day itself is discussed, what is met the day after waits."""
    actions.evaluation.invite_to_evaluation(agreement=westerlo, proposed_on=TODAY, by=administrator, at=AT)
    day = TODAY - timedelta(days=1)
    early = note(westerlo, BottleneckKind.NATIONAL_NUMBER, day, administrator)
    late = note(westerlo, BottleneckKind.SLOW_ANSWER, TODAY, administrator)
    held = actions.evaluation.hold_evaluation(agreement=westerlo, held_on=day, content=PDF, by=administrator, at=AT)
    assert Evaluation.objects.get() == held
    assert (held.minutes.kind, held.minutes.content) == (FileKind.MINUTES, PDF)
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.evaluation_id, late.evaluation_id) == (held.pk, None)


def test_an_evaluation_is_held_once_a_day_and_its_minutes_may_come_later_once(westerlo, administrator):
    hold = {"agreement": westerlo, "held_on": TODAY, "content": None, "by": administrator, "at": AT}
    held = actions.evaluation.hold_evaluation(**hold)
    with pytest.raises(Refusal):
        actions.evaluation.hold_evaluation(**hold)
    actions.evaluation.keep_minutes(evaluation=held, content=PDF, by=administrator, at=AT)
    with pytest.raises(Refusal, match="verslag"):
        actions.evaluation.keep_minutes(evaluation=held, content=PDF, by=administrator, at=AT)
    assert PaperFile.objects.count() == 1


def test_there_are_no_minutes_of_what_is_still_to_come(westerlo, administrator):
    planned = actions.evaluation.invite_to_evaluation(agreement=westerlo, proposed_on=TODAY, by=administrator, at=AT)
    with pytest.raises(Refusal):
        actions.evaluation.keep_minutes(evaluation=planned, content=PDF, by=administrator, at=AT)


def test_a_bottleneck_is_a_code_and_a_day_and_nothing_that_someone_typed():
    """R46, R62–R65: no column takes free text."""
    free = [
        field.name
        for field in Bottleneck._meta.get_fields()
        if field.concrete and field.get_internal_type() in {"CharField", "TextField"} and not field.choices
    ]
    assert free == []


def test_each_side_sees_what_it_met_itself_and_administrators_and_auditors_see_all(westerlo, administrator):
    """D4."""
    ours = note(westerlo, BottleneckKind.SLOW_ANSWER, TODAY, administrator, Party.AGENCY)
    theirs = note(westerlo, BottleneckKind.NO_CONTACT, TODAY, administrator, Party.PARTNER)
    expected = {
        a_user(Role.TEAM_MEMBER, westerlo.team): {ours},
        a_user(Role.SOCIAL_WORKER, westerlo.partner): {theirs},
        a_user(Role.TEAM_MEMBER, a_team("Team Elders")): set(),
        a_user(Role.SOCIAL_WORKER, an_ocmw("OCMW Elders")): set(),
        administrator: {ours, theirs},
        a_user(Role.AUDITOR): {ours, theirs},
    }
    assert {user: set(Bottleneck.objects.visible_to(user)) for user in expected} == expected


# --- what the database refuses ---------------------------------------------------------------------------------------

REFUSED = {
    "a second publication": lambda one: [a_publication(one, Party.AGENCY), a_publication(one, Party.AGENCY)],
    "a publication of nobody": lambda one: a_publication(one, "iemand"),
    "two open questions": lambda one: [a_proof_request(one), a_proof_request(one)],
    "proof without a file": lambda one: a_proof_request(one, received_on=TODAY),
    "a reported change of nothing": lambda one: a_reported_change(one, kind="iets"),
    "an answer without a day": lambda one: a_reported_change(one, answer="nothing"),
    "an answer before the report": lambda one: a_reported_change(
        one, answer="nothing", answered_on=date(2024, 2, 29), reported_on=date(2024, 3, 1)
    ),
    "a processor of nobody": lambda one: a_processor(one, party="iemand"),
    "half a number": lambda one: a_processor(one, enterprise_number="0886"),
    "our overview without a message": lambda one: ProcessorOverview.objects.create(
        agreement=one, by_party=Party.AGENCY, given_on=TODAY, recorded_at=AT
    ),
    "an evaluation without any day": lambda one: Evaluation.objects.create(agreement=one),
    "a plan without an invitation": lambda one: Evaluation.objects.create(agreement=one, proposed_on=TODAY),
    "two plans": lambda one: [
        Evaluation.objects.create(agreement=one, proposed_on=TODAY, invitation=a_letter(one, MessageKind.EVALUATION))
        for _ in range(2)
    ],
    "two evaluations on a day": lambda one: [an_evaluation(one), an_evaluation(one)],
    "a bottleneck of one's own words": lambda one: Bottleneck.objects.create(
        agreement=one, party=Party.AGENCY, kind="zomaar", met_on=TODAY, noted_by=a_user(), noted_at=AT
    ),
    "a reminder that was sent": lambda one: [
        Reminder.objects.create(agreement=one, deadline="evaluation", due_on=TODAY, moment="day_after", reminded_at=AT)
        for _ in range(2)
    ],
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=list(REFUSED))
def test_the_database_refuses(westerlo, make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(westerlo)


def test_proof_before_the_question_is_refused_by_the_database_too(westerlo, administrator):
    file = actions.files.keep_file(agreement=westerlo, kind=FileKind.PROOF, content=PDF, by=administrator, at=AT)
    asked = a_proof_request(westerlo)
    for received_on in (None, date(2023, 12, 17)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProofRequest.objects.filter(pk=asked.pk).update(received_on=received_on, file=file)


def test_a_change_of_nothing_is_not_told_to_the_trail(westerlo, administrator):
    processor = Processor.objects.create(agreement=westerlo, changed_at=AT, **DETAILS)
    actions.processors.change_processor(processor=processor, processor_details=DETAILS, by=administrator, at=AT)
    assert events(westerlo) == []
    assert ReportedChange.objects.count() == 0
