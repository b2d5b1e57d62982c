"""Every reason why client data may not go, in plain Dutch and with its source.

Members stand in the order in which a page shows them. The code is stable, since a blocked transmission stores it;
`Obstacle("agreement_missing")` finds the member again. In the sources "samenwerkingsovereenkomst" is the local
agreement, "protocol" its annex, "GBO-overeenkomst" the agreement between core actors, "FAQ" the answers of Opgroeien.
"""

from law.findings import Finding, Topic


class Obstacle(Finding):
    """A reason why the data may not go; none can be overridden (D7)."""

    NO_LEGAL_GROUND_IN_REGION = (
        "no_legal_ground_in_region",
        Topic.RECEIVER,
        "In Wallonië is er geen rechtsgrond om gegevens door te geven. Help de cliënt om zelf contact op te nemen.",
        "decreet 30 april 2004 art. 10/1, FAQ vraag 1",
        "R3",
    )
    RECEIVER_MISSING = (
        "receiver_missing",
        Topic.RECEIVER,
        "Voor deze gemeente is geen ontvanger bekend. Vraag de beheerder overeenkomsten om die te registreren.",
        "samenwerkingsovereenkomst art. 4, FAQ vraag 1",
        "R2 R3",
    )
    RECEIVER_OF_WRONG_KIND = (
        "receiver_of_wrong_kind",
        Topic.RECEIVER,
        "Deze organisatie mag hier geen gegevens krijgen. Kies in Vlaanderen een OCMW en in Brussel een CAW.",
        "decreet 30 april 2004 art. 10/1, FAQ vraag 1",
        "R2 R3 R5",
    )
    RECEIVER_OUTSIDE_TERRITORY = (
        "receiver_outside_territory",
        Topic.RECEIVER,
        "Deze ontvanger werkt niet voor de gemeente van de cliënt. Kies de ontvanger van de verblijfplaats.",
        "samenwerkingsovereenkomst art. 4, protocol art. 6",
        "R2",
    )
    CORRECTION_BY_PHONE = (
        "correction_by_phone",
        Topic.RECEIVER,
        "Deze verbetering kan niet meer met een mail. Bel de ontvanger en leg het gesprek vast.",
        "protocol art. 7",
        "R88 D5",
    )
    AGREEMENT_MISSING = (
        "agreement_missing",
        Topic.AGREEMENT,
        "Er is geen samenwerkingsovereenkomst tussen uw team en deze ontvanger. "
        "De beheerder overeenkomsten kan ze registreren.",
        "samenwerkingsovereenkomst art. 4, FAQ vraag 1",
        "R26",
    )
    AGREEMENT_WITH_ANOTHER_PARTNER = (
        "agreement_with_another_partner",
        Topic.AGREEMENT,
        "Deze samenwerkingsovereenkomst geldt voor een andere ontvanger. Kies de overeenkomst met de juiste ontvanger.",
        "samenwerkingsovereenkomst art. 1 en 4",
        "R2 R26",
    )
    AGREEMENT_INCOMPLETE = (
        "agreement_incomplete",
        Topic.AGREEMENT,
        "De samenwerkingsovereenkomst is niet volledig ingevuld. De beheerder overeenkomsten vult ze aan.",
        "samenwerkingsovereenkomst art. 1, 5 en 8",
        "R26",
    )
    AGREEMENT_DOUBTED = (
        "agreement_doubted",
        Topic.AGREEMENT,
        "Een gegeven van de samenwerkingsovereenkomst is nog niet bevestigd. Een beheerder kijkt het papier na.",
        "samenwerkingsovereenkomst art. 1, 4 en 8",
        "R12 R26 R33",
    )
    AGREEMENT_NOT_SIGNED_BY_AGENCY = (
        "agreement_not_signed_by_agency",
        Topic.AGREEMENT,
        "Opgroeien heeft de samenwerkingsovereenkomst nog niet ondertekend. "
        "De beheerder overeenkomsten vraagt de handtekening.",
        "samenwerkingsovereenkomst (ondertekening), FAQ vraag 6",
        "R11 R34",
    )
    AGREEMENT_NOT_SIGNED_BY_PARTNER = (
        "agreement_not_signed_by_partner",
        Topic.AGREEMENT,
        "Het OCMW of CAW heeft de samenwerkingsovereenkomst nog niet ondertekend. "
        "De beheerder overeenkomsten vraagt de handtekening.",
        "samenwerkingsovereenkomst (ondertekening), FAQ vraag 6",
        "R11 R34",
    )
    AGREEMENT_WITHOUT_START = (
        "agreement_without_start",
        Topic.AGREEMENT,
        "De samenwerkingsovereenkomst heeft geen datum van inwerkingtreding. De beheerder overeenkomsten vult die aan.",
        "samenwerkingsovereenkomst art. 8",
        "R33 R34",
    )
    AGREEMENT_NOT_YET_IN_FORCE = (
        "agreement_not_yet_in_force",
        Topic.AGREEMENT,
        "De samenwerkingsovereenkomst is nog niet in werking. Wacht tot de datum van inwerkingtreding.",
        "samenwerkingsovereenkomst art. 8",
        "R33 R34",
    )
    AGREEMENT_ENDED = (
        "agreement_ended",
        Topic.AGREEMENT,
        "De samenwerkingsovereenkomst is afgelopen. De partijen kunnen een nieuwe overeenkomst sluiten.",
        "samenwerkingsovereenkomst art. 8, protocol art. 5",
        "R33 R35",
    )
    AGREEMENT_WITHOUT_NOTICE_PERIOD = (
        "agreement_without_notice_period",
        Topic.AGREEMENT,
        "De samenwerkingsovereenkomst heeft geen opzegtermijn. De beheerder overeenkomsten vult die aan.",
        "samenwerkingsovereenkomst art. 8",
        "R37",
    )
    AGREEMENT_NOTICE_EXPIRED = (
        "agreement_notice_expired",
        Topic.AGREEMENT,
        "De samenwerkingsovereenkomst is opgezegd en de opzegtermijn is voorbij. "
        "De partijen kunnen een nieuwe overeenkomst sluiten.",
        "samenwerkingsovereenkomst art. 8, protocol art. 5",
        "R35 R37",
    )
    SHARING_SUSPENDED = (
        "sharing_suspended",
        Topic.AGREEMENT,
        "Het doorgeven van gegevens is opgeschort. Wacht tot de beheerder overeenkomsten de opschorting beëindigt.",
        "protocol art. 8, GBO-overeenkomst art. 9",
        "R100 R101",
    )
    PROTOCOL_MISSING = (
        "protocol_missing",
        Topic.PROTOCOL,
        "Er is geen protocol bij de samenwerkingsovereenkomst. De beheerder overeenkomsten kan het registreren.",
        "samenwerkingsovereenkomst art. 4",
        "R26",
    )
    PROTOCOL_INCOMPLETE = (
        "protocol_incomplete",
        Topic.PROTOCOL,
        "Het protocol is niet volledig ingevuld. De beheerder overeenkomsten vult het aan.",
        "samenwerkingsovereenkomst art. 4, FAQ vraag 4 en 6",
        "R26",
    )
    PROTOCOL_DOUBTED = (
        "protocol_doubted",
        Topic.PROTOCOL,
        "Een gegeven van het protocol is nog niet bevestigd. Een beheerder kijkt het papier na.",
        "protocol overweging C tot F en art. 11",
        "R12 R26 R34",
    )
    PROTOCOL_NOT_SIGNED_BY_AGENCY = (
        "protocol_not_signed_by_agency",
        Topic.PROTOCOL,
        "Opgroeien heeft het protocol nog niet ondertekend. De beheerder overeenkomsten vraagt de handtekening.",
        "protocol (ondertekening), FAQ vraag 6",
        "R11 R34",
    )
    PROTOCOL_NOT_SIGNED_BY_PARTNER = (
        "protocol_not_signed_by_partner",
        Topic.PROTOCOL,
        "Het OCMW of CAW heeft het protocol nog niet ondertekend. De beheerder overeenkomsten vraagt de handtekening.",
        "protocol (ondertekening), FAQ vraag 6",
        "R11 R34",
    )
    PROTOCOL_WITHOUT_START = (
        "protocol_without_start",
        Topic.PROTOCOL,
        "Het protocol heeft geen datum van inwerkingtreding. De beheerder overeenkomsten vult die aan.",
        "protocol art. 11",
        "R34",
    )
    PROTOCOL_NOT_YET_IN_FORCE = (
        "protocol_not_yet_in_force",
        Topic.PROTOCOL,
        "Het protocol is nog niet in werking. Wacht tot de datum van inwerkingtreding.",
        "protocol art. 11",
        "R34",
    )
    PROTOCOL_ENDED = (
        "protocol_ended",
        Topic.PROTOCOL,
        "Het protocol is afgelopen. De partijen kunnen een nieuw protocol sluiten.",
        "protocol art. 11",
        "R36",
    )
    PROTOCOL_WITHOUT_NOTICE_PERIOD = (
        "protocol_without_notice_period",
        Topic.PROTOCOL,
        "Het protocol heeft geen opzegtermijn. De beheerder overeenkomsten vult die aan.",
        "protocol art. 11, FAQ vraag 4",
        "R37",
    )
    PROTOCOL_NOTICE_EXPIRED = (
        "protocol_notice_expired",
        Topic.PROTOCOL,
        "Het protocol is opgezegd en de opzegtermijn is voorbij. De partijen kunnen een nieuw protocol sluiten.",
        "protocol art. 11",
        "R37",
    )
    PROTOCOL_ENDED_FOR_BREACH = (
        "protocol_ended_for_breach",
        Topic.PROTOCOL,
        "Opgroeien heeft het protocol stopgezet omdat de afspraken niet zijn nageleefd. "
        "Vraag uitleg aan de beheerder overeenkomsten.",
        "protocol art. 8",
        "R100",
    )
    LEGAL_GROUND_GONE = (
        "legal_ground_gone",
        Topic.PROTOCOL,
        "Er is geen rechtsgrond meer om gegevens door te geven. Vraag uitleg aan de DPO van Opgroeien.",
        "protocol art. 11",
        "R36",
    )
    ADVICE_OF_AGENCY_MISSING = (
        "advice_of_agency_missing",
        Topic.ADVICE,
        "Het advies van de DPO van Opgroeien ontbreekt. De beheerder overeenkomsten vraagt het advies.",
        "protocol overweging E, FAQ vraag 6",
        "R29 R30",
    )
    ADVICE_OF_PARTNER_MISSING = (
        "advice_of_partner_missing",
        Topic.ADVICE,
        "Het advies van de DPO van het OCMW of CAW ontbreekt. De beheerder overeenkomsten vraagt het advies.",
        "protocol overweging F, FAQ vraag 6",
        "R29 R30",
    )
    ADVICE_OF_AGENCY_AFTER_SIGNATURE = (
        "advice_of_agency_after_signature",
        Topic.ADVICE,
        "De DPO van Opgroeien gaf pas advies na de ondertekening. Laat het protocol opnieuw ondertekenen.",
        "protocol overweging E, FAQ vraag 6",
        "R31",
    )
    ADVICE_OF_PARTNER_AFTER_SIGNATURE = (
        "advice_of_partner_after_signature",
        Topic.ADVICE,
        "De DPO van het OCMW of CAW gaf pas advies na de ondertekening. Laat het protocol opnieuw ondertekenen.",
        "protocol overweging F, FAQ vraag 6",
        "R31",
    )
    MAILBOX_MISSING = (
        "mailbox_missing",
        Topic.MAILBOX,
        "Er is geen mailbox voor gegevensdeling. Het OCMW of CAW maakt die aan.",
        "samenwerkingsovereenkomst art. 4, protocol art. 6, FAQ vraag 7",
        "R68 R70",
    )
    MAILBOX_NOT_VERIFIED = (
        "mailbox_not_verified",
        Topic.MAILBOX,
        "De mailbox is nog niet gecontroleerd. De beheerder overeenkomsten start de controle van de mailbox.",
        "samenwerkingsovereenkomst art. 4, protocol art. 6",
        "R68 R69",
    )
    MAILBOX_BOUNCED = (
        "mailbox_bounced",
        Topic.MAILBOX,
        "Een mail naar de mailbox kwam terug. Het OCMW of CAW herstelt de mailbox en controleert die opnieuw.",
        "samenwerkingsovereenkomst art. 4, protocol art. 6",
        "R68",
    )
    MAILBOX_CHANGED = (
        "mailbox_changed",
        Topic.MAILBOX,
        "De mailbox in het protocol is gewijzigd sinds de aanmelding. Controleer de ontvanger en meld opnieuw aan.",
        "samenwerkingsovereenkomst art. 4, protocol art. 6",
        "R44 R68",
    )
    DELETION_ADDRESS_UNKNOWN = (
        "deletion_address_unknown",
        Topic.MAILBOX,
        "Het is niet bekend naar welke mailbox de gegevens gingen. Bel de ontvanger en leg het gesprek vast.",
        "FAQ vraag 3",
        "R56 D5 D6",
    )
    SENDER_NOT_BOUND_BY_SECRECY = (
        "sender_not_bound_by_secrecy",
        Topic.SENDER,
        "Uw verklaring over het beroepsgeheim ontbreekt. Leg ze af op de pagina Mijn account.",
        "samenwerkingsovereenkomst art. 2 en 4, decreet 30 april 2004 art. 10/1",
        "R6 R7",
    )
    DATA_ERASED = (
        "data_erased",
        Topic.CONSENT,
        "De gegevens van de cliënt zijn gewist. Doe een nieuwe aanmelding als de cliënt dat nog wil.",
        "protocol art. 3",
        "D1",
    )
    CONSENT_MISSING = (
        "consent_missing",
        Topic.CONSENT,
        "Er is geen toestemming van de cliënt. Vraag de toestemming en leg ze vast.",
        "samenwerkingsovereenkomst art. 4, decreet 30 april 2004 art. 10/1",
        "R53 D7",
    )
    CONSENT_NOT_INFORMED = (
        "consent_not_informed",
        Topic.CONSENT,
        "De cliënt is niet over alle vijf punten geïnformeerd. Bespreek ze met de cliënt voor u aanmeldt.",
        "samenwerkingsovereenkomst art. 4",
        "R52",
    )
    CONSENT_NOT_FREE = (
        "consent_not_free",
        Topic.CONSENT,
        "De toestemming is niet vrij gegeven. Zeg de cliënt dat weigeren mag, en vraag het opnieuw.",
        "samenwerkingsovereenkomst art. 4",
        "R53",
    )
    CONSENT_NOT_EXPLICIT = (
        "consent_not_explicit",
        Topic.CONSENT,
        "De toestemming is niet uitdrukkelijk. Vraag de cliënt om een duidelijk ja.",
        "samenwerkingsovereenkomst art. 4",
        "R53",
    )
    CONSENT_NOT_DECIDED_TOGETHER = (
        "consent_not_decided_together",
        Topic.CONSENT,
        "De aanmelding is niet samen met de cliënt beslist. Bespreek de aanmelding met de cliënt.",
        "samenwerkingsovereenkomst art. 3, protocol art. 5",
        "R54",
    )
    CONSENT_AFTER_SHARING = (
        "consent_after_sharing",
        Topic.CONSENT,
        "De datum van de toestemming ligt na het doorgeven. Kijk de datum na, of wacht tot die dag.",
        "samenwerkingsovereenkomst art. 4",
        "R52 R53",
    )
    CONSENT_WITHDRAWN = (
        "consent_withdrawn",
        Topic.CONSENT,
        "De cliënt heeft de toestemming ingetrokken. Aanmelden kan alleen met een nieuwe toestemming.",
        "FAQ vraag 3",
        "R55",
    )
    CONSENT_FOR_ANOTHER_RECEIVER = (
        "consent_for_another_receiver",
        Topic.CONSENT,
        "De toestemming geldt voor een andere ontvanger. Informeer de cliënt opnieuw en vraag een nieuwe toestemming.",
        "samenwerkingsovereenkomst art. 4",
        "R59 D9",
    )
    GBO_AGREEMENT_MISSING = (
        "gbo_agreement_missing",
        Topic.ONWARD,
        "Er is geen GBO-overeenkomst geregistreerd. Vraag de beheerder overeenkomsten of er een bestaat.",
        "protocol art. 4, FAQ vraag 9",
        "R90 R91",
    )
    GBO_INCOMPLETE = (
        "gbo_incomplete",
        Topic.ONWARD,
        "De GBO-overeenkomst is niet volledig ingevuld. De beheerder overeenkomsten vult ze aan.",
        "GBO-overeenkomst (aanhef), art. 2 en ondertekening",
        "R40 R43",
    )
    GBO_NOT_SIGNED_BY_CAW = (
        "gbo_not_signed_by_caw",
        Topic.ONWARD,
        "Het CAW heeft de GBO-overeenkomst nog niet ondertekend. De beheerder overeenkomsten vraagt de handtekening.",
        "GBO-overeenkomst art. 14",
        "R40",
    )
    GBO_NOT_SIGNED_BY_OCMW = (
        "gbo_not_signed_by_ocmw",
        Topic.ONWARD,
        "Het OCMW heeft de GBO-overeenkomst nog niet ondertekend. De beheerder overeenkomsten vraagt de handtekening.",
        "GBO-overeenkomst art. 14",
        "R40",
    )
    GBO_NOT_SIGNED_BY_DMW = (
        "gbo_not_signed_by_dmw",
        Topic.ONWARD,
        "De DMW heeft de GBO-overeenkomst nog niet ondertekend. De beheerder overeenkomsten vraagt de handtekening.",
        "GBO-overeenkomst art. 14",
        "R40",
    )
    GBO_ADVICE_MISSING = (
        "gbo_advice_missing",
        Topic.ONWARD,
        "Het advies van de DPO van het CAW ontbreekt. De beheerder overeenkomsten vraagt het advies.",
        "GBO-overeenkomst (aanhef)",
        "R43",
    )
    GBO_ADVICE_AFTER_SIGNATURE = (
        "gbo_advice_after_signature",
        Topic.ONWARD,
        "De DPO van het CAW gaf pas advies na de ondertekening. Laat de GBO-overeenkomst opnieuw ondertekenen.",
        "GBO-overeenkomst (aanhef)",
        "R43",
    )
    GBO_NOTICE_EXPIRED = (
        "gbo_notice_expired",
        Topic.ONWARD,
        "De GBO-overeenkomst is opgezegd en de opzegtermijn is voorbij. "
        "De kernactoren kunnen een nieuwe overeenkomst sluiten.",
        "GBO-overeenkomst art. 14",
        "R39",
    )
    GBO_STOPPED = (
        "gbo_stopped",
        Topic.ONWARD,
        "Een kernactor heeft het doorgeven stopgezet. De kernactoren kunnen een nieuwe overeenkomst sluiten.",
        "GBO-overeenkomst art. 9",
        "R101",
    )
    GBO_SUSPENDED = (
        "gbo_suspended",
        Topic.ONWARD,
        "Het doorgeven aan GBO-partners is opgeschort. Wacht tot de opschorting voorbij is.",
        "GBO-overeenkomst art. 9",
        "R101",
    )
    ONWARD_PARTNER_NOT_CORE_ACTOR = (
        "onward_partner_not_core_actor",
        Topic.ONWARD,
        "Deze organisatie is geen kernactor van het GBO. Kies een CAW, een OCMW of een DMW.",
        "GBO-overeenkomst (partijen) en art. 5, FAQ vraag 9",
        "R90",
    )
    ONWARD_PARTNER_NOT_PARTY = (
        "onward_partner_not_party",
        Topic.ONWARD,
        "Deze organisatie heeft de GBO-overeenkomst niet mee gesloten. Kies een partner uit de overeenkomst.",
        "GBO-overeenkomst (partijen) en art. 5",
        "R90",
    )
    ONWARD_MAILBOX_MISSING = (
        "onward_mailbox_missing",
        Topic.ONWARD,
        "Er is geen mailbox van deze partner bekend. De beheerder overeenkomsten registreert die bij GBO.",
        "samenwerkingsovereenkomst art. 4, GBO-overeenkomst art. 5",
        "R68 R69 R70 R90",
    )
    ONWARD_MAILBOX_BOUNCED = (
        "onward_mailbox_bounced",
        Topic.ONWARD,
        "Een mail naar de mailbox van deze partner kwam terug. De beheerder overeenkomsten vraagt het juiste adres.",
        "samenwerkingsovereenkomst art. 4",
        "R68 R90",
    )
    ONWARD_MAILBOX_CHANGED = (
        "onward_mailbox_changed",
        Topic.ONWARD,
        "De mailbox van deze partner is intussen gewijzigd. Geef de gegevens opnieuw door.",
        "samenwerkingsovereenkomst art. 4",
        "R68 R90",
    )
    ONWARD_DATA_ERASED = (
        "onward_data_erased",
        Topic.ONWARD,
        "Wij hebben de gegevens al gewist. Help de cliënt om zelf de partner te contacteren.",
        "protocol art. 3",
        "D1 R90",
    )
    ONWARD_FOLLOW_UP_OVER = (
        "onward_follow_up_over",
        Topic.ONWARD,
        "De gegevens moeten gewist worden. Geef ze niet meer door.",
        "protocol art. 3, FAQ vraag 3",
        "R57 R81 R83",
    )
    ONWARD_CONSENT_MISSING = (
        "onward_consent_missing",
        Topic.ONWARD,
        "De cliënt gaf geen toestemming voor deze partner. Vraag eerst de toestemming en leg ze vast.",
        "FAQ vraag 9, samenwerkingsovereenkomst art. 3",
        "R78 R90",
    )
    ONWARD_CONSENT_FOR_ANOTHER_PARTNER = (
        "onward_consent_for_another_partner",
        Topic.ONWARD,
        "De toestemming geldt voor een andere partner. Vraag de cliënt om toestemming voor deze partner.",
        "FAQ vraag 9, samenwerkingsovereenkomst art. 3",
        "R78 R90",
    )
    ONWARD_CONSENT_AFTER_SHARING = (
        "onward_consent_after_sharing",
        Topic.ONWARD,
        "De datum van de toestemming ligt na het doorgeven. Kijk de datum na, of wacht tot die dag.",
        "FAQ vraag 9",
        "R90",
    )
    ONWARD_CONSENT_WITHDRAWN = (
        "onward_consent_withdrawn",
        Topic.ONWARD,
        "De cliënt heeft deze toestemming ingetrokken. Doorgeven kan alleen met een nieuwe toestemming.",
        "FAQ vraag 3 en 9",
        "R55 R90",
    )
