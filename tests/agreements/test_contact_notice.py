"""Every change of a contact is told to the other party at once, in writing, and filed with its proof (R23, R24)."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from agreements import actions
from agreements.models import Contact, ContactKind, Message, MessageKind, Signature
from agreements.terms.papers import Document, Party
from audit.models import AuditEvent
from directory.models import Organisation
from law.refusal import Refusal
from outbox.delivery import deliver
from outbox.models import Transmission, TransmissionStatus
from tests.agreements.papers import reload
from tests.builders.accounts import a_user

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DETAILS = {
    "party": Party.AGENCY,
    "kind": ContactKind.CONTACT,
    "name_or_function": "Jo Nieuwers",
    "organisation_name": "",
    "phone": "+3214000011",
    "email": "jo@agentschap.example",
}


@pytest.fixture
def papers(westerlo):
    """Signed papers, with one contact person of each party by mail, and nothing told yet."""
    Message.objects.all().delete()
    Contact.objects.all().delete()
    for party, name in ((Party.AGENCY, "teamverantwoordelijke"), (Party.PARTNER, "hoofd sociale dienst")):
        Contact.objects.create(
            agreement=westerlo,
            party=party,
            kind=ContactKind.CONTACT,
            name_or_function=name,
            email=f"{party}@dienst.example",
        )
    westerlo.protocol.dpo_advices.filter(party=Party.AGENCY).update(dpo_email="dpo@agentschap.example")
    westerlo.protocol.dpo_advices.filter(party=Party.PARTNER).update(dpo_email="dpo@ocmw.example")
    return reload(westerlo)


def add(agreement, by, *, at=AT, stands_in_papers=False, **changes) -> Contact:
    return actions.contacts.add_contact(
        agreement=agreement, contact_details={**DETAILS, **changes}, stands_in_papers=stands_in_papers, by=by, at=at
    )


def told() -> list[tuple[str, str]]:
    return sorted(Message.objects.values_list("to_party", "recipient"))


def test_a_new_contact_person_is_told_to_those_of_the_other_party(papers, administrator):
    add(papers, administrator)
    [message] = Message.objects.all()
    assert (message.kind, message.to_party, message.recipient) == (
        MessageKind.CONTACT_CHANGE,
        Party.PARTNER,
        "partner@dienst.example",
    )
    assert message.written_at == AT
    assert message.transmission.status == TransmissionStatus.QUEUED
    for line in ("Er komt een contact bij.", "- Jo Nieuwers", "- Telefoon: 014 00 00 11", "24 november 2026"):
        assert line in message.body


def test_a_change_tells_old_and_new(papers, administrator):
    contact = papers.contacts.get(party=Party.AGENCY)
    details = {**DETAILS, "name_or_function": "teamverantwoordelijke", "email": "nieuw@agentschap.example"}
    actions.contacts.change_contact(contact=contact, contact_details=details, by=administrator, at=AT)
    body = Message.objects.get().body
    before, after = body.index("Vroeger"), body.index("Nu")
    assert before < body.index("agency@dienst.example") < after < body.index("nieuw@agentschap.example")


def test_a_contact_that_goes_is_told_too(papers, administrator):
    actions.contacts.remove_contact(contact=papers.contacts.get(party=Party.PARTNER), by=administrator, at=AT)
    [message] = Message.objects.all()
    assert (message.to_party, message.recipient) == (Party.AGENCY, "agency@dienst.example")
    assert "Een contact valt weg." in message.body
    assert "- hoofd sociale dienst" in message.body


def test_nothing_changed_tells_nothing(papers, administrator):
    contact = papers.contacts.get(party=Party.AGENCY)
    same = {
        "party": contact.party,
        "kind": contact.kind,
        "name_or_function": contact.name_or_function,
        "organisation_name": "",
        "phone": "",
        "email": contact.email,
    }
    actions.contacts.change_contact(contact=contact, contact_details=same, by=administrator, at=AT)
    assert told() == []


def test_a_breach_contact_is_told_to_both_dpos_as_well(papers, administrator):
    """R24: a breach contact is another thing than a contact person."""
    add(papers, administrator, kind=ContactKind.BREACH, organisation_name="Voorbeeld ICT")
    assert told() == [
        ("agency", "dpo@agentschap.example"),
        ("partner", "dpo@ocmw.example"),
        ("partner", "partner@dienst.example"),
    ]
    assert {message.subject for message in Message.objects.all()} == {"Wijziging van een contact bij gegevenslek"}


def test_who_stops_being_a_breach_contact_is_told_to_the_dpos(papers, administrator):
    contact = add(papers, administrator, kind=ContactKind.BREACH, stands_in_papers=True)
    actions.contacts.change_contact(contact=contact, contact_details=DETAILS, by=administrator, at=AT)
    assert ("partner", "dpo@ocmw.example") in told()


def test_one_address_gets_one_message(papers, administrator):
    Contact.objects.filter(party=Party.PARTNER).update(email="DPO@ocmw.example")
    add(papers, administrator, kind=ContactKind.BREACH)
    assert told() == [("agency", "dpo@agentschap.example"), ("partner", "DPO@ocmw.example")]


def test_without_contact_person_the_general_address_is_used(papers, administrator):
    papers.contacts.filter(party=Party.PARTNER).update(email="", phone="+3214000001")
    Organisation.objects.filter(pk=papers.partner.pk).update(email="onthaal@ocmw.example")
    add(reload(papers), administrator)
    assert told() == [("partner", "onthaal@ocmw.example")]


def test_without_any_address_a_letter_is_written(papers, administrator):
    papers.contacts.filter(party=Party.PARTNER).delete()
    add(papers, administrator)
    [letter] = Message.objects.all()
    assert (letter.recipient, letter.transmission) == ("", None)
    assert "Antwoord niet op deze mail" not in letter.body


def test_a_contact_that_moves_to_the_other_side_is_told_to_both(papers, administrator):
    contact = add(papers, administrator, stands_in_papers=True)
    moved = {**DETAILS, "party": Party.PARTNER}
    actions.contacts.change_contact(contact=contact, contact_details=moved, by=administrator, at=AT)
    assert {party for party, _address in told()} == {"agency", "partner"}


def test_before_both_signed_nothing_is_told_and_from_that_day_on_it_is(papers, administrator):
    Signature.objects.filter(document=Document.AGREEMENT, party=Party.PARTNER).update(signed_on=date(2026, 11, 25))
    add(reload(papers), administrator)
    assert told() == []
    add(reload(papers), administrator, at=datetime(2026, 11, 24, 23, 0, tzinfo=UTC))  # midnight in Brussels
    assert len(told()) == 1


def test_what_is_copied_from_the_signed_papers_is_no_change_and_the_trail_says_so(papers, administrator):
    contact = add(papers, administrator, stands_in_papers=True)
    details = {**DETAILS, "phone": "+3214000012"}
    actions.contacts.change_contact(
        contact=contact, contact_details=details, stands_in_papers=True, by=administrator, at=AT
    )
    assert told() == []
    events = AuditEvent.objects.filter(event__in=["contact_added", "contact_changed"]).order_by("pk")
    assert [event.details["notices"] for event in events][-2:] == [0, 0]


def test_names_stand_in_the_text_alone(papers, administrator):
    before = AuditEvent.objects.count()
    add(papers, administrator)
    message = Message.objects.get()
    written = message.subject + " ".join(str(event.details) for event in AuditEvent.objects.order_by("pk")[before:])
    for word in ("Jo", "Nieuwers", "@", "+32", "14 00"):
        assert word not in written


def test_the_change_and_its_notice_come_together_or_not_at_all(papers, administrator):
    queued = Transmission.objects.count()
    with transaction.atomic():
        add(papers, administrator)
        transaction.set_rollback(True)
    assert (told(), Contact.objects.count(), Transmission.objects.count()) == ([], 2, queued)


def test_a_contact_that_somebody_else_removed_is_told_once(papers, administrator):
    contact = papers.contacts.get(party=Party.PARTNER)
    actions.contacts.remove_contact(contact=Contact.objects.get(pk=contact.pk), by=administrator, at=AT)
    with pytest.raises(Refusal, match="intussen weggehaald"):
        actions.contacts.remove_contact(contact=contact, by=administrator, at=AT)
    with pytest.raises(Refusal, match="intussen weggehaald"):
        actions.contacts.change_contact(contact=contact, contact_details=DETAILS, by=administrator, at=AT)
    assert len(told()) == 1


def test_the_notice_really_arrives(inbox, papers, administrator):
    add(papers, administrator)
    deliver(Message.objects.get().transmission_id)
    [mail] = inbox.mails
    assert mail["To"] == "partner@dienst.example"
    assert mail["Subject"] == "Wijziging van een contactpersoon"
    assert "Jo Nieuwers" in mail.get_content()
    assert "Antwoord niet op deze mail" in mail.get_content()


# --- the pages -------------------------------------------------------------------------------------------------------


ANSWERS = {"party": "agency", "kind": "contact", "name_or_function": "Jo Nieuwers", "email": "jo@agentschap.example"}


def test_a_contact_added_on_the_page_is_in_the_list_of_messages(browser, papers):
    url = reverse("agreements:new_contact", args=[papers.pk])
    assert "Wij melden elke wijziging meteen schriftelijk" in browser.get(url).content.decode()
    browser.post(url, ANSWERS)
    shown = browser.get(reverse("agreements:messages", args=[papers.pk])).content.decode()
    assert "Wijziging van een contactpersoon" in shown
    assert "partner@dienst.example" in shown


def test_a_box_on_the_page_says_that_it_stands_in_the_papers(browser, papers):
    browser.post(reverse("agreements:new_contact", args=[papers.pk]), {**ANSWERS, "stands_in_papers": "on"})
    assert told() == []
    assert Contact.objects.filter(name_or_function="Jo Nieuwers").exists()


def test_before_the_signatures_there_is_no_box_and_no_notice(browser, diest):
    Signature.objects.update(signed_on=None)
    url = reverse("agreements:new_contact", args=[diest.pk])
    assert "ondertekende papieren" not in browser.get(url).content.decode()
    browser.post(url, ANSWERS)
    assert told() == []
    shown = browser.get(reverse("agreements:contacts", args=[diest.pk])).content.decode()
    assert "Wij sturen nog geen meldingen." in shown


def test_removing_on_the_page_says_who_hears_of_it_and_that_nobody_is_left(browser, papers):
    """R20: whoever removes the last one reads so at once, and not first when a letter has no address."""
    last = papers.contacts.get(party=Party.PARTNER)
    other = Contact.objects.create(agreement=papers, party=Party.PARTNER, kind=ContactKind.CONTACT, email="a@b.example")
    for contact, nobody_is_left in ((other, False), (last, True)):
        url = reverse("agreements:remove_contact", args=[papers.pk, contact.pk])
        shown = browser.post(url, follow=True).content.decode()
        assert "De andere partij krijgt bericht." in shown
        assert (f"{papers.partner} heeft nu geen contactpersoon meer. Voeg er een toe." in shown) is nobody_is_left
    assert [party for party, _recipient in told()] == ["agency", "agency"]


def test_a_person_without_account_gets_no_notice(papers, administrator):
    """Only addresses of the papers count; that somebody has an account here plays no part."""
    a_user(email="iemand@dienst.example")
    add(papers, administrator)
    assert told() == [("partner", "partner@dienst.example")]
