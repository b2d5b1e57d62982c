"""What a member began: drafts that come back, practising, a place to be told of, a mail that did not arrive."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Message, MessageKind
from audit.models import AuditEvent
from consent.forms import VOLUNTARY
from law.refusal import Refusal
from law.roles import Role
from outbox.models import Transmission, TransmissionStatus
from referrals import actions
from referrals.models import DATA_FIELDS, Draft, PlaceWatch, Referral
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.consent import a_consent
from tests.builders.directory import a_municipality, a_team, an_ocmw
from tests.builders.referrals import a_referral, an_identification

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return a_municipality()


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
def papers(team, place) -> Agreement:
    return papers_in_force(team, an_ocmw(serves=place))


def a_draft(team, place, member) -> Draft:
    draft = Draft.objects.create(team=team, residence=place, started_by=member)
    actions.keep_answers(draft, step="data", answers={"first_name": ["Noor"], "last_name": ["Voorbeeld"]})
    return draft


def mails(kind: MessageKind) -> list[tuple[str, str, str]]:
    return [(one.recipient, one.subject, str(one.body)) for one in Message.objects.filter(kind=kind)]


def test_a_draft_that_was_thrown_away_comes_back_within_the_hour_and_is_erased_after_it(client, team, place, member):
    """ADR 0092."""
    draft = a_draft(team, place, member)
    page = client.post(reverse("referrals:discard", args=[draft.pk]), follow=True).text
    assert "Net weggegooid" in page
    assert "Noor" not in page
    assert client.get(reverse("referrals:consent", args=[draft.pk])).status_code == 404
    client.post(reverse("referrals:fetch_back", args=[draft.pk]))
    assert "Noor Voorbeeld" in client.get(reverse("referrals:worklist")).text
    actions.throw_away(draft, at=timezone.now() - timedelta(hours=1))
    answer = client.post(reverse("referrals:fetch_back", args=[draft.pk]), follow=True)
    assert "Dat kan niet meer" in answer.text
    assert actions.discard_old_drafts(at=timezone.now()) == 1


def test_a_client_who_says_no_leaves_nothing_for_an_hour(client, team, place, member):
    draft = a_draft(team, place, member)
    client.post(reverse("referrals:discard", args=[draft.pk]), {"for-good": "1"})
    assert not Draft.objects.exists()


def test_a_practice_goes_through_every_page_and_touches_nobody(client, team, place, member):
    _before, form = client.get(reverse("referrals:worklist")).text.split(f'action="{reverse("referrals:practise")}"')
    assert "csrfmiddlewaretoken" in form.partition("</form>")[0]  # without it a browser is refused
    draft_page = client.post(reverse("referrals:practise"), follow=True)
    draft = Draft.objects.get()
    assert "Dit is een oefening." in draft_page.text
    assert "OCMW Oefendorp" in draft_page.text
    told = {
        "told": [value for value, _words in draft_page.context["form"].fields["told"].choices],
        "voluntary": [value for value, _words in VOLUNTARY],
        "client": "parent", "channel": "oral", "language": "nl", "interpreter": "none",
        "given_on": f"{timezone.localdate():%d/%m/%Y}",
        "told_about": draft_page.context["form"]["told_about"].value(),
    }  # fmt: skip
    data_page = client.post(reverse("referrals:consent", args=[draft.pk]), told, follow=True)
    invented = {name: data_page.context["form"][name].value() for name in data_page.context["form"].fields}
    assert invented["last_name"] == "Oefening"
    answers = {name: value for name, value in invented.items() if value}
    check_page = client.post(reverse("referrals:data", args=[draft.pk]), answers, follow=True)
    assert "Dit is een oefening." in check_page.text
    draft.refresh_from_db()
    with pytest.raises(Refusal, match="oefening"):
        actions.file_referral(
            draft,
            consent=a_consent(team=team, receiver=an_ocmw(), obtained_by=member),
            identification=an_identification(),
            by=member,
            at=timezone.now(),
        )
    answer = client.post(reverse("referrals:check", args=[draft.pk]), {"revision": draft.revision}, follow=True)
    assert "Dit was een oefening." in answer.text
    assert [model.objects.count() for model in (Draft, Referral, Transmission)] == [0, 0, 0]


def test_a_practice_is_gone_after_a_day(team, place, member):
    began = timezone.now() - timedelta(days=1, minutes=1)
    actions.start_practice(team=team, residence=place, by=member, at=began)
    assert actions.discard_old_drafts(at=timezone.now()) == 1


def test_who_waits_for_a_place_gets_one_mail_when_the_gate_opens(client, team, place, member, papers):
    Agreement.objects.update(in_force_from=timezone.localdate() + timedelta(days=9))
    asked = client.get(reverse("referrals:route", args=[team.pk, place.pk])).text
    assert "Verwittig mij zodra het kan" in asked
    for _twice in range(2):
        page = client.post(reverse("referrals:watch", args=[team.pk, place.pk]), follow=True).text
    assert "Wij verwittigen u" in page
    assert actions.tell_watchers(at=timezone.now()) == (0, 0)
    later = timezone.now() + timedelta(days=9)
    assert actions.tell_watchers(at=later) == (1, 0)
    assert actions.tell_watchers(at=later) == (0, 0)
    [(recipient, subject, body)] = mails(MessageKind.PLACE_OPENED)
    assert (recipient, subject) == (member.email, f"Aanmelden in {place.name} kan nu")
    assert reverse("referrals:route", args=[team.pk, place.pk]) in body


def test_a_watch_is_taken_back_and_ends_by_itself_and_with_the_work(client, signed_in, team, place, member, papers):
    watch = actions.watch_place(team=team, residence=place, by=member, at=timezone.now())
    colleague = signed_in(a_user(Role.TEAM_MEMBER, team))
    assert colleague.post(reverse("referrals:stop_watching", args=[watch.pk])).status_code == 404
    client.post(reverse("referrals:stop_watching", args=[watch.pk]))
    assert not PlaceWatch.objects.exists()
    actions.watch_place(team=team, residence=place, by=member, at=timezone.now() - timedelta(days=182))
    actions.watch_place(team=team, residence=place, by=a_user(Role.TEAM_MEMBER, a_team("Elders")), at=timezone.now())
    assert actions.tell_watchers(at=timezone.now()) == (0, 0)
    assert not PlaceWatch.objects.exists()


def test_who_filed_hears_once_that_a_mail_did_not_arrive_and_again_when_it_fails_anew(team, place, member, papers):
    referral = a_referral(team=team, partner=papers.partner, filed_by=member)
    mine = Transmission.objects.filter(pk=referral.transmission_id)
    mine.update(status=TransmissionStatus.FAILED)
    assert actions.tell_of_trouble(at=timezone.now()) == 1
    assert actions.tell_of_trouble(at=timezone.now()) == 0
    mine.update(status=TransmissionStatus.QUEUED)
    assert actions.tell_of_trouble(at=timezone.now()) == 0
    mine.update(status=TransmissionStatus.FAILED)
    assert actions.tell_of_trouble(at=timezone.now()) == 1
    for recipient, subject, body in mails(MessageKind.TROUBLE):
        assert (recipient, subject) == (member.email, f"Mail niet aangekomen: {referral.reference}")
        assert reverse("referrals:referral", args=[referral.reference]) in body
        assert not any(str(text) in body for text in (referral.last_name, referral.street, referral.phone))


def test_a_bad_hour_is_one_mail(team, place, member, papers):
    for number in range(22):
        a_referral(team=team, partner=papers.partner, filed_by=member, phone=f"+3247000{number:04}")
    Transmission.objects.filter(kind="referral").update(status=TransmissionStatus.BLOCKED)
    assert actions.tell_of_trouble(at=timezone.now()) == 1
    [(_recipient, subject, body)] = mails(MessageKind.TROUBLE)
    assert subject == "22 mails niet aangekomen"
    assert "En nog 2 andere" in body


@pytest.mark.parametrize("typed", ["noor", "DE SMEDT", "desmedt", "Noor de Smedt", "smedt noor"])
def test_a_client_of_the_own_team_is_found_by_name_while_the_data_are_kept(
    client, signed_in, team, member, papers, typed
):
    """D16; nothing of the name stands in an address or in the trail."""
    referral = a_referral(team=team, partner=papers.partner, filed_by=member, first_name="Noor", last_name="De Smedt")
    answer = client.post(reverse("referrals:find"), {"sought": typed})
    assert answer.url.endswith(f"/{referral.reference}/")
    assert AuditEvent.objects.filter(event="client_searched").get().details == {"found": 1, "scope": "team"}
    stranger = signed_in(a_user(Role.TEAM_MEMBER, a_team("Elders")))
    assert "Wij vinden niets" in stranger.post(reverse("referrals:find"), {"sought": typed}, follow=True).text


def test_several_clients_of_one_name_are_listed_and_an_erased_one_is_not(client, team, member, papers):
    kept, other, gone = (
        a_referral(team=team, partner=papers.partner, filed_by=member, first_name=name, last_name="De Smedt")
        for name in ("Noor", "Imke", "Wout")
    )
    Referral.objects.filter(pk=gone.pk).update(erased_at=timezone.now(), **dict.fromkeys(DATA_FIELDS))
    answer = client.post(reverse("referrals:find"), {"sought": "De Smedt"}, follow=True)
    assert all(one.reference in answer.text for one in (kept, other))
    assert gone.reference not in answer.text
    assert "medt" not in answer.redirect_chain[-1][0]
