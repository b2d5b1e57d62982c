"""A kept paper is read, and a person takes over what it says; what is not sure becomes a doubt (D28, ADR 0075)."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import Doubt, FileKind, PaperFile
from audit.events import Event
from audit.models import AuditEvent
from tests.agreements.papers import reload
from tests.paper_reading.files import as_pdf

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAPER = """Protocol inzake de elektronische gegevensdeling

Tussen:

Opgroeien regie, ondernemingsnummer 0886.886.638, gevestigd te 1060 Brussel, Hallepoortlaan 27, vertegenwoordigd door
mevrouw An Voorbeeld, administrateur-generaal;

en

OCMW Westerlo, ondernemingsnummer 0212.181.956, gevestigd te 2260 Westerlo, Kerkplein 1, vertegenwoordigd door de heer
Bo Maes, burgemeester;

Overwegende dat de DPO van Opgroeien op 3 juni 2025 advies gaf.
De DPO van het OCMW gaf advies op 30 juni 2025.

Artikel 1

Dit protocol treedt in werking op 1 september 2025. Het kan worden opgezegd met een opzegtermijn van 9 maanden.

Verifieerbaar via onderteken.example met code 1111-2222-3333-4444 en wachtwoord Hx7pq

Gedaan te Westerlo op 20 augustus 2025

Voor Opgroeien regie

An Voorbeeld

Voor OCMW Westerlo

Bo Maes
"""


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=True):
        yield


def keep(agreement, by, text: str) -> PaperFile:
    content = as_pdf([text])
    return actions.files.keep_file(
        agreement=agreement, kind=FileKind.PROTOCOL, content=content, by=by, at=timezone.now()
    )


@pytest.fixture
def file(westerlo, administrator) -> PaperFile:
    return keep(westerlo, administrator, PAPER)


def address(file: PaperFile) -> str:
    return reverse("agreements:read_file", args=[file.agreement_id, file.pk])


def take(browser, file: PaperFile, field: str) -> str:
    return browser.post(address(file), {"neem": field}, follow=True).content.decode()


def test_an_address_alone_reads_nothing(browser, file):
    answer = browser.get(address(file))
    assert (answer.status_code, answer["Location"]) == (302, reverse("agreements:files", args=[file.agreement_id]))
    assert not AuditEvent.objects.filter(event=Event.FILE_READ).exists()


def test_what_is_read_stands_beside_what_is_registered_and_only_a_person_takes_it_over(browser, file, westerlo):
    before = reload(westerlo).protocol.in_force_from
    shown = browser.post(address(file), follow=True).content.decode()
    assert AuditEvent.objects.filter(event=Event.FILE_READ).count() == 1
    for words in ("1 september 2025", "treedt in werking op 1 september 2025", "Blad 1", "9 maanden", "Overnemen"):
        assert words in shown
    assert "Hx7pq" not in shown
    assert "Is dit het juiste papier?" in shown  # the number of the partner is another one
    assert reload(westerlo).protocol.in_force_from == before

    assert "Protocol in werking vanaf: overgenomen." in take(browser, file, "protocol.in_force_from")
    assert "Opgezegd" not in take(browser, file, "protocol.notice_months")
    protocol = reload(westerlo).protocol
    assert (protocol.in_force_from, protocol.notice_months) == (date(2025, 9, 1), 9)
    take(browser, file, "protocol.advice_agency_on")
    assert reload(westerlo).protocol.advised_by_agency_dpo_on == date(2025, 6, 3)


def test_what_cannot_be_is_taken_over_as_a_doubt_with_its_words(browser, westerlo, administrator):
    """31 June: the paper is held back until somebody looks at it."""
    file = keep(westerlo, administrator, PAPER.replace("30 juni", "31 juni"))
    browser.post(address(file))
    assert "overgenomen als twijfel" in take(browser, file, "protocol.advice_partner_on")
    doubt = Doubt.objects.open().get()
    assert "31 juni 2025" in doubt.printed
    assert (doubt.document, doubt.party, doubt.field, doubt.proposed) == ("protocol", "partner", "advised_on", "")


def test_signatories_come_with_their_place_and_day(browser, file, westerlo):
    browser.post(address(file))
    take(browser, file, "protocol.signatories")
    papers = reload(westerlo).protocol.all_signatures
    signed = {(one.party, one.name, one.place) for one in papers if one.document == "protocol" and one.position == 1}
    assert signed == {("agency", "An Voorbeeld", "Westerlo"), ("partner", "Bo Maes", "Westerlo")}


@pytest.mark.parametrize("field", ["protocol.mailbox", "nonsense", "agreement.ends_on"])
def test_what_is_no_proposal_is_refused_with_a_sentence(browser, file, field):
    browser.post(address(file))
    assert ": overgenomen" not in take(browser, file, field)


def test_a_file_that_cannot_be_read_says_so_on_the_page_of_the_files(browser, westerlo, administrator):
    kept = keep(westerlo, administrator, " ")
    shown = browser.post(address(kept), follow=True).content.decode()
    assert "scan" in shown or "niets gevonden" in shown.casefold()
