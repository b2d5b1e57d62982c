"""Papers whose sentences no rule knows: what they tell is still found, and is never sure (D28)."""

from datetime import date

import pytest

from paper_reading.reading import read_pages

TODAY = date(2026, 11, 28)
PROTOCOL = """GEGEVENSPROTOCOL

Wie zijn wij?

1. Opgroeien regie, KBO 0886.886.638, met hoofdkantoor in de Hallepoortlaan 27 te 1060 Brussel. Lore Dewit,
administrateur-generaal, is gemachtigd om te tekenen. Lokaal team Kind en Gezin Meetjesland.

2. OCMW Eeklo, KBO 0212.184.969, Industrielaan 2 te 9900 Eeklo. Gemachtigd om te tekenen: Lien Testaert, voorzitter
van het vast bureau, en Tom De Proef, algemeen directeur.

Waarop steunt dit?

Beide organisaties hebben op 12 mei 2025 hun handtekening gezet onder het lokale akkoord over samenwerking.

Wat zeggen onze functionarissen?

De functionaris voor gegevensbescherming van Opgroeien sprak zich op 2 juni 2025 gunstig uit. Bij OCMW Eeklo kwam de
functionaris op 10 juni 2025 tot hetzelfde oordeel.

Hoe gaan gegevens over?

Het lokaal team bezorgt de vier gegevens in een beveiligde bijlage. Ze belanden in de inbox kansen@eeklo.example,
die alleen maatschappelijk werkers openen.

Wat als het misloopt?

Wie merkt dat er gegevens in verkeerde handen zijn, laat dat binnen 24 uur weten. Bij Opgroeien is dat
alarm@opgroeien.example, bij OCMW Eeklo vangnet@eeklo.example.

Hoe lang werken wij zo?

Vanaf 1 juli 2025 passen wij deze afspraken toe. Elke partij mag ermee stoppen als zij dat vier maanden eerder per
aangetekende brief meldt.

Eeklo, 20 juni 2025

Lore Dewit     Lien Testaert     Tom De Proef
"""
SAID_BY_PROTOCOL = {
    "agreement.concluded_on": "2025-05-12",
    "team.name": "Meetjesland",
    "partner.name": "OCMW Eeklo",
    "partner.kind": "ocmw",
    "partner.enterprise_number": "0212.184.969",
    "partner.seat": "Industrielaan 2, 9900 Eeklo",
    "partner.representatives": ["Lien Testaert", "Tom De Proef"],
    "agency.enterprise_number": "0886.886.638",
    "agency.representatives": ["Lore Dewit"],
    "protocol.advice_agency_on": "2025-06-02",
    "protocol.advice_partner_on": "2025-06-10",
    "protocol.mailbox": "kansen@eeklo.example",
    "protocol.in_force_from": "2025-07-01",
    "protocol.notice_months": 4,
    "protocol.signed_on": "2025-06-20",
    "protocol.place": "Eeklo",
    "protocol.signatories": ["Lore Dewit", "Lien Testaert", "Tom De Proef"],
    "protocol.breach_contact_agency": "alarm@opgroeien.example",
    "protocol.breach_contact_partner": "vangnet@eeklo.example",
}
AGREEMENT = """LOKALE SAMENWERKING
tussen het lokaal team Kind en Gezin Meetjesland en het OCMW Eeklo

PARTIJEN
Opgroeien regie (0886.886.638), Hallepoortlaan 27, 1060 Brussel; tekenbevoegd is Lore Dewit, administrateur-generaal.
OCMW Eeklo (0212.184.969), Industrielaan 2, 9900 Eeklo; tekenbevoegd zijn Lien Testaert, voorzitter van het vast
bureau, en Tom De Proef, algemeen directeur.

LOOPTIJD
Eerste dag: 1 juli 2025
Slotdatum: 30 juni 2028

BIJSTUREN
Om de negen maanden zitten wij samen om de werking tegen het licht te houden.

WEGGAAN
Wie de samenwerking wil verlaten, verwittigt de andere vijf maanden eerder.

Zo beslist in Eeklo op de twintigste juni tweeduizend vijfentwintig.

Lore Dewit     Lien Testaert     Tom De Proef
"""
SAID_BY_AGREEMENT = {
    "agreement.concluded_on": "2025-06-20",
    "agreement.in_force_from": "2025-07-01",
    "agreement.ends_on": "2028-06-30",
    "agreement.notice_months": 5,
    "agreement.evaluation_months": 9,
    "team.name": "Meetjesland",
    "partner.name": "OCMW Eeklo",
    "partner.kind": "ocmw",
    "partner.enterprise_number": "0212.184.969",
    "partner.seat": "Industrielaan 2, 9900 Eeklo",
    "partner.representatives": ["Lien Testaert", "Tom De Proef"],
    "agency.enterprise_number": "0886.886.638",
    "agency.representatives": ["Lore Dewit"],
}
FOUND_BY_WIDER_WORDS = {
    "agreement.concluded_on",
    "agreement.ends_on",
    "agreement.notice_months",
    "agreement.evaluation_months",
    "agency.representatives",
    "protocol.in_force_from",
    "protocol.notice_months",
    "protocol.mailbox",
}


@pytest.mark.parametrize(
    ("paper", "said"), [(PROTOCOL, SAID_BY_PROTOCOL), (AGREEMENT, SAID_BY_AGREEMENT)], ids=["protocol", "agreement"]
)
def test_what_no_rule_knows_is_found_by_the_words_around_it_and_is_a_doubt(paper: str, said: dict[str, object]) -> None:
    found = {one.field.value: one for one in read_pages([paper], today=TODAY)}
    people = {name: [one["name"] for one in told.value] for name, told in found.items() if isinstance(told.value, list)}
    values = {name: told.value for name, told in found.items()} | people
    assert {name: values.get(name) for name in said} == said
    assert not any(found[name].sure for name in FOUND_BY_WIDER_WORDS & said.keys())


def test_a_letter_that_speaks_of_terms_and_days_is_no_paper_and_gets_nothing_of_it() -> None:
    letter = """Beste collega,

Vanaf 1 juli 2025 werken wij anders. Wie wil stoppen, verwittigt ons vijf maanden eerder. Om de negen maanden zitten
wij samen. Schrijf naar kansen@eeklo.example.
"""
    told = {one.field.value for one in read_pages([letter], today=TODAY)}
    assert not told & FOUND_BY_WIDER_WORDS


@pytest.mark.parametrize("many", ["12 maanden ", "1 maart 2025 advies DPO\n", "Kerkstraat 1, 2500 Lier "])
def test_a_file_with_thousands_of_values_is_weighed_within_bounds(many: str) -> None:
    begin = "Protocol tussen Opgroeien regie en OCMW Eeklo, vertegenwoordigd door An Peeters, directeur.\n"
    assert read_pages([begin + many * 800], today=TODAY)
