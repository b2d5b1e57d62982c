"""Every write on the papers: what it does, what it refuses, and the one event it leaves."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from agreements import actions
from agreements.models import Agreement, Contact, DpoAdvice, Mailbox, Signature
from agreements.terms.papers import Document, Party
from audit.events import Event
from audit.models import AuditEvent
from law.gate import check_agreement
from law.obstacles import Obstacle
from law.refusal import Refusal
from law.roles import Role
from tests.agreements.papers import AT, reload
from tests.builders.accounts import a_user
from tests.builders.directory import a_caw, a_team, an_agency, an_ocmw

pytestmark = pytest.mark.django_db

LATER = datetime(2024, 2, 5, 9, 0, tzinfo=UTC)
DETAILS = {
    "party": Party.PARTNER,
    "kind": "contact",
    "name_or_function": "diensthoofd sociale dienst",
    "organisation_name": "",
    "phone": "+3214000000",
    "email": "hoofd@ocmw.example",
}


@pytest.fixture
def events(administrator):
    """The events since the papers were made, oldest first."""
    seen = AuditEvent.objects.count()

    def since() -> list[AuditEvent]:
        return list(AuditEvent.objects.order_by("pk")[seen:])

    return since


# --- registering -----------------------------------------------------------------------------------------------------


def test_an_agreement_is_registered_with_its_protocol(team, partner, administrator):
    """R26: two linked papers; one event tells of both."""
    made = actions.papers.register_agreement(
        team=team,
        partner=partner,
        terms={"in_force_from": date(2023, 12, 18), "notice_months": 6},
        protocol_terms={"in_force_from": date(2024, 1, 1)},
        by=administrator,
        at=AT,
    )
    found = reload(made)
    assert (found.version, found.notice_months, found.protocol.in_force_from) == (1, 6, date(2024, 1, 1))
    event = AuditEvent.objects.get()
    assert (event.event, event.actor, event.at, event.object_id) == (
        Event.AGREEMENT_REGISTERED,
        administrator,
        AT,
        str(made.pk),
    )
    assert event.organisation_id == partner.pk


def test_an_agreement_may_be_registered_with_its_parties_only(team, partner, administrator):
    made = actions.papers.register_agreement(team=team, partner=partner, by=administrator, at=AT)
    assert not check_agreement(agreement=reload(made), on=date(2024, 1, 1)).may_send


def test_an_agreement_in_brussels_is_with_a_caw(team, administrator):
    """R3."""
    actions.papers.register_agreement(team=team, partner=a_caw(), by=administrator, at=AT)
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("swap", [lambda team, partner: (partner, team), lambda team, partner: (team, a_team("Ander"))])
def test_only_a_team_and_a_receiver_conclude_an_agreement(team, partner, administrator, swap):
    """R1–R5: nobody else can share or receive on this legal ground."""
    first, second = swap(team, partner)
    with pytest.raises(Refusal, match="OCMW of CAW"):
        actions.papers.register_agreement(team=first, partner=second, by=administrator, at=AT)


def test_a_second_agreement_between_the_same_parties_is_refused(westerlo, administrator, events):
    with pytest.raises(Refusal, match="heeft al een overeenkomst"):
        actions.papers.register_agreement(team=westerlo.team, partner=westerlo.partner, by=administrator, at=LATER)
    assert events() == []


# --- changing --------------------------------------------------------------------------------------------------------


def test_a_change_leaves_the_names_of_the_changed_fields_and_no_contents(westerlo, administrator, events):
    terms = {"in_force_from": westerlo.in_force_from, "notice_months": 3, "drawn_up_at_place": "Geheimdorp"}
    actions.papers.change_agreement(agreement=westerlo, terms=terms, by=administrator, at=LATER)
    assert reload(westerlo).notice_months == 3
    (event,) = events()
    assert event.event == Event.AGREEMENT_CHANGED
    assert event.details == {"fields": ["notice_months", "drawn_up_at_place"], "notice_months": "6>3"}


def test_saving_without_a_change_leaves_no_event(westerlo, administrator, events):
    actions.papers.change_agreement(agreement=westerlo, terms={"notice_months": 6}, by=administrator, at=LATER)
    actions.papers.change_protocol(protocol=westerlo.protocol, terms={"notice_months": 6}, by=administrator, at=LATER)
    actions.contacts.change_contact(
        contact=westerlo.contacts.get(party=Party.PARTNER, kind="breach"),
        contact_details={"phone": "+3214000000"},
        by=administrator,
        at=LATER,
    )
    assert events() == []


def test_the_protocol_changes_apart_from_the_agreement(westerlo, administrator, events):
    terms = {"ends_on": date(2027, 12, 31), "esignature_code": "1234-5678"}
    actions.papers.change_protocol(protocol=westerlo.protocol, terms=terms, by=administrator, at=LATER)
    found = reload(westerlo)
    assert (found.ends_on, found.protocol.ends_on) == (None, date(2027, 12, 31))
    assert [event.event for event in events()] == [Event.PROTOCOL_CHANGED]


# --- signatures and advice -------------------------------------------------------------------------------------------


def test_a_signature_is_recorded_once_per_position(diest, administrator, events):
    for signed_on in (None, date(2024, 11, 5)):
        actions.papers.record_signature(
            agreement=diest,
            document=Document.PROTOCOL,
            party=Party.PARTNER,
            position=1,
            name="An Peeters",
            function="burgemeester",
            signed_on=signed_on,
            by=administrator,
            at=LATER,
        )
    assert reload(diest).protocol.signed_by_partner_on == date(2024, 11, 5)
    position = {"document": "protocol", "party": "partner", "position": 1}
    assert [event.details for event in events()] == [position | {"signed_on": day} for day in (None, "2024-11-05")]


def test_a_signatory_taken_away_no_longer_holds_up_the_side(westerlo, administrator, events):
    signature = westerlo.signatures.get(document=Document.PROTOCOL, party=Party.PARTNER, position=2)
    Signature.objects.filter(pk=signature.pk).update(signed_on=None)
    assert reload(westerlo).protocol.signed_by_partner_on is None
    actions.papers.remove_signature(signature=signature, by=administrator, at=LATER)
    assert reload(westerlo).protocol.signed_by_partner_on == date(2024, 1, 29)
    assert [event.event for event in events()] == [Event.SIGNATURE_REMOVED]


def test_a_dpo_is_named_before_the_advice_comes(diest, administrator, events):
    for advised_on in (None, date(2024, 10, 1)):
        actions.papers.record_dpo_advice(
            protocol=diest.protocol,
            party=Party.AGENCY,
            dpo_name="Kim Wacht",
            advised_on=advised_on,
            by=administrator,
            at=LATER,
        )
    assert DpoAdvice.objects.get(party=Party.AGENCY).dpo_name == "Kim Wacht"
    assert [event.details for event in events()] == [
        {"party": "agency", "asked_on": None, "advised_on": day} for day in (None, "2024-10-01")
    ]


# --- the mailbox -----------------------------------------------------------------------------------------------------


def set_mailbox(agreement: Agreement, by, **changes) -> Mailbox:
    answers = {"address": "sociale.dienst@ocmw-westerdorp.example", **changes}
    return actions.mailbox.set_mailbox(protocol=agreement.protocol, **answers, by=by, at=LATER)


def test_another_address_starts_the_checks_anew_and_keeps_the_old_one(westerlo, administrator):
    old = westerlo.protocol.mailbox_facts
    new = set_mailbox(westerlo, administrator, address="anders@ocmw-westerdorp.example")
    old.refresh_from_db()
    assert (old.replaced_at, old.verified_on) == (LATER, AT.date())
    assert check_agreement(agreement=reload(westerlo), on=LATER.date()).obstacles == (Obstacle.MAILBOX_NOT_VERIFIED,)
    assert new.pk != old.pk


def test_an_address_that_bounced_is_checked_again(westerlo, administrator):
    Mailbox.objects.update(bounced_on=date(2024, 2, 1))
    again = set_mailbox(westerlo, administrator)
    assert (again.bounced_on, again.first_verified_at) == (None, None)


def test_two_administrators_check_a_mailbox_one_after_the_other(diest, administrator, second_administrator, events):
    mailbox = set_mailbox(diest, administrator)
    actions.mailbox.verify_mailbox(mailbox=mailbox, by=administrator, at=LATER)
    assert reload(diest).protocol.mailbox_facts.verified_on is None
    actions.mailbox.verify_mailbox(mailbox=mailbox, by=second_administrator, at=LATER)
    found = reload(diest).protocol.mailbox_facts
    assert (found.first_verified_by, found.second_verified_by) == (administrator, second_administrator)
    assert [event.details["step"] for event in events() if event.event == Event.MAILBOX_VERIFIED] == [1, 2]


def test_the_same_administrator_cannot_do_the_second_check(diest, administrator, events):
    mailbox = set_mailbox(diest, administrator)
    actions.mailbox.verify_mailbox(mailbox=mailbox, by=administrator, at=LATER)
    before = len(events())
    with pytest.raises(Refusal, match="andere beheerder"):
        actions.mailbox.verify_mailbox(mailbox=mailbox, by=administrator, at=LATER)
    assert reload(diest).protocol.mailbox_facts.verified_on is None
    assert len(events()) == before


def test_a_mailbox_that_two_people_checked_stays_as_it_is(westerlo, agency, events):
    third = a_user(Role.ADMINISTRATOR, agency)
    actions.mailbox.verify_mailbox(mailbox=westerlo.protocol.mailbox_facts, by=third, at=LATER)
    assert reload(westerlo).protocol.mailbox_facts.verified_on == AT.date()
    assert events() == []


def test_an_address_that_was_replaced_cannot_be_checked_any_more(diest, administrator, second_administrator):
    old = set_mailbox(diest, administrator)
    actions.mailbox.verify_mailbox(mailbox=old, by=administrator, at=LATER)
    set_mailbox(diest, administrator, address="kaper@elders.example")
    with pytest.raises(Refusal, match="nieuwe adres"):
        actions.mailbox.verify_mailbox(mailbox=old, by=second_administrator, at=LATER)


def waits_for_a_lock(thread: threading.Thread) -> bool:
    """Return as soon as the thread waits for a row lock; False when it ended without."""
    waiting = """
        SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
                       WHERE NOT granted AND datname = current_database())
    """
    while thread.is_alive():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return True
    return False


def in_a_thread(act) -> tuple[threading.Thread, list[BaseException]]:
    raised: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


@pytest.mark.django_db(transaction=True)
def test_two_first_checks_at_once_by_one_person_make_one_check():
    """The second waits for the row lock, and then sees the first."""
    someone = a_user(Role.ADMINISTRATOR, an_agency())
    agreement = actions.papers.register_agreement(team=a_team(), partner=an_ocmw(), by=someone, at=AT)
    mailbox = set_mailbox(agreement, someone)
    with transaction.atomic():
        actions.mailbox.verify_mailbox(mailbox=mailbox, by=someone, at=LATER)
        thread, raised = in_a_thread(lambda: actions.mailbox.verify_mailbox(mailbox=mailbox, by=someone, at=LATER))
        assert waits_for_a_lock(thread)
    thread.join(timeout=10)
    assert [type(error) for error in raised] == [Refusal]
    mailbox.refresh_from_db()
    assert (mailbox.first_verified_by, mailbox.second_verified_by) == (someone, None)


@pytest.mark.django_db(transaction=True)
def test_a_check_that_waits_for_a_change_of_address_does_not_bless_the_old_one():
    agency = an_agency()
    first, second = a_user(Role.ADMINISTRATOR, agency), a_user(Role.ADMINISTRATOR, agency)
    agreement = actions.papers.register_agreement(team=a_team(), partner=an_ocmw(), by=first, at=AT)
    mailbox = set_mailbox(agreement, first)
    actions.mailbox.verify_mailbox(mailbox=mailbox, by=first, at=LATER)
    with transaction.atomic():
        set_mailbox(agreement, first, address="kaper@elders.example")
        thread, raised = in_a_thread(lambda: actions.mailbox.verify_mailbox(mailbox=mailbox, by=second, at=LATER))
        assert waits_for_a_lock(thread)
    thread.join(timeout=10)
    assert [type(error) for error in raised] == [Refusal]
    assert reload(agreement).protocol.mailbox_facts.verified_on is None


@pytest.mark.django_db(transaction=True)
def test_two_registrations_at_once_make_one_agreement():
    team, partner, someone = a_team(), an_ocmw(), a_user(Role.ADMINISTRATOR, an_agency())

    def register() -> None:
        actions.papers.register_agreement(team=team, partner=partner, by=someone, at=AT)

    with transaction.atomic():
        register()
        thread, raised = in_a_thread(register)
        assert waits_for_a_lock(thread)
    thread.join(timeout=10)
    assert [type(error) for error in raised] == [Refusal]
    assert Agreement.objects.count() == 1


# --- contacts --------------------------------------------------------------------------------------------------------


def test_a_contact_comes_changes_and_goes(diest, administrator, events):
    contact = actions.contacts.add_contact(agreement=diest, contact_details=DETAILS, by=administrator, at=LATER)
    actions.contacts.change_contact(
        contact=contact, contact_details={**DETAILS, "email": "nieuw@ocmw.example"}, by=administrator, at=LATER
    )
    contact.refresh_from_db()
    assert contact.email == "nieuw@ocmw.example"
    key = str(contact.pk)
    actions.contacts.remove_contact(contact=contact, by=administrator, at=LATER)
    assert not Contact.objects.exists()
    told = {"contact": key, "notices": 0}  # the agreement is not signed yet on this day
    assert [(event.event, event.details) for event in events()] == [
        (Event.CONTACT_ADDED, told),
        (Event.CONTACT_CHANGED, {**told, "fields": ["email"]}),
        (Event.CONTACT_REMOVED, told),
    ]


def test_the_trail_holds_no_name_and_no_address(westerlo, administrator):
    """D11: codes and names of fields only."""
    set_mailbox(westerlo, administrator, address="anders@ocmw-westerdorp.example")
    written = " ".join(str(event.details) for event in AuditEvent.objects.all())
    for word in ("Ekelmans", "Dataman", "Peeters", "diensthoofd", "@", "+32"):
        assert word not in written
