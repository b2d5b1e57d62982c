"""Consent comes before the sharing, for this team and this receiver, also by raw SQL (R53, R59; ADR 0019, 0028).

The gate refuses the same when a referral is filed; here it holds for whoever writes the row, and for as long as it stands.
A consent itself never changes, so it is enough to look when the referral does. The day is the one of the calendar here.
"""

from django.db import migrations

REFUSE = """
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
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0004_sending_trigger"),
        ("consent", "0004_signed_sheet"),
    ]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
