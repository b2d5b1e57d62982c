"""The pages for duties, evaluation and what comes, walked as an administrator would."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.models import Agreement, Bottleneck, Contact, Evaluation, Message, PaperFile, Processor, ProofRequest
from agreements.terms.papers import Party
from audit.models import AuditEvent
from law.roles import Role
from tests.agreements.duties import PDF, a_processor, a_proof_request, a_reported_change, an_evaluation
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_team, an_ocmw

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def page(name: str, agreement: Agreement, **arguments) -> str:
    return reverse(f"agreements:{name}", kwargs={"pk": agreement.pk, **arguments})


def words(response) -> str:
    return " ".join(response.content.decode().split())


def pdf(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("naam van een cliënt.pdf", content, content_type="application/pdf")


# --- duties ----------------------------------------------------------------------------------------------------------


def test_an_empty_page_says_what_is_missing_and_what_to_do(browser, westerlo):
    shown = words(browser.get(page("duties", westerlo)))
    for sentence in (
        "niet ingevuld",
        "nog niet bevestigd",
        "Er is nog geen bewijs gevraagd.",
        "Er zijn geen verwerkers genoteerd.",
        "Het overzicht is nog niet bezorgd.",
        "De partner meldde nog geen wijzigingen.",
    ):
        assert sentence in shown


def test_the_duties_are_recorded_one_by_one_and_shown(browser, westerlo):
    steps = [
        (
            page("publication", westerlo, party=Party.PARTNER),
            {"url": "https://ocmw.example/p", "published_on": "1/2/2024"},
        ),
        (page("measures", westerlo), {"policy_confirmed_on": "5.3.2024"}),
        (page("new_processor", westerlo), {"party": "partner", "name": "Dorps ICT bv", "purpose": "mail"}),
        (page("report_change", westerlo), {"kind": "purpose", "reported_on": "20/11/2026"}),
        (page("receive_overview", westerlo), {"given_on": "19/11/2026", "content": pdf()}),
    ]
    for url, answers in steps:
        assert browser.post(url, answers).url == page("duties", westerlo), url
    shown = words(browser.get(page("duties", westerlo)))
    for fact in (
        "https://ocmw.example/p<br>bekendgemaakt op 1 februari 2024",
        "bevestigd op 5 maart 2024",
        "Dorps ICT bv",
        "wetgeving: het doel van het doorgeven",
        "Ontvangen op 19 november 2026, met een bestand.",
    ):
        assert fact in shown


@pytest.mark.parametrize(
    ("name", "arguments", "answers", "sentence"),
    [
        ("publication", {"party": Party.AGENCY}, {}, "Vul het webadres in, bijvoorbeeld https://"),
        ("publication", {"party": Party.AGENCY}, {"url": "gemeente", "published_on": "1/2/2024"}, "begint met https://"),
        (
            "publication",
            {"party": Party.AGENCY},
            {"url": "https://a.example/", "published_on": "24/11/2026"},
            "Deze datum ligt in de toekomst.",
        ),
        ("measures", {}, {"dpo_confirmed_on": "31/02/2024"}, "Typ een datum als dag/maand/jaar"),
        ("new_processor", {}, {"party": "partner", "name": "x", "purpose": "mail", "enterprise_number": "0886.886.639"},
         "Dit ondernemingsnummer klopt niet."),
        ("new_processor", {}, {"name": "\x00", "purpose": "kapot"}, "Kies een antwoord uit de lijst."),
        ("report_change", {}, {}, "Kies wat er wijzigt."),
        ("receive_overview", {}, {"given_on": "19/11/2017"}, "Kijk het jaar na."),
        ("invite_to_evaluation", {}, {"proposed_on": "22/11/2026"}, "Deze dag is voorbij."),
        ("invite_to_evaluation", {}, {"proposed_on": "24/11/2028"}, "meer dan twee jaar vooruit"),
        ("hold_evaluation", {}, {"held_on": "24/11/2026"}, "Deze datum ligt in de toekomst."),
        ("note_bottleneck", {}, {"party": "agency", "met_on": "1/11/2026"}, "Kies wat er misloopt."),
    ],
)  # fmt: skip
def test_bad_input_gets_a_sentence_keeps_what_was_typed_and_writes_nothing(
    browser, westerlo, name, arguments, answers, sentence
):
    before = AuditEvent.objects.count()
    answer = browser.post(page(name, westerlo, **arguments), answers)
    assert answer.status_code == 200
    shown = words(answer)
    assert sentence in shown
    typed = answers.get("url") or answers.get("enterprise_number") or answers.get("met_on")
    assert not typed or f'value="{typed}"' in shown
    assert AuditEvent.objects.count() == before


def test_what_will_be_written_is_shown_before_it_is_written(browser, westerlo):
    """R71–R73."""
    for name, button in (("ask_proof", "Bewijs vragen"), ("send_overview", "Overzicht bezorgen")):
        shown = words(browser.get(page(name, westerlo)))
        assert "Er is nog niets verstuurd." in shown
        assert "veiligheid@intercommunale.example" in shown
        assert button in shown
    assert Message.objects.count() == 0
    assert browser.post(page("ask_proof", westerlo)).url == page("duties", westerlo)
    assert "mail, klaar om te versturen" in words(browser.get(page("duties", westerlo)))


def test_without_an_address_the_page_says_that_it_becomes_a_letter(browser, westerlo):
    Contact.objects.filter(party=Party.PARTNER).update(email="")
    shown = words(browser.get(page("ask_proof", westerlo)))
    assert "Het bericht wordt een brief om af te drukken." in shown


def test_asking_twice_says_when_it_was_asked(browser, westerlo):
    browser.post(page("ask_proof", westerlo))
    answer = browser.post(page("ask_proof", westerlo))
    assert "U vroeg al bewijs op 23 november 2026." in words(answer)
    assert ProofRequest.objects.count() == 1


def test_proof_is_kept_as_a_pdf_and_anything_else_is_refused(browser, westerlo):
    asked = a_proof_request(westerlo)
    url = page("receive_proof", westerlo, proof_pk=asked.pk)
    assert 'enctype="multipart/form-data"' in words(browser.get(url))
    assert "Dit is geen pdf-bestand." in words(browser.post(url, {"received_on": "1/2/2024", "content": pdf(b"MZ")}))
    assert "Kies een pdf-bestand." in words(browser.post(url, {"received_on": "1/2/2024"}))
    early = browser.post(url, {"received_on": "17/12/2023", "content": pdf()})
    assert "U vroeg het bewijs pas op 18 december 2023." in words(early)
    assert PaperFile.objects.count() == 0
    browser.post(url, {"received_on": "1/2/2024", "content": pdf()})
    assert PaperFile.objects.get().content == PDF
    shown = words(browser.get(page("duties", westerlo)))
    assert "ontvangen op 1 februari 2024, met een bestand" in shown
    assert "naam van een cliënt" not in shown


def test_a_processor_is_changed_and_taken_away(browser, westerlo):
    processor = a_processor(westerlo)
    url = page("change_processor", westerlo, processor_pk=processor.pk)
    assert 'value="Voorbeeld ICT bv"' in words(browser.get(url))
    browser.post(url, {"party": "partner", "name": "Ander ICT bv", "purpose": "backup"})
    assert Processor.objects.get().name == "Ander ICT bv"
    remove = page("remove_processor", westerlo, processor_pk=processor.pk)
    assert browser.get(remove).url == page("duties", westerlo)
    assert Processor.objects.get().removed_at is None
    browser.post(remove)
    assert "Ander ICT bv" not in words(browser.get(page("duties", westerlo)))
    assert browser.get(url).status_code == 404


def test_what_was_done_with_a_change_is_recorded(browser, westerlo):
    reported = a_reported_change(westerlo)
    url = page("answer_change", westerlo, change_pk=reported.pk)
    early = browser.post(url, {"answer": "consulted", "answered_on": "29/2/2024"})
    assert "De wijziging is pas gemeld op 1 maart 2024." in words(early)
    browser.post(url, {"answer": "consulted", "answered_on": "1/3/2024"})
    assert "de partijen overlegden, op 1 maart 2024" in words(browser.get(page("duties", westerlo)))


def test_what_belongs_to_another_agreement_is_not_found(browser, westerlo):
    other = papers_in_force(a_team("Team Elders"), an_ocmw("OCMW Elders"))
    pages = [
        page("receive_proof", westerlo, proof_pk=a_proof_request(other).pk),
        page("answer_change", westerlo, change_pk=a_reported_change(other).pk),
        page("change_processor", westerlo, processor_pk=a_processor(other).pk),
        page("minutes", westerlo, evaluation_pk=an_evaluation(other).pk),
    ]
    assert {browser.get(url).status_code for url in pages} == {404}


# --- evaluation ------------------------------------------------------------------------------------------------------


def test_the_evaluation_from_a_bottleneck_to_its_minutes(browser, westerlo):
    """R45, R46: the page says it is late, until it was held."""
    shown = words(browser.get(page("evaluation", westerlo)))
    assert "om de 12 maanden" in shown
    assert "18 december 2024" in shown
    assert "te laat" in shown
    for day in ("1/11/2026", "2/11/2026"):
        browser.post(page("note_bottleneck", westerlo), {"party": "partner", "kind": "birth_date", "met_on": day})
    shown = words(browser.get(page("evaluation", westerlo)))
    assert "vraag naar de geboortedatum</th>" in shown
    assert ">2 keer<" in shown
    assert "november 2026" not in shown[shown.index("Knelpunten voor") :]  # numbers, and no days (D4)
    browser.post(page("invite_to_evaluation", westerlo), {"proposed_on": "23/11/2026"})
    assert "U stelde 23 november 2026 voor. Uitnodiging: mail, klaar om te versturen." in words(
        browser.get(page("evaluation", westerlo))
    )
    browser.post(page("hold_evaluation", westerlo), {"held_on": "23/11/2026"})
    held = Evaluation.objects.get()
    assert Bottleneck.objects.filter(evaluation=held).count() == 2
    shown = words(browser.get(page("evaluation", westerlo)))
    assert "23 november 2027" in shown
    assert "te laat" not in shown
    assert "Er zijn geen knelpunten die nog besproken moeten worden." in shown
    browser.post(page("minutes", westerlo, evaluation_pk=held.pk), {"content": pdf()})
    assert "bewaard, " in words(browser.get(page("evaluation", westerlo)))


def test_an_auditor_reads_duties_and_evaluation_without_buttons(signed_in, westerlo):
    a_proof_request(westerlo)
    a_processor(westerlo)
    a_reported_change(westerlo)
    held = an_evaluation(westerlo)
    reader = signed_in(a_user(Role.AUDITOR))
    for name in ("duties", "evaluation"):
        shown = words(reader.get(page(name, westerlo))).partition("</main>")[0]
        assert "govuk-button" not in shown
        assert '<form method="post" action="/overeenkomsten' not in shown
        others = re.findall(rf"/{westerlo.pk}/(?:plichten|evaluatie)/([^\"]+)", shown)
        assert others == ([f"{held.pk}/"] if name == "evaluation" else [])  # besides the tab


# --- what comes ------------------------------------------------------------------------------------------------------


def test_what_is_late_comes_first_then_what_comes_within_six_months(browser, westerlo):
    soon = papers_in_force(a_team("Team Straks"), an_ocmw("OCMW Straks"))
    Agreement.objects.filter(pk=soon.pk).update(ends_on=date(2027, 5, 23))
    later = papers_in_force(a_team("Team Later"), an_ocmw("OCMW Later"))
    Agreement.objects.filter(pk=later.pk).update(ends_on=date(2027, 5, 24))
    for one in (soon, later):
        an_evaluation(one, held_on=date(2026, 11, 2))
    shown = words(browser.get(reverse("agreements:upcoming")))
    assert "tot en met 23 mei 2027" in shown
    assert shown.index("18 december 2024") < shown.index("23 mei 2027</th>")
    assert shown.count("te laat</strong>") == 1
    assert page("evaluation", westerlo) in shown
    assert page("agreement", soon) in shown
    assert "Team Later" not in shown


def test_when_nothing_comes_the_page_says_so(browser):
    assert "Er komt niets aan." in words(browser.get(reverse("agreements:upcoming")))


def test_the_page_of_what_comes_takes_as_many_queries_for_many_agreements(
    browser, westerlo, django_assert_max_num_queries
):
    for number in range(5):
        papers_in_force(a_team(f"Team {number}"), an_ocmw(f"OCMW {number}"))
    with django_assert_max_num_queries(21):
        browser.get(reverse("agreements:upcoming"))
