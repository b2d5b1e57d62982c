"""A relay that cannot be trusted is an alarm of its own, with what to do; never one that is "not reachable"."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from example.second_factor import signed_in
from law.roles import Role
from outbox.delivery import deliver_due
from outbox.handover import TlsFault
from outbox.models import Attempt, RelayState, Transmission, TransmissionStatus
from outbox.reasons import why_not_safe
from tests.builders.accounts import a_user
from tests.builders.referrals import a_referral
from tests.outbox.smtp_faults import Authority, FaultyRelay, allow_only_tls_1_1

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(tmp_path: Path, settings) -> Authority:
    authority = Authority(tmp_path)
    settings.SMTP_CA_FILE, settings.SMTP_HOST, settings.SMTP_SECURITY = authority.ca_file, "localhost", "starttls"
    return authority


def old(authority: Authority):
    context = authority.server_context("localhost")
    allow_only_tls_1_1(context)
    return context


RELAYS = {
    TlsFault.EXPIRED: lambda authority, _path: authority.server_context("localhost", days=(-9, -2)),
    TlsFault.WRONG_NAME: lambda authority, _path: authority.server_context("other.test"),
    TlsFault.UNKNOWN_AUTHORITY: lambda _authority, path: Authority(path).server_context("localhost"),
    TlsFault.PROTOCOL: lambda authority, _path: old(authority),
}


@pytest.mark.parametrize("fault", RELAYS)
def test_the_administrator_reads_what_is_wrong_and_what_to_do_until_it_is_right(
    fault, authority, settings, tmp_path_factory
):
    referral = a_referral()
    Transmission.objects.update(retried_at=timezone.now())
    admin = signed_in(a_user(Role.ADMINISTRATOR))
    with FaultyRelay(RELAYS[fault](authority, tmp_path_factory.mktemp("other"))) as relay:
        settings.SMTP_PORT = relay.port
        deliver_due(seconds=60)
    assert relay.messages == relay.secured == []
    assert Attempt.objects.get().tls_fault == fault
    page = admin.get(reverse("outbox:stuck")).text
    assert page.count(why_not_safe(fault)) >= 1
    assert "niet bereikbaar" not in page
    assert why_not_safe(fault) in admin.get(reverse("agreements:register")).text
    told = signed_in(referral.filed_by).get(reverse("referrals:referral", args=[referral.reference])).text
    assert "Er was geen veilige verbinding met onze mailserver." in told
    assert "SMTP_" not in told
    Transmission.objects.update(due_at=referral.filed_at)
    with FaultyRelay(authority.server_context("localhost")) as relay:
        settings.SMTP_PORT = relay.port
        deliver_due(seconds=60)
    assert Transmission.objects.get().status == TransmissionStatus.SENT
    assert RelayState.objects.get().tls_failed_at is None
    events = AuditEvent.objects.filter(event__startswith="relay_").order_by("pk").values_list("event", flat=True)
    assert list(events) == ["relay_not_trusted", "relay_trusted"]


def test_it_is_told_once_and_a_relay_that_is_away_does_not_end_it(authority, settings):
    a_referral()
    with FaultyRelay(authority.server_context("other.test")) as relay:
        settings.SMTP_PORT = relay.port
        deliver_due(seconds=60)
    since = RelayState.objects.get().tls_failed_at
    settings.SMTP_PORT = 1
    Transmission.objects.update(due_at=since)
    deliver_due(seconds=60)
    assert RelayState.objects.get().tls_failed_at == since
    assert AuditEvent.objects.filter(event="relay_not_trusted").count() == 1


@pytest.mark.parametrize("fault", TlsFault)
def test_every_fault_has_a_sentence_that_says_what_to_do(fault):
    assert "Vraag" in why_not_safe(fault)
