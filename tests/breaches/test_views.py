"""The pages of the register of breaches, walked as an administrator, an auditor and a team member would."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements.models import Agreement, ContactKind, Message
from agreements.terms.papers import Party
from audit.events import Event
from audit.models import AuditEvent
from breaches import actions as breaches_actions
from breaches.letters import draft
from breaches.models import AffectedTransmission, Breach, BreachNotice, Happening
from law.roles import Role
from outbox.models import Kind, Transmission
from tests.builders.accounts import a_user
from tests.builders.agreements import a_next_version, papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.builders.referrals import a_referral

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DISCOVERED = NOW - timedelta(hours=31)
ANSWERS = {
    "happenings": ["wrong_mailbox"],
    "discovered_on": "23/11/2026",
    "discovered_hour": "3u00",
    "discovered_by": "partner",
    "from_on": "",
    "until_on": "",
    "agreement": "",
}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def agreement():
    return papers_in_force(a_team(), an_ocmw())


@pytest.fixture
def breach(agreement, administrator):
    return make(administrator, agreement)


def make(by, agreement=None, **changes) -> Breach:
    details = {
        "discovered_at": DISCOVERED,
        "discovered_by": "agency",
        "happenings": [Happening.WRONG_MAILBOX],
        "from_on": None,
        "until_on": None,
        **changes,
    }
    return breaches_actions.register_breach(key=uuid.uuid4(), details=details, agreement=agreement, by=by, at=NOW)


def page(name: str, *arguments) -> str:
    return reverse(f"breaches:{name}", args=arguments)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def sent(agreement, **changes):
    return a_referral(team=agreement.team, partner=agreement.partner, agreement=agreement, sent=True, **changes)


def test_a_breach_is_registered_with_its_hour_in_brussels(browser, agreement):
    key = str(uuid.uuid4())
    answer = browser.post(page("new"), {**ANSWERS, "key": key, "agreement": str(agreement.pk)})
    assert answer.url == page("breach", key)
    breach = Breach.objects.get()
    assert breach.discovered_at == DISCOVERED.replace(hour=2, minute=0)
    shown = words(browser.get(answer.url))
    assert "nog 41 uur" in shown
    assert "23 november 2026, 03:00, door de partner" in shown
    browser.post(page("new"), {**ANSWERS, "key": key})
    assert Breach.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"discovered_on": "24/11/2026", "discovered_hour": "10:01"}, "Dit tijdstip ligt in de toekomst."),
        ({"discovered_on": "25/11/2026"}, "Dit tijdstip ligt in de toekomst."),
        ({"discovered_on": "29/03/2026", "discovered_hour": "02:30"}, "Dit uur bestond die dag niet"),
        ({"discovered_on": "23/11/0026"}, "Kijk het jaar na."),
        ({"discovered_on": "01/01/1999"}, "Kijk het jaar na."),
        ({"discovered_hour": "25:00"}, "Typ een uur als uren en minuten, bijvoorbeeld 14:30."),
        ({"discovered_hour": ""}, "Vul het uur in, bijvoorbeeld 14:30."),
        ({"happenings": []}, "Duid minstens één antwoord aan."),
        ({"happenings": ["iets"]}, "Kies antwoorden uit de lijst."),
        ({"discovered_by": ""}, "Kies een antwoord."),
        ({"agreement": "geen"}, "Kies een overeenkomst uit de lijst."),
        ({"from_on": "20/11/2026", "until_on": "19/11/2026"}, "De laatste dag ligt voor de eerste dag."),
        ({"until_on": "25/11/2026"}, "Deze datum ligt in de toekomst."),
        ({"key": "geen"}, "Open deze pagina opnieuw."),
        ({"discovered_hour": "\x00"}, "Typ een uur"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_typed_is_lost(browser, agreement, answers, sentence):
    posted = {**ANSWERS, "key": str(uuid.uuid4()), **answers}
    answer = browser.post(page("new"), posted)
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert f'value="{posted["discovered_on"]}"' in words(answer)
    assert not Breach.objects.exists()


def test_the_first_of_two_equal_hours_counts_in_the_night_of_winter_time(browser):
    night = {**ANSWERS, "key": str(uuid.uuid4()), "discovered_on": "25/10/2026", "discovered_hour": "02:30"}
    browser.post(page("new"), night)
    assert Breach.objects.get().discovered_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_register_shows_the_clock_and_filters_on_open(browser, administrator, breach):
    closed = make(administrator)
    Breach.objects.filter(pk=closed.pk).update(closed_on=NOW.date())
    shown = words(browser.get(page("register")))
    assert "2 gegevenslekken" in shown
    assert "nog 41 uur" in shown
    only_open = words(browser.get(page("register"), {"toestand": "open"}))
    assert breach.reference in only_open
    assert closed.reference not in only_open
    assert "Kies een toestand uit de lijst." in words(browser.get(page("register"), {"toestand": "?"}))


def test_an_empty_register_says_so(browser):
    assert "Er zijn nog geen gegevenslekken." in words(browser.get(page("register")))
    assert "Geen gegevenslek past" in words(browser.get(page("register"), {"toestand": "open"}))


def test_a_search_shows_references_days_and_mailboxes_and_no_client(browser, breach, agreement):
    referral = sent(agreement, last_name="Zeldzamenaam", street="Onvindbaarlaan 3")
    asked = browser.get(page("search", breach.pk))
    assert "sociaal@ocmw.example" in words(asked)
    answer = browser.post(page("search", breach.pk), {"mailbox": "sociaal@ocmw.example"})
    shown = words(browser.get(answer.url))
    assert "1 verzending toegevoegd." in shown
    assert referral.reference in shown
    assert "23 november 2026" in shown
    assert "Zeldzamenaam" not in shown
    assert "Onvindbaarlaan" not in shown


def test_a_search_without_a_condition_is_refused(browser, breach):
    answer = browser.post(page("search", breach.pk), {})
    assert "Vul een mailbox, een partner of een periode in." in words(answer)


def test_thousands_of_affected_mails_come_a_page_at_a_time(
    browser, breach, agreement, administrator, django_assert_max_num_queries
):
    Transmission.objects.bulk_create(
        Transmission(
            kind=Kind.REFERRAL,
            subject_id=uuid.uuid4(),
            reference=f"{number:04}-AAAA",
            papers_id=agreement.pk,
            recipient="sociaal@ocmw.example",
            message_id=f"<{number}@dienst.example>",
            dated_at=NOW,
            due_at=NOW,
            status="sent",
            sent_at=NOW,
        )
        for number in range(3000)
    )
    browser.post(page("search", breach.pk), {"mailbox": "sociaal@ocmw.example"})
    assert AffectedTransmission.objects.count() == 3000
    with django_assert_max_num_queries(40):
        shown = browser.get(page("breach", breach.pk))
    assert shown.content.decode().count("app-reference") == 50
    assert "pagina 1 van 60" in words(shown)
    assert browser.get(page("breach", breach.pk), {"alles": "ja"}).content.decode().count("app-reference") == 3000


def shown_draft(browser, breach) -> str:
    return re.search(r'name="shown" value="(\w+)"', browser.get(page("notice", breach.pk)).content.decode()).group(1)


def test_the_notice_is_shown_first_and_then_sent_once_to_each_address(browser, breach, agreement):
    """R24, R97: to the breach contacts and the DPOs of both sides, one mail per address."""
    referral = sent(agreement, last_name="Zeldzamenaam")
    agreement.contacts.filter(party=Party.PARTNER).update(
        email="lek@ict.example", organisation_name="ICT-dienst Voorbeeld"
    )
    agreement.protocol.dpo_advices.filter(party=Party.AGENCY).update(dpo_email="DPO@dienst.example")
    agreement.protocol.dpo_advices.filter(party=Party.PARTNER).update(dpo_email="dpo@ocmw.example")
    browser.post(page("search", breach.pk), {"mailbox": "sociaal@ocmw.example"})
    fingerprint = shown_draft(browser, breach)
    assert not BreachNotice.objects.exists()
    for _ in range(2):
        answer = browser.post(page("notice", breach.pk), {"shown": fingerprint})
    assert answer.url == page("breach", breach.pk)
    assert "al verstuurd" in words(browser.get(answer.url))
    messages = Message.objects.exclude(agreement=None)
    assert sorted(one.recipient for one in messages) == ["dpo@dienst.example", "dpo@ocmw.example", "lek@ict.example"]
    for one in messages:
        assert referral.reference in one.body
        assert "Zeldzamenaam" not in one.body
        assert one.transmission.kind == Kind.MESSAGE
        assert one.agreement == agreement
    assert AuditEvent.objects.filter(event=Event.BREACH_NOTIFIED).count() == 1
    assert "ICT-dienst Voorbeeld" in words(browser.get(page("breach", breach.pk)))


def test_an_addition_is_a_round_of_its_own(browser, breach):
    browser.post(page("notice", breach.pk), {"shown": shown_draft(browser, breach)})
    browser.post(page("notice", breach.pk), {"shown": shown_draft(browser, breach)})
    assert sorted(set(BreachNotice.objects.values_list("round", flat=True))) == [1, 2]
    assert Message.objects.filter(subject__startswith="Aanvulling bij gegevenslek ").exists()


def test_a_notice_that_changed_after_it_was_shown_is_shown_again(browser, breach, agreement):
    fingerprint = shown_draft(browser, breach)
    agreement.contacts.update(email="ander@dienst.example")
    answer = browser.post(page("notice", breach.pk), {"shown": fingerprint})
    assert answer.url == page("notice", breach.pk)
    assert not BreachNotice.objects.exists()


def test_a_contact_without_address_gets_a_letter_that_is_printed_and_posted(browser, breach, agreement):
    agreement.contacts.filter(party=Party.PARTNER).update(email="", phone="+3214000001")
    shown = words(browser.get(page("notice", breach.pk)))
    assert "U drukt deze brief zelf af. Bel ook meteen: 014 00 00 01." in shown
    browser.post(page("notice", breach.pk), {"shown": shown_draft(browser, breach)})
    notice = BreachNotice.objects.get(message__recipient="", addressee="DPO")
    letter = words(browser.get(page("letter", breach.pk, notice.pk)))
    assert "OCMW Voorbeelddorp" in letter
    assert "Dorpsstraat 1" in letter
    assert letter.index("Betreft: Gegevenslek") < letter.index("Dag collega") < letter.index("Namens Opgroeien regie")
    assert "Antwoord niet op deze mail" not in letter
    browser.post(page("letter", breach.pk, notice.pk), {"posted_on": "24/11/2026"})
    assert "gepost op 24 november 2026" in words(browser.get(page("breach", breach.pk)))


def test_what_left_under_an_earlier_version_is_told_to_the_contacts_of_today(breach, agreement):
    """A breach is found years later: who was a contact then may work elsewhere by now."""
    later = a_next_version(agreement)
    then = {letter.recipient.email for letter in draft(breach).letters}
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=date(2026, 11, 19))
    Agreement.objects.filter(pk=later.pk).update(in_force_from=date(2026, 11, 20))
    later.contacts.filter(kind=ContactKind.BREACH, party=Party.PARTNER).update(email="nieuw@partner.example")
    letters = draft(breach).letters
    assert {letter.recipient.email for letter in letters} - then == {"nieuw@partner.example"}
    assert all(f"{agreement}, versie 1" in letter.body for letter in letters)


def test_a_missing_contact_is_named_with_the_way_to_add_it(browser, breach, agreement):
    agreement.contacts.filter(kind=ContactKind.BREACH, party=Party.PARTNER).delete()
    agreement.protocol.dpo_advices.filter(party=Party.AGENCY).delete()
    for name in ("breach", "notice"):
        shown = words(browser.get(page(name, breach.pk)))
        assert "OCMW Voorbeelddorp heeft nog geen contact bij een gegevenslek" in shown
        assert reverse("agreements:new_contact", args=[agreement.pk]) in shown
        assert "De DPO van Opgroeien staat nog niet bij het protocol" in shown


def test_each_partner_reads_of_its_own_mails_only(browser, breach, agreement, administrator):
    other = papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders"), mailbox="sociaal@elders.example")
    for one, domain in ((agreement, "dorp"), (other, "elders")):
        one.contacts.filter(party=Party.PARTNER).update(email=f"lek@{domain}.example")
    breaches_actions.add_agreement(breach=breach, agreement=other, by=administrator, at=NOW)
    mine, theirs = sent(agreement), sent(other)
    browser.post(page("search", breach.pk), {"from_on": "01/11/2026"})
    browser.post(page("notice", breach.pk), {"shown": shown_draft(browser, breach)})
    to_dorp = Message.objects.get(recipient="lek@dorp.example").body
    assert mine.reference in to_dorp
    assert theirs.reference not in to_dorp
    assert "Elders" not in to_dorp
    to_agency = Message.objects.get(recipient="dpo@dienst.example")
    assert mine.reference in to_agency.body
    assert theirs.reference in to_agency.body
    assert to_agency.agreement is None


def test_report_clients_consultation_measure_and_closing_are_walked(browser, breach, agreement):
    moment = {"reported_on": "24/11/2026", "reported_hour": "9.30"}
    browser.post(page("authority", breach.pk), {"authority": "vtc", **moment})
    browser.post(page("clients", breach.pk), {"told": "yes", "decided_on": "24/11/2026", "told_on": "24/11/2026"})
    consultation = {
        "agreement": str(agreement.pk),
        "held_on": "24/11/2026",
        "held_hour": "9:00",
        "channel": "phone",
        "agency_attendees": ["dpo"],
        "partner_attendees": ["breach_contact", "ict"],
    }
    browser.post(page("new_consultation", breach.pk), consultation)
    browser.post(page("new_measure", breach.pk), {"kind": "mailbox_closed", "on": "30/11/2026", "is_done": "nee"})
    shown = words(browser.get(page("breach", breach.pk)))
    assert "op tijd gemeld" in shown
    assert "24 november 2026, 09:30" in shown
    assert "OCMW Voorbeelddorp: contact bij gegevenslek, ICT of informatieveiligheid" in shown
    assert "De mailbox afsluiten: gepland voor 30 november 2026" in shown
    measure = breach.measures.get()
    browser.post(page("change_measure", breach.pk, measure.pk), {"on": "24/11/2026", "is_done": "ja"})
    browser.post(page("close", breach.pk), {"on": "24/11/2026"})
    closed = words(browser.get(page("breach", breach.pk)))
    assert "Afgesloten op 24 november 2026." in closed
    assert "Getroffen verzendingen zoeken" not in closed
    answer = browser.post(page("change", breach.pk), ANSWERS)
    assert "Dit gegevenslek is afgesloten. Heropen het eerst." in words(answer)
    browser.post(page("reopen", breach.pk))
    assert "Nog open." in words(browser.get(page("breach", breach.pk)))


@pytest.mark.parametrize(
    ("name", "answers", "sentence"),
    [
        ("authority", {}, "Kies een antwoord."),
        ("authority", {"authority": "gba"}, "Vul de dag van de melding in"),
        ("authority", {"authority": "none"}, "Kies waarom een melding niet nodig was."),
        ("authority", {"authority": "gba", "reported_on": "25/11/2026", "reported_hour": "9:00"}, "in de toekomst"),
        ("authority", {"authority": "gba", "reported_on": "22/11/2026", "reported_hour": "9:00"}, "voor de ontdekking"),
        ("clients", {"told": "yes"}, "Vul de dag van de beslissing in"),
        ("clients", {"told": "no", "decided_on": "24/11/2026", "told_on": "24/11/2026"}, "Maak deze dag leeg"),
        ("clients", {"told": "no", "decided_on": "24/11/2026"}, "Kies waarom de cliënten het niet hoeven te weten."),
        ("new_consultation", {"held_on": "24/11/2026"}, "Vul het uur in"),
        ("new_measure", {"kind": "police", "on": "25/11/2026", "is_done": "ja"}, "in de toekomst"),
        ("new_measure", {"kind": "police", "on": "25/11/2036", "is_done": "nee"}, "te ver vooruit"),
        ("close", {"on": "24/11/2026"}, "Noteer eerst of het lek aan de toezichthouder gemeld is."),
    ],
)
def test_a_wrong_answer_gets_a_sentence(browser, breach, name, answers, sentence):
    answer = browser.post(page(name, breach.pk), answers)
    assert answer.status_code == 200
    assert sentence in words(answer)


def test_an_auditor_reads_everything_and_can_change_nothing(signed_in, breach, agreement, browser):
    sent(agreement)
    browser.post(page("search", breach.pk), {"mailbox": "sociaal@ocmw.example"})
    browser.post(page("notice", breach.pk), {"shown": shown_draft(browser, breach)})
    auditor = signed_in(a_user(Role.AUDITOR))
    shown = auditor.get(page("breach", breach.pk)).content.decode()
    main = shown[shown.index("<main") : shown.index("</main>")]
    assert "<form" not in main
    assert "Wijzigen" not in main
    notice = BreachNotice.objects.first()
    assert auditor.get(page("letter", breach.pk, notice.pk)).status_code == 200


def test_a_team_member_reports_from_the_referral_and_reads_the_day_only(signed_in, agreement):
    """D9."""
    referral = sent(agreement)
    member = signed_in(referral.filed_by)
    url, form = (reverse(f"referrals:{name}", args=[referral.reference]) for name in ("referral", "report_breach"))
    assert "Gegevenslek melden" in words(member.get(url))
    answers = {"happening": "wrong_mailbox", "discovered_on": "24/11/2026", "discovered_hour": "09:30"}
    assert "Dit tijdstip ligt in de toekomst." in words(member.post(form, {**answers, "discovered_hour": "10:30"}))
    for _ in range(2):
        answer = member.post(form, answers)
        assert answer.url == url
    assert Breach.objects.count() == 1
    shown = words(member.get(url))
    assert "Gegevenslek gemeld op 24 november 2026." in shown
    assert "Naar een verkeerde plaats gestuurd?" not in shown
    assert member.get(page("register")).status_code == 403
    assert member.get(page("breach", Breach.objects.get().pk)).status_code == 403


def test_a_referral_that_did_not_leave_offers_no_report(signed_in, agreement):
    referral = a_referral(team=agreement.team, partner=agreement.partner, agreement=agreement)
    member = signed_in(referral.filed_by)
    url = reverse("referrals:referral", args=[referral.reference])
    assert "Naar een verkeerde plaats gestuurd?" not in words(member.get(url))
    assert member.get(reverse("referrals:report_breach", args=[referral.reference])).url == url
