"""The database keeps the trail: nobody changes an event, and only the sealer gives numbers and hashes (D11, D20).

- An event gets its id, its hour and its salt from the database, whoever inserts it, and a place in the queue of the
  sealer. No lock is taken that another act would wait for.
- `audit_seal` numbers what is committed, in the order of writing, per log, and appends to the log's Merkle tree (RFC
  9162). Two sealers wait for each other; nobody else waits for a sealer. An event that commits late gets a later number.
- The sealer's functions run with the rights of who owns the tables: the role of the application needs none on them.
- Events may go ten years after they were written, by `audit_clear` only, which keeps their hashes and notes how far.
"""

from django.db import migrations

KEEP = """
CREATE SEQUENCE audit_journal;
CREATE FUNCTION audit_event_text(entry audit_auditevent) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'log', entry.log,
        'at', to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'written_at', to_char(entry.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actor', entry.actor_id, 'event', entry.event, 'object_type', entry.object_type, 'object_id', entry.object_id,
        'organisation', entry.organisation_id, 'details', entry.details, 'salt', entry.salt
    )::text
$$;

CREATE FUNCTION audit_leaf_hash(entry audit_auditevent) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256('\\x00'::bytea || convert_to(audit_event_text(entry), 'UTF8'))
$$;

CREATE FUNCTION audit_event_arrive() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.id := nextval('audit_auditevent_id_seq');
    NEW.written_at := clock_timestamp();
    NEW.salt := gen_random_uuid();
    INSERT INTO audit_unsealed (event_id) VALUES (NEW.id);
    RETURN NEW;
END $$;

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail only grows: % is refused.', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION audit_refuse_before_its_term() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.written_at > now() - interval '10 years' THEN
        RAISE EXCEPTION 'The trail is kept ten years: DELETE is refused.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION audit_fold(hashes bytea[]) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    WHILE cardinality(hashes) > 1 LOOP
        hashes := ARRAY(
            SELECT sha256('\\x01'::bytea || hashes[2 * pair - 1] || hashes[2 * pair])
            FROM generate_series(1, cardinality(hashes) / 2) AS pair ORDER BY pair
        );
    END LOOP;
    RETURN hashes[1];
END $$;

CREATE FUNCTION audit_join(of_log uuid, of_size bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    new_index bigint;
BEGIN
    FOR exponent IN 1..3 LOOP
        SELECT coalesce(max(node.index) + 1, 0) INTO new_index
        FROM audit_node AS node WHERE node.log = of_log AND node.level = 8 * exponent;
        WHILE (new_index + 1) << (8 * exponent) <= of_size LOOP
            INSERT INTO audit_node (log, level, index, hash) VALUES (of_log, 8 * exponent, new_index, audit_fold(
                CASE WHEN exponent = 1 THEN ARRAY(
                    SELECT leaf.hash FROM audit_leaf AS leaf WHERE leaf.log = of_log
                    AND leaf.number > new_index * 256 AND leaf.number <= new_index * 256 + 256 ORDER BY leaf.number
                ) ELSE ARRAY(
                    SELECT node.hash FROM audit_node AS node
                    WHERE node.log = of_log AND node.level = 8 * exponent - 8
                    AND node.index >= new_index * 256 AND node.index < new_index * 256 + 256 ORDER BY node.index
                ) END
            ));
            new_index := new_index + 1;
        END LOOP;
    END LOOP;
END $$;

CREATE FUNCTION audit_seal(most integer) RETURNS integer LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    taken bigint[];
    grown record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit_seal', 0));
    taken := ARRAY(SELECT event_id FROM audit_unsealed ORDER BY event_id LIMIT most);
    IF cardinality(taken) = 0 THEN
        RETURN 0;
    END IF;
    INSERT INTO audit_leaf (log, number, event_id, hash, sealed_at)
    SELECT entry.log,
        coalesce(sealed.size, 0) + row_number() OVER (PARTITION BY entry.log ORDER BY entry.id),
        entry.id, audit_leaf_hash(entry), clock_timestamp()
    FROM audit_auditevent AS entry LEFT JOIN audit_sealedlog AS sealed ON sealed.log = entry.log
    WHERE entry.id = ANY (taken);
    DELETE FROM audit_unsealed WHERE event_id = ANY (taken);
    FOR grown IN
        INSERT INTO audit_sealedlog AS sealed (log, size, sealed_at, cleared_through)
        SELECT leaf.log, max(leaf.number), clock_timestamp(), 0 FROM audit_leaf AS leaf
        WHERE leaf.event_id = ANY (taken) GROUP BY leaf.log
        ON CONFLICT (log) DO UPDATE SET size = excluded.size, sealed_at = excluded.sealed_at
        RETURNING sealed.log, sealed.size
    LOOP
        PERFORM audit_join(grown.log, grown.size);
    END LOOP;
    RETURN cardinality(taken);
END $$;

CREATE FUNCTION audit_subtree(of_log uuid, of_level integer, of_index bigint) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
    kept integer := of_level - of_level % 8;
    first bigint := of_index << (of_level % 8);
    width bigint := 1 << (of_level % 8);
BEGIN
    IF kept = 0 THEN
        RETURN audit_fold(ARRAY(SELECT leaf.hash FROM audit_leaf AS leaf WHERE leaf.log = of_log
            AND leaf.number > first AND leaf.number <= first + width ORDER BY leaf.number));
    END IF;
    RETURN audit_fold(ARRAY(SELECT node.hash FROM audit_node AS node WHERE node.log = of_log AND node.level = kept
        AND node.index >= first AND node.index < first + width ORDER BY node.index));
END $$;

CREATE FUNCTION audit_root(of_log uuid, of_size bigint) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
    root bytea;
    part bytea;
    rest bigint := of_size;
BEGIN
    FOR exponent IN 0..40 LOOP
        IF of_size & (1::bigint << exponent) <> 0 THEN
            rest := rest - (1::bigint << exponent);
            part := audit_subtree(of_log, exponent, rest >> exponent);
            root := CASE WHEN root IS NULL THEN part ELSE sha256('\\x01'::bytea || part || root) END;
        END IF;
    END LOOP;
    RETURN coalesce(root, sha256(''));
END $$;

CREATE FUNCTION audit_note_heads(of_day date, of_logs uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO audit_head (log, day, size, root, salt)
    SELECT named.log, of_day, coalesce(sealed.size, 0), audit_root(named.log, coalesce(sealed.size, 0)),
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    FROM (SELECT unnest(of_logs) AS log UNION SELECT log FROM audit_sealedlog) AS named
    LEFT JOIN audit_sealedlog AS sealed ON sealed.log = named.log
    ON CONFLICT (log, day) DO NOTHING;
END $$;

CREATE FUNCTION audit_clear(of_log uuid, through bigint) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    cleared bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit_seal', 0));
    DELETE FROM audit_auditevent AS entry USING audit_leaf AS leaf
    WHERE leaf.log = of_log AND leaf.number <= through AND leaf.event_id = entry.id;
    GET DIAGNOSTICS cleared = ROW_COUNT;
    UPDATE audit_sealedlog SET cleared_through = greatest(cleared_through, least(through, size)) WHERE log = of_log;
    RETURN cleared;
END $$;

CREATE TRIGGER audit_arrive BEFORE INSERT ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_event_arrive();
CREATE TRIGGER audit_keep_ten_years BEFORE DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_before_its_term();
CREATE TRIGGER audit_refuse_change BEFORE UPDATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_change BEFORE UPDATE OR DELETE ON audit_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON audit_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_change BEFORE UPDATE OR DELETE ON audit_node
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON audit_node
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_change BEFORE UPDATE OR DELETE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

UNDO = """
DROP SEQUENCE audit_journal;
DROP TRIGGER audit_arrive ON audit_auditevent;
DROP TRIGGER audit_keep_ten_years ON audit_auditevent;
DROP TRIGGER audit_refuse_change ON audit_auditevent;
DROP TRIGGER audit_refuse_truncate ON audit_auditevent;
DROP TRIGGER audit_refuse_change ON audit_leaf;
DROP TRIGGER audit_refuse_truncate ON audit_leaf;
DROP TRIGGER audit_refuse_change ON audit_node;
DROP TRIGGER audit_refuse_truncate ON audit_node;
DROP TRIGGER audit_refuse_change ON audit_head;
DROP TRIGGER audit_refuse_truncate ON audit_head;
DROP FUNCTION audit_clear, audit_note_heads, audit_root, audit_subtree, audit_seal, audit_join, audit_fold;
DROP FUNCTION audit_event_arrive, audit_refuse, audit_refuse_before_its_term;
DROP FUNCTION audit_leaf_hash(audit_auditevent), audit_event_text(audit_auditevent);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
