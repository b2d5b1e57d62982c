"""The client changes their mind: what waits stops, and the receiver is asked to delete what left (R55–R57, D5, D6)."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Mailbox
from audit.events import Event
from audit.models import AuditEvent
from consent.models import Reason, ToldBy, ToldTo, Withdrawal
from law.refusal import Overtaken, Refusal
from law.roles import Role
from outbox.models import Kind, Transmission, TransmissionStatus
from referrals import actions
from referrals.models import DATA_FIELDS, Call, DeletionDeclaration, DeletionNotice, Referral, SpokeWith
from referrals.terms.contents import TEXT_NAME, four_fields
from tests.builders.accounts import a_user
from tests.builders.database import unguarded
from tests.builders.referrals import a_referral
from tests.referrals.steps import TODAY, archive_in, contents, deliver_all, opened_by_seven_zip, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def client(referral, signed_in):
    return signed_in(referral.filed_by)


def page_of(client, referral) -> str:
    return client.get(reverse("referrals:referral", args=[referral.reference])).text


def notices() -> list[Transmission]:
    return list(Transmission.objects.filter(kind=Kind.DELETION_NOTICE))


def test_a_withdrawal_before_anything_left_cancels_it_and_asks_nobody_to_delete(inbox):
    referral = a_referral()
    assert withdraw(referral) == []
    deliver_all()
    assert inbox.contents == []
    assert Transmission.objects.get().status == TransmissionStatus.CANCELLED


def test_after_sending_the_request_to_delete_goes_to_the_same_mailbox(inbox, referral):
    withdraw(referral)
    deliver_all()
    assert inbox.recipients == [referral.transmission.recipient]
    [notice] = notices()
    assert notice.status == TransmissionStatus.SENT


def test_the_request_follows_the_data_and_not_a_mailbox_that_was_set_later(inbox, referral):
    """D6: also when the mailbox of the papers is another by now."""
    Mailbox.objects.update(address="nieuw@ocmw.example")
    withdraw(referral)
    deliver_all()
    assert inbox.recipients == ["sociaal@ocmw.example"]


def test_seven_zip_opens_the_request_which_holds_the_reference_and_no_client(inbox, referral, tmp_path):
    withdraw(referral)
    deliver_all()
    [notice] = notices()
    found = opened_by_seven_zip(archive_in(inbox.mails[0]), notice.password, tmp_path)
    assert list(found) == [TEXT_NAME, "gegevens.jsonld"]
    assert referral.reference in found[TEXT_NAME]
    assert "Wis alle gegevens" in found[TEXT_NAME]
    for secret in ("Noor", "Voorbeeld", "Lindelaan", "9999", "470 00 00 12", "470000012", "noor@"):
        assert secret not in found[TEXT_NAME]


def test_the_mail_around_the_request_does_not_say_what_it_asks(inbox, referral):
    withdraw(referral)
    deliver_all()
    mail = inbox.mails[0]
    visible = "".join(mail.values()) + mail.get_body().get_content() + str(next(mail.iter_attachments()).items())
    for word in ("ingetrokken", "trok", "wissen", "verwijderbericht", "Voorbeeld,", "Noor", notices()[0].password):
        assert word not in visible
    assert f"{referral.reference}-2.zip" in visible


def test_what_may_have_left_is_followed_by_a_request_as_well(inbox, referral):
    """R56: the line was lost after the final dot; nobody knows whether the archive arrived."""
    with unguarded():
        Transmission.objects.update(status=TransmissionStatus.FAILED, sent_at=None, is_ambiguous=True)
    assert len(withdraw(referral)) == 1


def test_every_mailbox_to_which_data_went_is_asked_once(inbox, referral):
    for address in ("andere@ocmw.example", "sociaal@ocmw.example"):
        Transmission.objects.create(
            kind=Kind.CORRECTION,
            subject_id=referral.pk,
            recipient=address,
            message_id=f"<{address}>",
            dated_at=timezone.now(),
            due_at=timezone.now(),
            status=TransmissionStatus.SENT,
            sent_at=timezone.now(),
        )
    withdraw(referral)
    deliver_all()
    assert sorted(inbox.recipients) == ["andere@ocmw.example", "sociaal@ocmw.example"]


def test_the_request_goes_out_after_the_papers_ended_and_the_data_were_erased(inbox, referral):
    """D6: nothing but an unknown address stops it."""
    referral.agreement.ends_on = date(2026, 11, 1)
    referral.agreement.save()
    Referral.objects.update(erased_at=timezone.now(), **dict.fromkeys(DATA_FIELDS))
    Transmission.objects.update(password=None, message=None)
    withdraw(Referral.objects.get())
    deliver_all()
    [mail] = inbox.mails
    assert TEXT_NAME in contents(archive_in(mail), notices()[0].password)


def test_a_call_counts_as_much_as_a_mail(inbox, referral):
    """D5: who, when and with whom are kept, and no mail goes."""
    withdraw(referral, call=Call(TODAY, SpokeWith.SOCIAL_WORKER))
    deliver_all()
    assert inbox.contents == []
    kept = DeletionNotice.objects.get()
    assert (kept.called_on, kept.called_by, kept.spoke_with) == (TODAY, referral.filed_by, "social_worker")


def test_a_withdrawal_that_is_recorded_twice_asks_once(referral):
    withdraw(referral)
    with pytest.raises(Overtaken, match="al ingetrokken"):
        withdraw(referral)
    assert len(notices()) == 1


def test_the_trail_says_who_told_whom_in_codes(referral):
    withdraw(referral, told_by=ToldBy.ON_BEHALF, told_to=ToldTo.COLLEAGUE)
    [event] = AuditEvent.objects.filter(event=Event.CONSENT_WITHDRAWN)
    assert event.details == {"reason": "changed_mind", "told_by": "on_behalf", "told_to": "colleague"}
    [asked] = AuditEvent.objects.filter(event=Event.DELETION_ASKED)
    assert asked.details["channel"] == "mail"


def test_the_page_asks_day_and_people_and_shows_what_comes_next(client, referral):
    url = reverse("referrals:withdraw", args=[referral.reference])
    asked = client.get(url).text
    assert "Hoe verwittigt u de ontvanger?" in asked
    assert four_fields(referral.identification)[0][1] in asked
    answers = {"on": "23/11/2026", "told_by": "client", "told_to": "recorder", "channel": "mail"}
    page = client.post(url, answers, follow=True).text
    assert "De intrekking is bewaard. Er vertrekt alleen nog een verwijderbericht." in page
    assert "Er gaan geen gegevens van de cliënt meer weg." in page
    assert "Het verwijderbericht is klaar om te versturen." in page
    assert "verklaarde nog niet dat de gegevens gewist zijn" in page
    assert Withdrawal.objects.get().reason == Reason.CHANGED_MIND


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"on": ""}, "Vul de datum in, bijvoorbeeld 3/11/2026."),
        ({"on": "31/2/2026"}, "Typ een datum als dag/maand/jaar"),
        ({"on": "24/11/2026"}, "Deze dag moet nog komen."),
        ({"on": "19/11/2026"}, "De toestemming is van 20 november 2026."),
        ({"told_by": "niemand"}, "Kies wie het vertelde."),
        ({"channel": "phone"}, "Kies met wie u sprak, bijvoorbeeld een maatschappelijk werker."),
        ({"channel": "duif"}, "Kies mail of telefoon."),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_withdraws_nothing(client, referral, answers, sentence):
    given = {"on": "23/11/2026", "told_by": "client", "told_to": "recorder", "channel": "mail"}
    page = client.post(reverse("referrals:withdraw", args=[referral.reference]), {**given, **answers})
    assert sentence in page.text
    assert not Withdrawal.objects.exists()


def test_a_mail_that_did_not_leave_asks_for_a_call_that_is_noted(client, referral):
    withdraw(referral)
    Transmission.objects.filter(kind=Kind.DELETION_NOTICE).update(status=TransmissionStatus.FAILED)
    assert "Het verwijderbericht raakte niet weg." in page_of(client, referral)
    url = reverse("referrals:call", args=[referral.reference])
    assert (
        "Op die dag was er nog niets om over te bellen."
        in client.post(url, {"called_on": "20/11/2026", "spoke_with": "dpo"}).text
    )
    client.post(url, {"called_on": "23/11/2026", "spoke_with": "dpo"})
    assert f"{referral.filed_by.name} belde op 23 november 2026 met de DPO." in page_of(client, referral)


def test_the_team_sees_the_day_of_the_declaration_and_not_the_hour(client, referral):
    withdraw(referral)
    worker = a_user(Role.SOCIAL_WORKER, referral.partner)
    actions.declare_deletion(referral, on=TODAY, by=worker, at=timezone.now().replace(hour=12, minute=34))
    page = page_of(client, referral)
    assert "verklaarde dat de gegevens gewist zijn op 23 november 2026" in page
    assert "13:34" not in page
    assert worker.name not in page


def test_nobody_declares_what_nobody_asked(referral):
    with pytest.raises(Refusal, match="niet om te wissen"):
        actions.declare_deletion(referral, on=TODAY, by=a_user(), at=timezone.now())
    assert not DeletionDeclaration.objects.exists()


def test_the_password_of_the_request_is_read_and_that_of_the_data_is_not_any_more(inbox, referral):
    worker = a_user(Role.SOCIAL_WORKER, referral.partner)
    withdraw(referral)
    deliver_all()
    name = f"{referral.reference}-2.zip"
    password = actions.read_password(referral, by=worker, at=timezone.now(), archive=name)
    assert password == notices()[0].password
    with pytest.raises(Refusal, match="wachtwoord is gewist"):
        actions.read_password(referral, by=worker, at=timezone.now())
    assert Referral.objects.get().opened_at is None


def test_a_client_who_moved_needs_a_new_consent_and_the_old_receiver_deletes(client, referral):
    """D9, R59: nothing is copied; the member is asked for the new place."""
    page = client.get(reverse("referrals:otherwise", args=[referral.reference])).text
    assert "De cliënt is verhuisd" in page
    url = reverse("referrals:moved", args=[referral.reference])
    answers = {"on": "23/11/2026", "told_by": "receiver", "told_to": "recorder", "channel": "mail"}
    assert client.post(url, answers).url == reverse("referrals:file")
    assert [notice.reason for notice in DeletionNotice.objects.all()] == ["moved"]
    assert "De cliënt bleek verhuisd." in page_of(client, referral)


def test_a_wrong_receiver_is_asked_to_delete(client, referral):
    url = reverse("referrals:wrong_receiver", args=[referral.reference])
    answers = {"on": "23/11/2026", "told_by": "ourselves", "told_to": "recorder"}
    answers |= {"channel": "phone", "spoke_with": "head"}
    assert client.post(url, answers).url == reverse("referrals:referral", args=[referral.reference])
    assert DeletionNotice.objects.get().reason == Reason.WRONG_RECEIVER
    assert "Dat is een gegevenslek:" in page_of(client, referral)
    assert notices() == []


def test_a_second_parent_gets_the_place_and_nothing_else(client, referral):
    page = client.get(reverse("referrals:otherwise", args=[referral.reference])).text
    assert reverse("referrals:route", args=[referral.team_id, referral.residence_id]) in page
    assert "Noor" not in page


def test_a_wrong_receiver_leads_to_the_report_of_a_breach(referral, signed_in):
    """D9, R97: the mail left, so somebody it was not meant for may have it."""
    report = reverse("referrals:report_breach", args=[referral.reference])
    withdraw(referral, reason=Reason.WRONG_RECEIVER)
    shown = signed_in(referral.filed_by).get(reverse("referrals:referral", args=[referral.reference])).content.decode()
    assert shown.count(report) == 1
    assert "De mail ging naar een verkeerde ontvanger." in shown
