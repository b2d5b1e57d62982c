"""What was known of who serves where is evidence (D26): no code path, and no shell, may change it afterwards."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change_of_known_territory() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of % never changes.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER territory_change_never_changes BEFORE UPDATE OR DELETE ON directory_territorychange
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_known_territory();
CREATE TRIGGER activity_never_changes BEFORE UPDATE OR DELETE ON directory_activity
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_known_territory();
"""

ALLOW = """
DROP TRIGGER activity_never_changes ON directory_activity;
DROP TRIGGER territory_change_never_changes ON directory_territorychange;
DROP FUNCTION refuse_change_of_known_territory();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
