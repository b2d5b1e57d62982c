"""The pages of the GBO agreements, walked as an administrator would."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.events import Event
from audit.models import AuditEvent
from gbo import actions as gbo_actions
from gbo.models import GboAgreement, GboFile
from law.roles import Role
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_caw, a_dmw, a_municipality, a_team, an_ocmw
from tests.builders.gbo import a_gbo_agreement, a_gbo_file, a_gbo_suspension
from tests.vault.pdfs import a_pdf

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def signed(db) -> GboAgreement:
    return a_gbo_agreement()


@pytest.fixture
def draft(db) -> GboAgreement:
    parties = (a_caw("CAW Ontwerp"), an_ocmw("OCMW Ontwerp"), a_dmw("DMW Ontwerp"))
    return a_gbo_agreement(*parties, signed_on=None, advised_on=None)


def page(name: str, *rows) -> str:
    return reverse(f"gbo:{name}", args=[row.pk for row in rows])


def words(response) -> str:
    return " ".join(response.content.decode().split())


def reload(agreement: GboAgreement) -> GboAgreement:
    return GboAgreement.objects.with_parties().get(pk=agreement.pk)


# --- registering and filling in --------------------------------------------------------------------------------------


def test_an_agreement_is_registered_filled_in_and_then_in_force(browser, administrator):
    actors = [a_caw(), an_ocmw(), a_dmw()]
    made = reload(gbo_actions.agreements.register(organisations=actors, by=administrator, at=timezone.now()))
    address = page("agreement", made)
    shown = words(browser.get(address))
    assert "Het CAW heeft de GBO-overeenkomst nog niet ondertekend." in shown
    assert "in opmaak</strong>" in shown
    browser.post(page("advice", made), {"advised_by": "Sam Claes", "advised_on": "2/11/2026"})
    assert "te ondertekenen</strong>" in words(browser.get(address))
    for party in made.parties_in_order:
        signature = {"signatory_name": "An Peeters", "signatory_function": "directeur", "signed_on": "16/11/2026"}
        dpo = {"dpo_name": "Sam Claes", "dpo_email": "dpo@dienst.example"}
        assert browser.post(page("party", made, party), {**signature, **dpo}).url == address
    browser.post(page("drawn_up", made), {"drawn_up_at_place": "Voorbeelddorp", "drawn_up_on": "16/11/2026"})
    shown = words(browser.get(address))
    assert "<strong>Ja.</strong> De GBO-overeenkomst is in orde." in shown
    assert "Vanaf 16 november 2026, onbepaalde duur" in shown
    assert "De overeenkomst staat nog niet op de website van CAW Voorbeeldstad." in shown
    public = {"published_on": "17/11/2026", "publication_url": "https://www.caw.example/gbo"}
    browser.post(page("publication", made), public)
    assert "staat nog niet op de website" not in words(browser.get(address))
    before = words(browser.get(address, {"op": "15/11/2026"}))
    assert "Mocht er op 15 november 2026 doorgegeven worden?" in before
    assert "De DMW heeft de GBO-overeenkomst nog niet ondertekend." in before
    assert "Bron: GBO-overeenkomst art. 14" in before


def test_the_other_day_of_the_page_must_be_a_day(browser, signed):
    shown = words(browser.get(page("agreement", signed), {"op": "31/02/2026"}))
    assert "Typ een datum als dag/maand/jaar" in shown
    assert "Mag er vandaag doorgegeven worden?" in shown


@pytest.mark.parametrize(
    ("name", "answers", "sentence"),
    [
        ("advice", {"advised_by": "S", "advised_on": "26/11/2026"}, "Deze datum ligt in de toekomst"),
        ("advice", {"advised_by": "S", "advised_on": "1/1/2017"}, "De datum ligt voor 2018"),
        (
            "advice",
            {"advised_by": "S", "advice_asked_on": "3/11/2026", "advised_on": "2/11/2026"},
            "Het advies ligt voor de vraag",
        ),
        ("publication", {"published_on": "2/11/2026"}, "Vul ook het webadres in"),
        ("publication", {"publication_url": "https://www.caw.example/"}, "Vul ook de datum in"),
        ("publication", {"publication_url": "caw", "published_on": "2/11/2026"}, "begint met https://"),
        ("drawn_up", {"drawn_up_on": "onlangs"}, "Typ een datum als dag/maand/jaar"),
    ],
)
def test_a_doubtful_answer_gets_a_sentence_and_what_was_typed_stays(browser, signed, name, answers, sentence):
    before = AuditEvent.objects.count()
    shown = words(browser.post(page(name, signed), answers))
    assert sentence in shown
    for value in answers.values():
        assert f'value="{value}"' in shown
    assert AuditEvent.objects.count() == before


def test_a_signature_names_who_signed(browser, draft):
    shown = words(browser.post(page("party", draft, draft.caw), {"signed_on": "2/11/2026"}))
    assert "Vul bij de handtekening ook de naam in" in shown


def test_an_advice_without_name_and_a_signature_without_function_are_what_papers_print(browser, draft):
    browser.post(page("advice", draft), {"advised_on": "2/11/2026"})
    browser.post(page("party", draft, draft.caw), {"signatory_name": "An Peeters", "signed_on": "3/11/2026"})
    shown = words(browser.get(page("agreement", draft)))
    assert "Gegeven op 2 november 2026." in shown
    assert "naam niet ingevuld" in shown
    assert GboAgreement.objects.with_parties().get(pk=draft.pk).signed_by_caw_on == date(2026, 11, 3)


def test_a_placeholder_is_pointed_out_beside_its_field_and_on_the_page(browser, signed):
    form = {"signatory_name": "Naam en functie", "signatory_function": "directeur", "signed_on": "3/03/2025"}
    browser.post(page("party", signed, signed.caw), {**form, "dpo_name": "xxxx", "dpo_email": "dpo@dienst.example"})
    shown = words(browser.get(page("party", signed, signed.caw)))
    assert shown.count("Let op: hier staat nog een invulplek.") == 2
    shown = words(browser.get(page("agreement", signed)))
    assert "De GBO-overeenkomst is niet volledig ingevuld." in shown
    assert "ondertekenaar van CAW Voorbeeldstreek, naam van de DPO van CAW Voorbeeldstreek" in shown


def test_a_second_agreement_of_an_ocmw_is_refused_with_a_sentence(browser, signed):
    ocmw = signed.parties_in_order[1].organisation
    second = a_gbo_agreement(a_caw("CAW Nieuw"), ocmw, a_dmw("DMW Nieuw"), signed_on=None)
    form = {"signatory_name": "An Peeters", "signatory_function": "directeur", "signed_on": "3/11/2026"}
    for party in second.parties_in_order:
        shown = browser.post(page("party", second, party), form)
    assert "OCMW Voorbeeldbos heeft dan al een GBO-overeenkomst in werking." in words(shown)


def test_parties_come_and_go_until_someone_signs(browser, draft, signed):
    assert "Kernactor weghalen" not in words(browser.get(page("agreement", draft)))  # one of each kind stays
    extra = an_ocmw("OCMW Extra", serves=a_municipality("99008", "Extradorp"))
    browser.post(page("add_party", draft), {"organisation": extra.pk})
    party = next(one for one in reload(draft).parties_in_order if one.organisation_id == extra.pk)
    assert "Kernactor weghalen" in words(browser.get(page("agreement", draft)))
    browser.post(page("remove_party", draft, party))
    assert extra.pk not in reload(draft).party_ids
    last = reload(draft).parties_in_order[1]
    answer = browser.post(page("remove_party", draft, last), follow=True)
    assert "Van elke soort is er minstens één kernactor." in words(answer)
    assert browser.get(page("remove_party", draft, last)).url == page("agreement", draft)
    assert "Kernactor weghalen" not in words(browser.get(page("agreement", signed)))
    shown = words(browser.post(page("add_party", signed), {"organisation": extra.pk}))
    assert "De kernactoren liggen vast sinds de eerste handtekening op 3 maart 2025." in shown


def test_a_file_is_kept_and_what_is_no_pdf_is_not(browser, signed):
    url = page("add_file", signed)
    assert 'enctype="multipart/form-data"' in words(browser.get(url))
    wrong = {"kind": "gbo", "content": SimpleUploadedFile("gbo.pdf", b"hallo")}
    assert "Dit is geen pdf-bestand." in words(browser.post(url, wrong))
    browser.post(url, {"kind": "gbo", "content": SimpleUploadedFile("gbo.pdf", a_pdf())})
    assert GboFile.objects.get().agreement_id == signed.pk
    assert "ondertekende GBO-overeenkomst" in words(browser.get(page("agreement", signed)))
    assert AuditEvent.objects.filter(event=Event.FILE_KEPT).count() == 1


# --- notice ----------------------------------------------------------------------------------------------------------

LETTERS = {
    "sent_on_1": "25/11/2026",
    "number_1": "RR 1111",
    "sent_on_2": "24/11/2026",
    "number_2": "RR 2222",
}


def test_both_days_are_shown_before_a_notice_is_kept(browser, signed):
    """R39."""
    url = page("give_notice", signed, signed.caw)
    shown = words(browser.post(url, LETTERS))
    assert "De laatste dag is 29 mei 2027" in shown
    assert "maandag 30 november 2026" in shown
    assert "Brief aan OCMW Voorbeeldbos" in shown
    assert "Brief aan DMW Voorbeeldbond" in shown
    assert "Er is nog niets bewaard." in shown
    assert reload(signed).notice_of_one is None
    for wrong in ("2027-05-30", "", "\x00"):
        assert "De laatste dag is 29 mei 2027" in words(browser.post(url, {**LETTERS, "confirmed": wrong}))
    assert 'value="25/11/2026"' in words(browser.post(url, {**LETTERS, "change": "1"}))
    answer = browser.post(url, {**LETTERS, "confirmed": "2027-05-29"})
    assert answer.url == page("kept_stop", signed, signed.stops.get())
    shown = words(browser.get(page("agreement", signed)))
    assert "opgezegd</strong>" in shown
    assert "De opzegtermijn begint op 30 november 2026. De laatste dag is 29 mei 2027." in shown
    assert "RR 1111, 25 november 2026" in shown
    assert "Een opzegging" not in words(browser.get(page("stopping", signed)))
    assert "30 november 2026: begin van de opzegtermijn" in words(browser.get(reverse("gbo:register")))


def test_a_notice_without_both_letters_is_not_taken(browser, signed):
    """R39: to both other actors."""
    shown = words(browser.post(page("give_notice", signed, signed.caw), {**LETTERS, "number_2": "", "sent_on_2": ""}))
    assert "Vul het nummer van de aangetekende brief in" in shown
    assert "Vul de datum in" in shown
    assert 'value="RR 1111"' in shown


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("26/11/2026", "Deze datum ligt in de toekomst"), ("2/03/2025", "pas in werking vanaf 3 maart 2025")],
)
def test_a_letter_of_an_impossible_day_is_refused_beside_its_field(browser, signed, day, sentence):
    answers = {**LETTERS, "sent_on_1": day, "sent_on_2": "1/03/2025"}
    assert sentence in words(browser.post(page("give_notice", signed, signed.caw), answers))


# --- suspension and stop ---------------------------------------------------------------------------------------------


def test_a_suspension_is_ended_or_stopped_from_its_list(browser, signed):
    caw, _ocmw, dmw = signed.parties_in_order
    form = {"by_party": caw.pk, "against_party": dmw.pk, "from_on": "1/09/2026", "reason": "security"}
    assert browser.post(page("suspend", signed), form).url == page("kept_stop", signed, signed.stops.get())
    suspension = signed.suspensions.get()
    shown = words(browser.get(page("agreement", signed)))
    assert "opgeschort</strong>" in shown
    assert "CAW Voorbeeldstreek schortte het doorgeven op vanaf 1 september 2026." in shown
    assert "Omdat DMW Voorbeeldbond de afspraken niet naleeft" in shown
    assert page("end_suspension", signed, suspension) in words(browser.get(page("stopping", signed)))
    stop = {"notified_on": "1/10/2026", "notification_proof": "RR 9", "stopped_on": "2/11/2026"}
    assert browser.post(page("stop", signed, suspension), stop).url.startswith(f"/gbo/{signed.pk}/stops/")
    assert "stopgezet vanaf 2 november 2026" in words(browser.get(page("stopping", signed)))
    shown = words(browser.get(page("agreement", signed)))
    assert "Een kernactor heeft het doorgeven stopgezet." in shown
    assert "beëindigd</strong>" in shown


def test_a_suspension_ends_on_its_last_day(browser, signed):
    suspension = a_gbo_suspension(signed)
    browser.post(page("end_suspension", signed, suspension), {"last_day": "24/11/2026"})
    assert "voorbij" in words(browser.get(page("stopping", signed)))
    assert "in werking</strong>" in words(browser.get(page("agreement", signed)))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"against_party": "same"}, "Kies een andere kernactor dan die opschort."),
        ({"by_party": "iemand"}, "Kies een kernactor uit de lijst."),
        ({"by_party": ""}, "Kies een kernactor."),
        ({"from_on": "2/03/2025"}, "pas in werking vanaf 3 maart 2025"),
        ({"from_on": "1/1/2029"}, "De datum ligt meer dan twee jaar vooruit."),
        ({"until_on": "1/11/2026"}, "De laatste dag ligt voor de eerste dag."),
        ({"reason": "zomaar"}, "Kies een reden uit de lijst."),
    ],
)
def test_a_suspension_that_cannot_be_is_refused_with_a_sentence(browser, signed, changes, sentence):
    caw, _ocmw, dmw = signed.parties_in_order
    form = {"by_party": caw.pk, "against_party": dmw.pk, "from_on": "2/11/2026", "reason": "security", **changes}
    form = {name: caw.pk if value == "same" else value for name, value in form.items()}
    assert sentence in words(browser.post(page("suspend", signed), form))
    assert not signed.suspensions.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"notified_on": "1/03/2026"}, "De opschorting begint op 2 maart 2026."),
        ({"notified_on": "26/11/2026"}, "Deze datum ligt in de toekomst"),
        ({"notification_proof": ""}, "Vul het nummer van de brief in"),
        ({"stopped_on": "2/03/2026"}, "Kies een latere dag."),
        ({"stopped_on": "31/03/2026"}, "De kennisgeving komt eerst."),
        ({"stopped_on": "1/1/2029"}, "De datum ligt meer dan twee jaar vooruit."),
    ],
)
def test_a_stop_that_cannot_be_is_refused_with_a_sentence(browser, signed, changes, sentence):
    suspension = a_gbo_suspension(signed)
    form = {"notified_on": "1/04/2026", "notification_proof": "RR 9", "stopped_on": "4/05/2026", **changes}
    assert sentence in words(browser.post(page("stop", signed, suspension), form))
    assert reload(signed).stopped_on is None


# --- lists, and who may ----------------------------------------------------------------------------------------------


def test_the_register_filters_by_status_and_by_any_party(browser, signed):
    other = a_gbo_agreement(
        a_caw("CAW Ander"),
        an_ocmw("OCMW Ander", serves=a_municipality("99008", "A")),
        a_dmw("DMW Ander"),
        signed_on=None,
    )
    url = reverse("gbo:register")
    assert "2 GBO-overeenkomsten" in words(browser.get(url))
    shown = words(browser.get(url, {"status": "in_force"}))
    assert page("agreement", signed) in shown
    assert page("agreement", other) not in shown
    assert page("agreement", other) in words(browser.get(url, {"q": "dmw ander"}))
    assert "Geen GBO-overeenkomst past bij deze filter." in words(browser.get(url, {"q": "niets"}))
    assert "Kies een toestand uit de lijst." in words(browser.get(url, {"status": "x"}))


def test_an_empty_register_says_what_to_do(browser):
    assert "Er zijn nog geen GBO-overeenkomsten." in words(browser.get(reverse("gbo:register")))


def test_the_list_per_ocmw_answers_yes_no_or_not_recorded(browser, signed):
    """R91."""
    without = an_ocmw("OCMW Zonder", serves=a_municipality("99008", "Zonderdorp"))
    url = reverse("gbo:regions")
    assert "nog niet genoteerd</strong>" in words(browser.get(url, {"q": "zonder"}))
    answer = browser.post(page("absence", without), {"asked_on": "2/11/2026"})
    assert answer.url == url
    shown = words(browser.get(url, {"answer": "no"}))
    assert "OCMW Zonder" in shown
    assert "2 november 2026" in shown
    shown = words(browser.get(url, {"answer": "yes", "q": "OCMW Voorbeeldbos"}))
    assert "3 maart 2025" in shown
    assert page("agreement", signed) in shown
    ocmw = signed.parties_in_order[1].organisation
    assert "Op die dag was er een GBO-overeenkomst in werking." in words(
        browser.post(page("absence", ocmw), {"asked_on": "2/11/2026"})
    )
    assert "Deze datum ligt in de toekomst" in words(browser.post(page("absence", without), {"asked_on": "2/12/2026"}))
    assert browser.get(page("absence", a_dmw("DMW Los"))).status_code == 404


def test_the_page_of_an_agreement_says_whether_its_partner_has_a_gbo(browser, signed):
    """R91."""
    ocmw = signed.parties_in_order[1].organisation
    url = reverse("agreements:agreement", args=[papers_in_force(a_team("Team Met"), ocmw).pk])
    assert "Voor OCMW Voorbeeldbos geldt een GBO-overeenkomst sinds 3 maart 2025." in words(browser.get(url))
    without = an_ocmw("OCMW Zonder", serves=a_municipality("99008", "Zonderdorp"))
    url = reverse("agreements:agreement", args=[papers_in_force(a_team("Team Zonder"), without).pk])
    assert "Is er een GBO-overeenkomst voor OCMW Zonder?" in words(browser.get(url))
    browser.post(page("absence", without), {"asked_on": "2/11/2026"})
    assert "Op 2 november 2026 was er voor OCMW Zonder geen GBO-overeenkomst." in words(browser.get(url))


def test_an_auditor_reads_and_changes_nothing(signed_in, agency, signed):
    auditor = signed_in(a_user(Role.AUDITOR, agency))
    shown = words(auditor.get(page("agreement", signed)))
    assert "De GBO-overeenkomst is in orde." in shown
    assert shown.count(f"/gbo/{signed.pk}/") == 1  # only the form that asks for another day
    assert "Geen GBO-overeenkomst noteren" not in words(auditor.get(reverse("gbo:regions")))
    assert "GBO-overeenkomst registreren" not in words(auditor.get(reverse("gbo:register")))


def test_a_party_or_suspension_of_another_agreement_is_not_found(browser, signed):
    other = a_gbo_agreement(
        a_caw("CAW Ander"), an_ocmw("OCMW Ander", serves=a_municipality("99008", "A")), a_dmw("DMW Ander")
    )
    suspension = a_gbo_suspension(other)
    for name in ("party", "remove_party", "give_notice"):
        assert browser.post(page(name, signed, other.caw)).status_code == 404
    for name in ("end_suspension", "stop"):
        assert browser.post(page(name, signed, suspension)).status_code == 404


def test_the_page_asks_the_database_a_fixed_number_of_times(django_assert_max_num_queries, browser, signed):
    a_gbo_suspension(signed, until_on=date(2026, 3, 31))
    with django_assert_max_num_queries(22):
        browser.get(page("agreement", signed))


def test_a_file_is_handed_out_as_an_attachment_in_a_sandbox_and_its_reading_is_in_the_trail(browser):
    agreement = a_gbo_agreement()
    file = a_gbo_file(agreement, content=b"%PDF-1.7 gbo")
    answer = browser.post(reverse("gbo:file", args=[agreement.pk, file.pk]))
    assert answer.content == b"%PDF-1.7 gbo"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"].startswith("sandbox")
    read = AuditEvent.objects.get(event=Event.FILE_READ)
    assert (read.object_id, read.organisation_id) == (str(file.pk), agreement.caw.organisation_id)
    elsewhere = a_gbo_agreement(a_caw("CAW Elders"), an_ocmw("OCMW Elders"), a_dmw("DMW Elders"))
    assert browser.post(reverse("gbo:file", args=[elsewhere.pk, file.pk])).status_code == 404
