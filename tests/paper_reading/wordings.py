"""Papers as different houses write them: the same facts in another order and in other words."""

import random
from collections.abc import Callable
from datetime import date

from tests.paper_reading.facts import Facts

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
NUMBERS = {1: "één", 3: "drie", 4: "vier", 6: "zes", 12: "twaalf"}
LAW = """Het decreet van 4 februari 2022 tot wijziging van het decreet van 30 april 2004 tot oprichting van het intern verzelfstandigd agentschap
met rechtspersoonlijkheid Opgroeien regie heeft een rechtsgrond ingevoerd voor gegevensdeling tussen Opgroeien regie en het {partner_word}.
Daarnaast gelden de organieke wet van 8 juli 1976 en het decreet van 22 december 2017 over het lokaal bestuur."""
BODY = """De persoonsgegevens worden alleen meegedeeld wanneer de cliënt vooraf voldoende geïnformeerd is en zijn toestemming gegeven heeft.
De gegevens worden bewaard tot er een contactname plaatsgevonden heeft, en in een dossier 10 jaar na het afsluiten van het dossier.
De rechtsgrond staat in artikel 10/1 van het decreet van 30 april 2004 en in het decreet van 18 juli 2008 betreffende het elektronische
bestuurlijke gegevensverkeer. Het {partner_word} heeft een veiligheidsbeleid en een functionaris voor gegevensbescherming."""


def words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def two_digits(day: date) -> str:
    return f"{day.day:02} {MONTHS[day.month - 1]} {day.year}"


def slashes(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def dashes(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def dots(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year}"


def full_partner(facts: Facts) -> str:
    return (
        "openbaar centrum voor maatschappelijk welzijn (OCMW)"
        if facts.kind == "ocmw"
        else "centrum voor algemeen welzijnswerk (CAW)"
    )


def people(pairs: list[tuple[str, str]], *, joined: str = " en ", titles: bool = False) -> str:
    title = ("de heer ", "mevrouw ") if titles else ("", "")
    return joined.join(f"{title[index % 2]}{name}, {function}" for index, (name, function) in enumerate(pairs))


def law(facts: Facts) -> str:
    return LAW.format(partner_word=facts.kind.upper())


def body(facts: Facts) -> str:
    return BODY.format(partner_word=facts.kind.upper())


def below(facts: Facts) -> str:
    """Names under the paper, one side after the other."""
    lines = ["Voor Opgroeien regie", ""]
    for name, function in facts.agency_people:
        lines += [name, function, ""]
    lines += [f"Voor {facts.partner}", ""]
    for name, function in facts.partner_people:
        lines += [name, function, ""]
    return "\n".join(lines)


def beside(facts: Facts) -> str:
    """Names under the paper, both sides on one line."""
    first, others = facts.partner_people[0], facts.partner_people[1:]
    agency = facts.agency_people[0]
    lines = [
        f"Voor Opgroeien regie    Voor {facts.partner}",
        "",
        f"{agency[0]}    {first[0]}",
        "",
        f"{agency[1]}    {first[1]}",
        "",
    ]
    for name, function in others:
        lines += [name, "", function]
    return "\n".join(lines)


def model_protocol(facts: Facts, dice: random.Random) -> str:
    """As the model of Opgroeien has it."""
    return f"""PROTOCOL VOOR DE ELEKTRONISCHE MEDEDELING VAN PERSOONSGEGEVENS VANUIT
OPGROEIEN REGIE Lokaal team Kind en Gezin {facts.team} NAAR {facts.partner}

in het kader van de samenwerking met het oog op het verhogen van de toegang
tot de sociale hulp- en dienstverlening

Dit protocol wordt gesloten conform artikel 8, §1, van het decreet van 18 juli 2008 betreffende het
elektronische bestuurlijke gegevensverkeer.

TUSSEN

Het intern verzelfstandigd agentschap met rechtspersoonlijkheid Opgroeien regie, ingeschreven in het KBO
met nummer 0886.886.638, gelegen te Hallepoortlaan 27, 1060 Brussel, vertegenwoordigd door de leidend
ambtenaar {people(facts.agency_people)};

hierna: “Opgroeien regie”;

EN

het {full_partner(facts)} van {facts.place}, ingeschreven in het KBO met nummer
{facts.number}, met maatschappelijke zetel te {facts.seat},
vertegenwoordigd door {people(facts.partner_people)}.

hierna: “{facts.partner}”;

Opgroeien regie en {facts.partner} worden hieronder ook wel afzonderlijk aangeduid als een “partij”;

NA TE HEBBEN UITEENGEZET

A. {law(facts)}

B. Op {words(facts.concluded_on)} hebben Opgroeien regie (lokaal team Kind en Gezin {facts.team}) en het {facts.partner}
een samenwerkingsovereenkomst gesloten met het oog op het verhogen van de toegang tot de sociale hulp- en
dienstverlening (zie bijlage).

C. De partijen wensen overeenkomstig artikel 8, §1, van het decreet van 18 juli 2008 een protocol te sluiten.

D. De functionaris voor gegevensbescherming van Opgroeien regie heeft op {two_digits(facts.advice_agency_on)}
advies met betrekking tot een ontwerp van dit protocol gegeven.

E. De functionaris voor gegevensbescherming van {facts.partner} heeft op {two_digits(facts.advice_partner_on)}
advies met betrekking tot een ontwerp van dit protocol gegeven.

WORDT OVEREENGEKOMEN WAT VOLGT:

Artikel 1: Onderwerp

{body(facts)}

Artikel 6: Beveiligingsmaatregelen

De elektronische gegevensdeling gebeurt ad hoc volgens de geldende richtlijnen (AES 256 encryptie via 7-zip.)
naar volgende mailadres: {facts.mailbox} .

Artikel 9: Meldingsplichten

Partijen stellen elkaar zonder onredelijke vertraging op de hoogte van elk gegevenslek dat zich voordoet.

Contacten hiervoor zijn:

- Opgroeien regie: {facts.breach_agency}
- {facts.partner}: {facts.breach_partner}

Artikel 11: Inwerkingtreding en opzegging

Dit protocol treedt in werking op {words(facts.protocol_from)}.

Partijen kunnen dit protocol schriftelijk opzeggen mits inachtneming van een opzegtermijn van {facts.notice} maanden.

Het protocol eindigt tevens van rechtswege wanneer er geen rechtsgrond meer bestaat.

Opgemaakt te {facts.signed_at} op {words(facts.signed_on)}, in 2 exemplaren

{dice.choice((below, beside))(facts)}
"""


def other_protocol(facts: Facts, dice: random.Random) -> str:
    """The partner first, other words, dates in numbers, functions before names."""
    represented = " en ".join(
        f"haar {function}, {title} {name}"
        for (name, function), title in zip(facts.partner_people, ("de heer", "mevrouw"), strict=False)
    )
    return f"""Protocol inzake de elektronische gegevensdeling tussen {facts.partner} en het agentschap Opgroeien, lokaal team {facts.team}

Tussen:

Het {facts.partner}, met ondernemingsnummer {facts.number}, gevestigd te {facts.postal_code} {facts.place}, {facts.street}, vertegenwoordigd
door {represented}, hierna genoemd het {facts.kind.upper()};

en

Opgroeien regie, intern verzelfstandigd agentschap met rechtspersoonlijkheid, met ondernemingsnummer BE 0886.886.638, gevestigd te
1060 Brussel, Hallepoortlaan 27, vertegenwoordigd door {people(facts.agency_people, titles=True)}, hierna genoemd Opgroeien;

Overwegende dat:

1. {law(facts)}

2. dit protocol een bijlage is bij de samenwerkingsovereenkomst van {slashes(facts.concluded_on)} tussen het lokaal team {facts.team} en het {facts.kind.upper()};

3. de DPO van het {facts.kind.upper()} op {slashes(facts.advice_partner_on)} een gunstig advies heeft uitgebracht over het ontwerp;

4. de DPO van Opgroeien op {slashes(facts.advice_agency_on)} een gunstig advies heeft uitgebracht over het ontwerp;

komen partijen overeen:

Artikel 1. Duur

Dit protocol gaat in op {slashes(facts.protocol_from)}. Elke partij kan het opzeggen met een aangetekende brief, met een opzeggingstermijn
van {NUMBERS[facts.notice]} maanden.

Artikel 2. Gegevens

{body(facts)}

Artikel 3. Beveiliging

Het lokaal teamlid stuurt de gegevens versleuteld naar de mailbox {facts.mailbox}, die enkel toegankelijk is voor maatschappelijk werkers.

Artikel 4. Inbreuken

Elke inbreuk in verband met persoonsgegevens wordt onverwijld gemeld: bij Opgroeien via {facts.breach_agency} en bij het {facts.kind.upper()}
via {facts.breach_partner}.

Gedaan te {facts.signed_at}, {words(facts.signed_on)}, in tweevoud.

{below(facts)}
"""


def form_protocol(facts: Facts, dice: random.Random) -> str:
    """As a form: labels and what was filled in, with tabs."""
    return f"""PROTOCOL GEGEVENSUITWISSELING KIND EN GEZIN - {facts.kind.upper()}

Identificatie van de partijen

Partij 1: Opgroeien regie
Lokaal team Kind en Gezin:	{facts.team}
Ondernemingsnummer:	0886.886.638
Maatschappelijke zetel:	Hallepoortlaan 27, 1060 Brussel
Vertegenwoordigd door:	{people(facts.agency_people)}

Partij 2: {facts.partner}
Ondernemingsnummer:	{facts.number}
Maatschappelijke zetel:	{facts.seat}
Vertegenwoordigd door:	{people(facts.partner_people, joined="; ") if False else people(facts.partner_people)}

Artikel 1. Voorgeschiedenis

{law(facts)}
De samenwerkingsovereenkomst werd ondertekend op {words(facts.concluded_on)}.
Advies van de functionaris voor gegevensbescherming van Opgroeien: gegeven op {slashes(facts.advice_agency_on)}
Advies van de functionaris voor gegevensbescherming van {facts.partner}: gegeven op {slashes(facts.advice_partner_on)}

Artikel 2. Wijze van mededeling

{body(facts)}
Mailbox voor de mededeling (AES-256, 7-zip):	{facts.mailbox}

Artikel 3. Datalekken

Contactpunt voor een datalek bij Opgroeien:	{facts.breach_agency}
Contactpunt voor een datalek bij {facts.partner}:	{facts.breach_partner}

Artikel 4. Looptijd

Datum van inwerkingtreding:	{slashes(facts.protocol_from)}
Opzegtermijn:	{facts.notice} maanden

Opgemaakt te {facts.signed_at} op {slashes(facts.signed_on)}

{below(facts)}
"""


def plain_protocol(facts: Facts, dice: random.Random) -> str:
    """Held aside: nothing was tuned on it. Advices in one sentence, dates before their facts."""
    return f"""Protocol betreffende de mededeling van persoonsgegevens door Opgroeien regie aan {facts.partner}

Dit protocol wordt afgesloten tussen de volgende partijen:

1. Opgroeien regie, Hallepoortlaan 27, 1060 Brussel, KBO-nummer 0886.886.638, voor wie optreedt {people(facts.agency_people, titles=True)};

2. {facts.partner}, met zetel {facts.seat}, KBO-nummer {facts.number}, voor wie optreden {people(facts.partner_people, titles=True)};

Voorafgaande uiteenzetting

{law(facts)}

De partijen ondertekenden op {words(facts.concluded_on)} een samenwerkingsovereenkomst voor het lokaal team {facts.team}.

De functionarissen voor gegevensbescherming van Opgroeien regie en van {facts.partner} gaven hun advies over het ontwerp
op {words(facts.advice_agency_on)} en {words(facts.advice_partner_on)} respectievelijk.

Artikel 1 – Doel

{body(facts)}

Artikel 2 – Kanaal

De gegevens worden, beveiligd met 7-zip, verzonden naar {facts.mailbox}.

Artikel 3 – Gegevenslekken

Een gegevenslek wordt gemeld aan {facts.breach_agency} (Opgroeien) of aan {facts.breach_partner} ({facts.partner}).

Artikel 4 – Looptijd en beëindiging

Met ingang van {words(facts.protocol_from)} is dit protocol van kracht. Het kan door elke partij worden beëindigd met een
vooropzeg van {facts.notice} ({NUMBERS[facts.notice]}) maanden.

Aldus opgemaakt te {facts.signed_at} op {words(facts.signed_on)} in zoveel exemplaren als er partijen zijn.

{below(facts).replace("Voor Opgroeien", "Namens Opgroeien").replace("Voor OCMW", "Namens het OCMW").replace("Voor CAW", "Namens het CAW")}
"""


def term(facts: Facts) -> str:
    return f"bepaalde duur, tot en met {words(facts.ends_on)}" if facts.ends_on else "onbepaalde duur"


def evaluation(facts: Facts) -> str:
    return {12: "jaarlijks", 6: "om de zes maanden", 3: "elke 3 maanden"}[facts.evaluation]


def model_agreement(facts: Facts, dice: random.Random) -> str:
    """As the model of the local agreement has it."""
    return f"""LOKALE SAMENWERKINGSOVEREENKOMST TUSSEN HET LOKAAL TEAM KIND EN GEZIN {facts.team}
EN HET {facts.partner}

Artikel 1: Contracterende partijen

Deze samenwerkingsovereenkomst wordt afgesloten tussen:

· Voor het lokaal team Kind en Gezin {facts.team} van het agentschap Opgroeien regie, met zetel te Hallepoortlaan 27, 1060 Brussel
rechtsgeldig vertegenwoordigd door {people(facts.agency_people)} Opgroeien regie;

· Voor het OCMW van {facts.place}, vertegenwoordigd door {people(facts.partner_people, titles=True)};

Artikel 2: Doel en voorwerp van de samenwerkingsovereenkomst

{law(facts)}

Artikel 4: Gegevensdeling

{body(facts)}
De elektronische gegevensdeling gebeurt ad hoc volgens de geldende richtlijnen (AES 256 encryptie via 7-zip.) naar volgende mailbox
{facts.mailbox} enkel toegankelijk voor medewerkers van het OCMW, onderworpen aan het beroepsgeheim.

Artikel 5: Contactpersonen i.v.m. deze samenwerkingsovereenkomst

Voor het OCMW van {facts.place}

Organisatie	Openbaar Centrum voor Maatschappelijk Welzijn
Adres maatschappelijke zetel	{facts.seat}
Algemeen telefoonnummer	014 00 00 00

Artikel 7: Evaluatie en wijziging overeenkomst

De partijen evalueren {evaluation(facts)} de uitvoering van deze samenwerkingsovereenkomst.

Artikel 8: Inwerkingtreding en duur van de samenwerkingsovereenkomst

1. De overeenkomst gaat in op {words(facts.in_force_from)} en geldt voor {term(facts)}.
2. Beide partijen kunnen deze overeenkomst schriftelijk beëindigen mits in achtneming van een opzegtermijn van {NUMBERS[facts.notice]} maanden.

Artikel 9: Aansprakelijkheid

De partij die onrechtmatig handelt jegens de andere partij is jegens die partij aansprakelijk.

Opgemaakt te {facts.signed_at} op {words(facts.concluded_on)}

Namens het OCMW van {facts.place}

{"    ".join(name for name, _ in facts.partner_people)}

Namens Opgroeien regie

{facts.agency_people[0][0]}
"""


def other_agreement(facts: Facts, dice: random.Random) -> str:
    """Held aside: an agreement in other words, duration in one clause."""
    until = f" en loopt tot {slashes(facts.ends_on)}" if facts.ends_on else " voor onbepaalde tijd"
    return f"""Samenwerkingsovereenkomst

tussen

enerzijds: het {facts.partner}, {facts.seat}, ondernemingsnummer {facts.number}, vertegenwoordigd door {people(facts.partner_people)};

en

anderzijds: Opgroeien regie, lokaal team Kind en Gezin {facts.team}, Hallepoortlaan 27, 1060 Brussel, ondernemingsnummer 0886.886.638,
vertegenwoordigd door {people(facts.agency_people, titles=True)};

wordt overeengekomen wat volgt.

Art. 1 Wettelijk kader

{law(facts)}

Art. 2 Gegevens

{body(facts)}

Art. 3 Duur

Deze overeenkomst treedt in werking op {slashes(facts.in_force_from)}{until}. Zij kan worden opgezegd met een opzegtermijn
van {facts.notice} maanden.

Art. 4 Evaluatie

Deze samenwerkingsovereenkomst wordt {"minstens één keer per jaar" if facts.evaluation == 12 else f"om de {facts.evaluation} maanden"} geëvalueerd.

Opgemaakt in twee exemplaren te {facts.signed_at} op {slashes(facts.concluded_on)}.

{below(facts)}
"""


def gbo_agreement(facts: Facts, dice: random.Random) -> str:
    """Between the core actors, without team or agency."""
    return f"""Samenwerkingsovereenkomst voor uitwisseling persoonsgegevens tussen
kernactoren inzake geïntegreerd breed onthaal

TUSSEN:

CAW Streekoever, ondernemingsnummer 0455.123.456, maatschappelijke zetel Kaai 1, 2800 Mechelen

EN

{facts.partner}, ondernemingsnummer {facts.number}, maatschappelijke zetel {facts.seat}

Gezamenlijk ook ‘kernactoren’ genoemd of elk apart ‘kernactor’

Inwerkingtreding en opzegging

Deze samenwerkingsovereenkomst treedt in werking op datum van ondertekening en geldt voor onbepaalde duur.
Indien één van de kernactoren deze samenwerkingsovereenkomst wenst op te zeggen, dient zij hiervoor een opzeggingstermijn in acht te
nemen van {facts.notice} maanden.

Opgemaakt te {facts.signed_at}, op {words(facts.concluded_on)}, in evenveel exemplaren als dat er partijen zijn.
"""


Wording = Callable[[Facts, random.Random], str]
