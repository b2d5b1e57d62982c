"""What a paper does not print is an answer of a person, and stays one after it was registered (D28)."""

import pytest
import time_machine
from django.urls import reverse

from agreements import actions as agreements
from agreements.models import Agreement, DpoAdvice, NotPrinted
from audit.events import Event
from audit.models import AuditEvent
from gbo import actions as gbo_actions
from gbo.models import GboAgreement, GboNotPrinted
from law.roles import Role
from paper_import import actions
from paper_import.models import Papers
from tests.builders.accounts import a_user
from tests.builders.agreements import papers_in_force
from tests.builders.directory import a_caw, a_dmw, an_agency, an_ocmw
from tests.paper_import.test_papers import CLEAN, NOW, a_draft, look_at_all, press, the_ocmw_of_the_papers, words

pytestmark = pytest.mark.django_db

SAID = "staat niet op het papier (nagekeken door Toon Beheer op 23 november 2026)"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def partner():
    return the_ocmw_of_the_papers()


@pytest.fixture
def named(administrator):
    """The administrator under the name with which the pages tell of them."""
    administrator.name = "Toon Beheer"
    administrator.save()
    return administrator


def registered(browser, administrator, text: str = CLEAN) -> Agreement:
    draft = a_draft(text, administrator)
    look_at_all(browser, draft)
    press(browser, draft, "registreer")
    return Agreement.objects.get()


def page_of(browser, agreement: Agreement, name: str = "agreement") -> str:
    return words(browser.get(reverse(f"agreements:{name}", args=[agreement.pk])))


LACKING = CLEAN.replace("een opzegtermijn van 9 maanden", "een aangetekende brief").replace(
    "De gegevens gaan via 7-zip naar volgende mailbox: gegevens@ocmw-westerlo.example", "De gegevens gaan via 7-zip."
)


def test_what_is_not_on_the_paper_is_told_on_the_pages_with_who_looked_and_when(browser, named, team, partner):
    found = registered(browser, named, LACKING)
    page = page_of(browser, found)
    assert f"Opzegtermijn {SAID}" in page
    assert f"Webadres van de verificatie {SAID}" not in page  # it is printed
    assert "onbepaalde duur. Opzegtermijn: staat niet op het papier." in page
    assert "Het adres staat niet op het papier." in page
    assert f"Het adres {SAID}. Vraag het aan de ontvanger." in page_of(browser, found, "mailbox")
    assert "telefoonnummer staat niet op het papier" in page_of(browser, found, "contacts")


def test_a_dpo_without_a_name_is_not_printed_only_where_somebody_looked(browser, named, team, partner):
    found = papers_in_force(team, partner)
    DpoAdvice.objects.update(dpo_name="")
    assert "naam niet ingevuld" in page_of(browser, found)
    assert "naam staat niet op het papier" not in page_of(browser, found)
    NotPrinted.objects.create(agreement=found, key="advice.partner.dpo_name", said_by=named, said_at=NOW)
    assert "naam staat niet op het papier" in page_of(browser, found)


def test_of_a_field_that_nobody_looked_at_nothing_is_said(browser, administrator, team, partner):
    draft = a_draft(LACKING, administrator)
    for part in ("partijen", "adviezen", "art6", "art9", "protocol-ondertekening"):
        press(browser, draft, f"klopt:{part}")
    press(browser, draft, "registreer")
    page = page_of(browser, Agreement.objects.get())
    assert "Opzegtermijn niet ingevuld" in page
    assert "Opzegtermijn: ontbreekt." in page


def test_the_mark_goes_when_the_fact_is_filled_in_and_does_not_come_back(browser, administrator, team, partner):
    found = registered(browser, administrator, LACKING)
    keys = set(found.not_printed.values_list("key", flat=True))
    assert {"protocol.notice_months", "mailbox.address", "contact.partner.breach.phone"} <= keys
    assert not {"protocol.in_force_from", "protocol.ends_on", "partner.enterprise_number"} & keys
    for months in (6, None):
        agreements.papers.change_protocol(
            protocol=found.protocol, terms={"notice_months": months}, by=administrator, at=NOW
        )
    page = page_of(browser, found)
    assert "Opzegtermijn niet ingevuld" in page
    agreements.mailbox.set_mailbox(
        protocol=found.protocol, address="gegevens@ocmw-westerlo.example", by=administrator, at=NOW
    )
    left = set(found.not_printed.values_list("key", flat=True))
    assert keys - left == {"protocol.notice_months", "mailbox.address"}


def test_a_paper_takes_no_fact_away_that_another_one_brought(browser, administrator, team, partner):
    """The agreement prints no mailbox, and its protocol did: whichever comes first."""
    registered(browser, administrator)
    cells = {"team.name": team.name, "partner.name": partner.name}
    draft = actions.drafts.begin_paper(papers=Papers.AGREEMENT, cells=cells, by=administrator, at=NOW)
    look_at_all(browser, draft)
    press(browser, draft, "registreer")
    keys = set(NotPrinted.objects.values_list("key", flat=True))
    assert "agreement.notice_months" in keys
    assert "mailbox.address" not in keys


def test_the_contacts_that_no_paper_prints_are_not_asked_for_any_more(browser, administrator, team, partner):
    cells = {"team.name": team.name, "partner.name": partner.name}
    draft = actions.drafts.begin_paper(papers=Papers.AGREEMENT, cells=cells, by=administrator, at=NOW)
    press(browser, draft, "klopt:partijen")
    press(browser, draft, "klopt:art5")
    press(browser, draft, "registreer")
    page = page_of(browser, Agreement.objects.get())
    told = "Contactpersonen Opgroeien: staat niet op het papier. OCMW Westerlo: staat niet op het papier."
    assert f"{told} staat niet op het papier" in page
    assert "Een contactpersoon staat niet op het papier" in page_of(browser, Agreement.objects.get(), "contacts")


def test_the_log_tells_what_was_not_on_the_paper(browser, administrator, team, partner):
    registered(browser, administrator, LACKING)
    event = AuditEvent.objects.get(event=Event.PAPERS_IMPORTED)
    line = next(one for one in event.detail_lines if one.startswith("staat niet op het papier: "))
    assert "opzegtermijn in maanden" in line
    assert "notice_months" not in line


def test_who_works_under_the_papers_reads_it_without_who_looked(browser, signed_in, administrator, team, partner):
    found = registered(browser, administrator, LACKING)
    reader = signed_in(a_user(Role.TEAM_MEMBER, team))
    page = words(reader.get(reverse("agreements:own_paper", args=[found.pk])))
    assert "Opzegtermijn staat niet op het papier" in page
    assert "nagekeken door" not in page


# --- a GBO agreement -------------------------------------------------------------------------------------------------


@pytest.fixture
def gbo(browser, named) -> GboAgreement:
    an_agency()
    actors = {"caw": a_caw("CAW Hier"), "ocmw": an_ocmw("OCMW Hier"), "dmw": a_dmw("DMW Hier")}
    cells = {f"gbo.{kind}.1.name": one.name for kind, one in actors.items()}
    draft = actions.drafts.begin_paper(papers=Papers.GBO, cells=cells, by=named, at=NOW)
    press(browser, draft, "bewaar", gbo__dmw__1__dpo_name="D. Privaat", gbo__dmw__1__dpo_email="dpo@dmw.example")
    for part in ("advies", "art2", "art14"):
        press(browser, draft, f"klopt:{part}")
    press(browser, draft, "registreer")
    return GboAgreement.objects.with_parties().get()


def test_a_gbo_agreement_tells_what_its_paper_leaves_out(browser, gbo):
    page = words(browser.get(reverse("gbo:agreement", args=[gbo.pk])))
    assert f"Advies gegeven op {SAID}" in page
    assert f"naam: {SAID} e-mailadres: {SAID}" in page
    assert f"De termijn {SAID}: wij rekenen volgens art. 14." in page
    assert "De datum van het advies staat niet op het papier." in page
    assert "Van de DPO: naam en e-mailadres staat niet op het papier." in page
    assert "De contactgegevens van de DPO ontbreken" not in page
    assert "Opgemaakt te niet ingevuld" in page  # nobody said so of the part of the signatures


def test_what_a_gbo_agreement_leaves_out_is_dropped_once_it_is_filled_in(browser, named, gbo):
    caw = gbo.caw
    gbo_actions.agreements.change_party(party=caw, terms={"dpo_name": "An Voorbeeld"}, by=named, at=NOW)
    gbo_actions.agreements.change_terms(agreement=gbo, terms={"advised_by": "An Voorbeeld"}, by=named, at=NOW)
    assert set(caw.not_printed.values_list("key", flat=True)) == {"dpo_email"}
    left = set(GboNotPrinted.objects.filter(party=None).values_list("key", flat=True))
    assert left == {"advised_on", "notice_months"}
    event = AuditEvent.objects.filter(event=Event.GBO_CHANGED).first()
    line = next(one for one in event.detail_lines if "papier" in one)
    assert "e-mailadres van de DPO" in line


def test_a_core_actor_is_taken_away_with_what_its_paper_leaves_out(browser, named, gbo):
    other = an_ocmw("OCMW Ginder")
    party = gbo_actions.agreements.add_party(agreement=gbo, organisation=other, by=named, at=NOW)
    GboNotPrinted.objects.create(agreement=gbo, party=party, key="dpo_name", said_by=named, said_at=NOW)
    gbo_actions.agreements.remove_party(party=party, by=named, at=NOW)
    assert not GboNotPrinted.objects.filter(key="dpo_name", party__organisation=other).exists()
