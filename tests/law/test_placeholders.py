"""Placeholders of the templates are found in a field; real names, places and functions are not taken for one."""

import pytest

from law.placeholders import has_placeholder

# As they stand in the two blank templates.
IN_THE_TEMPLATES = [
    "xxxx",
    "OCMW van xxxx (gemeente – in te vullen)",
    "het lokaal team Kind en Gezin….",
    "HET OCMW … (NAAM GEMEENTE)",
    "lokaal team Kind en Gezin ……….",
    "de heer/mevrouw  ……. voorzitter van de Raad voor Maatschappelijk Welzijn",
    "de heer/mevrouw,  ……… (adjunct-)algemeen directeur, (eventueel schrappen wat niet past)",
    "volgende mailbox …….enkel toegankelijk voor medewerkers",
    "Voor het OCMW van …(naam gemeente)",
    "(Hier moeten de naam/namen en functies van de perso(o)n(en) vermeld worden die het OCMW mogen vertegenwoordigen.)",
    "(in te vullen door het OCMW)",
    "(in te vullen door OCMW – mag ook een functie met contactgegevens zijn)",
    "(in te vullen)",
    "(voornaam), (naam), telefoon/gsmnummer en e-mailadres",
    "(hier moet het adres van het lokaal team ingevuld worden)",
    "… (in te vullen door de beide partners: elke 6 maanden/elk jaar/ …)",
    "… (datum in te vullen)",
    "onbepaalde duur/bepaalde duur, tot en met ….",
    "………..…..  (plaats invullen)",
    "op … (datum invullen)",
    "(naam vertegenwoordiger 1)",
    "(functie, bijv. (adjunct-)algemeen directeur)",
    "NAAM CAW",
    "NAAM OCMW, ondernemingsnummer, maatschappelijke zetel",
    "namens NAAM DMW",
    "[NAAM CAW]",
    "[DATUM]",
    "(Naam en e-mailadres)",
    "Contactgegevens DPO",
    "Opgemaakt te PLAATS, op DATUM",
    "___________________________",
    "Naam en functie",
]

ALSO = [
    "XXX",
    "xxx@ocmw.example",
    "...",
    "te ... op",
    "........",
    "  xxxx  ",
    "in te vullen",
    "[datum]",
    "[ Naam OCMW ]",
    "DATUM",
    "naam",
    "n.t.b.",
    "N.T.B.",
    "nog te bepalen",
    "Nog in te vullen door de dienst",
    "nog aan te vullen",
]

REAL = [
    "",
    "Xxavier",
    "Max XX",
    "Maxxx Mertens",
    "O.C.M.W...",
    "O.C.M.W.",
    "enz...",
    "crèche, budgetbegeleiding,…",
    "crèche, budgetbegeleiding, ...",
    "Plaats 12",
    "PLAATS 12",
    "Datumstraat 4",
    "Naamsestraat 1",
    "(adjunct-)algemeen directeur",
    "waarnemend administrateur-generaal",
    "voorzitter Vast Bureau / Raad voor Maatschappelijk Welzijn",
    "diensthoofd (sociale dienst)",
    "schepen (gemeente Duinendorp)",
    "gegevens_deling@ocmw.example",
    "in naam van het CAW",
    "functie: diensthoofd",
    "Jan-Baptist D’Hondt",
    "elke 6 maanden",
    "Dorpsstraat 22/1",
    "lokaal team [noord]",
    "+32 14 00 00 00",
    "0123.456.789",
]


@pytest.mark.parametrize("text", IN_THE_TEMPLATES + ALSO)
def test_a_placeholder_is_found(text: str) -> None:
    assert has_placeholder(text)


@pytest.mark.parametrize("text", REAL)
def test_a_real_text_is_no_placeholder(text: str) -> None:
    assert not has_placeholder(text)
