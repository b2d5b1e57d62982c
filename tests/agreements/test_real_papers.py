"""The two real protocols, registered through the pages as they are printed (domain.md §7); people are invented."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement, Doubt, Mailbox
from agreements.terms.papers import Document, Party
from directory.models import Organisation
from law.gate import check_agreement
from law.obstacles import Obstacle
from tests.agreements.papers import reload
from tests.builders.directory import a_team

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def page(name: str, agreement: Agreement, **arguments) -> str:
    return reverse(f"agreements:{name}", kwargs={"pk": agreement.pk, **arguments})


def obstacles(agreement: Agreement, on: date) -> tuple[Obstacle, ...]:
    return check_agreement(agreement=reload(agreement), on=on).obstacles


def register_ocmw(browser, **answers) -> Organisation:
    answer = browser.post(reverse("directory:register"), {"kind": "ocmw", **answers})
    assert answer.status_code == 302, answer.content.decode()
    return Organisation.objects.get(name=answers["name"])


def save(browser, agreement: Agreement, name: str, answers: dict, **arguments) -> None:
    answer = browser.post(page(name, agreement, **arguments), answers)
    assert answer.status_code == 302, answer.content.decode()


def advise(browser, agreement: Agreement, *, agency: str, partner: str) -> None:
    for party, day in ((Party.AGENCY, agency), (Party.PARTNER, partner)):
        save(browser, agreement, "dpo_advice", {"dpo_name": "Sam Dataman", "advised_on": day}, party=party)


def sign(browser, agreement: Agreement, document: Document, day: str, **kept: str) -> None:
    for party in Party:
        where = {"document": document, "party": party, "position": 1}
        answers = {"name": "Mo Ekelmans", "function": "algemeen directeur", "signed_on": day, **kept}
        save(browser, agreement, "signature", answers, **where)


def test_westerlo_is_registered_as_it_is_printed(browser, administrator, second_administrator, signed_in):
    """R34: in force on 1 January 2024, signed on 29 January 2024; breach contact elsewhere (R24)."""
    partner = register_ocmw(
        browser,
        name="OCMW Westerlo",
        enterprise_number="0212.181.956",
        street="Verlorenkost 22/1",
        postal_code="2260",
        municipality_name="Westerlo",
    )
    parties = {"team": a_team("Team Zuiderkempen").pk, "partner": partner.pk}
    terms = {"in_force_from": "18 december 2023", "term": "indefinite", "notice_months": "6"}
    assert browser.post(reverse("agreements:new"), parties | terms).status_code == 302
    agreement = Agreement.objects.get()
    save(browser, agreement, "change_protocol", {**terms, "in_force_from": "1 januari 2024"})
    sign(browser, agreement, Document.AGREEMENT, "18-12-2023")
    advise(browser, agreement, agency="14 december 2023", partner="19 september 2023")
    sign(browser, agreement, Document.PROTOCOL, "29 januari 2024")
    breach = {"party": "partner", "kind": "breach", "name_or_function": "veiligheidsconsulent"}
    elsewhere = {"organisation_name": "Intercommunale Voorbeeld", "email": "lek@intercommunale.example"}
    save(browser, agreement, "new_contact", breach | elsewhere)
    with time_machine.travel(datetime(2024, 1, 15, 9, 0, tzinfo=UTC), tick=False):
        address = {"address": "gegevensdeling@ocmw.example"}
        first, second = signed_in(administrator), signed_in(second_administrator)
        save(first, agreement, "set_mailbox", address)
        for someone in (first, second):
            save(someone, agreement, "verify_mailbox", address, mailbox_pk=Mailbox.objects.get().pk)
        check = actions.mailbox_checks.start(mailbox=Mailbox.objects.get(), by=administrator, at=timezone.now())
        assert actions.mailbox_checks.answer(
            check=check, code=check.code, attested_by="An Peeters, diensthoofd", at=timezone.now()
        )
    assert obstacles(agreement, date(2024, 1, 28)) == (
        Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
        Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
    )
    assert obstacles(agreement, date(2024, 1, 29)) == ()
    assert not Doubt.objects.exists()


def test_diest_is_registered_as_it_is_printed_with_its_misreadings_in_doubt(browser):
    """The scan says "81 november 2824" and "©886.886.638", and breaks off after article 5 (R12, R33)."""
    partner = register_ocmw(
        browser,
        name="OCMW Diest",
        enterprise_number="0212.246.886",
        street="Hasseltsestraat 30",
        postal_code="3290",
        municipality_name="Diest",
    )
    printed = {"in_force_from": "81 november 2824", "term": "indefinite", "notice_months": "6"}
    parties = {"team": a_team("Team Demer-Dijle").pk, "partner": partner.pk}
    refused = browser.post(reverse("agreements:new"), parties | printed)
    assert "bewaar “81 november 2824” als twijfel" in refused.content.decode()
    kept = printed | {"in_force_from_twijfel": "on"}
    assert browser.post(reverse("agreements:new"), parties | kept).status_code == 302
    agreement = Agreement.objects.get()
    sign(browser, agreement, Document.AGREEMENT, "81 november 2824", signed_on_twijfel="on")
    advise(browser, agreement, agency="04 september 2024", partner="16 april 2024")
    number = {"place": "protocol-agency--enterprise_number", "printed": "©886.886.638", "reason": "unknown_number"}
    save(browser, agreement, "new_doubt", number)

    cut_off = (
        Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY,
        Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER,
        Obstacle.PROTOCOL_WITHOUT_START,
        Obstacle.PROTOCOL_WITHOUT_NOTICE_PERIOD,
        Obstacle.MAILBOX_MISSING,
    )
    today = date(2026, 11, 23)
    assert obstacles(agreement, today) == (Obstacle.AGREEMENT_DOUBTED, Obstacle.PROTOCOL_DOUBTED, *cut_off)
    assert Doubt.objects.open().count() == 4
    for doubt in Doubt.objects.open():
        right = "on" if doubt.field == "enterprise_number" else "1 november 2024"
        save(browser, agreement, "settle_doubt", {"value": right}, doubt_pk=doubt.pk)
    assert obstacles(agreement, today) == cut_off
    assert reload(agreement).signed_on == date(2024, 11, 1)


def test_a_misread_enterprise_number_is_said_clearly(browser):
    """R12: mod-97 finds the slip, and the one number it can have been is offered."""
    answers = {"kind": "ocmw", "name": "x", "enterprise_number": "©886.886.638", "street": "x 1", "postal_code": "3290"}
    shown = browser.post(reverse("directory:register"), answers | {"municipality_name": "x"}).content.decode()
    assert "Staat er 0886.886.638 op het papier? Typ dan dat nummer." in shown
    assert "©886.886.638" in shown
