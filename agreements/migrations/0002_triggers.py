"""What was known of papers at a moment is evidence (D26): no code path, and no shell, may change it afterwards."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change_of_known_papers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of % never changes.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER known_papers_never_change BEFORE UPDATE OR DELETE ON agreements_knownpapers
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_known_papers();
"""

ALLOW = """
DROP TRIGGER known_papers_never_change ON agreements_knownpapers;
DROP FUNCTION refuse_change_of_known_papers();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
