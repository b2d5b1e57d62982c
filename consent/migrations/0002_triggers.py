"""A consent is proof of what was said that day (R53): no code path, and no shell, may change it afterwards.

The proof beside it never changes either, and goes no sooner than on its day (D17). It may be sealed again under another
key, whose number stands in bytes 2 and 3 of a sealed value (`vault.key_ring`).
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of % never changes.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER consent_never_changes BEFORE UPDATE OR DELETE ON consent_consent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER withdrawal_never_changes BEFORE UPDATE OR DELETE ON consent_withdrawal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proof_never_changes BEFORE UPDATE ON consent_proof
    FOR EACH ROW WHEN ((NEW.id, NEW.consent_id, NEW.ends_on) IS DISTINCT FROM (OLD.id, OLD.consent_id, OLD.ends_on)
        OR substring(NEW.told FROM 2 FOR 2) = substring(OLD.told FROM 2 FOR 2))
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proof_stays_for_its_term BEFORE DELETE ON consent_proof
    FOR EACH ROW WHEN (OLD.ends_on >= (now() AT TIME ZONE 'Europe/Brussels')::date)
    EXECUTE FUNCTION refuse_change();
"""

ALLOW = """
DROP TRIGGER proof_stays_for_its_term ON consent_proof;
DROP TRIGGER proof_never_changes ON consent_proof;
DROP TRIGGER withdrawal_never_changes ON consent_withdrawal;
DROP TRIGGER consent_never_changes ON consent_consent;
DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
