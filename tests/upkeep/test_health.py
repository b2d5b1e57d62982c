"""Who asks whether the house is well gets an answer, and nothing of a client."""

import re
from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.events import Event
from audit.models import AuditEvent
from law.roles import Role
from outbox import standstill
from outbox.couriers import courier_of
from outbox.handover import HandoverOutcome, HandoverResult, Stage, TlsFault
from outbox.models import Kind, OutboxState, RelayState, SharedFault, StopReason, Transmission, UnreadableValue
from tests.builders.accounts import a_user
from tests.builders.referrals import a_referral
from tests.outbox.conftest import certificate, inbox
from upkeep import actions, certificates
from upkeep.findings import look
from upkeep.models import HouseAlarm, PeriodicWork

__all__ = ["certificate", "inbox"]

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


def wrong() -> set[str]:
    return {one.name for one in look(at=timezone.now()) if not one.is_well}


def test_alive_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/gezond/")
    assert answer.json() == {"alive": True}


def test_a_house_that_just_started_is_well():
    answer = Client().get("/gezond/diep/")
    assert (answer.status_code, answer.json()["well"]) == (200, True), answer.json()


def test_a_database_that_only_reads_is_told_alone_by_health_and_metrics():
    with connection.cursor() as cursor:
        cursor.execute("SET transaction_read_only = on")
    answer = Client().get("/gezond/diep/")
    assert answer.status_code == 503
    assert list(answer.json()["findings"]) == ["database"]
    assert "staat op alleen lezen" in answer.json()["findings"]["database"]["sentence"]
    assert 'aanmelden_well{finding="database"} 0.0' in Client().get("/gezond/metrieken/").content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_told_alone_by_health_and_metrics(error):
    def away(*_arguments: object) -> None:
        raise error

    with connection.execute_wrapper(away):
        answer, metrics = Client().get("/gezond/diep/"), Client().get("/gezond/metrieken/")
    assert answer.status_code == 503
    assert list(answer.json()["findings"]) == ["database"]
    assert f"antwoordt niet ({error.__name__})" in answer.json()["findings"]["database"]["sentence"]
    assert 'aanmelden_well{finding="database"} 0.0' in metrics.content.decode()


@pytest.mark.parametrize("name", ["health", "metrics"])
def test_only_this_machine_and_the_token_get_in(settings, name):
    path, settings.HEALTH_TOKEN = reverse(f"upkeep:{name}"), "t" * 32
    assert Client().get(path).status_code == 200
    assert Client().get(path, **ELSEWHERE).status_code == 404
    assert Client().get(path, HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 404  # nginx on this machine
    assert Client().get(path, HTTP_AUTHORIZATION="Bearer " + "t" * 32, **ELSEWHERE).status_code == 200
    assert Client().get(path, HTTP_AUTHORIZATION="Bearer " + "u" * 32, **ELSEWHERE).status_code == 404
    settings.HEALTH_TOKEN = ""
    assert Client().get(path, HTTP_AUTHORIZATION="Bearer ", **ELSEWHERE).status_code == 404


def test_each_thing_that_goes_wrong_is_found_under_its_name(settings, tmp_path):
    at = timezone.now()
    assert wrong() == set()
    standstill.freeze(because=StopReason.OPERATOR, by=None, at=at)
    RelayState.objects.create(login_refused_at=at, next_login_at=at, tls_fault="expired", tls_failed_at=at)
    PeriodicWork.objects.filter(name="erasing").update(known_since=at - timedelta(days=3))
    SharedFault.objects.create(cause="7", first_at=at, last_at=at, receivers=3)
    UnreadableValue.objects.create(table="referrals.referral", row=a_user().pk, column="phone", noticed_at=at)
    settings.WITHDRAWAL_JOURNAL = str(tmp_path / "weg" / "journaal")
    certificates.cache.set(certificates._KEY, {"de site": at + timedelta(days=20)})
    a_referral()
    Transmission.objects.update(due_at=at - timedelta(minutes=16))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE audit_auditevent SET written_at = now() - interval '6 minutes'")
        cursor.execute("UPDATE referrals_referral SET filed_at = now() - interval '98 days'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert wrong() == {
        "frozen", "login", "encryption", "overdue", "bounces", "keys", "journal", "certificates", "mail", "sealing",
        "erasing",
    }  # fmt: skip
    assert Client().get("/gezond/diep/").status_code == 503


def test_certificates_are_read_from_who_shows_them_and_one_that_is_silent_keeps_what_was_known(inbox, settings):
    settings.SITE_URL, settings.IMAP_HOST, settings.IMAP_PORT = "https://localhost:1", "localhost", 1
    last_night = timezone.now() + timedelta(days=40)
    certificates.cache.set(certificates._KEY, {"de site": last_night, "de mailserver": last_night})
    seen = certificates.look_again()
    assert seen.keys() == {"de site", "de mailserver"}
    assert seen["de site"] == last_night
    assert timedelta(days=29) < seen["de mailserver"] - timezone.now() < timedelta(days=31)
    [found] = [one for one in look(at=timezone.now()) if one.name == "certificates"]
    assert found.is_well
    assert 29 <= found.number <= 31


def test_metrics_are_read_by_prometheus_and_name_nobody():
    referral = a_referral()
    text = Client().get("/gezond/metrieken/").content.decode()
    sample = re.compile(r'aanmelden_[a-z_]+(\{[a-z]+="[\w.]+"\}) -?[\d.e+]+')
    assert all(line.startswith("# ") or sample.fullmatch(line) for line in text.splitlines())
    assert 'aanmelden_mails{status="queued"} 1.0' in text
    assert referral.reference not in text


def test_an_alarm_is_mailed_once_to_administrators_and_operator_and_ends_by_itself(settings):
    settings.OPERATOR_EMAIL = "operator@agentschap.example"
    administrator = a_user(Role.ADMINISTRATOR)
    at = timezone.now()
    OutboxState.objects.update_or_create(pk=1, defaults={"home": standstill._home()})
    UnreadableValue.objects.create(table="referrals.referral", row=administrator.pk, column="phone", noticed_at=at)
    [alarm] = actions.review(at=at)
    assert actions.review(at=at) == []
    mails = Transmission.objects.filter(kind=Kind.HOUSE_ALARM)
    assert set(mails.values_list("recipient", flat=True)) == {administrator.email, settings.OPERATOR_EMAIL}
    letter = courier_of(Kind.HOUSE_ALARM).compose(alarm, mails[0])
    assert "Niet open: 1 verzegelde waarden" in letter.body
    UnreadableValue.objects.update(opened_again_at=at)
    actions.review(at=at)
    assert HouseAlarm.objects.get().ended_at == at
    UnreadableValue.objects.update(opened_again_at=None)
    at = HouseAlarm.objects.get().ended_at
    assert actions.review(at=at + timedelta(seconds=30)) == []  # it flickers: nobody is mailed again
    assert mails.count() == 2
    events = AuditEvent.objects.filter(event__in=[Event.ALARM_RAISED, Event.ALARM_ENDED])
    assert [one.details for one in events] == [{"finding": "keys"}] * 2


def test_a_relay_that_is_not_to_be_trusted_is_an_alarm_whose_mail_leaves_when_it_is_again():
    """No mail can tell that no mail leaves: pages and health say it meanwhile, and the mail says it afterwards."""
    administrator, at = a_user(Role.ADMINISTRATOR), timezone.now()
    OutboxState.objects.update_or_create(pk=1, defaults={"home": standstill._home()})
    result = HandoverResult(HandoverOutcome.NOT_SENT, Stage.TLS, None, None, TlsFault.EXPIRED)
    standstill.note_encryption(result, at=at)
    [alarm] = actions.review(at=at)
    assert alarm.finding == "encryption"
    answer = Client().get("/gezond/diep/")
    assert answer.status_code == 503
    assert "Er vertrekt geen mail sinds" in answer.text
    [mail] = Transmission.objects.filter(kind=Kind.HOUSE_ALARM, recipient=administrator.email)
    later = at + timedelta(minutes=40)
    standstill.note_encryption(HandoverResult(HandoverOutcome.ACCEPTED, Stage.DOT, 250, None), at=later)
    actions.review(at=later)
    alarm.refresh_from_db()
    assert alarm.ended_at == later
    courier = courier_of(Kind.HOUSE_ALARM)
    assert courier.obstacles(alarm, mail, at=later) == []
    assert "De lijn naar onze mailserver was niet te vertrouwen van" in courier.compose(alarm, mail).body
