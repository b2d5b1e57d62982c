"""Dutch, of which the others are translations."""

from typing import Final

from consent.client_words.form import SlipWords, StopWords

SLIP: Final = SlipWords(
    title="Wat wij van u doorgeven",
    passed_on="{team} geeft uw naam, adres, telefoonnummer en e-mailadres door aan {receiver}. Niets anders.",
    ours="Bij ons: wij wissen uw gegevens {days_opened} dagen nadat {receiver} ze opende. "
    "Dat is ten laatste {days_sent} dagen na het versturen.",
    theirs="Bij {receiver}: tot duidelijk is of u hulp wilt. Wilt u geen hulp, dan wist {receiver} alles. "
    "Wilt u hulp, dan blijft uw dossier er tot 10 jaar na het einde van de hulp.",
    take_back="Wilt u dit niet meer? U mag altijd van gedacht veranderen.",
    alone="Doe het zelf, wanneer u wilt. Ga naar {address} en typ de referentie en de code.",
    by_phone="Of bel {team}: {phone}. Ook met vragen.",
    tell_us="Of zeg het aan {team} of aan {receiver}.",
    keep_safe="Bewaar dit blad. Geef de code aan niemand: wie ze heeft, kan uw toestemming intrekken.",
    reference="Referentie",
    code="Code",
)

STOP: Final = StopWords(
    language_name="Nederlands",
    to_content="Ga naar de inhoud",
    languages="Taal",
    title="Uw toestemming intrekken",
    intro="Gaf Kind en Gezin uw gegevens door? Hier kunt u dat stoppen. U hoeft niet te zeggen waarom.",
    on_your_slip="De referentie en de code staan op het blad dat u kreeg.",
    reference="Referentie",
    reference_hint="8 letters en cijfers, bijvoorbeeld K7QM-4TRX",
    code="Code",
    code_hint="21 cijfers",
    go_on="Verder",
    problem="Er is een probleem",
    no_reference="Typ de referentie. Ze staat op uw blad.",
    wrong_reference="De referentie telt 8 letters en cijfers. Kijk ze na op uw blad.",
    no_code="Typ de code. Ze staat op uw blad.",
    wrong_length="De code telt 21 cijfers. Kijk ze na op uw blad.",
    mistyped="Er is iets verkeerd getypt. Kijk de referentie en de code na op uw blad.",
    sure="Wilt u dat wij stoppen?",
    what_follows="Wij sturen dan niets meer. Wij vragen het OCMW of CAW om uw gegevens te wissen. "
    "De hulp van Kind en Gezin blijft dezelfde.",
    you_typed="U typte",
    stop="Ja, stop",
    change="Iets anders typen",
    heard="Wij kregen uw bericht",
    if_right="Horen de referentie en de code bij elkaar? Dan is uw toestemming vanaf nu ingetrokken. "
    "Wij sturen niets meer en vragen om uw gegevens te wissen.",
    no_more_is_said="Meer zeggen wij hier niet. Zo komt niemand anders iets over u te weten.",
    certainty="Wilt u zeker zijn? Bel het nummer op uw blad.",
    wait="Wacht even",
    wait_why="Er kwamen hier veel berichten tegelijk. "
    "Probeer het over een minuut opnieuw, of bel het nummer op uw blad.",
)
