"""Nobody starts to send client data whose consent does not stand, not even by raw SQL (R53, R55, D7; ADR 0019).

The gate asks far more; this is what the database can see by itself, whoever writes: the referral is there, it is not
erased, the mail is its own, the consent is whole, names this team and this receiver, and was not withdrawn. A deletion
notice is not asked anything (D6), and neither are mails without client data.

Consent comes before the sharing, for this team and this receiver, also by raw SQL (R53, R59; ADR 0019, 0028).

The gate refuses the same when a referral is filed; here it holds for whoever writes the row, and for as long as it stands.
A consent itself never changes, so it is enough to look when the referral does. The day is the one of the calendar here.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION referrals_may_send(mail outbox_transmission) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM referrals_referral r JOIN consent_consent c ON c.id = r.consent_id
        WHERE r.id = mail.subject_id AND r.erased_at IS NULL AND c.team_id = r.team_id AND c.receiver_id = r.partner_id
            AND (r.transmission_id = mail.id OR mail.kind <> 'referral')
            AND c.told_purpose AND c.told_data AND c.told_receiver AND c.told_next_steps AND c.told_expectations
            AND c.is_free AND c.is_explicit AND c.is_decided_together
            AND NOT EXISTS (SELECT FROM consent_withdrawal w WHERE w.consent_id = c.id)
    );
END $$;

CREATE FUNCTION referrals_refuse_sending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT referrals_may_send(NEW) THEN
        RAISE EXCEPTION 'Client data do not leave without consent that stands.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER referrals_consent_stands BEFORE INSERT OR UPDATE OF status, attempt_count ON outbox_transmission
    FOR EACH ROW WHEN (NEW.status = 'sending' AND NEW.kind IN ('referral', 'correction'))
    EXECUTE FUNCTION referrals_refuse_sending();

CREATE FUNCTION referrals_refuse_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM consent_consent c
        WHERE c.id = NEW.consent_id AND c.team_id = NEW.team_id AND c.receiver_id = NEW.partner_id
            AND c.given_on <= (NEW.filed_at AT TIME ZONE 'Europe/Brussels')::date
    ) THEN
        RAISE EXCEPTION 'Consent comes before the sharing, for the same team and receiver.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER referrals_consent_came_first
    BEFORE INSERT OR UPDATE OF consent_id, team_id, partner_id, filed_at ON referrals_referral
    FOR EACH ROW EXECUTE FUNCTION referrals_refuse_consent();
"""

ALLOW = """
DROP TRIGGER referrals_consent_came_first ON referrals_referral;
DROP FUNCTION referrals_refuse_consent();
DROP TRIGGER referrals_consent_stands ON outbox_transmission;
DROP FUNCTION referrals_refuse_sending();
DROP FUNCTION referrals_may_send(outbox_transmission);
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("outbox", "0002_triggers"), ("consent", "0002_triggers")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
