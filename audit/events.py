"""Everything the trail can tell, with the words of the page. An app adds its own events here, in its own group."""

from django.db.models import TextChoices


class Event(TextChoices):
    """What happened. A code, once used, keeps its meaning: rows of ten years ago still carry it (D11)."""

    # accounts
    ACCOUNT_CREATED = "account_created", "account gemaakt"
    SECRECY_DECLARED = "secrecy_declared", "beroepsgeheim verklaard"
    SIGNED_IN = "signed_in", "ingelogd"
    SIGNED_OUT = "signed_out", "uitgelogd"
    SIGN_IN_FAILED = "sign_in_failed", "inloggen mislukt"
    CODE_REFUSED = "code_refused", "juist wachtwoord, foute code"
    APP_LINKED = "app_linked", "app voor codes gekoppeld"
    APP_UNLINKED = "app_unlinked", "app voor codes losgekoppeld"
    RECOVERY_CODES_MADE = "recovery_codes_made", "nieuwe reservecodes gemaakt"
    RECOVERY_CODE_USED = "recovery_code_used", "ingelogd met een reservecode"
    COLLEAGUE_INVITED = "colleague_invited", "collega uitgenodigd"
    INVITATION_WITHDRAWN = "invitation_withdrawn", "uitnodiging ingetrokken"
    INVITATION_ACCEPTED = "invitation_accepted", "uitnodiging aanvaard"
    MEMBERSHIP_ENDED = "membership_ended", "toegang van een collega beëindigd"
    HEAD_NAMED = "head_named", "diensthoofd aangeduid"
    HEAD_ENDED = "head_ended", "niet langer diensthoofd"
    # directory
    ORGANISATION_REGISTERED = "organisation_registered", "organisatie geregistreerd"
    ORGANISATION_CHANGED = "organisation_changed", "organisatie gewijzigd"
    TERRITORY_CHANGED = "territory_changed", "werkingsgebied gewijzigd"
    # agreements
    AGREEMENT_REGISTERED = "agreement_registered", "overeenkomst geregistreerd"
    AGREEMENT_CHANGED = "agreement_changed", "overeenkomst gewijzigd"
    DPO_ADVICE_RECORDED = "dpo_advice_recorded", "advies van de DPO genoteerd"
    PROTOCOL_CHANGED = "protocol_changed", "protocol gewijzigd"
    SIGNATURE_RECORDED = "signature_recorded", "ondertekening genoteerd"
    SIGNATURE_REMOVED = "signature_removed", "ondertekenaar verwijderd"
    CONTACT_ADDED = "contact_added", "contactpersoon toegevoegd"
    CONTACT_REMOVED = "contact_removed", "contactpersoon verwijderd"
    MAILBOX_SET = "mailbox_set", "mailbox ingesteld"
    CONTACT_CHANGED = "contact_changed", "contactpersoon gewijzigd"
    MAILBOX_BOUNCED = "mailbox_bounced", "mail kwam terug uit de mailbox"
    MAILBOX_RESTORED = "mailbox_restored", "mailbox weer aangezet"
    MAILBOX_VERIFIED = "mailbox_verified", "mailbox gecontroleerd"
    MAILBOX_CHECK_STARTED = "mailbox_check_started", "controle van de mailbox verstuurd"
    MAILBOX_CHECK_OPENED = "mailbox_check_opened", "wachtwoord van de controle getoond"
    MAILBOX_CHECK_FAILED = "mailbox_check_failed", "foute code bij de controle van de mailbox"
    MAILBOX_CHECK_ANSWERED = "mailbox_check_answered", "controle van de mailbox beantwoord"
    NOTICE_GIVEN = "notice_given", "opzegging genoteerd"
    PROTOCOL_ENDED_FOR_BREACH = "protocol_ended_for_breach", "protocol stopgezet wegens inbreuk"
    LEGAL_GROUND_GONE = "legal_ground_gone", "einde van de rechtsgrond genoteerd"
    SHARING_SUSPENDED = "sharing_suspended", "doorgeven opgeschort"
    SUSPENSION_ENDED = "suspension_ended", "opschorting beëindigd"
    MESSAGE_WRITTEN = "message_written", "bericht aan een partij geschreven"
    MESSAGE_POSTED = "message_posted", "brief per post verstuurd"
    DOUBT_RAISED = "doubt_raised", "twijfel gemeld"
    DOUBT_SETTLED = "doubt_settled", "twijfel nagekeken"
    PAPERS_UPLOADED = "papers_uploaded", "bestand met overeenkomsten opgeladen"
    PAPERS_CONFIRMED = "papers_confirmed", "invoer bevestigd"
    PAPERS_IMPORTED = "papers_imported", "overeenkomst ingevoerd"
    PAPERS_DISCARDED = "papers_discarded", "invoer verworpen"
    REGISTER_EXPORTED = "register_exported", "lijst met overeenkomsten opgehaald"
    MESSAGE_RETURNED = "message_returned", "bericht aan een partij kwam terug"
    FILE_KEPT = "file_kept", "bestand bewaard"
    GBO_REGISTERED = "gbo_registered", "GBO-overeenkomst geregistreerd"
    GBO_CHANGED = "gbo_changed", "GBO-overeenkomst gewijzigd"
    GBO_PARTY_ADDED = "gbo_party_added", "kernactor toegevoegd"
    GBO_PARTY_CHANGED = "gbo_party_changed", "kernactor gewijzigd"
    GBO_PARTY_REMOVED = "gbo_party_removed", "kernactor verwijderd"
    GBO_MAILBOX_SET = "gbo_mailbox_set", "mailbox van een kernactor ingesteld"
    GBO_MAILBOX_BOUNCED = "gbo_mailbox_bounced", "mail kwam terug uit de mailbox van een kernactor"
    GBO_NOTICE_GIVEN = "gbo_notice_given", "opzegging van een GBO-overeenkomst genoteerd"
    GBO_SUSPENDED = "gbo_suspended", "doorgeven aan GBO-partners opgeschort"
    GBO_SUSPENSION_ENDED = "gbo_suspension_ended", "opschorting van een GBO-overeenkomst beëindigd"
    GBO_STOPPED = "gbo_stopped", "doorgeven aan GBO-partners stopgezet"
    GBO_ABSENCE_RECORDED = "gbo_absence_recorded", "genoteerd: geen GBO-overeenkomst"
    PUBLICATION_RECORDED = "publication_recorded", "bekendmaking van het protocol genoteerd"
    MEASURES_CONFIRMED = "measures_confirmed", "beveiligingsmaatregelen genoteerd"
    PROOF_ASKED = "proof_asked", "bewijs van de beveiliging gevraagd"
    PROOF_RECEIVED = "proof_received", "bewijs van de beveiliging ontvangen"
    PROCESSOR_ADDED = "processor_added", "verwerker toegevoegd"
    PROCESSOR_CHANGED = "processor_changed", "verwerker gewijzigd"
    PROCESSOR_REMOVED = "processor_removed", "verwerker weggehaald"
    PROCESSORS_SENT = "processors_sent", "overzicht van verwerkers bezorgd"
    PROCESSORS_RECEIVED = "processors_received", "overzicht van verwerkers ontvangen"
    CHANGE_REPORTED = "change_reported", "gemelde wijziging genoteerd"
    CHANGE_ANSWERED = "change_answered", "gemelde wijziging afgehandeld"
    EVALUATION_PLANNED = "evaluation_planned", "evaluatie voorgesteld"
    EVALUATION_HELD = "evaluation_held", "evaluatie genoteerd"
    MINUTES_KEPT = "minutes_kept", "verslag van de evaluatie bewaard"
    BOTTLENECK_NOTED = "bottleneck_noted", "knelpunt genoteerd"
    BOTTLENECK_TAKEN_BACK = "bottleneck_taken_back", "knelpunt teruggenomen"
    REMINDER_SENT = "reminder_sent", "herinnering verstuurd"
    # agreements: breaches
    BREACH_REGISTERED = "breach_registered", "gegevenslek geregistreerd"
    BREACH_CHANGED = "breach_changed", "gegevenslek gewijzigd"
    BREACH_SEARCHED = "breach_searched", "getroffen verzendingen gezocht"
    BREACH_TAKEN_OUT = "breach_taken_out", "verzending uit gegevenslek gehaald"
    BREACH_PUT_BACK = "breach_put_back", "verzending in gegevenslek teruggezet"
    BREACH_NOTIFIED = "breach_notified", "gegevenslek gemeld aan contacten en DPO’s"
    BREACH_REPORT_DECIDED = "breach_report_decided", "melding aan toezichthouder genoteerd"
    BREACH_CLIENTS_DECIDED = "breach_clients_decided", "beslist of cliënten ingelicht worden"
    BREACH_CONSULTED = "breach_consulted", "overleg over gegevenslek genoteerd"
    BREACH_MEASURE_KEPT = "breach_measure_kept", "maatregel bij gegevenslek genoteerd"
    BREACH_CLOSED = "breach_closed", "gegevenslek afgesloten"
    BREACH_REOPENED = "breach_reopened", "gegevenslek heropend"
    FILE_READ = "file_read", "bestand gelezen"
    FILE_WITHDRAWN = "file_withdrawn", "bestand weggehaald"
    VERSION_STARTED = "version_started", "nieuwe versie van de overeenkomst gemaakt"
    VERSION_TOOK_OVER = "version_took_over", "nieuwe versie van de overeenkomst ingegaan"
    # consent
    CONSENT_RECORDED = "consent_recorded", "toestemming genoteerd"
    CONSENT_WITHDRAWN = "consent_withdrawn", "toestemming ingetrokken"
    SIGNED_SHEET_KEPT = "signed_sheet_kept", "ondertekend blad bewaard"
    SIGNED_SHEET_READ = "signed_sheet_read", "ondertekend blad gelezen"
    SIGNED_SHEET_REMOVED = "signed_sheet_removed", "ondertekend blad weggehaald"
    # referrals
    REFERRAL_FILED = "referral_filed", "aanmelding ingediend"
    PASSWORD_READ = "password_read", "wachtwoord gelezen"
    DELETION_ASKED = "deletion_asked", "ontvanger gevraagd om te wissen"
    DELETION_CALLED = "deletion_called", "ontvanger gebeld om te wissen"
    DELETION_DECLARED = "deletion_declared", "verwijdering verklaard"
    DEFECT_REPORTED = "defect_reported", "foutieve gegevens gemeld"
    CORRECTION_MADE = "correction_made", "gegevens verbeterd"
    DATA_CONFIRMED = "data_confirmed", "gegevens bevestigd"
    DATA_RESENT = "data_resent", "gegevens opnieuw doorgegeven"
    REFERRAL_ERASED = "referral_erased", "gegevens gewist"
    DOSSIER_READ = "dossier_read", "dossier voor inzage gelezen"
    RECEIVER_REMINDED = "receiver_reminded", "herinnering aan de ontvanger gemaakt"
    REFERRALS_HANDED_OVER = "referrals_handed_over", "aanmeldingen overgedragen"
    # outbox
    TRANSMISSION_SENT = "transmission_sent", "verzending verstuurd"
    TRANSMISSION_FAILED = "transmission_failed", "verzending mislukt"
    TRANSMISSION_BLOCKED = "transmission_blocked", "verzending tegengehouden"
    TRANSMISSION_RETRIED = "transmission_retried", "verzending opnieuw gestart"
    TRANSMISSION_CANCELLED = "transmission_cancelled", "verzending geannuleerd"
    TRANSMISSION_RETURNED = "transmission_returned", "verzending teruggekomen"
    SHARED_FAULT_FOUND = "shared_fault_found", "veel mails kwamen om één reden terug"
    OUTBOX_FROZEN = "outbox_frozen", "verzending stilgezet"
    OUTBOX_RELEASED = "outbox_released", "verzending weer losgelaten"
    LOGIN_REFUSED = "login_refused", "mailserver weigert ons"
    LOGIN_ACCEPTED = "login_accepted", "mailserver laat ons weer binnen"
    # ocmw_intake
    CONTACT_ATTEMPTED = "contact_attempted", "contactpoging genoteerd"
    ATTEMPT_STRUCK = "attempt_struck", "contactpoging doorgehaald"
    ATTEMPT_CORRECTED = "attempt_corrected", "contactpoging verbeterd"
    OUTCOME_RECORDED = "outcome_recorded", "resultaat van het contact genoteerd"
    OUTCOME_TAKEN_BACK = "outcome_taken_back", "resultaat van het contact ingetrokken"
    FILE_NUMBER_SET = "file_number_set", "dossiernummer genoteerd"
    FILE_CLOSED = "file_closed", "dossier bij de ontvanger afgesloten"
    FILE_REOPENED = "file_reopened", "dossier bij de ontvanger heropend"
    WITHDRAWN_AT_RECEIVER = "withdrawn_at_receiver", "intrekking bij de ontvanger genoteerd"
    DELETED_AT_RECEIVER = "deleted_at_receiver", "verwijdering bij de ontvanger genoteerd"
    FOLLOW_UP_ASSIGNED = "follow_up_assigned", "opvolging toegewezen"
    FIGURES_EXPORTED = "figures_exported", "cijfers opgehaald"
    ONWARD_SHARED = "onward_shared", "gegevens doorgegeven aan een partner"
    ONWARD_WITHDRAWN = "onward_withdrawn", "toestemming voor een partner ingetrokken"
    ONWARD_ENDED = "onward_ended", "doorgeven aan een partner beëindigd"
    ONWARD_PASSWORD_READ = "onward_password_read", "wachtwoord voor een partner gelezen"
    RECEIVER_TERMS_SET = "receiver_terms_set", "bewaartermijnen van de ontvanger ingesteld"


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
    Event.ONWARD_SHARED,
    Event.ONWARD_WITHDRAWN,
    Event.ONWARD_ENDED,
    Event.ONWARD_PASSWORD_READ,
)
"""What only the receiver may know of: even its hour tells the sender's side something about a case (D4)."""

KINDS_BEHIND_THE_WALL = ("onward", "onward_deletion", "receiver_reminder")
"""Mails (`outbox.models.Kind`) whose fate is not for an auditor either: those of the receiver, and reminders to it, for
that one did not leave would say that something was logged (D4, ADR 0034 and 0035).
"""
