"""The worklist and the page of one referral."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Mailbox
from audit.models import AuditEvent
from law.roles import Role
from outbox.models import Transmission, TransmissionStatus
from referrals import actions
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.days import FILED_AT
from tests.builders.directory import a_municipality, a_team, an_ocmw
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def member(team):
    return a_user(Role.TEAM_MEMBER, team)


@pytest.fixture
def client(member, signed_in):
    return signed_in(member)


@pytest.fixture
def ocmw(team):
    ocmw = an_ocmw(serves=a_municipality())
    papers_in_force(team, ocmw)
    return ocmw


def worklist(client, **query) -> str:
    return client.get(reverse("referrals:worklist"), query).text


def test_an_empty_worklist_says_what_to_do(client):
    assert "Uw team heeft nog geen aanmeldingen." in worklist(client)


def test_the_worklist_shows_the_referrals_of_my_team_and_of_no_other(client, team, member, ocmw):
    mine = a_referral(team=team, partner=ocmw, filed_by=member)
    theirs = a_referral(team=a_team("Team Elders"), partner=ocmw, last_name="Elders")
    page = worklist(client)
    assert mine.reference in page
    assert theirs.reference not in page
    assert "Elders" not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "klaar om te versturen"),
        ({"status": TransmissionStatus.SENDING, "lease_until": FILED_AT, "message": None}, "wordt verstuurd"),
        ({"status": TransmissionStatus.SENT, "sent_at": FILED_AT}, "verstuurd"),
        ({"status": TransmissionStatus.FAILED}, "verzenden mislukt"),
        ({"status": TransmissionStatus.BLOCKED, "obstacles": ["mailbox_bounced"]}, "tegengehouden"),
    ],
)
def test_the_status_is_in_words_and_can_be_filtered(client, team, member, ocmw, changes, words):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    transmission = referral.transmission
    for name, value in changes.items():
        setattr(transmission, name, b"bytes" if name == "message" else value)
    transmission.save(update_fields=list(changes) or ["status"])
    state = changes.get("status", TransmissionStatus.QUEUED)
    assert words in worklist(client, status=state)
    other = TransmissionStatus.SENT if state != TransmissionStatus.SENT else TransmissionStatus.FAILED
    assert "Geen aanmelding past bij deze filter." in worklist(client, status=other)
    assert words in client.get(reverse("referrals:referral", args=[referral.reference])).text


def test_an_opened_and_a_withdrawn_referral_say_so(client, team, member, ocmw):
    opened = a_referral(team=team, partner=ocmw, filed_by=member, sent=True)
    actions.read_password(opened, by=a_user(Role.SOCIAL_WORKER, ocmw), at=timezone.now())
    withdrawn = a_referral(team=team, partner=ocmw, filed_by=member)
    actions.withdraw(withdrawn, on=timezone.localdate(), by=member, at=timezone.now())
    assert opened.reference in worklist(client, status="opened")
    assert withdrawn.reference in worklist(client, status="withdrawn")


def test_a_wrong_filter_is_ignored_and_shows_everything(client, team, member, ocmw):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    assert referral.reference in worklist(client, status="onzin", na="<script>")


def test_the_worklist_is_read_in_pages_without_gaps_or_repeats(client, team, member, ocmw, monkeypatch):
    filed = [
        a_referral(
            team=team, partner=ocmw, filed_by=member, filed_at=FILED_AT + timedelta(seconds=number // 2)
        ).reference
        for number in range(60)
    ]
    seen: list[str] = []
    url = reverse("referrals:worklist")
    while url:
        context = client.get(url).context
        seen += [referral.reference for referral, _name in context["referrals"]]
        url = context["older"] and reverse("referrals:worklist") + context["older"]
    assert sorted(seen) == sorted(filed)
    assert [number for number, _url, _is_current in context["pages"]] == [1, 2, 3]

    # past the pages with a number the rest is read by key
    monkeypatch.setattr("referrals.views.worklist.NUMBERED", 1)
    further = client.get(reverse("referrals:worklist")).context["older"]
    assert further == f"?na={seen[24]}"
    context = client.get(reverse("referrals:worklist") + further).context
    assert [referral.reference for referral, _name in context["referrals"]] == seen[25:50]


@pytest.mark.parametrize("page", ["0", "-1", "9999", "99999999999", "²", "x"])
def test_a_page_that_is_none_is_no_error(client, team, member, ocmw, page):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    assert referral.reference in worklist(client, pagina=page)


def test_the_worklist_asks_as_many_queries_for_fifty_as_for_five(
    client, team, member, ocmw, django_assert_max_num_queries
):
    for _ in range(5):
        a_referral(team=team, partner=ocmw, filed_by=member)
    with django_assert_max_num_queries(13):
        worklist(client)
    for _ in range(20):
        a_referral(team=team, partner=ocmw, filed_by=member)
    with django_assert_max_num_queries(13):
        worklist(client)


def test_a_blocked_referral_shows_every_reason_with_its_source(client, team, member, ocmw):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    Transmission.objects.update(status=TransmissionStatus.BLOCKED, obstacles=["mailbox_bounced", "sharing_suspended"])
    page = client.get(reverse("referrals:referral", args=[referral.reference])).text
    assert page.count("app-obstacles__item") == 2
    assert page.count("Bron:") == 2


def test_the_password_is_shown_on_request_only_and_the_reading_is_in_the_trail(client, team, member, ocmw):
    """D2: a team member may read it out by phone."""
    referral = a_referral(team=team, partner=ocmw, filed_by=member, sent=True)
    secret = referral.transmission.password
    assert secret not in client.get(reverse("referrals:referral", args=[referral.reference])).text
    url = reverse("referrals:password", args=[referral.reference])
    assert client.get(url).status_code == 302
    assert secret in client.post(url).text.replace("<wbr>", "")
    event = AuditEvent.objects.get(event="password_read")
    assert event.actor == member
    referral.refresh_from_db()
    assert referral.opened_at is None  # reading it out is no opening by the receiver


def test_a_reference_is_found_in_small_letters_too(client, team, member, ocmw):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    assert client.get(reverse("referrals:referral", args=[referral.reference.lower()])).status_code == 200


def test_the_page_asks_for_a_phone_call_when_the_mailbox_refuses(client, team, member, ocmw):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    Transmission.objects.update(status=TransmissionStatus.FAILED)
    assert "Bel OCMW Voorbeelddorp" in client.get(reverse("referrals:referral", args=[referral.reference])).text


def test_a_later_change_of_mailbox_does_not_change_where_a_queued_mail_goes(team, member, ocmw):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    Mailbox.objects.update(address="ander@ocmw.example")
    referral.transmission.refresh_from_db()
    assert referral.transmission.recipient == "sociaal@ocmw.example"


def test_a_search_by_reference_goes_by_post_and_leaves_no_trace_in_an_address(client, team, member, ocmw):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    typed = referral.reference.replace("-", " ").lower().replace("0", "o").replace("1", "l")  # as it is heard
    assert client.post(reverse("referrals:find"), {"sought": typed}).url.endswith(f"/{referral.reference}/")
    answer = client.post(reverse("referrals:find"), {"sought": "Niemand van hier"}, follow=True)
    assert "Wij vinden niets." in answer.text
    assert "Niemand" not in answer.redirect_chain[-1][0]


def test_who_did_not_declare_secrecy_sees_no_client(team, ocmw, member, signed_in):
    """R6, R7."""
    referral = a_referral(team=team, partner=ocmw, filed_by=member, sent=True)
    newcomer = signed_in(a_user(Role.TEAM_MEMBER, team, bound_by_secrecy_since=None))
    assert referral.reference not in worklist(newcomer)
    assert "Verklaar eerst uw beroepsgeheim" in worklist(newcomer)
    assert newcomer.post(reverse("referrals:password", args=[referral.reference])).status_code == 404


def test_before_anything_left_nobody_reads_the_password(client, team, member, ocmw):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    page = client.post(reverse("referrals:password", args=[referral.reference])).text
    assert "Dit wachtwoord mag niemand" in page


@pytest.mark.parametrize("path", ["/aanmeldingen/nieuw/{team}/%00/", "/aanmeldingen/%00/", "/aanmeldingen/?na=%00"])
def test_a_hostile_address_is_no_error(client, team, path):
    assert client.get(path.format(team=team.pk)).status_code in {200, 404}


def test_a_mail_that_may_have_arrived_is_said_to(client, team, member, ocmw):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    Transmission.objects.update(status=TransmissionStatus.BLOCKED, obstacles=["sharing_suspended"], is_ambiguous=True)
    page = client.get(reverse("referrals:referral", args=[referral.reference])).text
    assert "Misschien kwam een eerdere poging toch aan." in page
    assert "Er is niets verstuurd." not in page
