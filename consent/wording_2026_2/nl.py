"""Dutch, of which the others are translations."""

from typing import Final

from consent.sheet import SheetSection, WholeSheet, five_points

SHEET: Final = WholeSheet(
    title="Mogen wij uw gegevens doorgeven?",
    intro="U spreekt met {team}. {receiver} kan u misschien helpen. "
    "Wij geven uw gegevens alleen door als u dat wilt. Dit moet u eerst weten.",
    points=five_points(
        purpose="Het doel: {receiver} neemt contact met u op. Samen bekijkt u op welke hulp u recht hebt.",
        data="Welke gegevens: Alleen uw naam, adres, telefoonnummer en e-mailadres. Niets anders.",
        receiver="Met wie: Bij {receiver} leest alleen een maatschappelijk werker uw gegevens. Ook wij, de leden "
        "van {team}, kunnen ze zien. Allen zijn gebonden door het beroepsgeheim. Een andere dienst krijgt ze "
        "alleen als u daar eerst apart ja op zegt.",
        next_steps="Wat er daarna gebeurt: Wij bewaren uw gegevens versleuteld. Wij wissen ze {days_opened} "
        "dagen nadat {receiver} ze opende, en ten laatste {days_sent} dagen na het versturen. Het bewijs van uw "
        "toestemming blijft 10 jaar, met een geheim kenmerk om u terug te vinden. {receiver} bewaart uw gegevens "
        "tot duidelijk is of u hulp wenst. Wenst u geen hulp, dan wist {receiver} uw gegevens. {team} krijgt "
        "daar geen bericht over. Wenst u hulp, dan blijft uw dossier daar tot 10 jaar na het afsluiten.",
        expectations="Wat u mag verwachten: U kiest zelf. Nee zeggen heeft geen gevolgen voor de hulp van Kind "
        "en Gezin. U mag altijd van gedacht veranderen. Zegt u het aan ons, dan laten wij het weten aan "
        "{receiver}. Die wist uw gegevens. Zegt u het aan {receiver}, dan wist die ze ook. Wij krijgen daar geen "
        "bericht over. U kunt het ook zelf doen op {stop}, met de code die u meekrijgt.",
    ),
    sections=(
        SheetSection(
            "Wie is verantwoordelijk?",
            "{agency} voor het doorgeven, {receiver} voor wat daarna komt. Het mag volgens artikel 10/1 van het "
            "decreet van 30 april 2004, en alleen met uw toestemming.",
        ),
        SheetSection(
            "Uw rechten",
            "U mag uw gegevens inkijken, laten verbeteren, laten wissen of meenemen. U mag vragen om ze niet te "
            "gebruiken. Vraag het aan ons, aan {receiver} of aan een functionaris voor gegevensbescherming "
            "(DPO). U kunt klacht indienen bij de Vlaamse Toezichtcommissie en bij de "
            "Gegevensbeschermingsautoriteit.",
        ),
    ),
    reach="Bellen of schrijven",
    question="Hebt u vragen? Mogen wij uw gegevens doorgeven aan {receiver}?",
    agreed="Ja, {team} mag mijn gegevens doorgeven aan {receiver}. Ik kreeg uitleg over de vijf punten. "
    "Ik beslis dit vrij.",
    name="Naam",
    day="Datum",
    signature="Handtekening",
)
