"""A file writes what the pages would write, and is refused what they refuse (R37, R44, R70)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from agreements import actions
from agreements.actions.bulk import Filing, FilingRefused, file_papers
from agreements.models import Agreement, DpoAdvice, Mailbox
from agreements.rules import versions
from agreements.terms.papers import Amendment, Party
from audit.events import Event
from audit.models import AuditEvent
from directory.models import Organisation
from outbox.models import Transmission, TransmissionStatus
from tests.agreements.papers import reload
from tests.builders.directory import an_ocmw
from tests.paper_import.files import a_line, as_file, checked, imported, outcomes, sentences

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NEW_YEAR, EVE = date(2027, 1, 1), date(2026, 12, 31)
PAIR = {"team.name": "Team Zuiderstreek", "partner.name": "OCMW Westerdorp"}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def two_versions(westerlo, administrator) -> tuple[Agreement, Agreement]:
    """Version 1 ends on the eve of version 2."""
    made = actions.versions.start_next_version(
        agreement=westerlo, amendment=Amendment.SECURITY, agreed_from=NEW_YEAR, by=administrator, at=NOW
    )
    Agreement.objects.filter(pk=westerlo.pk).update(ends_on=EVE)
    Agreement.objects.filter(pk=made.pk).update(in_force_from=NEW_YEAR)
    return reload(westerlo), reload(made)


@pytest.mark.parametrize(
    ("version", "name", "day"),
    [
        (2, "in_force_from", date(2027, 1, 15)),
        (2, "in_force_from", date(2026, 12, 15)),
        (1, "ends_on", date(2026, 12, 17)),
        (1, "ends_on", date(2027, 1, 31)),
    ],
)
def test_a_line_that_moves_one_version_against_the_other_is_refused_as_the_page_refuses_it(
    two_versions, administrator, version, name, day
):
    """R44: otherwise there would be days with none, or two."""
    line = {**PAIR, "agreement.version": str(version), f"agreement.{name}": f"{day:%d/%m/%Y}"}
    made = checked(as_file(line), administrator)
    refusal = versions.against_new_period(two_versions[version - 1], {name: day})
    title = {"in_force_from": "Overeenkomst: in werking vanaf", "ends_on": "Overeenkomst: tot en met"}[name]
    assert refusal
    assert outcomes(made) == ["wrong"]
    assert f"{title}: {refusal}" in sentences(made)


def test_a_next_version_that_waits_is_not_started_by_a_file(westerlo, administrator):
    """It begins with "Versie laten ingaan", when the gate agrees (ADR 0011)."""
    actions.versions.start_next_version(
        agreement=westerlo, amendment=Amendment.SECURITY, agreed_from=NEW_YEAR, by=administrator, at=NOW
    )
    line = {**PAIR, "agreement.version": "2", "agreement.in_force_from": "01/01/2027"}
    assert any("Versie laten ingaan" in sentence for sentence in sentences(checked(as_file(line), administrator)))


def test_the_writing_asks_again_whatever_the_preview_said(two_versions, administrator):
    before, _after = two_versions
    filing = Filing(agreement=before, partner=before.partner, terms={"ends_on": date(2026, 12, 17)})
    with pytest.raises(FilingRefused, match=r"Versie 2 volgt op 1 januari 2027") as refused:
        file_papers(filings=[filing], by=administrator, at=NOW, source={})
    assert refused.value.place == 0
    assert Agreement.objects.get(pk=before.pk).ends_on == EVE
    assert not AuditEvent.objects.filter(event=Event.PAPERS_IMPORTED).exists()


def test_nobody_begins_a_second_agreement_with_the_same_partner_or_one_between_others(westerlo, administrator):
    for filing in (
        Filing(team=westerlo.team, partner=westerlo.partner),
        Filing(team=westerlo.partner, partner=westerlo.team),
    ):
        with pytest.raises(FilingRefused):
            file_papers(filings=[filing], by=administrator, at=NOW, source={})
    assert Agreement.objects.count() == 1


def test_what_is_queued_under_papers_that_change_meets_the_gate_at_once(
    westerlo, administrator, django_capture_on_commit_callbacks
):
    later = NOW + timedelta(hours=5)
    queued = a_queued_mail(westerlo, due_at=later)
    other = a_queued_mail(None, due_at=later)
    with django_capture_on_commit_callbacks(execute=True):
        imported(as_file({**PAIR, "agreement.ends_on": "22/11/2026"}), administrator)
    assert Transmission.objects.get(pk=queued.pk).due_at == NOW
    assert Transmission.objects.get(pk=other.pk).due_at == later


def a_queued_mail(agreement: Agreement | None, *, due_at: datetime) -> Transmission:
    return Transmission.objects.create(
        kind="referral",
        subject_id="00000000-0000-4000-8000-000000000001" if agreement else "00000000-0000-4000-8000-000000000002",
        recipient="gegevensdeling@ocmw.example",
        papers_id=agreement and agreement.pk,
        status=TransmissionStatus.QUEUED,
        message_id=f"<{due_at:%H}{bool(agreement)}@aanmelden.example>",
        created_at=NOW,
        dated_at=NOW,
        due_at=due_at,
    )


def test_a_mailbox_that_the_paper_did_not_have_yet_is_set_and_waits_for_two_people(westerlo, administrator):
    """R70."""
    Mailbox.objects.filter(protocol=westerlo.protocol).update(replaced_at=NOW)
    imported(as_file({**PAIR, "mailbox.address": "gegevens@ocmw.example"}), administrator)
    made = Mailbox.objects.get(protocol=westerlo.protocol, replaced_at=None)
    assert (made.address, made.first_verified_at) == ("gegevens@ocmw.example", None)


def test_a_dpo_without_a_name_is_accepted(team, partner, administrator):
    """D28: some papers name no DPO."""
    imported(as_file(a_line(**{"advice.partner.dpo_name": ""})), administrator)
    advice = DpoAdvice.objects.get(party=Party.PARTNER)
    assert (advice.dpo_name, advice.advised_on) == ("", date(2023, 9, 19))


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#WAARDE!"])
def test_an_error_in_a_cell_is_told_with_its_line_and_column(team, partner, administrator, error):
    made = checked(as_file(a_line(), a_line(**{"contact.partner.breach.name_or_function": error})), administrator)
    line = made.lines.get(number=3)
    assert line.outcome == "wrong"
    assert {"column": "Partner: contact gegevenslek: naam of functie", "tone": "error"}.items() <= line.findings[
        0
    ].items()
    assert error in line.findings[0]["sentence"]


def test_a_name_of_which_the_letters_are_not_certain_waits_for_someone_with_the_paper(team, partner, administrator):
    """Written by Excel as MS-DOS; a Macintosh would write another name with the same bytes."""
    line = a_line(**{"signature.protocol.partner.1.name": "Zoë", "contact.partner.breach.name_or_function": "dienst"})
    made = imported(as_file(line, encoding="cp850"), administrator)
    assert any("naam: Twijfel: “Zo" in sentence for sentence in sentences(made))
    doubt = Agreement.objects.get().doubt_set.get()
    assert (doubt.field, doubt.party, doubt.is_open) == ("name", "partner", True)


def test_letters_that_are_not_certain_where_no_doubt_can_stand_ask_for_a_better_file(team, partner, administrator):
    line = a_line(**{"contact.partner.breach.name_or_function": "Zoë"})
    made = checked(as_file(line, encoding="cp850"), administrator)
    assert outcomes(made) == ["wrong"]
    assert any("Bewaar uw bestand als XLSX" in sentence for sentence in sentences(made))


def test_several_names_of_ms_dos_are_read_right_and_without_a_doubt(team, partner, administrator):
    names = {"signature.protocol.partner.1.name": "Zoë Péters", "advice.partner.dpo_name": "François Hélène"}
    imported(as_file(a_line(**names), encoding="cp850"), administrator)
    assert Agreement.objects.get().signatures.get(document="protocol", party="partner").name == "Zoë Péters"
    assert not Agreement.objects.get().doubt_set.exists()


@pytest.mark.parametrize(
    ("name", "doubts"),
    [
        ("OCMW Halledorp", 1),
        ("OCMW Westerdorp", 0),
        ("O.C.M.W. van Westerdorp", 0),
        ("Sociaal Huis Wésterdorp", 0),
        ("ocmw stad westerdorp (Westerdorp)", 0),
    ],
)
def test_a_name_that_contradicts_the_enterprise_number_is_a_doubt(team, partner, administrator, name, doubts):
    """R12: the number of one and the name of another; someone settles whose paper it is."""
    an_ocmw("OCMW Halledorp")
    number = Organisation.objects.get(pk=partner.pk).enterprise_number
    line = a_line(**{"partner.name": name, "partner.enterprise_number": number})
    made = imported(as_file(line), administrator)
    assert made.lines.get().doubts == doubts
    assert Agreement.objects.get().doubt_set.count() == doubts
    assert outcomes(checked(as_file(line), administrator)) == ["same"]
