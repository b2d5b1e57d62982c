"""The pages, walked as a person would."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement, Contact, Mailbox, MailboxCheck, Protocol
from agreements.models.mailbox_checks import CHECK_LINK
from agreements.terms.papers import Document, Party
from audit.events import Event
from audit.models import AuditEvent
from directory.models import Organisation
from law.facts import OrganisationKind
from law.roles import Role
from tests.agreements.papers import reload
from tests.builders.accounts import a_user
from tests.builders.agreements import a_file, a_letter, a_suspension, papers_in_force
from tests.builders.directory import a_team, an_ocmw
from tests.clients import Browser

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def page(name: str, agreement: Agreement, **arguments) -> str:
    return reverse(f"agreements:{name}", kwargs={"pk": agreement.pk, **arguments})


def text(response) -> str:
    return response.content.decode()


def words(response) -> str:
    return " ".join(text(response).split())


# --- from registering to sending -------------------------------------------------------------------------------------


def test_two_administrators_bring_an_agreement_from_nothing_to_yes(
    browser, second_administrator, signed_in, team, partner
):
    """The whole walk: register, sign, advise, mailbox, contacts; the page says no until the last step."""
    answer = browser.post(
        reverse("agreements:new"),
        {
            "team": team.pk,
            "partner": partner.pk,
            "in_force_from": "18/12/2023",
            "term": "indefinite",
            "notice_months": "6",
            "evaluation_months": "12",
        },
    )
    agreement = Agreement.objects.get()
    assert answer.url == page("agreement", agreement)
    steps: list[tuple[str, dict[str, str]]] = [
        (
            page("change_protocol", agreement),
            {"in_force_from": "1.1.2024", "term": "indefinite", "notice_months": "6", "esignature_code": "1234-5678"},
        ),
    ]
    for party in Party:
        steps.append(
            (
                page("dpo_advice", agreement, party=party),
                {"dpo_name": "Sam Dataman", "dpo_email": "dpo@dienst.example", "advised_on": "19-09-2023"},
            )
        )
        signed = {"name": "Mo Ekelmans", "function": "burgemeester", "signed_on": "29/01/2024"}
        reached = {"party": party, "name_or_function": "diensthoofd", "phone": "014 00 00 00"}
        steps += [(page("signature", agreement, document=one, party=party, position=1), signed) for one in Document]
        steps += [(page("new_contact", agreement), {**reached, "kind": kind}) for kind in ("contact", "breach")]
    steps.append((page("set_mailbox", agreement), {"address": "Sociale.Dienst@ocmw.example"}))
    for url, answers in steps:
        answer = browser.post(url, answers)
        assert answer.status_code == 302, url
        assert "Gelukt." in words(browser.get(answer.url))
        assert "Nee." in text(browser.get(page("agreement", agreement)))
    check = page("verify_mailbox", agreement, mailbox_pk=Mailbox.objects.get().pk)
    for someone in (browser, signed_in(second_administrator)):
        someone.post(check, {"address": "sociale.dienst@ocmw.example"})
        assert "Nee." in text(someone.get(page("agreement", agreement)))
    browser.post(page("start_check", agreement, mailbox_pk=Mailbox.objects.get().pk))
    sent = MailboxCheck.objects.get()
    attested = {"attested_by": "An Peeters, diensthoofd", "attests": "on"}
    Browser().post(CHECK_LINK.url(sent.token), {"code": sent.code, **attested})
    final = words(browser.get(page("agreement", agreement)))
    assert "Mag er vandaag verstuurd worden?" in final
    assert "De papieren zijn in orde." in final
    assert "niet in orde" not in final


def test_one_administrator_alone_does_not_get_a_mailbox_checked(browser, diest):
    browser.post(page("set_mailbox", diest), {"address": "sociaal@ocmw.example"})
    check = page("verify_mailbox", diest, mailbox_pk=Mailbox.objects.get().pk)
    assert browser.post(check, {"address": "sociaal@ocmw.example"}).status_code == 302
    again = browser.post(check, {"address": "sociaal@ocmw.example"})
    assert "U deed de eerste controle al. Vraag de tweede controle aan een andere beheerder." in words(again)
    assert Mailbox.objects.get().verified_on is None
    assert check not in text(browser.get(page("mailbox", diest)))


def test_an_address_typed_over_differently_is_no_check(browser, diest):
    browser.post(page("set_mailbox", diest), {"address": "sociaal@ocmw.example"})
    check = page("verify_mailbox", diest, mailbox_pk=Mailbox.objects.get().pk)
    assert "een ander adres" in text(browser.post(check, {"address": "sociaal@ocnw.example"}))
    assert Mailbox.objects.get().first_verified_at is None


# --- the page of an agreement ----------------------------------------------------------------------------------------


def test_the_page_names_every_obstacle_with_its_source(browser, diest):
    shown = words(browser.get(page("agreement", diest)))
    assert "Het protocol heeft geen datum van inwerkingtreding." in shown
    assert "Bron: protocol art. 11" in shown
    assert "Er is geen mailbox voor gegevensdeling." in shown


def test_the_page_answers_for_another_day(browser, westerlo):
    """R34."""
    url = page("agreement", westerlo)
    before, after = words(browser.get(url, {"op": "28/01/2024"})), words(browser.get(url, {"op": "29-01-2024"}))
    assert "Mocht er op 28 januari 2024 verstuurd worden?" in before
    assert "Nee." in before
    assert "Mocht er op 29 januari 2024 verstuurd worden?" in after
    assert "Dat mocht." in after


@pytest.mark.parametrize("day", ["morgen", "31/02/2026", "0001-01-01", "99/99/9999", "\x00", "9" * 5000, "<b>"])
def test_a_day_that_does_not_exist_is_answered_for_today_with_a_sentence(browser, westerlo, day):
    answer = browser.get(page("agreement", westerlo), {"op": day})
    assert answer.status_code == 200
    assert "Mag er vandaag verstuurd worden?" in words(answer)
    assert "Controleer uw antwoorden" in words(answer)


def test_the_page_warns_for_a_short_notice_a_general_mailbox_and_a_late_signature(browser, westerlo):
    """R38, R69, R34."""
    Protocol.objects.update(notice_months=2)
    Mailbox.objects.update(address="info@ocmw.example")
    shown = words(browser.get(page("agreement", westerlo)))
    assert "De opzegtermijn van het protocol is korter dan 3 maanden." in shown
    assert "info@ocmw.example lijkt een algemeen adres." in shown
    assert shown.count("Versturen kan vanaf 29 januari 2024.") == 1
    assert "De papieren zijn in orde." in shown


def test_advice_after_the_signature_is_shown_as_an_obstacle(browser, westerlo):
    """R31."""
    browser.post(
        page("dpo_advice", westerlo, party=Party.AGENCY), {"dpo_name": "Sam Dataman", "advised_on": "30/01/2024"}
    )
    assert "De DPO van Opgroeien gaf pas advies na de ondertekening." in words(browser.get(page("agreement", westerlo)))


def test_a_placeholder_is_pointed_out_beside_the_text_and_beside_the_field(browser, westerlo):
    url = page("signature", westerlo, document=Document.PROTOCOL, party=Party.PARTNER, position=2)
    answers = {"name": "(naam vertegenwoordiger 2)", "function": "voorzitter", "signed_on": "29/01/2024"}
    assert browser.post(url, answers).status_code == 302
    warning = "Let op: hier staat nog een invulplek."
    lines = ["(naam vertegenwoordiger 2)", warning, "voorzitter"]
    assert "<br>".join(lines) in words(browser.get(page("agreement", westerlo)))
    listed = "".join(f"<span>{line}</span>" for line in lines)
    assert listed in words(browser.get(page("signatures", westerlo, document=Document.PROTOCOL)))
    assert "Het protocol is niet volledig ingevuld." in words(browser.get(page("agreement", westerlo)))
    field = words(browser.get(url))
    assert field.count(warning) == 1
    assert f'id="id_name_helptext">{warning}' in field


@pytest.mark.parametrize(
    ("spoil", "shown_on"),
    [
        (lambda a: a.contacts.filter(party="partner", kind="breach").update(name_or_function="naam"), "contacts"),
        (lambda a: a.protocol.dpo_advices.filter(party="agency").update(dpo_name="xxxx"), "agreement"),
        (lambda a: Agreement.objects.filter(pk=a.pk).update(drawn_up_at_place="PLAATS"), "agreement"),
    ],
)
def test_each_placeholder_gets_one_warning_where_it_stands(browser, westerlo, spoil, shown_on):
    spoil(westerlo)
    assert words(browser.get(page(shown_on, westerlo))).count("Let op: hier staat nog een invulplek.") == 1


def test_the_pages_show_what_the_parties_and_contacts_are(browser, westerlo):
    shown = words(browser.get(page("agreement", westerlo)))
    for fact in ("014 00 00 00", "Dorpsstraat 1, 9999 Voorbeelddorp", "Mo Ekelmans"):
        assert fact in shown


def test_the_page_of_an_agreement_asks_the_database_a_fixed_number_of_times(
    django_assert_max_num_queries, browser, westerlo
):
    with django_assert_max_num_queries(33):
        browser.get(page("agreement", westerlo))


# --- changing parts --------------------------------------------------------------------------------------------------


def test_the_form_shows_what_was_saved(browser, westerlo):
    shown = words(browser.get(page("change_agreement", westerlo)))
    assert 'value="18/12/2023"' in shown
    assert 'value="6"' in shown


def test_a_term_of_notice_can_be_changed(browser, westerlo):
    answers = {
        "in_force_from": "18/12/2023",
        "term": "fixed",
        "ends_on": "31/12/2027",
        "notice_months": "3",
        "council_decision_on": "01/12/2023",
        "council_decision_url": "https://dorp.example/raad/2023-12-01",
    }
    browser.post(page("change_agreement", westerlo), answers)
    found = reload(westerlo)
    assert (found.ends_on, found.notice_months, found.evaluation_months) == (date(2027, 12, 31), 3, None)
    assert found.council_decision_url == "https://dorp.example/raad/2023-12-01"


def test_a_second_signatory_is_added_and_taken_away(browser, diest):
    overview = page("signatures", diest, document=Document.AGREEMENT)
    second = page("signature", diest, document=Document.AGREEMENT, party=Party.PARTNER, position=2)
    assert second in text(browser.get(overview))
    browser.post(second, {"name": "An Peeters", "function": "voorzitter"})
    assert reload(diest).signed_by_partner_on is None
    assert second in text(browser.get(overview))
    gone = page("remove_signature", diest, document=Document.AGREEMENT, party=Party.PARTNER, position=2)
    assert browser.post(gone).url == overview
    assert reload(diest).signed_by_partner_on == date(2024, 11, 1)
    assert browser.post(gone).status_code == 404


def test_a_side_with_two_signatories_gets_no_third(browser, westerlo):
    shown = text(browser.get(page("signatures", westerlo, document=Document.PROTOCOL)))
    assert shown.count("Ondertekenaar toevoegen") == 1
    assert browser.get(f"/overeenkomsten/{westerlo.pk}/handtekeningen/protocol/partner/3/").status_code == 404


def test_a_contact_is_changed_and_removed(browser, westerlo):
    contact = westerlo.contacts.get(party=Party.PARTNER, kind="contact")
    answers = {"party": "partner", "kind": "contact", "name_or_function": "onthaal", "email": "onthaal@ocmw.example"}
    browser.post(page("change_contact", westerlo, contact_pk=contact.pk), answers)
    contact.refresh_from_db()
    assert (contact.name_or_function, contact.phone) == ("onthaal", "")
    assert "onthaal@ocmw.example" in text(browser.get(page("contacts", westerlo)))
    browser.post(page("remove_contact", westerlo, contact_pk=contact.pk))
    assert not Contact.objects.filter(pk=contact.pk).exists()


def test_an_earlier_address_stays_to_be_seen(browser, westerlo):
    browser.post(page("set_mailbox", westerlo), {"address": "nieuw@ocmw.example"})
    shown = words(browser.get(page("mailbox", westerlo)))
    assert "sociale.dienst@ocmw-westerdorp.example, vervangen op 23 november 2026" in shown


def test_the_page_tells_who_checked_and_when(browser, westerlo, second_administrator):
    shown = words(browser.get(page("mailbox", westerlo)))
    assert f"18 december 2023, 10:00, door {second_administrator.name}" in shown  # Brussels, in winter


def test_markup_and_template_code_are_shown_as_text(browser, westerlo):
    browser.post(
        page("signature", westerlo, document=Document.AGREEMENT, party=Party.PARTNER, position=2),
        {"name": HOSTILE, "function": HOSTILE, "place": HOSTILE},
    )
    browser.post(
        page("new_contact", westerlo),
        {
            "party": "partner",
            "kind": "contact",
            "name_or_function": HOSTILE,
            "organisation_name": HOSTILE,
            "phone": "014000000",
        },
    )
    Organisation.objects.filter(pk=westerlo.partner.pk).update(name=HOSTILE)
    pages = [
        reverse("agreements:register"),
        page("agreement", westerlo),
        page("contacts", westerlo),
        page("mailbox", westerlo),
        page("signatures", westerlo, document=Document.AGREEMENT),
        page("signature", westerlo, document=Document.AGREEMENT, party=Party.PARTNER, position=2),
    ]
    for url in pages:
        shown = text(browser.get(url))
        assert "<script>" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in shown


# --- the register ----------------------------------------------------------------------------------------------------


def register(browser: Client, **conditions: str) -> str:
    return words(browser.get(reverse("agreements:register"), conditions))


def test_the_register_shows_where_each_agreement_stands(browser, westerlo, diest):
    shown = register(browser)
    assert shown.index("OCMW Demerdorp") < shown.index("OCMW Westerdorp")
    assert "te ondertekenen</strong>" in shown
    assert "in werking</strong>" in shown


def test_the_register_finds_by_partner_team_and_status(browser, westerlo, diest):
    for conditions in ({"q": "westerdorp"}, {"q": "zuider ocmw"}, {"status": "in_force"}):
        shown = register(browser, **conditions)
        assert "Westerdorp" in shown
        assert "Demerdorp" not in shown
    assert "Geen overeenkomst past bij deze filter." in register(browser, q="Nergens")
    assert "Geen overeenkomst past bij deze filter." in register(browser, status="ended")


@pytest.mark.parametrize(
    "conditions", [{"q": "\x00"}, {"q": "x" * 10_000}, {"status": "kapot"}, {"pagina": "veel"}, {"pagina": "-1"}]
)
def test_the_register_takes_no_harm_from_strange_conditions(browser, westerlo, conditions):
    assert browser.get(reverse("agreements:register"), conditions).status_code == 200


def test_a_percent_sign_is_a_sign_and_finds_nothing(browser, westerlo):
    assert "Geen overeenkomst past bij deze filter." in register(browser, q="%")


def test_an_empty_register_says_so(browser):
    assert "Er zijn nog geen overeenkomsten." in register(browser)


@pytest.fixture
def thousand(db) -> None:
    """A thousand agreements, of which 25 show on a page."""
    team, kind = a_team(), OrganisationKind.OCMW
    bases = [f"0{400_0000 + number:07}" for number in range(1000)]
    partners = Organisation.objects.bulk_create(
        Organisation(kind=kind, name=f"OCMW {base}", enterprise_number=f"{base}{97 - int(base) % 97:02}")
        for base in bases
    )
    agreements = Agreement.objects.bulk_create(Agreement(team=team, partner=partner) for partner in partners)
    Protocol.objects.bulk_create(Protocol(agreement=agreement) for agreement in agreements)


@pytest.mark.parametrize("conditions", [{}, {"status": "draft"}, {"q": "OCMW", "pagina": "3"}])
def test_the_register_of_a_thousand_agreements_takes_as_few_queries_as_one_of_ten(
    django_assert_max_num_queries, browser, thousand, conditions
):
    papers_in_force(a_team("Team Ander"), an_ocmw("OCMW Ander"))
    actions.register_lines.judge_all(on=timezone.localdate())
    with django_assert_max_num_queries(24):
        shown = register(browser, **conditions)
    assert shown.count("<tr>") == 26


def test_the_pages_of_the_register_keep_the_conditions(browser, thousand):
    first = register(browser, status="draft")
    assert "status=draft&amp;pagina=2" in first
    assert "pagina 40 van 40" in register(browser, status="draft", pagina="40")


# --- who may ---------------------------------------------------------------------------------------------------------

Opener = Callable[[Role], Client]


@pytest.fixture
def as_role(signed_in, agency, team, partner) -> Opener:
    places = {
        Role.ADMINISTRATOR: agency,
        Role.AUDITOR: agency,
        Role.TEAM_MEMBER: team,
        Role.SOCIAL_WORKER: partner,
    }
    return lambda role: signed_in(a_user(role, places[role]))


def test_an_auditor_gets_no_buttons(as_role, westerlo):
    browser = as_role(Role.AUDITOR)
    assert "Overeenkomst registreren" not in text(browser.get(reverse("agreements:register")))
    shown = text(browser.get(page("agreement", westerlo)))
    assert "/wijzigen/" not in shown
    assert '<form method="post"' not in shown.partition("<main")[2].partition("</main>")[0]


def test_a_part_of_another_agreement_is_not_found(browser, westerlo, diest):
    """A part is looked up within its own agreement."""
    contact, letter, suspension = westerlo.contacts.first(), a_letter(westerlo), a_suspension(westerlo)
    mailbox, file = westerlo.protocol.mailbox_facts, a_file(westerlo)
    parts = {
        "verify_mailbox": {"mailbox_pk": mailbox.pk},
        "start_check": {"mailbox_pk": mailbox.pk},
        "record_bounce": {"mailbox_pk": mailbox.pk},
        "record_posting": {"message_pk": letter.pk},
        "message": {"message_pk": letter.pk},
        "change_contact": {"contact_pk": contact.pk},
        "remove_contact": {"contact_pk": contact.pk},
        "end_suspension": {"suspension_pk": suspension.pk},
        "file": {"file_pk": file.pk},
        "withdraw_file": {"file_pk": file.pk},
    }
    for name, arguments in parts.items():
        method = browser.get if name == "message" else browser.post
        assert method(page(name, diest, **arguments)).status_code == 404, name
    assert westerlo.contacts.count() == 4


def test_each_act_on_a_page_leaves_one_event_by_who_did_it(browser, administrator, westerlo):
    before = AuditEvent.objects.count()
    browser.post(page("dpo_advice", westerlo, party=Party.AGENCY), {"dpo_name": "Kim Anders"})
    (event,) = AuditEvent.objects.order_by("pk")[before:]
    assert (event.event, event.actor, event.at) == (Event.DPO_ADVICE_RECORDED, administrator, NOW)
