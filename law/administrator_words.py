"""Every obstacle as who registers the papers reads it: what is wrong, and what that reader can do.

An administrator files nothing. What only a team or a receiver can do is therefore told of them, and not asked of the
reader. The words for who files stand with the obstacle itself (`law/obstacles.py`).
"""

TO_ADMINISTRATOR = {
    "NO_LEGAL_GROUND_IN_REGION": "In Wallonië is er geen rechtsgrond om gegevens door te geven. "
    "U kunt hier niets registreren.",
    "RECEIVER_MISSING": "Voor deze gemeente is geen ontvanger bekend. Registreer die bij de organisaties.",
    "RECEIVER_OF_WRONG_KIND": "Deze organisatie mag hier geen gegevens krijgen. "
    "Registreer in Vlaanderen een OCMW en in Brussel een CAW.",
    "RECEIVER_OUTSIDE_TERRITORY": "Deze ontvanger werkt niet voor de gemeente van de cliënt. "
    "Kijk het werkgebied van de ontvanger na.",
    "AGREEMENT_MISSING": "Er is geen samenwerkingsovereenkomst tussen het team en deze ontvanger. Registreer ze.",
    "AGREEMENT_WITH_ANOTHER_PARTNER": "Deze samenwerkingsovereenkomst geldt voor een andere ontvanger. "
    "Registreer een overeenkomst met deze ontvanger.",
    "AGREEMENT_INCOMPLETE": "De samenwerkingsovereenkomst is niet volledig ingevuld. Vul ze aan.",
    "AGREEMENT_DOUBTED": "Een gegeven van de samenwerkingsovereenkomst is nog niet bevestigd. Kijk het papier na.",
    "AGREEMENT_NOT_SIGNED_BY_AGENCY": "Opgroeien heeft de samenwerkingsovereenkomst nog niet ondertekend. "
    "Vraag de handtekening.",
    "AGREEMENT_NOT_SIGNED_BY_PARTNER": "Het OCMW of CAW heeft de samenwerkingsovereenkomst nog niet ondertekend. "
    "Vraag de handtekening.",
    "AGREEMENT_WITHOUT_START": "De samenwerkingsovereenkomst heeft geen datum van inwerkingtreding. Vul die aan.",
    "AGREEMENT_NOT_YET_IN_FORCE": "De samenwerkingsovereenkomst is nog niet in werking. "
    "Kijk de datum na, of wacht tot die dag.",
    "AGREEMENT_ENDED": "De samenwerkingsovereenkomst is afgelopen. "
    "Sluiten de partijen een nieuwe overeenkomst? Registreer ze dan.",
    "AGREEMENT_WITHOUT_NOTICE_PERIOD": "De samenwerkingsovereenkomst heeft geen opzegtermijn. Vul die aan.",
    "AGREEMENT_NOTICE_EXPIRED": "De samenwerkingsovereenkomst is opgezegd en de opzegtermijn is voorbij. "
    "Sluiten de partijen een nieuwe overeenkomst? Registreer ze dan.",
    "SHARING_SUSPENDED": "Het doorgeven van gegevens is opgeschort. Is alles opgelost? Beëindig dan de opschorting.",
    "PROTOCOL_MISSING": "Er is geen protocol bij de samenwerkingsovereenkomst. Registreer het.",
    "PROTOCOL_INCOMPLETE": "Het protocol is niet volledig ingevuld. Vul het aan.",
    "PROTOCOL_DOUBTED": "Een gegeven van het protocol is nog niet bevestigd. Kijk het papier na.",
    "PROTOCOL_NOT_SIGNED_BY_AGENCY": "Opgroeien heeft het protocol nog niet ondertekend. Vraag de handtekening.",
    "PROTOCOL_NOT_SIGNED_BY_PARTNER": "Het OCMW of CAW heeft het protocol nog niet ondertekend. Vraag de handtekening.",
    "PROTOCOL_WITHOUT_START": "Het protocol heeft geen datum van inwerkingtreding. Vul die aan.",
    "PROTOCOL_NOT_YET_IN_FORCE": "Het protocol is nog niet in werking. Kijk de datum na, of wacht tot die dag.",
    "PROTOCOL_ENDED": "Het protocol is afgelopen. Sluiten de partijen een nieuw protocol? Registreer het dan.",
    "PROTOCOL_WITHOUT_NOTICE_PERIOD": "Het protocol heeft geen opzegtermijn. Vul die aan.",
    "PROTOCOL_NOTICE_EXPIRED": "Het protocol is opgezegd en de opzegtermijn is voorbij. "
    "Sluiten de partijen een nieuw protocol? Registreer het dan.",
    "PROTOCOL_ENDED_FOR_BREACH": "Opgroeien heeft het protocol stopgezet omdat de afspraken niet zijn nageleefd. "
    "Doorgeven kan pas met een nieuw protocol.",
    "LEGAL_GROUND_GONE": "Er is geen rechtsgrond meer om gegevens door te geven. "
    "Vraag uitleg aan de DPO van Opgroeien.",
    "ADVICE_OF_AGENCY_MISSING": "Het advies van de DPO van Opgroeien ontbreekt. Vraag het advies.",
    "ADVICE_OF_PARTNER_MISSING": "Het advies van de DPO van het OCMW of CAW ontbreekt. Vraag het advies.",
    "ADVICE_OF_AGENCY_AFTER_SIGNATURE": "De DPO van Opgroeien gaf pas advies na de ondertekening. "
    "Laat het protocol opnieuw ondertekenen.",
    "ADVICE_OF_PARTNER_AFTER_SIGNATURE": "De DPO van het OCMW of CAW gaf pas advies na de ondertekening. "
    "Laat het protocol opnieuw ondertekenen.",
    "MAILBOX_MISSING": "Er is geen mailbox voor gegevensdeling. Vraag het adres aan het OCMW of CAW, en vul het in.",
    "MAILBOX_NOT_VERIFIED": "De mailbox is nog niet gecontroleerd. Start de controle van de mailbox.",
    "MAILBOX_NOT_ATTESTED": "De ontvanger bevestigde nog niet dat alleen mensen met beroepsgeheim de mailbox openen. "
    "Stuur de controle opnieuw.",
    "MAILBOX_BOUNCED": "Een mail naar de mailbox kwam terug. "
    "Vraag het OCMW of CAW om de mailbox te herstellen, en stuur de controle opnieuw.",
    "MAILBOX_CHANGED": "De mailbox in het protocol is gewijzigd sinds de aanmelding. Het team moet opnieuw aanmelden.",
    "DELETION_ADDRESS_UNKNOWN": "Het is niet bekend naar welke mailbox de gegevens gingen. "
    "Het team belt de ontvanger en legt het gesprek vast.",
    "SENDER_NOT_BOUND_BY_SECRECY": "De aanmelder verklaarde het beroepsgeheim niet. "
    "Dat kan alleen de aanmelder zelf doen.",
    "DATA_ERASED": "De gegevens van de cliënt zijn gewist. Alleen het team kan opnieuw aanmelden.",
    "CONSENT_MISSING": "Er is geen toestemming van de cliënt. Alleen het team kan die vragen en vastleggen.",
    "CONSENT_NOT_INFORMED": "De cliënt is niet over alle vijf punten geïnformeerd. "
    "Het team bespreekt ze met de cliënt.",
    "CONSENT_NOT_FREE": "De toestemming is niet vrij gegeven. Het team zegt de cliënt dat weigeren mag.",
    "CONSENT_NOT_EXPLICIT": "De toestemming is niet uitdrukkelijk. Het team vraagt de cliënt om een duidelijk ja.",
    "CONSENT_NOT_DECIDED_TOGETHER": "De aanmelding is niet samen met de cliënt beslist. "
    "Het team bespreekt de aanmelding met de cliënt.",
    "CONSENT_AFTER_SHARING": "De datum van de toestemming ligt na het doorgeven. Het team kijkt de datum na.",
    "CONSENT_WITHDRAWN": "De cliënt heeft de toestemming ingetrokken. "
    "Het team kan alleen met een nieuwe toestemming aanmelden.",
    "CONSENT_FOR_ANOTHER_RECEIVER": "De toestemming geldt voor een andere ontvanger. "
    "Het team vraagt de cliënt een nieuwe toestemming.",
    "PROCESSOR_CONTRACT_MISSING": "Er is geen verwerkersovereenkomst tussen deze ontvanger en Opgroeien. "
    "Registreer die.",
    "PROCESSOR_CONTRACT_ENDED": "De verwerkersovereenkomst tussen deze ontvanger en Opgroeien is voorbij. "
    "Sluit een nieuwe en registreer die.",
    "GBO_AGREEMENT_MISSING": "Er is geen GBO-overeenkomst geregistreerd. Kijk na of er een bestaat.",
    "GBO_INCOMPLETE": "De GBO-overeenkomst is niet volledig ingevuld. Vul ze aan.",
    "GBO_NOT_SIGNED_BY_CAW": "Het CAW heeft de GBO-overeenkomst nog niet ondertekend. Vraag de handtekening.",
    "GBO_NOT_SIGNED_BY_OCMW": "Het OCMW heeft de GBO-overeenkomst nog niet ondertekend. Vraag de handtekening.",
    "GBO_NOT_SIGNED_BY_DMW": "De DMW heeft de GBO-overeenkomst nog niet ondertekend. Vraag de handtekening.",
    "GBO_ADVICE_MISSING": "Het advies van de DPO van het CAW ontbreekt. Vraag het advies.",
    "GBO_ADVICE_AFTER_SIGNATURE": "De DPO van het CAW gaf pas advies na de ondertekening. "
    "Laat de GBO-overeenkomst opnieuw ondertekenen.",
    "GBO_NOTICE_EXPIRED": "De GBO-overeenkomst is opgezegd en de opzegtermijn is voorbij. "
    "Sluiten de kernactoren een nieuwe overeenkomst? Registreer ze dan.",
    "GBO_STOPPED": "Een kernactor heeft het doorgeven stopgezet. "
    "Sluiten de kernactoren een nieuwe overeenkomst? Registreer ze dan.",
    "GBO_SUSPENDED": "Het doorgeven aan GBO-partners is opgeschort. Is alles opgelost? Beëindig dan de opschorting.",
    "ONWARD_PARTNER_NOT_CORE_ACTOR": "Deze organisatie is geen kernactor van het GBO. "
    "Alleen een CAW, een OCMW of een DMW kan partij zijn.",
    "ONWARD_PARTNER_NOT_PARTY": "Deze organisatie heeft de GBO-overeenkomst niet mee gesloten. "
    "Tekende ze toch? Voeg ze dan toe als kernactor.",
    "ONWARD_MAILBOX_MISSING": "Er is geen mailbox van deze partner bekend. Registreer die bij GBO.",
    "ONWARD_MAILBOX_NOT_VERIFIED": "De mailbox van deze partner is nog niet gecontroleerd. Start de controle bij GBO.",
    "ONWARD_MAILBOX_NOT_ATTESTED": "Deze partner bevestigde nog niet dat alleen mensen met beroepsgeheim de mailbox "
    "openen. Stuur de controle opnieuw.",
    "ONWARD_MAILBOX_BOUNCED": "Een mail naar de mailbox van deze partner kwam terug. Vraag het juiste adres.",
    "ONWARD_MAILBOX_RETURNS": "Een mail van de ontvanger naar de mailbox van deze partner kwam terug. "
    "Klopt het adres niet meer? Vul dan het juiste adres in.",
    "ONWARD_MAILBOX_CHANGED": "De mailbox van deze partner is intussen gewijzigd. "
    "De ontvanger moet de gegevens opnieuw doorgeven.",
    "ONWARD_DATA_ERASED": "Deze gegevens zijn hier gewist. Alleen de ontvanger kan ze opnieuw doorgeven.",
    "ONWARD_FOLLOW_UP_OVER": "De gegevens moeten gewist worden. De ontvanger mag ze niet meer doorgeven.",
    "ONWARD_CONSENT_MISSING": "De cliënt gaf geen toestemming voor deze partner. "
    "Alleen de ontvanger kan die vragen en vastleggen.",
    "ONWARD_CONSENT_FOR_ANOTHER_PARTNER": "De toestemming geldt voor een andere partner. "
    "De ontvanger vraagt de cliënt om toestemming voor deze partner.",
    "ONWARD_CONSENT_AFTER_SHARING": "De datum van de toestemming ligt na het doorgeven. "
    "De ontvanger kijkt de datum na.",
    "ONWARD_CONSENT_WITHDRAWN": "De cliënt heeft deze toestemming ingetrokken. "
    "De ontvanger kan alleen met een nieuwe toestemming doorgeven.",
}
