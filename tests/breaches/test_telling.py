"""Who is told of a breach and when, and who can report one (R97, D31)."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Message, MessageKind
from audit.events import Event
from audit.models import AGENCY, AuditEvent
from breaches import actions
from breaches.models import Authority, Breach, DiscoveredBy, Happening
from law.refusal import Refusal
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.agreements import a_next_version, papers_in_force
from tests.builders.directory import a_team, an_ocmw

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def agreement():
    return papers_in_force(a_team(), an_ocmw())


def reported(agreement, by, *, at=AT, discovered_at=None, happening=Happening.WRONG_MAILBOX) -> Breach:
    details = {
        "discovered_at": discovered_at or at,
        "discovered_by": DiscoveredBy.AGENCY,
        "happenings": [happening],
        "from_on": None,
        "until_on": None,
    }
    return actions.register_breach(key=uuid.uuid4(), details=details, agreement=agreement, by=by, at=at)


def alarms_of(breach: Breach) -> list[int]:
    return list(breach.alarms.order_by("-hours").values_list("hours", flat=True))


def test_who_decides_is_told_at_once_and_at_48_24_and_6_hours(agreement, administrator):
    """Across the night of 25 October 2026, in which the clocks go back: the hours are real ones."""
    discovered = datetime(2026, 10, 23, 12, 0, tzinfo=UTC)
    dpo = a_user(Role.AUDITOR)
    breach = reported(agreement, administrator, at=discovered)
    told = Message.objects.filter(kind=MessageKind.BREACH)
    assert set(told.values_list("recipient", flat=True)) == {administrator.email, dpo.email}
    assert told.first().subject == f"Gegevenslek gemeld: {breach.name}"
    assert str(agreement.partner) in breach.name
    minute = timedelta(minutes=1)
    for hours, left in ((48, [48]), (24, [48, 24]), (6, [48, 24, 6]), (0, [48, 24, 6, 0])):
        due = discovered + timedelta(hours=72 - hours)
        before = told.count()
        assert actions.warn_all(at=due - minute) == 0
        assert actions.warn_all(at=due) == 1
        assert actions.warn_all(at=due + minute) == 0
        assert (alarms_of(breach), told.count()) == (left, before + 2)


def test_what_was_missed_is_told_once_and_a_decided_breach_is_left_alone(agreement, administrator):
    breach, other = reported(agreement, administrator), reported(agreement, administrator)
    actions.decide_report(breach=other, authority=Authority.VTC, reported_at=AT, by=administrator, at=AT)
    assert actions.warn_all(at=AT + timedelta(hours=67)) == 1
    assert (alarms_of(breach), alarms_of(other)) == ([6], [])


def test_a_discovery_that_was_corrected_to_later_has_its_alarms_again(agreement, administrator):
    """A year typed wrong had told that it was too late; the alarms of the right hours must still come."""
    breach, hour = reported(agreement, administrator, discovered_at=AT - timedelta(days=9)), timedelta(hours=1)
    assert alarms_of(breach) == [0]
    right = {name: getattr(breach, name) for name in ("discovered_by", "happenings", "from_on", "until_on")}
    details = {**right, "discovered_at": AT - 30 * hour}
    actions.change_breach(breach=breach, details=details, by=administrator, at=AT)
    for at, told in ((AT, [48]), (AT + 20 * hour, [48, 24]), (AT + 37 * hour, [48, 24, 6])):
        assert (actions.warn_all(at=at), actions.warn_all(at=at)) == (1, 0)
        assert alarms_of(breach) == told
    with pytest.raises(Refusal, match="al geregistreerd"):
        actions.change_breach(
            breach=breach, details={**right, "discovered_at": AT + hour}, by=administrator, at=AT + 2 * hour
        )


def test_a_receiver_reports_under_its_own_papers_and_reads_only_what_it_reported(agreement, signed_in):
    """R97, D31: the register stays closed, other papers cannot be chosen, the event stands where it is told (D19)."""
    key_of = lambda page: page.content.decode().split('name="key" value="')[1].split('"')[0]  # noqa: E731
    worker = a_user(Role.SOCIAL_WORKER, agreement.partner)
    stranger = a_user(Role.SOCIAL_WORKER, an_ocmw("OCMW Elders"))
    form, url = signed_in(worker), reverse("breaches:report")
    a_next_version(agreement)  # in preparation: nothing went under it, and the one answer stays filled in
    assert re.search(rf'value="{agreement.pk}" selected', form.get(url).content.decode())
    now = timezone.localtime()
    answers = {
        "key": key_of(form.get(url)),
        "agreement": str(agreement.pk),
        "happening": "device_lost",
        "discovered_on": f"{now:%d/%m/%Y}",
        "discovered_hour": f"{now:%H:%M}",
    }
    refused = signed_in(stranger).post(url, answers)
    assert "Kies een overeenkomst uit de lijst." in refused.content.decode()
    assert not Breach.objects.exists()
    for _twice in range(2):
        assert form.post(url, answers).url == url
    breach = Breach.objects.get()
    assert (breach.discovered_by, breach.registered_by_id) == (DiscoveredBy.PARTNER, worker.pk)
    assert breach.name in form.get(url).content.decode()
    assert form.get(reverse("breaches:register")).status_code == 403
    assert AuditEvent.objects.get(event=Event.BREACH_REGISTERED).log == AGENCY
