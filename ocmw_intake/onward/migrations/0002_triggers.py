"""Nobody starts to pass client data on without both consents, not even by raw SQL (R78, R90, D7; ADR 0019, 0035).

The gate asks far more; this is what the database can see by itself, whoever writes:

- the mail is the one of its line in the ledger, for the partner of the consent, and not for the receiver itself;
- the consent for that partner was given by then and stands; so does the one under which the referral came;
- the client did not withdraw at the receiver, and nothing was declared deleted. That the team's copy was erased does not
  matter: what goes comes from the receiver (D21).

A request to delete is not asked anything (D6). A consent to pass on changes only once, when it ends; the ledger never.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION onward_may_pass_on(mail outbox_transmission) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM onward_onwardsharing s
        JOIN onward_onwardconsent c ON c.id = s.consent_id
        JOIN ocmw_intake_intake i ON i.id = s.intake_id
        JOIN referrals_referral r ON r.id = i.referral_id
        WHERE s.id = mail.subject_id AND s.transmission_id = mail.id AND s.agreement_id = mail.papers_id
            AND c.intake_id = s.intake_id AND c.partner_id = s.partner_id AND s.partner_id <> i.partner_id
            AND c.ended_at IS NULL AND c.given_on <= (s.shared_at AT TIME ZONE 'Europe/Brussels')::date
            AND NOT EXISTS (SELECT FROM consent_withdrawal w WHERE w.consent_id = r.consent_id)
            AND NOT EXISTS (SELECT FROM ocmw_intake_clientwithdrawal h WHERE h.intake_id = i.id)
            AND NOT EXISTS (SELECT FROM ocmw_intake_deletion d WHERE d.intake_id = i.id)
    );
END $$;

CREATE FUNCTION onward_refuse_passing_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT onward_may_pass_on(NEW) THEN
        RAISE EXCEPTION 'Client data are not passed on without consent that stands.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER onward_consent_stands BEFORE INSERT OR UPDATE OF status, attempt_count ON outbox_transmission
    FOR EACH ROW WHEN (NEW.status = 'sending' AND NEW.kind = 'onward')
    EXECUTE FUNCTION onward_refuse_passing_on();

CREATE FUNCTION onward_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'onward_onwardconsent' THEN
        IF OLD.ended_at IS NULL AND (NEW.id, NEW.intake_id, NEW.partner_id, NEW.asked_by_id, NEW.given_on, NEW.recorded_at)
            = (OLD.id, OLD.intake_id, OLD.partner_id, OLD.asked_by_id, OLD.given_on, OLD.recorded_at) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'What was passed on, and with which consent, never changes.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER onward_consent_is_fixed BEFORE UPDATE OR DELETE ON onward_onwardconsent
    FOR EACH ROW EXECUTE FUNCTION onward_is_fixed();
CREATE TRIGGER onward_sharing_is_fixed BEFORE UPDATE OR DELETE ON onward_onwardsharing
    FOR EACH ROW EXECUTE FUNCTION onward_is_fixed();
"""

ALLOW = """
DROP TRIGGER onward_sharing_is_fixed ON onward_onwardsharing;
DROP TRIGGER onward_consent_is_fixed ON onward_onwardconsent;
DROP FUNCTION onward_is_fixed();
DROP TRIGGER onward_consent_stands ON outbox_transmission;
DROP FUNCTION onward_refuse_passing_on();
DROP FUNCTION onward_may_pass_on(outbox_transmission);
"""


class Migration(migrations.Migration):
    dependencies = [("onward", "0001_initial"), ("ocmw_intake", "0001_initial"), ("referrals", "0002_triggers")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
