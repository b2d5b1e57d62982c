-- Who may do what in the database. Run by a superuser in the database of the product, after each migration; safe to repeat:
--   sudo -u postgres psql --dbname=aanmelden --set=ON_ERROR_STOP=1 --quiet --file=deploy/roles.sql
--
-- aanmelden_owner   owns the tables and runs the migrations, and nothing else
-- aanmelden         runs web, worker, beat and commands; can drop no trigger, rewrite no log and touch no migration
-- aanmelden_sealer  nobody signs in as it: the functions that number and prove the log run with its rights

DO $$
BEGIN
    IF to_regrole('aanmelden_owner') IS NULL THEN CREATE ROLE aanmelden_owner LOGIN; END IF;
    IF to_regrole('aanmelden') IS NULL THEN CREATE ROLE aanmelden LOGIN; END IF;
    IF to_regrole('aanmelden_sealer') IS NULL THEN CREATE ROLE aanmelden_sealer NOLOGIN; END IF;
END $$;

-- what the owner does by hand waits no longer for a lock than a migration does: all others would wait behind it
ALTER ROLE aanmelden_owner SET lock_timeout = '3s';

DO $$
BEGIN
    EXECUTE format('GRANT CREATE ON DATABASE %I TO aanmelden_owner', current_database()); -- for the extension btree_gist
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO aanmelden_owner;
GRANT USAGE ON SCHEMA public TO aanmelden, aanmelden_sealer;

-- a table or sequence that a later migration makes is usable before this file runs again
ALTER DEFAULT PRIVILEGES FOR ROLE aanmelden_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO aanmelden;
ALTER DEFAULT PRIVILEGES FOR ROLE aanmelden_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO aanmelden;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO aanmelden;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO aanmelden;

DO $$
BEGIN
    IF to_regclass('audit_auditevent') IS NULL THEN
        RETURN; -- before the first migration
    END IF;
    REVOKE UPDATE, DELETE ON audit_auditevent FROM aanmelden;
    REVOKE INSERT, UPDATE, DELETE ON audit_unsealed, audit_leaf, audit_sealedlog, audit_node, audit_head FROM aanmelden;
    REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM aanmelden;

    GRANT SELECT, DELETE ON audit_auditevent TO aanmelden_sealer;
    GRANT SELECT, INSERT, UPDATE, DELETE ON audit_unsealed, audit_sealedlog TO aanmelden_sealer;
    GRANT SELECT, INSERT ON audit_leaf, audit_node, audit_head TO aanmelden_sealer;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO aanmelden_sealer;
    GRANT CREATE ON SCHEMA public TO aanmelden_sealer; -- asked of who is about to own a function
    ALTER FUNCTION audit_event_arrive() OWNER TO aanmelden_sealer;
    ALTER FUNCTION audit_seal(integer) OWNER TO aanmelden_sealer;
    ALTER FUNCTION audit_note_heads(date, uuid[]) OWNER TO aanmelden_sealer;
    ALTER FUNCTION audit_clear(uuid, bigint) OWNER TO aanmelden_sealer;
    REVOKE CREATE ON SCHEMA public FROM aanmelden_sealer;
END $$;
