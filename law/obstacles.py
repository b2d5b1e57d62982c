"""Every reason why client data may not go, in plain Dutch and with its source.

Members stand in the order in which a page shows them. The code is stable, since a blocked transmission stores it;
`Obstacle.of("agreement_missing")` finds the member again. In the sources "samenwerkingsovereenkomst" is the local
agreement, "protocol" its annex, "GBO-overeenkomst" the agreement between core actors, "FAQ" the answers of Opgroeien.
What this house asks of its own (D26) names its decision, never an article: "beslissing D27".
"""

from law.administrator_words import TO_ADMINISTRATOR
from law.findings import About, Asker, Finding, PaperStage, Topic


class Obstacle(Finding):
    """A reason why the data may not go; none can be overridden (D7).

    `sentence` is for who files or passes on, `sentence_to_administrator` for who registers the papers.
    """

    @property
    def sentence_to_administrator(self) -> str:
        return TO_ADMINISTRATOR[self.name]

    NO_LEGAL_GROUND_IN_REGION = (
        About(Topic.RECEIVER),
        "In Wallonië is er geen rechtsgrond om gegevens door te geven. Help de cliënt om zelf contact op te nemen.",
        "decreet 30 april 2004 art. 10/1, FAQ vraag 1",
        "R3",
    )
    RECEIVER_MISSING = (
        About(Topic.RECEIVER),
        "Voor deze gemeente is geen ontvanger bekend. Vraag de beheerder overeenkomsten om die te registreren.",
        "samenwerkingsovereenkomst art. 4, FAQ vraag 1",
        "R2 R3",
    )
    RECEIVER_OF_WRONG_KIND = (
        About(Topic.RECEIVER),
        "Deze organisatie mag hier geen gegevens krijgen. Kies in Vlaanderen een OCMW en in Brussel een CAW.",
        "decreet 30 april 2004 art. 10/1, FAQ vraag 1",
        "R2 R3 R5",
    )
    RECEIVER_OUTSIDE_TERRITORY = (
        About(Topic.RECEIVER),
        "Deze ontvanger werkt niet voor de gemeente van de cliënt. Kies de ontvanger van de verblijfplaats.",
        "samenwerkingsovereenkomst art. 4, protocol art. 6",
        "R2",
    )
    AGREEMENT_MISSING = (
        About(Topic.AGREEMENT),
        "Er is geen samenwerkingsovereenkomst tussen uw team en deze ontvanger. "
        "De beheerder overeenkomsten kan ze registreren.",
        "samenwerkingsovereenkomst art. 4, FAQ vraag 1",
        "R26",
    )
    AGREEMENT_WITH_ANOTHER_PARTNER = (
        About(Topic.AGREEMENT),
        "Deze samenwerkingsovereenkomst geldt voor een andere ontvanger. Kies de overeenkomst met de juiste ontvanger.",
        "samenwerkingsovereenkomst art. 1 en 4",
        "R2 R26",
    )
    AGREEMENT_INCOMPLETE = (
        About(Topic.AGREEMENT, PaperStage.INCOMPLETE),
        "De samenwerkingsovereenkomst is niet volledig ingevuld. De beheerder overeenkomsten vult ze aan.",
        "samenwerkingsovereenkomst art. 1, 5 en 8",
        "R26",
    )
    AGREEMENT_DOUBTED = (
        About(Topic.AGREEMENT, PaperStage.DOUBTED, asked_by=Asker.HOUSE),
        "Een gegeven van de samenwerkingsovereenkomst is nog niet bevestigd. Een beheerder kijkt het papier na.",
        "beslissing D26",
        "R12 R26 R33 D26",
    )
    AGREEMENT_NOT_SIGNED_BY_AGENCY = (
        About(Topic.AGREEMENT, PaperStage.TO_SIGN),
        "Opgroeien heeft de samenwerkingsovereenkomst nog niet ondertekend. "
        "De beheerder overeenkomsten vraagt de handtekening.",
        "samenwerkingsovereenkomst (ondertekening), FAQ vraag 6",
        "R11 R34",
    )
    AGREEMENT_NOT_SIGNED_BY_PARTNER = (
        About(Topic.AGREEMENT, PaperStage.TO_SIGN),
        "Het OCMW of CAW heeft de samenwerkingsovereenkomst nog niet ondertekend. "
        "De beheerder overeenkomsten vraagt de handtekening.",
        "samenwerkingsovereenkomst (ondertekening), FAQ vraag 6",
        "R11 R34",
    )
    AGREEMENT_WITHOUT_START = (
        About(Topic.AGREEMENT, PaperStage.WITHOUT_START),
        "De samenwerkingsovereenkomst heeft geen datum van inwerkingtreding. De beheerder overeenkomsten vult die aan.",
        "samenwerkingsovereenkomst art. 8",
        "R33 R34",
    )
    AGREEMENT_NOT_YET_IN_FORCE = (
        About(Topic.AGREEMENT, PaperStage.NOT_YET_IN_FORCE),
        "De samenwerkingsovereenkomst is nog niet in werking. Wacht tot de datum van inwerkingtreding.",
        "samenwerkingsovereenkomst art. 8",
        "R33 R34",
    )
    AGREEMENT_ENDED = (
        About(Topic.AGREEMENT, PaperStage.OVER),
        "De samenwerkingsovereenkomst is afgelopen. De partijen kunnen een nieuwe overeenkomst sluiten.",
        "samenwerkingsovereenkomst art. 8, protocol art. 5",
        "R33 R35",
    )
    AGREEMENT_WITHOUT_NOTICE_PERIOD = (
        About(Topic.AGREEMENT, PaperStage.WITHOUT_NOTICE_PERIOD),
        "De samenwerkingsovereenkomst heeft geen opzegtermijn. De beheerder overeenkomsten vult die aan.",
        "samenwerkingsovereenkomst art. 8",
        "R37",
    )
    AGREEMENT_NOTICE_EXPIRED = (
        About(Topic.AGREEMENT, PaperStage.OVER),
        "De samenwerkingsovereenkomst is opgezegd en de opzegtermijn is voorbij. "
        "De partijen kunnen een nieuwe overeenkomst sluiten.",
        "samenwerkingsovereenkomst art. 8, protocol art. 5",
        "R35 R37",
    )
    SHARING_SUSPENDED = (
        About(Topic.AGREEMENT, PaperStage.SUSPENDED),
        "Het doorgeven van gegevens is opgeschort. Wacht tot de beheerder overeenkomsten de opschorting beëindigt.",
        "protocol art. 9 (maatregelen van de partijen)",
        "R98 D29",
    )
    PROTOCOL_MISSING = (
        About(Topic.PROTOCOL, PaperStage.WITHOUT_START),
        "Er is geen protocol bij de samenwerkingsovereenkomst. De beheerder overeenkomsten kan het registreren.",
        "samenwerkingsovereenkomst art. 4",
        "R26",
    )
    PROTOCOL_INCOMPLETE = (
        About(Topic.PROTOCOL, PaperStage.INCOMPLETE),
        "Het protocol is niet volledig ingevuld. De beheerder overeenkomsten vult het aan.",
        "samenwerkingsovereenkomst art. 4, FAQ vraag 4 en 6",
        "R26",
    )
    PROTOCOL_DOUBTED = (
        About(Topic.PROTOCOL, PaperStage.DOUBTED, asked_by=Asker.HOUSE),
        "Een gegeven van het protocol is nog niet bevestigd. Een beheerder kijkt het papier na.",
        "beslissing D26",
        "R12 R26 R34 D26",
    )
    PROTOCOL_NOT_SIGNED_BY_AGENCY = (
        About(Topic.PROTOCOL, PaperStage.TO_SIGN),
        "Opgroeien heeft het protocol nog niet ondertekend. De beheerder overeenkomsten vraagt de handtekening.",
        "protocol (ondertekening), FAQ vraag 6",
        "R11 R34",
    )
    PROTOCOL_NOT_SIGNED_BY_PARTNER = (
        About(Topic.PROTOCOL, PaperStage.TO_SIGN),
        "Het OCMW of CAW heeft het protocol nog niet ondertekend. De beheerder overeenkomsten vraagt de handtekening.",
        "protocol (ondertekening), FAQ vraag 6",
        "R11 R34",
    )
    PROTOCOL_WITHOUT_START = (
        About(Topic.PROTOCOL, PaperStage.WITHOUT_START),
        "Het protocol heeft geen datum van inwerkingtreding. De beheerder overeenkomsten vult die aan.",
        "protocol art. 11",
        "R34",
    )
    PROTOCOL_NOT_YET_IN_FORCE = (
        About(Topic.PROTOCOL, PaperStage.NOT_YET_IN_FORCE),
        "Het protocol is nog niet in werking. Wacht tot de datum van inwerkingtreding.",
        "protocol art. 11",
        "R34",
    )
    PROTOCOL_ENDED = (
        About(Topic.PROTOCOL, PaperStage.OVER),
        "Het protocol is afgelopen. De partijen kunnen een nieuw protocol sluiten.",
        "protocol art. 11",
        "R36",
    )
    PROTOCOL_WITHOUT_NOTICE_PERIOD = (
        About(Topic.PROTOCOL, PaperStage.WITHOUT_NOTICE_PERIOD),
        "Het protocol heeft geen opzegtermijn. De beheerder overeenkomsten vult die aan.",
        "protocol art. 11, FAQ vraag 4",
        "R37",
    )
    PROTOCOL_NOTICE_EXPIRED = (
        About(Topic.PROTOCOL, PaperStage.OVER),
        "Het protocol is opgezegd en de opzegtermijn is voorbij. De partijen kunnen een nieuw protocol sluiten.",
        "protocol art. 11",
        "R37",
    )
    PROTOCOL_ENDED_FOR_BREACH = (
        About(Topic.PROTOCOL, PaperStage.OVER),
        "Opgroeien heeft het protocol stopgezet omdat de afspraken niet zijn nageleefd. "
        "Vraag uitleg aan de beheerder overeenkomsten.",
        "protocol art. 8",
        "R100",
    )
    LEGAL_GROUND_GONE = (
        About(Topic.PROTOCOL, PaperStage.OVER),
        "Er is geen rechtsgrond meer om gegevens door te geven. Vraag uitleg aan de DPO van Opgroeien.",
        "protocol art. 11",
        "R36",
    )
    ADVICE_OF_AGENCY_MISSING = (
        About(Topic.ADVICE, PaperStage.WITHOUT_ADVICE),
        "Het advies van de DPO van Opgroeien ontbreekt. De beheerder overeenkomsten vraagt het advies.",
        "protocol overweging E, FAQ vraag 6",
        "R29 R30",
    )
    ADVICE_OF_PARTNER_MISSING = (
        About(Topic.ADVICE, PaperStage.WITHOUT_ADVICE),
        "Het advies van de DPO van het OCMW of CAW ontbreekt. De beheerder overeenkomsten vraagt het advies.",
        "protocol overweging F, FAQ vraag 6",
        "R29 R30",
    )
    ADVICE_OF_AGENCY_AFTER_SIGNATURE = (
        About(Topic.ADVICE, PaperStage.TO_SIGN),
        "De DPO van Opgroeien gaf pas advies na de ondertekening. Laat het protocol opnieuw ondertekenen.",
        "protocol overweging E, FAQ vraag 6",
        "R31",
    )
    ADVICE_OF_PARTNER_AFTER_SIGNATURE = (
        About(Topic.ADVICE, PaperStage.TO_SIGN),
        "De DPO van het OCMW of CAW gaf pas advies na de ondertekening. Laat het protocol opnieuw ondertekenen.",
        "protocol overweging F, FAQ vraag 6",
        "R31",
    )
    MAILBOX_MISSING = (
        About(Topic.MAILBOX),
        "Er is geen mailbox voor gegevensdeling. Het OCMW of CAW maakt die aan.",
        "samenwerkingsovereenkomst art. 4, protocol art. 6, FAQ vraag 7",
        "R68 R70",
    )
    MAILBOX_NOT_VERIFIED = (
        About(Topic.MAILBOX, asked_by=Asker.HOUSE),
        "De mailbox is nog niet gecontroleerd. De beheerder overeenkomsten start de controle van de mailbox.",
        "beslissing D27",
        "R68 R69 D27",
    )
    MAILBOX_NOT_ATTESTED = (
        About(Topic.MAILBOX, asked_by=Asker.HOUSE),
        "De ontvanger bevestigde nog niet dat alleen mensen met beroepsgeheim de mailbox openen. "
        "Stuur de controle opnieuw.",
        "beslissing D27",
        "R69 D27",
    )
    MAILBOX_BOUNCED = (
        About(Topic.MAILBOX, asked_by=Asker.HOUSE),
        "Een mail naar de mailbox kwam terug. Het OCMW of CAW herstelt de mailbox en controleert die opnieuw.",
        "beslissing D30",
        "R68 D30",
    )
    MAILBOX_CHANGED = (
        About(Topic.MAILBOX, asked_by=Asker.HOUSE),
        "De mailbox in het protocol is gewijzigd sinds de aanmelding. Controleer de ontvanger en meld opnieuw aan.",
        "beslissing D27",
        "R44 R68 D27",
    )
    DELETION_ADDRESS_UNKNOWN = (
        About(Topic.MAILBOX, asked_by=Asker.HOUSE),
        "Het is niet bekend naar welke mailbox de gegevens gingen. Bel de ontvanger en leg het gesprek vast.",
        "beslissing D6",
        "R56 D5 D6",
    )
    SENDER_NOT_BOUND_BY_SECRECY = (
        About(Topic.SENDER),
        "Uw verklaring over het beroepsgeheim ontbreekt. Leg ze af op de pagina Mijn account.",
        "samenwerkingsovereenkomst art. 2 en 4, decreet 30 april 2004 art. 10/1",
        "R6 R7",
    )
    DATA_ERASED = (
        About(Topic.CONSENT, asked_by=Asker.HOUSE),
        "De gegevens van de cliënt zijn gewist. Doe een nieuwe aanmelding als de cliënt dat nog wil.",
        "beslissing D1",
        "D1",
    )
    CONSENT_MISSING = (
        About(Topic.CONSENT),
        "Er is geen toestemming van de cliënt. Vraag de toestemming en leg ze vast.",
        "samenwerkingsovereenkomst art. 4, decreet 30 april 2004 art. 10/1",
        "R53 D7",
    )
    CONSENT_NOT_INFORMED = (
        About(Topic.CONSENT),
        "De cliënt is niet over alle vijf punten geïnformeerd. Bespreek ze met de cliënt voor u aanmeldt.",
        "samenwerkingsovereenkomst art. 4",
        "R52",
    )
    CONSENT_NOT_FREE = (
        About(Topic.CONSENT),
        "De toestemming is niet vrij gegeven. Zeg de cliënt dat weigeren mag, en vraag het opnieuw.",
        "samenwerkingsovereenkomst art. 4",
        "R53",
    )
    CONSENT_NOT_EXPLICIT = (
        About(Topic.CONSENT),
        "De toestemming is niet uitdrukkelijk. Vraag de cliënt om een duidelijk ja.",
        "samenwerkingsovereenkomst art. 4",
        "R53",
    )
    CONSENT_NOT_DECIDED_TOGETHER = (
        About(Topic.CONSENT),
        "De aanmelding is niet samen met de cliënt beslist. Bespreek de aanmelding met de cliënt.",
        "samenwerkingsovereenkomst art. 3, protocol art. 5",
        "R54",
    )
    CONSENT_AFTER_SHARING = (
        About(Topic.CONSENT),
        "De datum van de toestemming ligt na het doorgeven. Kijk de datum na, of wacht tot die dag.",
        "samenwerkingsovereenkomst art. 4",
        "R52 R53",
    )
    CONSENT_WITHDRAWN = (
        About(Topic.CONSENT),
        "De cliënt heeft de toestemming ingetrokken. Aanmelden kan alleen met een nieuwe toestemming.",
        "FAQ vraag 3",
        "R55",
    )
    CONSENT_FOR_ANOTHER_RECEIVER = (
        About(Topic.CONSENT),
        "De toestemming geldt voor een andere ontvanger. Informeer de cliënt opnieuw en vraag een nieuwe toestemming.",
        "samenwerkingsovereenkomst art. 4",
        "R59 D9",
    )
    PROCESSOR_CONTRACT_MISSING = (
        About(Topic.ONWARD),
        "Er is geen verwerkersovereenkomst tussen deze ontvanger en Opgroeien. De beheerder overeenkomsten registreert "
        "die.",
        "protocol art. 6, art. 28 AVG",
        "R99 D21",
    )
    PROCESSOR_CONTRACT_ENDED = (
        About(Topic.ONWARD),
        "De verwerkersovereenkomst tussen deze ontvanger en Opgroeien is voorbij. Sluit eerst een nieuwe.",
        "protocol art. 6, art. 28 AVG",
        "R99 D21",
    )
    GBO_AGREEMENT_MISSING = (
        About(Topic.ONWARD),
        "Er is geen GBO-overeenkomst geregistreerd. Vraag de beheerder overeenkomsten of er een bestaat.",
        "protocol art. 4, FAQ vraag 9",
        "R90 R91",
    )
    GBO_INCOMPLETE = (
        About(Topic.ONWARD, PaperStage.INCOMPLETE),
        "De GBO-overeenkomst is niet volledig ingevuld. De beheerder overeenkomsten vult ze aan.",
        "GBO-overeenkomst (aanhef), art. 2 en ondertekening",
        "R40 R43",
    )
    GBO_NOT_SIGNED_BY_CAW = (
        About(Topic.ONWARD, PaperStage.TO_SIGN),
        "Het CAW heeft de GBO-overeenkomst nog niet ondertekend. De beheerder overeenkomsten vraagt de handtekening.",
        "GBO-overeenkomst art. 14",
        "R40",
    )
    GBO_NOT_SIGNED_BY_OCMW = (
        About(Topic.ONWARD, PaperStage.TO_SIGN),
        "Het OCMW heeft de GBO-overeenkomst nog niet ondertekend. De beheerder overeenkomsten vraagt de handtekening.",
        "GBO-overeenkomst art. 14",
        "R40",
    )
    GBO_NOT_SIGNED_BY_DMW = (
        About(Topic.ONWARD, PaperStage.TO_SIGN),
        "De DMW heeft de GBO-overeenkomst nog niet ondertekend. De beheerder overeenkomsten vraagt de handtekening.",
        "GBO-overeenkomst art. 14",
        "R40",
    )
    GBO_ADVICE_MISSING = (
        About(Topic.ONWARD, PaperStage.WITHOUT_ADVICE),
        "Het advies van de DPO van het CAW ontbreekt. De beheerder overeenkomsten vraagt het advies.",
        "GBO-overeenkomst (aanhef)",
        "R43",
    )
    GBO_ADVICE_AFTER_SIGNATURE = (
        About(Topic.ONWARD, PaperStage.TO_SIGN),
        "De DPO van het CAW gaf pas advies na de ondertekening. Laat de GBO-overeenkomst opnieuw ondertekenen.",
        "GBO-overeenkomst (aanhef)",
        "R43",
    )
    GBO_NOTICE_EXPIRED = (
        About(Topic.ONWARD, PaperStage.OVER),
        "De GBO-overeenkomst is opgezegd en de opzegtermijn is voorbij. "
        "De kernactoren kunnen een nieuwe overeenkomst sluiten.",
        "GBO-overeenkomst art. 14",
        "R39",
    )
    GBO_STOPPED = (
        About(Topic.ONWARD, PaperStage.OVER),
        "Een kernactor heeft het doorgeven stopgezet. De kernactoren kunnen een nieuwe overeenkomst sluiten.",
        "GBO-overeenkomst art. 9",
        "R101",
    )
    GBO_SUSPENDED = (
        About(Topic.ONWARD, PaperStage.SUSPENDED),
        "Het doorgeven aan GBO-partners is opgeschort. Wacht tot de opschorting voorbij is.",
        "GBO-overeenkomst art. 9",
        "R101",
    )
    ONWARD_PARTNER_NOT_CORE_ACTOR = (
        About(Topic.ONWARD),
        "Deze organisatie is geen kernactor van het GBO. Kies een CAW, een OCMW of een DMW.",
        "GBO-overeenkomst (partijen) en art. 5, FAQ vraag 9",
        "R90",
    )
    ONWARD_PARTNER_NOT_PARTY = (
        About(Topic.ONWARD),
        "Deze organisatie heeft de GBO-overeenkomst niet mee gesloten. Kies een partner uit de overeenkomst.",
        "GBO-overeenkomst (partijen) en art. 5",
        "R90",
    )
    ONWARD_MAILBOX_MISSING = (
        About(Topic.ONWARD),
        "Er is geen mailbox van deze partner bekend. De beheerder overeenkomsten registreert die bij GBO.",
        "samenwerkingsovereenkomst art. 4, GBO-overeenkomst art. 5",
        "R68 R69 R70 R90",
    )
    ONWARD_MAILBOX_NOT_VERIFIED = (
        About(Topic.ONWARD, asked_by=Asker.HOUSE),
        "De mailbox van deze partner is nog niet gecontroleerd. De beheerder overeenkomsten start de controle bij GBO.",
        "beslissing D27",
        "R68 R69 R90 D27",
    )
    ONWARD_MAILBOX_NOT_ATTESTED = (
        About(Topic.ONWARD, asked_by=Asker.HOUSE),
        "Deze partner bevestigde nog niet dat alleen mensen met beroepsgeheim de mailbox openen. "
        "De beheerder stuurt de controle opnieuw.",
        "beslissing D27",
        "R69 R90 D27",
    )
    ONWARD_MAILBOX_BOUNCED = (
        About(Topic.ONWARD, asked_by=Asker.HOUSE),
        "Een mail naar de mailbox van deze partner kwam terug. De beheerder overeenkomsten vraagt het juiste adres.",
        "beslissing D30",
        "R68 R90 D30",
    )
    ONWARD_MAILBOX_RETURNS = (
        About(Topic.ONWARD, asked_by=Asker.HOUSE),
        "Een mail van uw dienst naar de mailbox van deze partner kwam terug. Bel de partner. Klopt het adres niet "
        "meer? Geef dan het juiste adres aan de beheerder overeenkomsten. Zeg niet over wie het gaat.",
        "beslissing D30",
        "R68 R90 D19 D30",
    )
    ONWARD_MAILBOX_CHANGED = (
        About(Topic.ONWARD, asked_by=Asker.HOUSE),
        "De mailbox van deze partner is intussen gewijzigd. Geef de gegevens opnieuw door.",
        "beslissing D27",
        "R68 R90 D27",
    )
    ONWARD_DATA_ERASED = (
        About(Topic.ONWARD, asked_by=Asker.HOUSE),
        "Deze gegevens zijn bij ons gewist. Geef ze opnieuw door, uit uw eigen archief.",
        "beslissing D1",
        "D1 D21 R90",
    )
    ONWARD_FOLLOW_UP_OVER = (
        About(Topic.ONWARD),
        "De gegevens moeten gewist worden. Geef ze niet meer door.",
        "protocol art. 3, FAQ vraag 3",
        "R57 R81 R83",
    )
    ONWARD_CONSENT_MISSING = (
        About(Topic.ONWARD),
        "De cliënt gaf geen toestemming voor deze partner. Vraag eerst de toestemming en leg ze vast.",
        "FAQ vraag 9, samenwerkingsovereenkomst art. 3",
        "R78 R90",
    )
    ONWARD_CONSENT_FOR_ANOTHER_PARTNER = (
        About(Topic.ONWARD),
        "De toestemming geldt voor een andere partner. Vraag de cliënt om toestemming voor deze partner.",
        "FAQ vraag 9, samenwerkingsovereenkomst art. 3",
        "R78 R90",
    )
    ONWARD_CONSENT_AFTER_SHARING = (
        About(Topic.ONWARD),
        "De datum van de toestemming ligt na het doorgeven. Kijk de datum na, of wacht tot die dag.",
        "FAQ vraag 9",
        "R90",
    )
    ONWARD_CONSENT_WITHDRAWN = (
        About(Topic.ONWARD),
        "De cliënt heeft deze toestemming ingetrokken. Doorgeven kan alleen met een nieuwe toestemming.",
        "FAQ vraag 3 en 9",
        "R55 R90",
    )
