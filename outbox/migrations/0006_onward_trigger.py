"""What a receiver passed on is not deleted either: it could be put back as new (ADR 0019, 0035)."""

from django.db import migrations

KEEP = """
CREATE FUNCTION outbox_refuse_delete_of_onward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A transmission with client data is not deleted.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER outbox_onward_is_kept BEFORE DELETE ON outbox_transmission
    FOR EACH ROW WHEN (OLD.kind = 'onward') EXECUTE FUNCTION outbox_refuse_delete_of_onward();
"""

LET_GO = """
DROP TRIGGER outbox_onward_is_kept ON outbox_transmission;
DROP FUNCTION outbox_refuse_delete_of_onward();
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0005_onward")]
    operations = [migrations.RunSQL(KEEP, LET_GO)]
