"""What a mail is, is fixed; the database refuses to change it, also for raw SQL (ADR 0019).

- Kind, subject, papers, recipient, Message-ID and date never change.
- Password and bytes, once there, can only be erased (retention) or sealed again under another key: the key number stands
  in bytes 2 and 3 of a sealed value (`vault.key_ring`). Bytes come with the first attempt and never after it.
- What was sent or cancelled stays so: nothing brings it back into the queue.
- Whoever lifts a freeze leaves a line in the log, in the same transaction: nobody does so by hand unseen.
- A mail with client data is not deleted: it could be put back as new.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION outbox_is_kept(before bytea, after bytea) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT after IS NULL OR after = before OR substring(after FROM 2 FOR 2) <> substring(before FROM 2 FOR 2)
$$;

CREATE FUNCTION outbox_refuse(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A transmission never changes its %.', what USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION outbox_payload_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.kind IN ('referral', 'correction', 'onward') THEN
            RAISE EXCEPTION 'A transmission with client data is not deleted.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF (NEW.id, NEW.kind, NEW.subject_id, NEW.recipient, NEW.message_id, NEW.dated_at)
        IS DISTINCT FROM (OLD.id, OLD.kind, OLD.subject_id, OLD.recipient, OLD.message_id, OLD.dated_at)
        OR NEW.papers_id IS DISTINCT FROM OLD.papers_id THEN
        PERFORM outbox_refuse('kind, subject, papers, recipient, Message-ID or date');
    END IF;
    IF NOT (CASE WHEN OLD.password IS NULL THEN NEW.password IS NULL
                 ELSE outbox_is_kept(OLD.password, NEW.password) END) THEN
        PERFORM outbox_refuse('password');
    END IF;
    IF NOT (CASE WHEN OLD.message IS NULL THEN NEW.message IS NULL OR OLD.attempt_count = 0
                 ELSE outbox_is_kept(OLD.message, NEW.message) END) THEN
        PERFORM outbox_refuse('bytes');
    END IF;
    IF OLD.status IN ('sent', 'cancelled') AND NEW.status <> OLD.status THEN
        PERFORM outbox_refuse('end');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION outbox_release_is_logged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit_auditevent WHERE event = 'outbox_released' AND written_at >= now()) THEN
        RAISE EXCEPTION 'The outbox is released by outbox_release only, which writes it to the log.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER outbox_release_is_logged AFTER UPDATE ON outbox_outboxstate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL AND NEW.frozen_at IS NULL)
    EXECUTE FUNCTION outbox_release_is_logged();
CREATE CONSTRAINT TRIGGER outbox_state_stays_or_is_logged AFTER DELETE ON outbox_outboxstate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL)
    EXECUTE FUNCTION outbox_release_is_logged();

CREATE TRIGGER outbox_payload_is_fixed BEFORE UPDATE OR DELETE ON outbox_transmission
    FOR EACH ROW EXECUTE FUNCTION outbox_payload_is_fixed();
"""

ALLOW = """
DROP TRIGGER outbox_state_stays_or_is_logged ON outbox_outboxstate;
DROP TRIGGER outbox_release_is_logged ON outbox_outboxstate;
DROP FUNCTION outbox_release_is_logged();
DROP TRIGGER outbox_payload_is_fixed ON outbox_transmission;
DROP FUNCTION outbox_payload_is_fixed();
DROP FUNCTION outbox_refuse(text);
DROP FUNCTION outbox_is_kept(bytea, bytea);
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial"), ("audit", "0002_triggers")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
