"""The database chains the trail and refuses to change it, so that this also holds for raw SQL (D11).

- Before an insert: one writer at a time, until its commit, so that the order of ids is the order of the chain.
- The next link hangs on the last row or on the noted end, whichever is later: a tail that was cut off leaves a gap.
- Two triggers refuse what is not an insert. TRUNCATE has its own, which a test database disables to empty its tables.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_event_hash(event audit_auditevent) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        event.id, to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), event.actor_id, event.event,
        event.object_type, event.object_id, event.organisation_id, event.details, encode(event.previous_hash, 'hex')
    )::text, 'UTF8'))
$$;

CREATE FUNCTION audit_event_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_id bigint;
    last_hash bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit_auditevent', 0));
    SELECT id, hash INTO last_id, last_hash FROM (
        (SELECT id, hash FROM audit_auditevent ORDER BY id DESC LIMIT 1)
        UNION ALL SELECT event_id, hash FROM audit_trailend
        UNION ALL SELECT 0, decode(repeat('00', 32), 'hex')
    ) AS ends ORDER BY id DESC LIMIT 1;
    NEW.id := last_id + 1;
    NEW.previous_hash := last_hash;
    NEW.hash := audit_event_hash(NEW);
    RETURN NEW;
END $$;

CREATE FUNCTION audit_event_note_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_trailend (id, event_id, hash) SELECT 1, id, hash FROM added ORDER BY added.id DESC LIMIT 1
    ON CONFLICT (id) DO UPDATE SET event_id = excluded.event_id, hash = excluded.hash;
    RETURN NULL;
END $$;

CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail only grows: % is refused.', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER audit_link BEFORE INSERT ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_event_link();
CREATE TRIGGER audit_note_end AFTER INSERT ON audit_auditevent
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_event_note_end();
CREATE TRIGGER audit_refuse_change BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse();
CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse();
"""

ALLOW = """
DROP TRIGGER audit_link ON audit_auditevent;
DROP TRIGGER audit_note_end ON audit_auditevent;
DROP TRIGGER audit_refuse_change ON audit_auditevent;
DROP TRIGGER audit_refuse_truncate ON audit_auditevent;
DROP FUNCTION audit_event_link, audit_event_note_end, audit_event_refuse;
DROP FUNCTION audit_event_hash(audit_auditevent);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
