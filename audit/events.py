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
    MAILBOX_VERIFIED = "mailbox_verified", "mailbox gecontroleerd"
    NOTICE_GIVEN = "notice_given", "opzegging genoteerd"
    PROTOCOL_ENDED_FOR_BREACH = "protocol_ended_for_breach", "protocol stopgezet wegens inbreuk"
    LEGAL_GROUND_GONE = "legal_ground_gone", "einde van de rechtsgrond genoteerd"
    SHARING_SUSPENDED = "sharing_suspended", "doorgeven opgeschort"
    SUSPENSION_ENDED = "suspension_ended", "opschorting beëindigd"
    MESSAGE_WRITTEN = "message_written", "bericht aan een partij geschreven"
    MESSAGE_POSTED = "message_posted", "brief per post verstuurd"
    FILE_KEPT = "file_kept", "bestand bewaard"
    # consent
    CONSENT_RECORDED = "consent_recorded", "toestemming genoteerd"
    CONSENT_WITHDRAWN = "consent_withdrawn", "toestemming ingetrokken"
    # referrals
    REFERRAL_FILED = "referral_filed", "aanmelding ingediend"
    PASSWORD_READ = "password_read", "wachtwoord gelezen"
    # outbox
    TRANSMISSION_SENT = "transmission_sent", "verzending verstuurd"
    TRANSMISSION_FAILED = "transmission_failed", "verzending mislukt"
    TRANSMISSION_BLOCKED = "transmission_blocked", "verzending tegengehouden"
    TRANSMISSION_RETRIED = "transmission_retried", "verzending opnieuw gestart"
    TRANSMISSION_CANCELLED = "transmission_cancelled", "verzending geannuleerd"
    TRANSMISSION_RETURNED = "transmission_returned", "verzending teruggekomen"
    OUTBOX_FROZEN = "outbox_frozen", "verzending stilgezet"
    OUTBOX_RELEASED = "outbox_released", "verzending weer losgelaten"
    LOGIN_REFUSED = "login_refused", "mailserver weigert ons"
    LOGIN_ACCEPTED = "login_accepted", "mailserver laat ons weer binnen"
    # ocmw_intake
    CONTACT_ATTEMPTED = "contact_attempted", "contactpoging genoteerd"
    OUTCOME_RECORDED = "outcome_recorded", "resultaat van het contact genoteerd"


BEHIND_THE_WALL = (Event.CONTACT_ATTEMPTED, Event.OUTCOME_RECORDED)
"""What only the receiver may know of: even its hour tells the sender's side something about a case (D4)."""
