"""Everything the trail can tell, with the words of the page. An app adds its own events here, in its own group."""

from enum import auto

from audit.codes import Codes


class Event(Codes):
    """What happened. A code, once used, keeps its meaning: rows of ten years ago still carry it (D11)."""

    # accounts
    ACCOUNT_CREATED = auto(), "account gemaakt"
    SECRECY_DECLARED = auto(), "beroepsgeheim verklaard"
    SIGNED_IN = auto(), "ingelogd"
    SIGNED_OUT = auto(), "uitgelogd"
    SIGN_IN_FAILED = auto(), "inloggen mislukt"
    CODE_REFUSED = auto(), "juist wachtwoord, foute code"
    APP_LINKED = auto(), "app voor codes gekoppeld"
    APP_UNLINKED = auto(), "app voor codes losgekoppeld"
    PASSKEY_ADDED = auto(), "passkey toegevoegd"
    PASSKEY_RENAMED = auto(), "naam van een passkey gewijzigd"
    PASSKEY_REMOVED = auto(), "passkey verwijderd"
    PASSKEY_REFUSED = auto(), "juist wachtwoord, passkey geweigerd"
    PASSKEY_COPIED = auto(), "passkey geweigerd: misschien gekopieerd"
    PASSKEY_UNREADABLE = auto(), "app of passkey is beschadigd"
    ACMIDM_BOUND = auto(), "ACM/IDM gekoppeld"
    ACMIDM_REFUSED = auto(), "ACM/IDM geweigerd: geen toegang voor die organisatie"
    RECOVERY_CODES_MADE = auto(), "nieuwe reservecodes gemaakt"
    RECOVERY_CODE_USED = auto(), "ingelogd met een reservecode"
    SIGN_IN_CAMPAIGN = auto(), "er worden wachtwoorden geraden"
    DENIED_OFTEN = auto(), "vaak toegang geweigerd"
    LET_IN_AGAIN = auto(), "weer toegelaten na te veel pogingen"
    PROVED_AGAIN = auto(), "opnieuw bevestigd wie het is"
    ACCOUNT_REOPENED = auto(), "account opnieuw begonnen"
    ACCOUNT_UNUSED = auto(), "verwittigd dat een account niet gebruikt wordt"
    ACCOUNT_CLOSED = auto(), "account gesloten"
    ACCESS_DOUBTED = auto(), "gevraagd of iemand er nog werkt"
    ACCESS_CONFIRMED = auto(), "bevestigd dat iemand er nog werkt"
    PASSWORD_LINK_MADE = auto(), "link voor een nieuw wachtwoord verstuurd"
    PASSWORD_CHANGED = auto(), "wachtwoord gewijzigd"
    SESSIONS_ENDED = auto(), "sessies beëindigd"
    COLLEAGUE_INVITED = auto(), "collega uitgenodigd"
    INVITATION_WITHDRAWN = auto(), "uitnodiging ingetrokken"
    INVITATION_ACCEPTED = auto(), "uitnodiging aanvaard"
    MEMBERSHIP_ENDED = auto(), "toegang van een collega beëindigd"
    HEAD_NAMED = auto(), "diensthoofd aangeduid"
    HEAD_ENDED = auto(), "niet langer diensthoofd"
    # directory
    ORGANISATION_REGISTERED = auto(), "organisatie geregistreerd"
    ORGANISATION_CHANGED = auto(), "organisatie gewijzigd"
    TERRITORY_CHANGED = auto(), "werkgebied gewijzigd"
    # agreements
    AGREEMENT_REGISTERED = auto(), "overeenkomst geregistreerd"
    AGREEMENT_CHANGED = auto(), "overeenkomst gewijzigd"
    DPO_ADVICE_RECORDED = auto(), "advies van de DPO genoteerd"
    PROTOCOL_CHANGED = auto(), "protocol gewijzigd"
    SIGNATURE_RECORDED = auto(), "ondertekening genoteerd"
    SIGNATURE_REMOVED = auto(), "ondertekenaar verwijderd"
    CONTACT_ADDED = auto(), "contactpersoon toegevoegd"
    CONTACT_REMOVED = auto(), "contactpersoon verwijderd"
    MAILBOX_SET = auto(), "mailbox ingesteld"
    CONTACT_CHANGED = auto(), "contactpersoon gewijzigd"
    MAILBOX_BOUNCED = auto(), "mail kwam terug uit de mailbox"
    MAILBOX_RESTORED = auto(), "mailbox weer aangezet"
    MAILBOX_VERIFIED = auto(), "mailbox gecontroleerd"
    MAILBOX_CHECK_STARTED = auto(), "controle van de mailbox verstuurd"
    MAILBOX_CHECK_OPENED = auto(), "wachtwoord van de controle getoond"
    MAILBOX_CHECK_FAILED = auto(), "foute code bij de controle van de mailbox"
    MAILBOX_CHECK_ANSWERED = auto(), "controle van de mailbox beantwoord"
    NOTICE_GIVEN = auto(), "opzegging genoteerd"
    PROTOCOL_ENDED_FOR_BREACH = auto(), "protocol stopgezet wegens inbreuk"
    LEGAL_GROUND_GONE = auto(), "einde van de rechtsgrond genoteerd"
    SHARING_SUSPENDED = auto(), "doorgeven opgeschort"
    SUSPENSION_ENDED = auto(), "opschorting beëindigd"
    STOP_TOLD = auto(), "brief over stoppen of opschorten geschreven"
    STOP_TAKEN_BACK = auto(), "stoppen of opschorten teruggenomen"
    OWN_PART_ASKED = auto(), "partner gevraagd om zijn eigen deel in te vullen"
    OWN_PART_ANSWERED = auto(), "partner vulde iets van zijn eigen deel in"
    OWN_PART_DONE = auto(), "partner rondde zijn eigen deel af"
    OWN_PART_ENDED = auto(), "vraag om het eigen deel teruggenomen"
    OWN_PART_REMINDED = auto(), "partner herinnerd aan zijn eigen deel"
    OWN_PART_TAKEN = auto(), "antwoord van een partner overgenomen"
    OWN_PART_REFUSED = auto(), "antwoord van een partner niet overgenomen"
    MESSAGE_WRITTEN = auto(), "bericht aan een partij geschreven"
    MESSAGE_POSTED = auto(), "brief per post verstuurd"
    DOUBT_RAISED = auto(), "twijfel gemeld"
    DOUBT_SETTLED = auto(), "twijfel nagekeken"
    PAPERS_UPLOADED = auto(), "bestand met overeenkomsten toegevoegd"
    PAPERS_CONFIRMED = auto(), "invoer bevestigd"
    PAPERS_IMPORTED = auto(), "overeenkomst ingevoerd"
    PAPERS_DISCARDED = auto(), "invoer verworpen"
    REGISTER_EXPORTED = auto(), "lijst met overeenkomsten opgehaald"
    MESSAGE_RETURNED = auto(), "bericht aan een partij kwam terug"
    FILE_KEPT = auto(), "bestand bewaard"
    GBO_REGISTERED = auto(), "GBO-overeenkomst geregistreerd"
    GBO_CHANGED = auto(), "GBO-overeenkomst gewijzigd"
    GBO_PARTY_ADDED = auto(), "kernactor toegevoegd"
    GBO_PARTY_CHANGED = auto(), "kernactor gewijzigd"
    GBO_PARTY_REMOVED = auto(), "kernactor verwijderd"
    GBO_NOTICE_GIVEN = auto(), "opzegging van een GBO-overeenkomst genoteerd"
    GBO_SUSPENDED = auto(), "doorgeven aan GBO-partners opgeschort"
    GBO_SUSPENSION_ENDED = auto(), "opschorting van een GBO-overeenkomst beëindigd"
    GBO_STOPPED = auto(), "doorgeven aan GBO-partners stopgezet"
    GBO_ABSENCE_RECORDED = auto(), "genoteerd: geen GBO-overeenkomst"
    PUBLICATION_RECORDED = auto(), "bekendmaking van het protocol genoteerd"
    MEASURES_CONFIRMED = auto(), "beveiligingsmaatregelen genoteerd"
    PROOF_ASKED = auto(), "bewijs van de beveiliging gevraagd"
    PROOF_RECEIVED = auto(), "bewijs van de beveiliging ontvangen"
    PROCESSOR_ADDED = auto(), "verwerker toegevoegd"
    PROCESSOR_CHANGED = auto(), "verwerker gewijzigd"
    PROCESSOR_REMOVED = auto(), "verwerker weggehaald"
    PROCESSOR_CONTRACT_RECORDED = auto(), "verwerkersovereenkomst met een ontvanger genoteerd"
    PROCESSOR_CONTRACT_ENDED = auto(), "einde van een verwerkersovereenkomst genoteerd"
    PROCESSORS_SENT = auto(), "overzicht van verwerkers bezorgd"
    PROCESSORS_RECEIVED = auto(), "overzicht van verwerkers ontvangen"
    CHANGE_REPORTED = auto(), "gemelde wijziging genoteerd"
    CHANGE_ANSWERED = auto(), "gemelde wijziging afgehandeld"
    CALENDAR_MADE = auto(), "adres voor de eigen agenda gemaakt"
    CALENDAR_REVOKED = auto(), "adres voor de eigen agenda ingetrokken"
    EVALUATION_PLANNED = auto(), "evaluatie voorgesteld"
    EVALUATION_ASKED = auto(), "beide partijen om hun deel van de evaluatie gevraagd"
    EVALUATION_PART_FILLED_IN = auto(), "deel van de evaluatie ingevuld"
    EVALUATION_HELD = auto(), "evaluatie genoteerd"
    MINUTES_KEPT = auto(), "verslag van de evaluatie bewaard"
    BOTTLENECK_NOTED = auto(), "knelpunt genoteerd"
    BOTTLENECK_TAKEN_BACK = auto(), "knelpunt teruggenomen"
    REMINDER_SENT = auto(), "herinnering verstuurd"
    # audit
    TRAIL_EXPORTED = auto(), "logboek opgehaald"
    ACCESS_DENIED = auto(), "toegang geweigerd"
    # agreements: breaches
    BREACH_REGISTERED = auto(), "gegevenslek geregistreerd"
    BREACH_CHANGED = auto(), "gegevenslek gewijzigd"
    BREACH_SEARCHED = auto(), "getroffen verzendingen gezocht"
    BREACH_TAKEN_OUT = auto(), "verzending uit gegevenslek gehaald"
    BREACH_PUT_BACK = auto(), "verzending in gegevenslek teruggezet"
    BREACH_NOTIFIED = auto(), "gegevenslek gemeld aan contacten en DPO’s"
    BREACH_REPORT_DECIDED = auto(), "melding aan toezichthouder genoteerd"
    BREACH_CLIENTS_DECIDED = auto(), "beslist of cliënten ingelicht worden"
    BREACH_CONSULTED = auto(), "overleg over gegevenslek genoteerd"
    BREACH_MEASURE_KEPT = auto(), "maatregel bij gegevenslek genoteerd"
    BREACH_CLOSED = auto(), "gegevenslek afgesloten"
    BREACH_DRILL_SENT = auto(), "oefening gestuurd naar een contact bij een gegevenslek"
    BREACH_DRILL_ANSWERED = auto(), "oefening beantwoord door een contact bij een gegevenslek"
    BREACH_REOPENED = auto(), "gegevenslek heropend"
    FILE_READ = auto(), "bestand gelezen"
    FILE_WITHDRAWN = auto(), "bestand weggehaald"
    VERSION_STARTED = auto(), "nieuwe versie van de overeenkomst gemaakt"
    VERSION_TOOK_OVER = auto(), "nieuwe versie van de overeenkomst ingegaan"
    # consent
    CONSENT_RECORDED = auto(), "toestemming genoteerd"
    CONSENT_WITHDRAWN = auto(), "toestemming ingetrokken"
    SIGNED_SHEET_KEPT = auto(), "ondertekend blad bewaard"
    SIGNED_SHEET_READ = auto(), "ondertekend blad gelezen"
    SIGNED_SHEET_REMOVED = auto(), "ondertekend blad weggehaald"
    # referrals
    REFERRAL_FILED = auto(), "aanmelding ingediend"
    PASSWORD_READ = auto(), "wachtwoord gelezen"
    DELETION_ASKED = auto(), "ontvanger gevraagd om te wissen"
    DELETION_CALLED = auto(), "ontvanger gebeld om te wissen"
    DELETION_DECLARED = auto(), "verwijdering verklaard"
    DEFECT_REPORTED = auto(), "foutieve gegevens gemeld"
    CORRECTION_MADE = auto(), "gegevens verbeterd"
    DATA_CONFIRMED = auto(), "gegevens bevestigd"
    DATA_RESENT = auto(), "gegevens opnieuw doorgegeven"
    REFERRAL_ERASED = auto(), "gegevens gewist"
    OWN_WITHDRAWAL_SEEN = auto(), "gelezen dat de cliënt alleen introk"
    SHEET_OPENING_ASKED = auto(), "gevraagd om een ondertekend blad te openen"
    SHEET_OPENING_AGREED = auto(), "akkoord om een ondertekend blad te openen"
    CLIENT_SEARCHED = auto(), "cliënt gezocht in de aanmeldingen, vanuit account"
    SLIP_MADE = auto(), "blad met code voor de cliënt gemaakt"
    DOSSIER_READ = auto(), "dossier voor inzage gelezen"
    RECEIVER_REMINDED = auto(), "herinnering aan de ontvanger gemaakt"
    REFERRALS_HANDED_OVER = auto(), "aanmeldingen overgedragen"
    # outbox
    TRANSMISSION_SENT = auto(), "verzending verstuurd"
    TRANSMISSION_FAILED = auto(), "verzending mislukt"
    TRANSMISSION_BLOCKED = auto(), "verzending tegengehouden"
    TRANSMISSION_RETRIED = auto(), "verzending opnieuw gestart"
    TRANSMISSION_CANCELLED = auto(), "verzending geannuleerd"
    TRANSMISSION_RETURNED = auto(), "verzending teruggekomen"
    SHARED_FAULT_FOUND = auto(), "veel mails kwamen om één reden terug"
    OUTBOX_FROZEN = auto(), "verzending stilgezet"
    OUTBOX_RELEASED = auto(), "verzending weer losgelaten"
    VALUE_UNREADABLE = auto(), "een verzegelde waarde ging niet open"
    LOGIN_REFUSED = auto(), "mailserver weigert ons"
    LOGIN_ACCEPTED = auto(), "mailserver laat ons weer binnen"
    RELAY_NOT_TRUSTED = auto(), "geen veilige verbinding met de mailserver"
    RELAY_TRUSTED = auto(), "weer een veilige verbinding met de mailserver"
    # upkeep
    ALARM_RAISED = auto(), "alarm over de werking begonnen"
    ALARM_ENDED = auto(), "alarm over de werking voorbij"
    # ocmw_intake
    CONTACT_ATTEMPTED = auto(), "contactpoging genoteerd"
    ATTEMPT_STRUCK = auto(), "contactpoging doorgehaald"
    ATTEMPT_CORRECTED = auto(), "contactpoging verbeterd"
    OUTCOME_RECORDED = auto(), "resultaat van het contact genoteerd"
    OUTCOME_TAKEN_BACK = auto(), "resultaat van het contact ingetrokken"
    FILE_NUMBER_SET = auto(), "dossiernummer genoteerd"
    FILE_CLOSED = auto(), "dossier bij de ontvanger afgesloten"
    FILE_REOPENED = auto(), "dossier bij de ontvanger heropend"
    WITHDRAWN_AT_RECEIVER = auto(), "intrekking bij de ontvanger genoteerd"
    DELETED_AT_RECEIVER = auto(), "verwijdering bij de ontvanger genoteerd"
    FOLLOW_UP_ASSIGNED = auto(), "opvolging toegewezen"
    FOLLOW_UPS_HANDED_OVER = auto(), "opvolging van een vertrekkende collega overgedragen"
    FIGURES_EXPORTED = auto(), "cijfers opgehaald"
    RESTORED_AT_RECEIVER = auto(), "na terugzetten opnieuw genoteerd bij de ontvanger"
    REMINDERS_STOPPED = auto(), "herinneringen aan de ontvanger gestopt"
    ONWARD_CONSENT_RECORDED = auto(), "toestemming voor een partner genoteerd"
    ONWARD_SHARED = auto(), "gegevens doorgegeven aan een partner"
    ONWARD_WITHDRAWN = auto(), "toestemming voor een partner ingetrokken"
    ONWARD_ENDED = auto(), "doorgeven aan een partner beëindigd"
    ONWARD_BREACH_TOLD = auto(), "gegevenslek gemeld aan een partner"
    ONWARD_PASSWORD_READ = auto(), "wachtwoord voor een partner gelezen"
    PARTNER_MAILBOX_RETURNED = auto(), "mail aan een partner kwam terug uit de mailbox"
    PARTNER_MAILBOX_WORKS = auto(), "genoteerd dat de mailbox van een partner weer werkt"
    RECEIVER_TERMS_SET = auto(), "bewaartermijnen van de ontvanger ingesteld"


ENDS_A_RIGHT = (
    Event.MEMBERSHIP_ENDED,
    Event.HEAD_ENDED,
    Event.APP_UNLINKED,
    Event.INVITATION_WITHDRAWN,
    Event.MAILBOX_SET,
    Event.MAILBOX_BOUNCED,
    Event.NOTICE_GIVEN,
    Event.PROTOCOL_ENDED_FOR_BREACH,
    Event.LEGAL_GROUND_GONE,
    Event.SHARING_SUSPENDED,
    Event.GBO_NOTICE_GIVEN,
    Event.GBO_SUSPENDED,
    Event.GBO_STOPPED,
    Event.PROCESSOR_CONTRACT_ENDED,
    Event.REFERRAL_ERASED,
)
"""What a copy that is put back must not undo: these stand in the journal as well (`audit.journal`)."""

BEHIND_THE_WALL = (
    Event.CONTACT_ATTEMPTED,
    Event.ATTEMPT_STRUCK,
    Event.ATTEMPT_CORRECTED,
    Event.OUTCOME_RECORDED,
    Event.OUTCOME_TAKEN_BACK,
    Event.FILE_NUMBER_SET,
    Event.FILE_CLOSED,
    Event.FILE_REOPENED,
    Event.WITHDRAWN_AT_RECEIVER,
    Event.DELETED_AT_RECEIVER,
    Event.FOLLOW_UP_ASSIGNED,
    Event.FOLLOW_UPS_HANDED_OVER,
    Event.RESTORED_AT_RECEIVER,
    Event.REMINDERS_STOPPED,
    Event.ONWARD_CONSENT_RECORDED,
    Event.ONWARD_SHARED,
    Event.ONWARD_WITHDRAWN,
    Event.ONWARD_ENDED,
    Event.ONWARD_BREACH_TOLD,
    Event.ONWARD_PASSWORD_READ,
    Event.PARTNER_MAILBOX_RETURNED,
    Event.PARTNER_MAILBOX_WORKS,
)
"""What only the receiver may know of: even its hour tells the sender's side something about a case (D4, D19)."""

TOLD_TO_THE_TEAM = (Event.PASSWORD_READ, Event.DEFECT_REPORTED, Event.DELETION_DECLARED, Event.BREACH_REGISTERED)
"""What a receiver does that the team is meant to see: these stand in the log of Opgroeien, whoever acts (D19)."""
