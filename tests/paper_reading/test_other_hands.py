"""Papers as other hands write them: other names for the partner, other days, other orders. Invented, and read whole."""

from datetime import date

import pytest

from paper_reading.reading import read_pages

TODAY = date(2026, 11, 28)
CITY = """PROTOCOL

voor de elektronische mededeling van persoonsgegevens

tussen

Opgroeien regie                                   Stad Vilvoorde - OCMW
Hallepoortlaan 27                                 Grote Markt z/n
1060 Brussel                                      1800 Vilvoorde

TUSSEN

1. Het agentschap Opgroeien regie, met KBO-nummer 0886.886.638 en met zetel te Hallepoortlaan 27, 1060 Brussel,
vertegenwoordigd door mevrouw Lore Dewit, administrateur-generaal, hierna "Opgroeien";

EN

2. Stad Vilvoorde - OCMW, met KBO-nummer 0207.998.221, met maatschappelijke zetel te Lange Molensstraat 44,
1800 Vilvoorde,
vertegenwoordigd door de heer Hans Bonte-Proef, burgemeester en mevrouw Ine Voorbeeld, algemeen directeur,
hierna "het OCMW".

Overwegende hetgeen volgt:
- Op 3.2.2025 sloten het lokaal team Kind en Gezin Rand-Noord en het OCMW een samenwerkingsovereenkomst.
- De functionaris voor gegevensbescherming van Opgroeien verleende advies op 10.1.2025.
- De functionaris voor gegevensbescherming van het OCMW verleende advies op 31 november 2024.

Artikel 5. De gegevens worden versleuteld (AES-256) bezorgd op het adres instroom@ocmw-vilvoorde.example.

Artikel 7. Aanspreekpunten
Opgroeien regie: dpo@opgroeien.example
Stad Vilvoorde - OCMW: gegevensbescherming@vilvoorde.example

Artikel 9. Het protocol treedt in werking op 2025-03-01 en geldt voor onbepaalde duur. De partijen kunnen het opzeggen
met inachtneming van een termijn van drie (3) maanden.

Opgemaakt te Vilvoorde op 17 februari 2025 in twee exemplaren.

Voor Opgroeien regie,                     Voor het OCMW,
Lore Dewit                                Hans Bonte-Proef         Ine Voorbeeld
administrateur-generaal                   burgemeester             algemeen directeur
"""
BOTH_IN_ONE = """Protocol inzake elektronische gegevensdeling tussen Opgroeien regie en Gemeente en OCMW Kluisbergen

Tussen de ondergetekenden:
Opgroeien regie, agentschap, Hallepoortlaan 27 te 1060 Sint-Gillis, ondernemingsnummer BE0886.886.638,
vertegenwoordigd door
Ann Testers, waarnemend administrateur-generaal
en
Gemeente en OCMW Kluisbergen, Parklaan 16, 9690 Kluisbergen, ondernemingsnummer 0212.181.956, vertegenwoordigd door
Philippe Proef, voorzitter van het vast bureau, en Lien Testaert, algemeen directeur

Art. 1 Het lokaal team Kind en Gezin Vlaamse Ardennen werkt samen met het OCMW op grond van de overeenkomst van
01-01-24.
De DPO van Opgroeien gaf gunstig advies op 12-12-2023; de DPO van Gemeente en OCMW Kluisbergen op 20-11-2023.
Art. 2 Gegevens worden doorgegeven via 7-zip naar de mailbox sociaal.onthaal@kluisbergen.example.
Art. 3 Bij een datalek: Opgroeien: dpo@opgroeien.example, OCMW Kluisbergen: veiligheid@kluisbergen.example
Art. 4 Inwerkingtreding: 15 januari 2024. Opzeg: schriftelijk, zes maanden vooraf.
Gedaan te Kluisbergen, 8 januari 2024

Namens Opgroeien regie
Ann Testers, waarnemend administrateur-generaal

Namens OCMW Kluisbergen
Philippe Proef, voorzitter van het vast bureau
Lien Testaert, algemeen directeur
"""
HOUSE = """PROTOCOL TOT MEDEDELING VAN PERSOONSGEGEVENS

Partijen
Opgroeien regie (0886.886.638), Hallepoortlaan 27, 1060 Brussel, vertegenwoordigd door de heer Wim Proefman,
administrateur-generaal
Welzijnshuis Torhout, Aartrijkestraat 1, 8820 Torhout, KBO 0212.246.886, vertegenwoordigd door mevrouw Els
Voorbeeldt, directeur

Lokaal team: Kind en Gezin Houtland

Het advies van de DPO van Opgroeien regie dateert van 5 mei 2025. Het advies van de DPO van het Welzijnshuis
dateert van 7 mei 2025.

De maatschappelijk werkers van het Welzijnshuis ontvangen de gegevens in de mailbox kg@welzijnshuistorhout.example.

Inbreuken worden gemeld aan:
- Opgroeien regie: dpo@opgroeien.example
- Welzijnshuis: privacy@welzijnshuistorhout.example

Dit protocol gaat in op 1 juli 2025. Opzegging kan met een opzeggingstermijn van 6 maanden.

Torhout, 20 juni 2025

Voor Opgroeien regie
Wim Proefman
administrateur-generaal

Voor het Welzijnshuis Torhout
Els Voorbeeldt
directeur
"""
FORM = """Agentschap Opgroeien regie\t\t\tOCMW Herentals
Hallepoortlaan 27\t\t\t\tNederrij 133a
1060 Brussel\t\t\t\t\t2200 Herentals
KBO 0886.886.638\t\t\t\tKBO 0212.181.956
www.opgroeien.be\t\t\t\twww.herentals.example

Protocol van 14 mei 2025 voor de elektronische mededeling van persoonsgegevens van Opgroeien aan het OCMW Herentals

Identificatie van de partijen

Partij 1
Naam:\tOpgroeien regie
Adres:\tHallepoortlaan 27, 1060 Brussel
Ondernemingsnummer:\t0886.886.638
Vertegenwoordigd door:\tBruno Proefberg, administrateur-generaal
DPO:\tJohan Testmans (dpo@opgroeien.example)
Advies DPO:\t2 april 2025

Partij 2
Naam:\tOCMW Herentals
Adres:\tNederrij 133a, 2200 Herentals
Ondernemingsnummer:\t0212.181.956
Vertegenwoordigd door:\tMien Proefmans, voorzitter van het vast bureau, en Tania Voorbeelds, algemeen directeur
DPO:\tIntercommunale Voorbeeld (dpo@intercommunale.example)
Advies DPO:\t18 maart 2025

Lokaal team: Kempen-Noord

De samenwerkingsovereenkomst tussen partijen dateert van 1 maart 2025 en vormt de basis van dit protocol.

1. Voorwerp
De lokale teamleden delen naam, adres, telefoon en e-mail van cliënten met de maatschappelijk werkers.

2. Wijze van mededeling
AES-256 via 7-zip, naar de mailbox onthaal.kg@herentals.example.

3. Incidenten
Elke partij meldt een inbreuk in verband met persoonsgegevens aan de DPO van de andere partij:
dpo@opgroeien.example (Opgroeien)
dpo@intercommunale.example (OCMW Herentals)

4. Looptijd
Onbepaalde duur vanaf 1 juni 2025. Opzegging: aangetekend, termijn zes (6) maanden.

Opgemaakt in Herentals op 14 mei 2025.

Opgroeien regie\t\tOCMW Herentals
Bruno Proefberg\t\tMien Proefmans
administrateur-generaal\t\tvoorzitter van het vast bureau
\t\tTania Voorbeelds
\t\talgemeen directeur

Digitaal ondertekend via Connective - documentreferentie 8F3A-22B1-90CC - pagina 1/1
"""
AKKOORD = """Protocol

Dit protocol wordt afgesloten tussen
- Opgroeien regie, ondernemingsnummer BE 0886.886.638, Hallepoortlaan 27, 1060 Sint-Gillis, vertegenwoordigd
door mevr. Katrien Voorbeeld in haar hoedanigheid van administrateur-generaal
- het Openbaar Centrum voor Maatschappelijk Welzijn van Antwerpen, ondernemingsnummer BE 0207.998.221, Lange
Gasthuisstraat 33, 2000 Antwerpen, vertegenwoordigd door dhr. Tom Proefs in zijn hoedanigheid van voorzitter
van het Bijzonder Comité voor de Sociale Dienst en mevr. Nele Testers in haar hoedanigheid van algemeen directeur

ter uitvoering van de samenwerkingsovereenkomst dd. 02/05/2024 tussen het lokaal team Kind en Gezin
Antwerpen-Noord en OCMW Antwerpen.

Adviezen: DPO Opgroeien (12/06/2024), DPO OCMW Antwerpen (03/06/2024).

De gegevens worden verstuurd naar het mailadres kg.instroom@antwerpen.example.

Meldpunt datalekken: OCMW Antwerpen – informatieveiligheid@antwerpen.example; Opgroeien regie –
dpo@opgroeien.example.

Het protocol is geldig vanaf 01/07/2024 voor onbepaalde tijd. De opzegtermijn bedraagt zes maanden.

Voor akkoord,

Opgroeien regie
Katrien Voorbeeld, administrateur-generaal
(elektronisch ondertekend op 24/06/2024)

OCMW Antwerpen
Tom Proefs, voorzitter van het Bijzonder Comité voor de Sociale Dienst
Nele Testers, algemeen directeur
(elektronisch ondertekend op 27/06/2024)
"""
INSTANCES = """PROTOCOL  NR. 2024/117
Publicatiedatum: 12/03/2024

PROTOCOL VOOR DE ELEKTRONISCHE MEDEDELING VAN PERSOONSGEGEVENS
van Opgroeien regie (lokaal team Kind en Gezin Limburg-Zuid)
naar het Sociaal Huis Sint-Truiden

TUSSEN
Opgroeien regie, ingeschreven in de KBO met nummer 0886.886.638, Hallepoortlaan 27, 1060 Brussel,
vertegenwoordigd door Leo Proefman, waarnemend administrateur-generaal, hierna “de mededelende instantie”
EN
OCMW Sint-Truiden (Sociaal Huis), ingeschreven in de KBO met nummer 0212.246.886, Clement Cartuyvelsstraat 12,
3800 Sint-Truiden, vertegenwoordigd door Veerle Voorbeeld, burgemeester, en Steven Testaert, algemeen
directeur, hierna “de ontvangende instantie”

A. De functionaris voor gegevensbescherming van de mededelende instantie heeft op 5 februari 2024 advies gegeven.
B. De functionaris voor gegevensbescherming van de ontvangende instantie heeft op 29 januari 2024 advies gegeven.
C. Tussen de partijen werd op 18 december 2023 een samenwerkingsovereenkomst ondertekend.

Artikel 6. Beveiliging: de mededelende instantie stuurt de gegevens versleuteld naar
kinderenengezin@sinttruiden.example.

Artikel 9. Elke instantie meldt een gegevenslek onverwijld.
De mededelende instantie: dpo@opgroeien.example
De ontvangende instantie: veiligheidsconsulent@sinttruiden.example

Artikel 11. Dit protocol treedt in werking op 1 maart 2024. Opzegging schriftelijk, met een termijn van 6 (zes)
maanden.

Opgemaakt in twee originelen te Sint-Truiden op 26 februari 2024.

De mededelende instantie                De ontvangende instantie
Leo Proefman                            Veerle Voorbeeld, burgemeester
waarnemend administrateur-generaal      Steven Testaert, algemeen directeur
"""
SAYS = {
    FORM: {
        "agreement.concluded_on": "2025-03-01",
        "protocol.advice_agency_on": "2025-04-02",
        "protocol.advice_partner_on": "2025-03-18",
        "protocol.in_force_from": "2025-06-01",
        "protocol.place": "Herentals",
        "protocol.esignature_code": "8F3A-22B1-90CC",
        "protocol.breach_contact_partner": "dpo@intercommunale.example",
    },
    AKKOORD: {
        "partner.name": "OCMW Antwerpen",
        "agreement.concluded_on": "2024-05-02",
        "protocol.advice_agency_on": "2024-06-12",
        "protocol.advice_partner_on": "2024-06-03",
        "protocol.mailbox": "kg.instroom@antwerpen.example",
        "protocol.signed_on": "2024-06-27",
        "protocol.breach_contact_partner": "informatieveiligheid@antwerpen.example",
    },
    INSTANCES: {
        "partner.name": "OCMW Sint-Truiden",
        "protocol.advice_agency_on": "2024-02-05",
        "protocol.advice_partner_on": "2024-01-29",
        "protocol.place": "Sint-Truiden",
        "protocol.breach_contact_partner": "veiligheidsconsulent@sinttruiden.example",
    },
    CITY: {
        "partner.name": "OCMW Vilvoorde",
        "partner.kind": "ocmw",
        "partner.seat": "Lange Molensstraat 44, 1800 Vilvoorde",
        "team.name": "Rand-Noord",
        "agreement.concluded_on": "2025-02-03",
        "protocol.advice_agency_on": "2025-01-10",
        "protocol.mailbox": "instroom@ocmw-vilvoorde.example",
        "protocol.in_force_from": "2025-03-01",
        "protocol.notice_months": 3,
        "protocol.signed_on": "2025-02-17",
        "protocol.breach_contact_agency": "dpo@opgroeien.example",
        "protocol.breach_contact_partner": "gegevensbescherming@vilvoorde.example",
    },
    BOTH_IN_ONE: {
        "partner.name": "OCMW Kluisbergen",
        "partner.enterprise_number": "0212.181.956",
        "agreement.concluded_on": "2024-01-01",
        "protocol.advice_agency_on": "2023-12-12",
        "protocol.advice_partner_on": "2023-11-20",
        "protocol.in_force_from": "2024-01-15",
        "protocol.notice_months": 6,
        "protocol.signed_on": "2024-01-08",
        "protocol.breach_contact_partner": "veiligheid@kluisbergen.example",
    },
    HOUSE: {
        "partner.name": "Welzijnshuis Torhout",
        "partner.kind": "ocmw",
        "team.name": "Houtland",
        "protocol.advice_partner_on": "2025-05-07",
        "protocol.mailbox": "kg@welzijnshuistorhout.example",
        "protocol.in_force_from": "2025-07-01",
        "protocol.breach_contact_partner": "privacy@welzijnshuistorhout.example",
    },
}


def read(paper: str):
    return {one.field.value: one for one in read_pages([paper], today=TODAY)}


@pytest.mark.parametrize("paper", SAYS, ids=["form", "akkoord", "instances", "city", "both in one", "house"])
def test_a_paper_of_another_hand_is_read_whole(paper):
    found = read(paper)
    assert {field: found[field].value for field in SAYS[paper] if field in found} == SAYS[paper]


def test_one_day_that_cannot_be_is_the_only_doubt_it_makes():
    found = read(CITY)
    assert not found["protocol.advice_partner_on"].sure
    assert all(
        found[field].sure
        for field in ("protocol.advice_agency_on", "protocol.in_force_from", "protocol.signed_on", "partner.name")
    )


def test_a_second_day_that_cannot_be_makes_every_day_a_doubt():
    found = read(CITY.replace("10.1.2025", "81 januari 2825"))
    assert not any(one.sure for field, one in found.items() if field.endswith(("_on", "_from")))


def test_the_number_of_a_paragraph_is_no_day():
    numbered = "Versie 1.2.24\n3.1.24 Dit protocol treedt in werking op"
    found = read(CITY.replace("Artikel 9. Het protocol treedt in werking op", numbered))
    assert found["protocol.in_force_from"].value == "2025-03-01"
