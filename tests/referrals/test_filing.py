"""Filing a referral in the browser: place, may it, consent, four fields, check, filed."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Suspension
from audit.models import AuditEvent
from consent.models import Consent
from directory.models import Organisation
from law.refusal import Overtaken
from law.roles import Role
from outbox.models import Transmission, TransmissionStatus
from referrals import actions
from referrals.models import Draft, Referral
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.consent import a_consent
from tests.builders.directory import a_municipality, a_team, an_ocmw
from tests.builders.referrals import a_referral, an_identification
from tests.referrals.filing import DATA, consent_answers, fill, send, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Organisation:
    return a_team()


@pytest.fixture
def ocmw(team) -> Organisation:
    ocmw = an_ocmw()
    papers_in_force(team, ocmw)
    return ocmw


@pytest.fixture
def member(team, ocmw):
    return a_user(Role.TEAM_MEMBER, team)


@pytest.fixture
def client(member, signed_in) -> Client:
    return signed_in(member)


@pytest.fixture
def file(team, ocmw, member) -> Callable[[Draft], Referral]:
    """The act behind the last button, with answers that are in order."""

    def act(draft: Draft) -> Referral:
        consent = a_consent(team=team, receiver=ocmw, obtained_by=member)
        return actions.file_referral(
            draft, consent=consent, identification=an_identification(), by=member, at=timezone.now()
        )

    return act


def test_a_referral_goes_from_place_to_filed(client, team):
    answer = client.post(reverse("referrals:file"), {"team": team.pk, "place": "9999"})
    draft = Draft.objects.get()
    assert answer.url == reverse("referrals:consent", args=[draft.pk])
    assert "U mag aanmelden bij <strong>OCMW Voorbeelddorp</strong>" in client.get(answer.url).text
    assert "Nee zeggen heeft geen gevolgen" in client.get(answer.url).text
    answer = client.post(answer.url, consent_answers())
    assert answer.url == reverse("referrals:data", args=[draft.pk])
    answer = client.post(answer.url, DATA)
    assert answer.url == reverse("referrals:check", args=[draft.pk])
    page = client.get(answer.url).text
    assert "Lindelaan 22/1 bus 3, 9999 Voorbeelddorp" in page
    assert "0470 00 00 12" in page
    for answered in ("Van wie", "Gegeven", "Tolk", "Vooraf verteld", "Beslist"):
        assert f'Wijzigen<span class="govuk-visually-hidden">: {answered}</span>' in page
    answer = send(client, draft)
    referral = Referral.objects.get()
    assert answer.url == reverse("referrals:filed", args=[referral.reference])
    assert referral.identification == an_identification()
    assert referral.consent.is_informed
    assert referral.transmission.status == TransmissionStatus.QUEUED
    assert referral.transmission.recipient == "sociaal@ocmw.example"


def test_filing_is_in_the_trail_without_client_data(client, team):
    draft = start(client, team)
    fill(client, draft)
    send(client, draft)
    events = list(AuditEvent.objects.order_by("id").values_list("event", "details"))
    assert [event for event, _ in events] == ["consent_recorded", "referral_filed"]
    assert "Noor" not in str(events)


def test_what_was_typed_survives_a_reload_and_is_emptied_when_filed(client, team):
    draft = start(client, team)
    fill(client, draft)
    assert 'value="Van den Voorbeeld"' in client.get(reverse("referrals:data", args=[draft.pk])).text
    send(client, draft)
    draft.refresh_from_db()
    assert draft.sealed_answers is None
    assert draft.referral is not None


def test_what_was_typed_is_sealed_in_the_database(client, team):
    fill(client, start(client, team))
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_answers FROM referrals_draft")
        assert b"Voorbeeld" not in bytes(cursor.fetchone()[0])
        cursor.execute("SELECT count(*) FROM django_session WHERE session_data LIKE '%%Voorbeeld%%'")
        assert cursor.fetchone()[0] == 0


def test_a_second_submit_shows_the_same_referral(client, team):
    draft = start(client, team)
    fill(client, draft)
    first = send(client, draft)
    second = send(client, draft)
    assert first.url == second.url
    assert Referral.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_submits_at_once_make_one_referral(client, team, file):
    draft = start(client, team)
    fill(client, draft)

    def submit(_number: int) -> str:
        try:
            return file(Draft.objects.get(pk=draft.pk)).reference
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        references = set(pool.map(submit, range(50)))
    assert len(references) == 1
    assert Referral.objects.count() == Consent.objects.count() == Transmission.objects.count() == 1


def test_what_is_sent_is_what_was_looked_at(client, team):
    """Two tabs: the answers change in one after the other showed them."""
    draft = start(client, team)
    fill(client, draft)
    seen = Draft.objects.get().revision
    client.post(reverse("referrals:data", args=[draft.pk]), {**DATA, "first_name": "Sam"})
    answer = client.post(reverse("referrals:check", args=[draft.pk]), {"revision": seen})
    assert answer.status_code == 409
    assert "Uw antwoorden zijn intussen gewijzigd." in answer.text
    assert not Referral.objects.exists()
    assert send(client, draft).status_code == 302


def test_a_draft_that_was_erased_while_it_was_looked_at_is_not_sent(client, team, file):
    """Two tabs: the client said no in one after the other was opened."""
    draft = start(client, team)
    fill(client, draft)
    stale = Draft.objects.get()
    stale.delete()
    stale.pk = draft.pk
    with pytest.raises(Overtaken, match="intussen gewist"):
        file(stale)
    assert not Referral.objects.exists()


def test_answers_that_change_under_the_lock_are_not_sent(client, team, file):
    draft = start(client, team)
    fill(client, draft)
    stale = Draft.objects.get()
    client.post(reverse("referrals:data", args=[draft.pk]), {**DATA, "first_name": "Sam"})
    with pytest.raises(Overtaken, match="intussen gewijzigd"):
        file(stale)


def test_consent_for_one_receiver_is_never_filed_to_another(client, team, ocmw):
    """R59: the municipality moved to another receiver after the client was told about the first."""
    draft = start(client, team)
    fill(client, draft)
    ocmw.territory_set.update(until_on=timezone.localdate() - timedelta(days=1))
    papers_in_force(team, an_ocmw("OCMW Nieuwdorp"))
    answer = send(client, draft)
    assert answer.url == reverse("referrals:consent", args=[draft.pk])
    page = client.get(answer.url).text
    assert "De ontvanger is nu OCMW Nieuwdorp" in page
    assert re.findall(r'name="told"[^>]*checked', page) == []
    assert re.findall(r'name="client"[^>]*checked', page) != []
    assert not Referral.objects.exists()


def test_nothing_is_kept_but_what_was_asked(client, team):
    draft = start(client, team)
    client.post(reverse("referrals:consent", args=[draft.pk]), consent_answers(reden="schulden"))
    draft.refresh_from_db()
    assert "reden" not in draft.answers["consent"]


def test_a_draft_of_last_week_is_thrown_away_and_a_filed_one_stays(client, team):
    old, filed = start(client, team), None
    fill(client, old)
    send(client, old)
    filed = Draft.objects.get()
    left = Draft.objects.create(team=team, residence=filed.residence, started_by=filed.started_by)
    Draft.objects.update(started_at=timezone.now() - timedelta(days=8))
    call_command("discard_old_drafts")
    assert list(Draft.objects.all()) == [filed]
    assert left.pk != filed.pk


def test_a_place_where_nothing_may_go_says_why_below_the_question(client, team, ocmw, member):
    a_user(Role.ADMINISTRATOR, name="Bea Beheer")
    suspended = Suspension(agreement=ocmw_agreement(ocmw), from_on=timezone.localdate(), by_party="partner", reason="…")
    suspended.save()
    answer = client.post(reverse("referrals:file"), {"team": team.pk, "place": "9999"}, follow=True)
    assert answer.request["REQUEST_METHOD"] == "GET"
    assert "U mag niet aanmelden in Voorbeelddorp" in answer.text
    assert "opgeschort" in answer.text
    assert "Bea Beheer" in answer.text
    assert 'value="9999"' in answer.text
    assert not Draft.objects.exists()


def test_a_place_without_a_receiver_says_it_once_and_what_can_be_done(client, team):
    a_municipality("99004", "Voorbeeldgem", code="9996")
    a_user(Role.ADMINISTRATOR, name="Bea Beheer")
    page = client.post(reverse("referrals:file"), {"team": team.pk, "place": "9996"}, follow=True).text
    assert page.count("geen ontvanger") == 1
    assert "zelf het OCMW of CAW te contacteren" in page
    assert "Bea Beheer" in page


def test_the_places_of_the_own_papers_are_suggested(client, team):
    elsewhere = an_ocmw("OCMW Elders", serves=a_municipality("99005", "Eldersdorp", code="9995"))
    papers_in_force(a_team("Team Elders"), elsewhere)
    page = client.get(reverse("referrals:worklist")).text
    assert '<option value="Voorbeelddorp">OCMW Voorbeelddorp</option>' in page
    assert "Eldersdorp" not in page


def test_two_that_are_begun_side_by_side_stay_apart_and_without_answers_are_no_work_that_waits(client, team):
    for _tab in range(2):
        client.post(reverse("referrals:route", args=[team.pk, "99001"]))
    assert Draft.objects.count() == 2
    assert "Nog niet verstuurd" not in client.get(reverse("referrals:worklist")).text


@pytest.mark.parametrize(
    ("step", "typed", "shown"),
    [
        ("consent", {"told": ["told_purpose"], "channel": "written"}, 'value="told_purpose" id="id_told_0" checked'),
        ("data", {"first_name": "Noor", "street": "18/05/2024"}, 'value="Noor"'),
    ],
)
def test_what_is_kept_for_later_waits_unjudged_and_is_no_answer(client, team, step, typed, shown):
    draft = start(client, team)
    if step == "data":
        client.post(reverse("referrals:consent", args=[draft.pk]), consent_answers())
    url = reverse(f"referrals:{step}", args=[draft.pk])
    told_about = consent_answers()["told_about"]
    answer = client.post(url, {**typed, "told_about": told_about, "later": "1"}, follow=True)
    assert "Uw ontwerp is bewaard tot" in answer.text
    assert reverse("referrals:consent", args=[draft.pk]) in answer.text
    page = client.get(url).text
    assert shown in " ".join(page.split())
    assert "Controleer uw antwoorden" not in page
    assert client.get(reverse("referrals:check", args=[draft.pk])).url == url


def test_consent_that_is_taken_up_again_for_later_counts_no_more(client, team):
    """R53: who hesitates has not agreed."""
    draft = start(client, team)
    fill(client, draft)
    client.post(reverse("referrals:consent", args=[draft.pk]), {"told": [], "later": "1"})
    assert send(client, draft).url == reverse("referrals:consent", args=[draft.pk])
    assert not Referral.objects.exists()


def test_a_question_about_the_interpreter_that_was_left_empty_is_told_as_left_empty(client, team):
    draft = start(client, team)
    client.post(reverse("referrals:consent", args=[draft.pk]), consent_answers(interpreter=""))
    client.post(reverse("referrals:data", args=[draft.pk]), DATA)
    check = client.get(reverse("referrals:check", args=[draft.pk])).text
    send(client, draft)
    referral = Referral.objects.get()
    assert referral.consent.interpreter == ""
    record = client.get(reverse("referrals:referral", args=[referral.reference])).text
    for page in (check, record):
        assert re.search(r"Tolk\s*</dt>\s*<dd[^>]*>\s*<span class=\"app-optional\">niet ingevuld</span>", page)
        assert "wij verstonden elkaar" not in page


def test_the_confirmation_follows_the_mail(client, team, ocmw, member):
    referral = a_referral(team=team, partner=ocmw, filed_by=member)
    page = client.get(reverse("referrals:filed", args=[referral.reference])).text
    state = reverse("referrals:state", args=[referral.reference])
    assert f'data-live="{state}"' in page
    assert "data-goes-on" in client.get(state).text
    Transmission.objects.update(status="sent", sent_at=timezone.now())
    assert "data-goes-on" not in client.get(state).text
    assert "<html" not in client.get(state).text
    assert "live.js" not in client.get(reverse("referrals:filed", args=[referral.reference])).text


def test_several_municipalities_are_asked_about_on_an_address_of_their_own(client, team):
    a_municipality("99004", "Anderdorp", code="9999")
    answer = client.post(reverse("referrals:file"), {"team": team.pk, "place": "9999"})
    assert answer.request["REQUEST_METHOD"] == "GET"
    assert "9999" not in answer.request["QUERY_STRING"].replace("-", " ").split()
    page = answer.text
    assert "Anderdorp" in page
    assert "Voorbeelddorp" in page


def test_no_draft_begins_where_the_papers_do_not_allow_it(client, team, ocmw):
    suspended = Suspension(agreement=ocmw_agreement(ocmw), from_on=timezone.localdate(), by_party="partner", reason="…")
    suspended.save()
    page = client.get(reverse("referrals:route", args=[team.pk, "99001"])).text
    assert "U mag niet aanmelden in Voorbeelddorp" in page
    assert "opgeschort" in page
    client.post(reverse("referrals:route", args=[team.pk, "99001"]))
    assert not Draft.objects.exists()


def test_papers_that_end_while_one_types_refuse_at_the_last_step_and_keep_what_was_typed(client, team, ocmw):
    draft = start(client, team)
    fill(client, draft)
    Suspension.objects.create(
        agreement=ocmw_agreement(ocmw), from_on=timezone.localdate(), by_party="partner", reason="overleg"
    )
    answer = send(client, draft)
    assert answer.status_code == 409
    assert "opgeschort" in answer.text
    assert not Referral.objects.exists()
    assert not Consent.objects.exists()
    draft.refresh_from_db()
    assert draft.answers["data"]["last_name"] == ["Van den Voorbeeld"]


def test_consent_of_tomorrow_is_refused_before_anything_is_written(client, team):
    draft = start(client, team)
    tomorrow = timezone.localdate() + timedelta(days=1)
    client.post(reverse("referrals:consent", args=[draft.pk]), consent_answers(given_on=tomorrow.strftime("%d/%m/%Y")))
    client.post(reverse("referrals:data", args=[draft.pk]), DATA)
    send(client, draft)
    assert not Referral.objects.exists()


def test_wallonia_has_one_reason_only(client, team):
    a_municipality("99003", "Exempleville", region="WAL", code="9997")
    page = client.get(reverse("referrals:route", args=[team.pk, "99003"])).text
    assert "In Wallonië is er geen rechtsgrond" in page
    assert page.count("app-obstacles__item") == 1


def test_a_member_who_did_not_declare_secrecy_may_not_file(team, ocmw, signed_in):
    newcomer = a_user(Role.TEAM_MEMBER, team, bound_by_secrecy_since=None)
    page = signed_in(newcomer).get(reverse("referrals:route", args=[team.pk, "99001"])).text
    assert "beroepsgeheim" in page
    assert "U mag niet aanmelden" in page


def test_steps_cannot_be_skipped(client, team):
    draft = start(client, team)
    answer = client.get(reverse("referrals:check", args=[draft.pk]))
    assert answer.url == reverse("referrals:consent", args=[draft.pk])
    answer = client.post(reverse("referrals:data", args=[draft.pk]), DATA)
    assert answer.url == reverse("referrals:consent", args=[draft.pk])


def test_a_draft_is_erased_at_once_after_a_question(client, team):
    draft = start(client, team)
    assert "Wilt u dit ontwerp weggooien?" in client.get(reverse("referrals:discard", args=[draft.pk])).text
    assert Draft.objects.exists()
    client.post(reverse("referrals:discard", args=[draft.pk]), {"for-good": ""})
    assert not Draft.objects.exists()


def test_a_draft_of_someone_else_does_not_exist(client, team, signed_in):
    draft = start(client, team)
    colleague = signed_in(a_user(Role.TEAM_MEMBER, team))
    assert colleague.get(reverse("referrals:consent", args=[draft.pk])).status_code == 404


def test_a_team_of_others_cannot_be_chosen(client):
    answer = client.get(reverse("referrals:route", args=[a_team("Team Elders").pk, "99001"]))
    assert answer.status_code == 404


def ocmw_agreement(ocmw: Organisation) -> Agreement:

    return Agreement.objects.get(partner=ocmw)
