"""Data that are not right: reported, corrected under the same consent, and the receiver told (R86–R88)."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from agreements.models import Mailbox, Message
from audit.events import Event
from audit.models import AuditEvent
from law.refusal import Refusal
from law.roles import Role
from outbox import delivery
from outbox.handover import RelayLine
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals import actions
from referrals.models import DATA_FIELDS, FOUR_FIELDS, Answer, Call, Correction, Defect, Referral, ReportedBy, SpokeWith
from referrals.rules.archives import archives_of
from referrals.terms.contents import TEXT_NAME
from tests.builders.accounts import a_user
from tests.builders.database import unguarded
from tests.builders.referrals import a_correction, an_identification
from tests.referrals.steps import TODAY, archive_in, deliver_all, opened_by_seven_zip, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

RIGHT = {
    "first_name": "Noor",
    "last_name": "Van den Voorbeeld",
    "street": "Beukenlaan 9",
    "box": "",
    "postal_code": "9999",
    "phone": "0470 00 00 99",
    "email": "",
    "channel": "mail",
}


@pytest.fixture
def client(referral, signed_in):
    return signed_in(referral.filed_by)


@pytest.fixture
def worker(referral):
    return a_user(Role.SOCIAL_WORKER, referral.partner)


def report(referral, by, **defects) -> Correction:
    defects = defects or {"address_defect": Defect.OUTDATED}
    return actions.report_defects(referral, defects=defects, how=ReportedBy.SITE, by=by, at=timezone.now())


def correct(correction, *, call=None, **changes) -> Correction:
    right = an_identification(street="Beukenlaan 9", box=None, **changes)
    return actions.correct(
        correction, identification=right, call=call, by=correction.referral.filed_by, at=timezone.now()
    )


def page_of(client, referral) -> str:
    return client.get(reverse("referrals:referral", args=[referral.reference])).text


def test_who_filed_is_told_at_once_without_client_data(inbox, referral, worker):
    report(referral, worker, address_defect=Defect.OUTDATED, phone_defect=Defect.WRONG)
    deliver_all()
    [mail] = inbox.mails
    assert mail["To"] == referral.filed_by.email
    text = mail["Subject"] + mail.get_content()
    assert "Adres: verouderd" in text
    assert "Telefoonnummer: fout" in text
    assert reverse("referrals:referral", args=[referral.reference]) in text
    assert "Voorbeeld," not in text
    assert "Noor" not in text


def test_when_who_filed_left_the_team_every_member_is_told(inbox, referral, worker):
    colleague = a_user(Role.TEAM_MEMBER, referral.team)
    referral.filed_by.membership_set.all().delete()
    report(referral, worker)
    deliver_all()
    assert inbox.recipients == [colleague.email]


def test_an_account_that_was_closed_is_not_told(inbox, referral, worker):
    referral.filed_by.is_active = False
    referral.filed_by.save()
    referral.team.email = "team@kindengezin.example"
    referral.team.save()
    report(referral, worker)
    deliver_all()
    assert inbox.recipients == ["team@kindengezin.example"]


def test_a_second_report_is_added_to_the_one_that_is_open(referral, worker):
    first = report(referral, worker)
    second = report(referral, worker, email_defect=Defect.MISSING)
    assert second.pk == first.pk
    assert Correction.objects.get().defect_words == "Adres (verouderd), E-mailadres (ontbrekend)"


def test_the_worklist_and_the_page_say_what_to_correct(client, referral, worker):
    report(referral, worker)
    assert "Adres (verouderd)" in page_of(client, referral)
    assert "te verbeteren" in client.get(reverse("referrals:worklist")).text


def test_a_correction_reaches_the_mailbox_and_says_what_it_replaces(inbox, referral, worker, tmp_path):
    correct(report(referral, worker))
    deliver_all()
    mail = inbox.mail_to("sociaal@ocmw.example")
    password = Transmission.objects.get(kind=Kind.CORRECTION).password
    text = opened_by_seven_zip(archive_in(mail), password, tmp_path)[TEXT_NAME]
    for words in (f"in de plaats van {referral.reference}.zip", "- Adres: verouderd", "Beukenlaan 9"):
        assert words in text
        assert words not in mail.get_body().get_content()
    assert [one.is_superseded for one in archives_of(referral)] == [True, False]


def test_the_corrected_data_are_sealed_and_the_old_ones_are_gone(referral, worker):
    correct(report(referral, worker))
    kept = Referral.objects.get()
    assert (kept.street, kept.box) == ("Beukenlaan 9", None)
    assert str(Referral.objects.values_list("street", flat=True).get()) == "<sealed>"


def test_the_receiver_reads_the_new_password_and_no_longer_the_old_one(inbox, referral, worker):
    correct(report(referral, worker))
    deliver_all()
    new = Transmission.objects.get(kind=Kind.CORRECTION).password
    assert actions.read_password(referral, by=worker, at=timezone.now()) == new


def test_a_correction_goes_to_the_mailbox_of_the_papers_of_today(inbox, referral, worker):
    report_ = report(referral, worker)
    Mailbox.objects.update(address="nieuw@ocmw.example")
    correct(report_)
    deliver_all()
    assert inbox.recipients[-1] == "nieuw@ocmw.example"


def test_the_gate_stops_a_correction_with_its_reasons(referral, worker):
    correction = report(referral, worker)
    referral.agreement.ends_on = TODAY.replace(day=22)
    referral.agreement.save()
    with pytest.raises(Refusal, match="Dit mag niet") as refusal:
        correct(correction)
    assert [obstacle.code for obstacle in refusal.value.decision.obstacles] == ["agreement_ended"]
    assert Referral.objects.get().street == "Lindelaan 22/1"


def test_a_withdrawal_stops_a_correction_that_waits(inbox, referral, worker):
    correct(report(referral, worker))
    withdraw(referral)
    deliver_all()
    kinds = {one.kind: one.status for one in Transmission.objects.exclude(kind=Kind.MESSAGE)}
    assert kinds[Kind.CORRECTION] == TransmissionStatus.CANCELLED
    assert kinds[Kind.DELETION_NOTICE] == TransmissionStatus.SENT


def test_a_withdrawal_between_intent_and_hand_over_stops_the_correction(inbox, referral, worker):
    transmission = correct(report(referral, worker)).transmission
    courier = delivery.courier_of(transmission.kind)
    begun = delivery._begin(transmission, courier)
    withdraw(referral)
    delivery._finish(begun, courier, RelayLine(delivery.relay()))
    assert Transmission.objects.get(pk=transmission.pk).status == TransmissionStatus.CANCELLED
    assert inbox.contents == []


def test_nobody_corrects_after_a_withdrawal(referral, worker):
    correction = report(referral, worker)
    withdraw(referral)
    with pytest.raises(Refusal, match="Dit kan niet meer"):
        correct(correction)
    with pytest.raises(Refusal, match="Dit kan niet meer"):
        report(referral, worker)


def test_a_report_is_answered_once(referral, worker):
    correction = report(referral, worker)
    correct(correction)
    with pytest.raises(Refusal, match="Dit kan niet meer"):
        actions.confirm(correction, by=referral.filed_by, at=timezone.now())


def test_data_that_were_right_are_confirmed_to_the_receiver(inbox, referral, worker):
    actions.confirm(report(referral, worker), by=referral.filed_by, at=timezone.now())
    deliver_all()
    assert "De gegevens die u kreeg, zijn juist." in inbox.mail_to("sociaal@ocmw.example").get_content()
    assert Correction.objects.get().answer == Answer.RIGHT


def test_a_correction_passed_on_by_phone_changes_the_data_and_sends_nothing(inbox, referral, worker):
    """D5: the day and the function are kept; a mailbox is not needed."""
    correction = report(referral, worker)
    Mailbox.objects.all().delete()
    correct(correction, call=Call(TODAY, SpokeWith.SOCIAL_WORKER))
    assert Referral.objects.get().street == "Beukenlaan 9"
    assert not Transmission.objects.filter(kind=Kind.CORRECTION).exists()
    assert Correction.objects.get().called_on == TODAY


def test_a_mail_that_did_not_leave_asks_for_a_call_that_is_noted(client, referral, worker):
    correction = correct(report(referral, worker))
    Transmission.objects.filter(kind=Kind.CORRECTION).update(status=TransmissionStatus.BLOCKED)
    assert "De mail hierover raakte niet weg." in page_of(client, referral)
    assert "te bellen, een mail raakte niet weg" in client.get(reverse("referrals:worklist")).text
    url = reverse("referrals:correction_call", args=[referral.reference, correction.pk])
    assert "Kies met wie u sprak." in client.post(url, {"called_on": "23/11/2026"}).text
    client.post(url, {"called_on": "23/11/2026", "spoke_with": "head"})
    page = page_of(client, referral)
    assert "telefonisch aan het diensthoofd" in page
    assert "De mail hierover raakte niet weg." not in page


def test_after_erasing_the_right_data_go_by_phone_only(client, referral, worker):
    correction = report(referral, worker)
    Referral.objects.update(erased_at=timezone.now(), **dict.fromkeys(DATA_FIELDS))
    with pytest.raises(Refusal, match="bij ons gewist"):
        correct(correction)
    url = reverse("referrals:correction", args=[referral.reference, correction.pk])
    assert "Bij ons zijn de gegevens gewist." in client.get(url).text
    client.post(url, {"called_on": "23/11/2026", "spoke_with": "social_worker"})
    assert Correction.objects.get().answer == Answer.CORRECTED


def test_the_form_has_the_checks_of_filing(client, referral, worker):
    correction = report(referral, worker)
    url = reverse("referrals:correction", args=[referral.reference, correction.pk])
    page = client.post(url, {**RIGHT, "street": "Beukenlaan 9, kind geboren 18/05/2024"}).text
    assert "Hier staat een datum." in page
    page = client.post(url, {**RIGHT, "email": "85.07.30-033.28@post.example"}).text
    assert "rijksregisternummer" in page
    assert not Transmission.objects.filter(kind=Kind.CORRECTION).exists()
    page = client.post(url, RIGHT, follow=True).text
    assert "Er vertrekt nu een mail met een nieuw archief naar OCMW Voorbeelddorp." in page
    old, new = (
        f'van <span class="app-reference">{referral.reference}{end}' for end in (".zip</span> (v", "-2.zip</span></b")
    )
    assert 0 < page.index(new) < page.index(old), "the one that is needed comes first"
    assert Transmission.objects.filter(kind=Kind.CORRECTION).count() == 1
    assert client.post(url, RIGHT).status_code == 302
    assert Transmission.objects.filter(kind=Kind.CORRECTION).count() == 1


def test_an_address_that_became_secret_is_taken_away_and_one_that_came_is_added(client, referral, worker):
    """D14"""
    absent = {"address_answer": "absent", "street": "", "postal_code": ""}
    for changes, street in (({**RIGHT, **absent}, None), (RIGHT, "Beukenlaan 9")):
        url = reverse("referrals:correction", args=[referral.reference, report(referral, worker).pk])
        assert client.get(url).status_code == 200
        assert client.post(url, changes).status_code == 302
        assert Referral.objects.get().street == street


def test_the_team_notes_that_the_receiver_phoned(client, referral):
    url = reverse("referrals:report_defects", args=[referral.reference])
    fine = dict.fromkeys(FOUR_FIELDS, "fine")
    assert "Kies bij minstens één gegeven wat er niet klopt" in client.post(url, {**fine, "how": "phone"}).text
    assert "Kies een antwoord uit de lijst" in client.post(url, {**fine, "name_defect": "lelijk"}).text
    assert "Kies hoe het team dit weet." in client.post(url, {**fine, "name_defect": "incomplete"}).text
    answer = client.post(url, {**fine, "how": "phone", "name_defect": "incomplete"})
    correction = Correction.objects.get()
    assert answer.url == reverse("referrals:correction", args=[referral.reference, correction.pk])
    assert correction.how == ReportedBy.PHONE
    assert not Message.objects.exists()


def test_the_team_sees_what_it_passed_on_and_notes_what_the_client_said(client, referral):
    """A client who phones says the right number: whether ours is another one is read on the same page."""
    url = reverse("referrals:report_defects", args=[referral.reference])
    page = client.get(url).text
    known = referral.identification
    for value in (known.name.last_name, known.address.street, known.email):
        assert value in page
    fine = dict.fromkeys(FOUR_FIELDS, "fine")
    page = client.post(url, {**fine, "how": "client", "phone_defect": "wrong"}, follow=True).text
    assert Correction.objects.get().how == ReportedBy.CLIENT
    marked = page.index("Gemeld: fout")
    assert page.count("Gemeld: fout") == 1
    assert page.index("Telefoonnummer <span") < marked < page.index('name="phone"'), "beside the question to answer"


def test_a_report_names_at_least_one_field(referral):
    with pytest.raises(IntegrityError):
        a_correction(referral, address_defect="")


def test_the_trail_tells_field_and_defect_in_codes(referral, worker):
    report(referral, worker)
    [event] = AuditEvent.objects.filter(event=Event.DEFECT_REPORTED)
    assert event.details["defects"] == ["address/outdated"]


def test_only_a_referral_that_was_sent_is_corrected(referral, worker):
    with unguarded():
        Transmission.objects.update(status=TransmissionStatus.FAILED, sent_at=None)
    with pytest.raises(Refusal, match="Dit kan niet meer"):
        report(referral, worker)
