"""Warnings beside the gate's answer."""

from datetime import date

import pytest

from agreements.models import Agreement, Mailbox, Publication
from agreements.rules.odd_days import odd_days
from agreements.terms.papers import Party
from agreements.words.remarks import remarks_on
from law.gate import check_agreement
from tests.agreements.duties import a_publication
from tests.agreements.papers import reload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published(westerlo):
    """Both parties show the protocol; a test takes that away when it is about it (R42)."""
    for party in Party:
        a_publication(westerlo, party)


def sentences(agreement: Agreement, on: date = date(2024, 2, 1)) -> list[str]:
    """All that the page says beside the answer of the gate."""
    found = reload(agreement)
    said = [remark.sentence for remark in (*remarks_on(found, on=on), *odd_days(found, today=on))]
    return [sentence for sentence in said if "GBO" not in sentence]  # what the room above adds


def test_a_protocol_in_force_before_it_was_signed_is_explained_once(westerlo):
    """R34: Westerlo's own dates."""
    assert sentences(westerlo) == [
        "In werking vanaf (protocol): Dit is 28 dagen voor de ondertekening. Dat mag. "
        "Versturen kan vanaf 29 januari 2024."
    ]


def test_a_protocol_signed_on_its_first_day_needs_no_word(westerlo):
    westerlo.signatures.filter(document="protocol").update(signed_on=date(2024, 1, 1))
    assert sentences(westerlo) == []


def test_an_unsigned_protocol_needs_no_word_either(westerlo):
    westerlo.signatures.filter(document="protocol").update(signed_on=None)
    assert sentences(westerlo) == []


def test_an_address_for_everyone_is_pointed_out(westerlo):
    """R69."""
    Mailbox.objects.update(address="info.ocmw@westerdorp.example")
    assert any("lijkt een algemeen adres" in sentence for sentence in sentences(westerlo))


def test_a_partner_without_municipality_that_day_is_pointed_out(westerlo):
    """R2: the first day of the territory is 1 January 2024."""
    assert any("werkgebied" in sentence for sentence in sentences(westerlo, date(2023, 12, 31)))
    assert not any("werkgebied" in sentence for sentence in sentences(westerlo, date(2024, 1, 1)))


def test_a_signed_protocol_that_is_not_published_by_a_party_is_pointed_out_and_blocks_nothing(westerlo):
    """R42: both websites."""
    Publication.objects.filter(party=Party.PARTNER).delete()
    (sentence, _) = sentences(westerlo)
    assert sentence.startswith("Op de website van OCMW Westerdorp is het protocol nog niet bekendgemaakt.")
    assert check_agreement(agreement=reload(westerlo), on=date(2024, 2, 1)).may_send
    Publication.objects.all().delete()
    assert sum("nog niet bekendgemaakt" in one for one in sentences(westerlo)) == 2


def test_a_publication_counts_from_its_day_on_and_is_not_asked_before_the_signature(westerlo):
    """R42."""
    Publication.objects.update(published_on=date(2024, 2, 1))
    assert any("bekendgemaakt" in sentence for sentence in sentences(westerlo, date(2024, 1, 31)))
    assert not any("bekendgemaakt" in sentence for sentence in sentences(westerlo, date(2024, 2, 1)))
    assert not any("bekendgemaakt" in sentence for sentence in sentences(westerlo, date(2024, 1, 28)))
