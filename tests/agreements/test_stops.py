"""What stops sharing is told, and a mistake of today can be taken back (D29)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements import actions
from agreements.letters import stops as letters
from agreements.models import Agreement, Message, MessageKind, PaperFile, Stop, StopKind, Suspension, SuspensionReason
from agreements.terms.papers import Document, Party
from agreements.terms.stops import Route
from audit.events import Event
from audit.models import AuditEvent
from law.gate import check_agreement
from law.obstacles import Obstacle
from law.refusal import Overtaken, Refusal
from law.roles import Role
from outbox.delivery import deliver
from outbox.models import Kind, Transmission, TransmissionStatus
from tests.agreements.papers import reload
from tests.builders.accounts import a_user
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def who(administrator):
    return {"by": administrator, "at": NOW}


def notice(agreement: Agreement, who, *, document=Document.AGREEMENT, by_party=Party.AGENCY, proof="") -> Stop:
    paper = agreement if document == Document.AGREEMENT else agreement.protocol
    last = date(2027, 5, 23)
    return actions.stopping.give_notice(
        paper=paper, given_on=TODAY, by_party=by_party, proof=proof, last_day=last, **who
    )


def suspend(agreement: Agreement, who, **days) -> Stop:
    answers = {
        "by_party": Party.AGENCY,
        "from_on": TODAY,
        "until_on": None,
        "reason": SuspensionReason.SECURITY,
        **days,
    }
    actions.stopping.suspend_sharing(agreement=agreement, **answers, **who)
    return Stop.objects.get(kind=StopKind.SUSPENSION)


RECORDED = {
    StopKind.NOTICE_OF_AGREEMENT: notice,
    StopKind.NOTICE_OF_PROTOCOL: lambda one, who: notice(one, who, document=Document.PROTOCOL),
    StopKind.END_FOR_BREACH: lambda one, who: actions.stopping.end_for_breach(protocol=one.protocol, on=TODAY, **who),
    StopKind.LEGAL_GROUND: lambda one, who: actions.stopping.end_legal_ground(agreement=one, on=TODAY, **who),
    StopKind.SUSPENSION: suspend,
}
LAST_DAY = {StopKind.NOTICE_OF_AGREEMENT: "23 mei 2027", StopKind.NOTICE_OF_PROTOCOL: "23 mei 2027"}
SOURCE = {
    StopKind.NOTICE_OF_AGREEMENT: "artikel 8 van de samenwerkingsovereenkomst",
    StopKind.NOTICE_OF_PROTOCOL: "artikel 11 van het protocol",
    StopKind.END_FOR_BREACH: "artikel 8 van het protocol",
    StopKind.LEGAL_GROUND: "artikel 11 van het protocol",
}


def decided(agreement: Agreement) -> tuple[Obstacle, ...]:
    """What the gate says today and after any notice."""
    return tuple(
        one for on in (TODAY, date(2028, 1, 1)) for one in check_agreement(agreement=reload(agreement), on=on).obstacles
    )


@pytest.mark.parametrize("kind", RECORDED)
def test_each_stop_has_a_letter_with_its_last_day_and_source_and_can_be_taken_back(westerlo, who, kind):
    before = decided(westerlo)
    stop = RECORDED[kind](westerlo, who)
    assert stop.kind == kind
    [mail] = Message.objects.filter(kind=MessageKind.STOP)
    assert (mail.to_party, mail.recipient) == (Party.AGENCY, "veiligheid@intercommunale.example")
    stop.agreement = reload(westerlo)
    writing = letters.to_partner(stop)
    assert f"doorgegeven worden: {LAST_DAY.get(kind, '22 november 2026')}" in writing.body
    assert SOURCE.get(kind, "De papieren blijven bestaan") in writing.body
    assert "GBO" not in writing.body
    assert decided(westerlo) != before
    actions.stops.take_back(stop=stop, **who)
    assert decided(westerlo) == before
    stop.refresh_from_db()
    assert (stop.taken_back_at, Suspension.objects.exists()) == (NOW, False)
    assert AuditEvent.objects.filter(event=Event.STOP_TAKEN_BACK).count() == 1
    with pytest.raises(Refusal, match="al teruggenomen"):
        actions.stops.take_back(stop=stop, **who)


def test_a_letter_is_written_once_and_as_it_was_shown(westerlo, who):
    stop = notice(westerlo, who)
    stop.agreement = reload(westerlo)
    shown = letters.to_partner(stop).fingerprint
    with pytest.raises(Overtaken):
        actions.stops.write_letter(stop=stop, route=Route.BOTH, fingerprint="other", **who)
    mail, paper = actions.stops.write_letter(stop=stop, route=Route.BOTH, fingerprint=shown, **who)
    assert (mail.recipient, paper.recipient) == ("veiligheid@intercommunale.example", "")
    with pytest.raises(Overtaken):
        actions.stops.write_letter(stop=stop, route=Route.POST, fingerprint=shown, **who)


def test_the_number_and_the_scan_of_the_registered_letter_are_filed(westerlo, who):
    stop = notice(westerlo, who)
    stop.agreement = reload(westerlo)
    [paper] = actions.stops.write_letter(
        stop=stop, route=Route.POST, fingerprint=letters.to_partner(stop).fingerprint, **who
    )
    actions.stops.record_posting(message=paper, posted_on=TODAY, proof="RR 1234 5678", scan=b"%PDF-1.7", **who)
    paper.refresh_from_db()
    assert (paper.posted_on, paper.proof) == (TODAY, "RR 1234 5678")
    assert PaperFile.objects.get().pk == paper.scan_id
    assert reload(westerlo).notice_proof == "RR 1234 5678"


def test_only_who_recorded_it_takes_it_back_and_only_on_that_day(westerlo, who, second_administrator):
    """The day is one of Brussels: a quarter to midnight is today, a quarter past is not."""
    stop = notice(westerlo, who)
    with pytest.raises(Refusal, match="Alleen wie dit noteerde"):
        actions.stops.take_back(stop=stop, by=second_administrator, at=NOW)
    with pytest.raises(Refusal, match="op de dag zelf"):
        actions.stops.take_back(stop=stop, by=who["by"], at=datetime(2026, 11, 23, 23, 15, tzinfo=UTC))
    actions.stops.take_back(stop=stop, by=who["by"], at=datetime(2026, 11, 23, 22, 45, tzinfo=UTC))


def test_who_was_written_is_written_that_it_does_not_count(westerlo, who):
    stop = suspend(westerlo, who)
    stop.agreement = reload(westerlo)
    fingerprint = letters.to_partner(stop).fingerprint
    actions.stops.write_letter(stop=stop, route=Route.MAIL, fingerprint=fingerprint, **who)
    actions.stops.take_back(stop=stop, **who)
    said = Message.objects.filter(stopletter__takes_back=True).order_by("to_party")
    assert [one.to_party for one in said] == [Party.AGENCY, Party.PARTNER]
    assert all("Ons vorige bericht geldt niet" in one.body for one in said)


def test_the_end_of_a_suspension_is_taken_back_before_the_suspension(westerlo, who):
    stop = suspend(westerlo, who, from_on=TODAY - DAY)
    end = actions.stopping.end_suspension(suspension=Suspension.objects.get(), last_day=TODAY, **who)
    with pytest.raises(Refusal, match="Neem eerst dat terug"):
        actions.stops.take_back(stop=stop, **who)
    actions.stops.take_back(stop=end, **who)
    assert Suspension.objects.get().until_on is None
    actions.stops.take_back(stop=stop, **who)
    assert not Suspension.objects.exists()


def held_back(referral, obstacles) -> Transmission:
    Transmission.objects.filter(pk=referral.transmission_id).update(
        status=TransmissionStatus.BLOCKED, obstacles=[one.code for one in obstacles]
    )
    return Transmission.objects.get(pk=referral.transmission_id)


@pytest.mark.parametrize(
    ("obstacles", "goes_on"),
    [
        ([Obstacle.SHARING_SUSPENDED], True),
        ([Obstacle.SHARING_SUSPENDED, Obstacle.MAILBOX_CHANGED], False),
        ([Obstacle.CONSENT_WITHDRAWN], False),
    ],
)
def test_what_waited_for_the_suspension_alone_goes_on_when_it_is_taken_back(administrator, obstacles, goes_on):
    referral = a_referral()
    agreement = Agreement.objects.get(pk=referral.transmission.papers_id)
    who = {"by": administrator, "at": NOW}
    stop = suspend(agreement, who)
    held_back(referral, obstacles)
    actions.stops.take_back(stop=stop, **who)
    status = Transmission.objects.get(pk=referral.transmission_id).status
    assert status == (TransmissionStatus.QUEUED if goes_on else TransmissionStatus.BLOCKED)


def test_a_suspension_that_is_over_lets_go_on_after_midnight(administrator):
    referral = a_referral()
    agreement = Agreement.objects.get(pk=referral.transmission.papers_id)
    suspend(agreement, {"by": administrator, "at": NOW}, until_on=TODAY)
    held_back(referral, [Obstacle.SHARING_SUSPENDED])
    assert actions.stopping.let_go_on(at=NOW) == 0
    assert actions.stopping.let_go_on(at=NOW + DAY) == 1
    assert Transmission.objects.get(pk=referral.transmission_id).status == TransmissionStatus.QUEUED


def test_an_administrator_walks_from_the_mistake_to_the_letter_and_back(browser, westerlo, inbox, signed_in):
    """The pages: record, read the letter, print it, note the number; and the team reads it on its page."""
    page = reverse("agreements:suspend", args=[westerlo.pk])
    answer = browser.post(page, {"by_party": "agency", "from_on": "23/11/2026", "until_on": "", "reason": "security"})
    shown = browser.get(answer.url).content.decode()
    assert "De partner kreeg nog niets" in shown
    fingerprint = shown.split('name="shown" value="')[1].split('"')[0]
    answer = browser.post(answer.url, {"shown": fingerprint, "route": "mail"})
    stop = Stop.objects.get()
    assert answer.url == reverse("agreements:stop", args=[westerlo.pk, stop.pk])
    for mail in Transmission.objects.filter(kind=Kind.MESSAGE):
        deliver(mail.pk)
    assert any("schort Opgroeien regie het doorgeven" in mail.get_content() for mail in inbox.mails)
    for role, organisation in ((Role.TEAM_MEMBER, westerlo.team), (Role.SOCIAL_WORKER, westerlo.partner)):
        reader = signed_in(a_user(role, organisation))
        assert "Opgeschort vanaf" in reader.get(reverse("agreements:own_stops")).content.decode()
    stranger = signed_in(a_user(Role.TEAM_MEMBER))
    assert "Opgeschort vanaf" not in stranger.get(reverse("agreements:own_stops")).content.decode()
    back = reverse("agreements:take_back_stop", args=[westerlo.pk, stop.pk])
    assert "veiligheid@intercommunale.example" in browser.get(back).content.decode()
    browser.post(back)
    assert "teruggenomen" in browser.get(reverse("agreements:stop", args=[westerlo.pk, stop.pk])).content.decode()
