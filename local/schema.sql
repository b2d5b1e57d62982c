-- Written by `make schema` from the migrations; not by hand.
-- Migrations: a92640772fc3bbdb6954f3e92b39e5dfdf9d84436e5544302cdd6cf583b99c6d
SET LOCAL check_function_bodies = false;
SET LOCAL search_path = '';


CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

CREATE FUNCTION public.audit_clear(of_log uuid, through bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.audit_event_arrive() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.id := nextval('audit_auditevent_id_seq');
    NEW.written_at := clock_timestamp();
    NEW.salt := gen_random_uuid();
    INSERT INTO audit_unsealed (event_id) VALUES (NEW.id);
    RETURN NEW;
END $$;

CREATE TABLE public.audit_auditevent (
    id bigint NOT NULL,
    log uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    written_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    event character varying(40) NOT NULL,
    object_type character varying(80) NOT NULL,
    object_id character varying(40) NOT NULL,
    organisation_id uuid,
    details jsonb NOT NULL,
    salt uuid DEFAULT gen_random_uuid() NOT NULL,
    actor_id uuid
);

CREATE FUNCTION public.audit_event_text(entry public.audit_auditevent) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT jsonb_build_object(
        'log', entry.log,
        'at', to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'written_at', to_char(entry.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actor', entry.actor_id, 'event', entry.event, 'object_type', entry.object_type, 'object_id', entry.object_id,
        'organisation', entry.organisation_id, 'details', entry.details, 'salt', entry.salt
    )::text
$$;

CREATE FUNCTION public.audit_fold(hashes bytea[]) RETURNS bytea
    LANGUAGE plpgsql IMMUTABLE
    AS $$
BEGIN
    WHILE cardinality(hashes) > 1 LOOP
        hashes := ARRAY(
            SELECT sha256('\x01'::bytea || hashes[2 * pair - 1] || hashes[2 * pair])
            FROM generate_series(1, cardinality(hashes) / 2) AS pair ORDER BY pair
        );
    END LOOP;
    RETURN hashes[1];
END $$;

CREATE FUNCTION public.audit_join(of_log uuid, of_size bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.audit_leaf_hash(entry public.audit_auditevent) RETURNS bytea
    LANGUAGE sql STABLE
    AS $$
    SELECT sha256('\x00'::bytea || convert_to(audit_event_text(entry), 'UTF8'))
$$;

CREATE FUNCTION public.audit_note_heads(of_day date, of_logs uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO audit_head (log, day, size, root, salt)
    SELECT named.log, of_day, coalesce(sealed.size, 0), audit_root(named.log, coalesce(sealed.size, 0)),
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    FROM (SELECT unnest(of_logs) AS log UNION SELECT log FROM audit_sealedlog) AS named
    LEFT JOIN audit_sealedlog AS sealed ON sealed.log = named.log
    ON CONFLICT (log, day) DO NOTHING;
END $$;

CREATE FUNCTION public.audit_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'The trail only grows: % is refused.', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION public.audit_refuse_before_its_term() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.written_at > now() - interval '10 years' THEN
        RAISE EXCEPTION 'The trail is kept ten years: DELETE is refused.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION public.audit_root(of_log uuid, of_size bigint) RETURNS bytea
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    root bytea;
    part bytea;
    rest bigint := of_size;
BEGIN
    FOR exponent IN 0..40 LOOP
        IF of_size & (1::bigint << exponent) <> 0 THEN
            rest := rest - (1::bigint << exponent);
            part := audit_subtree(of_log, exponent, rest >> exponent);
            root := CASE WHEN root IS NULL THEN part ELSE sha256('\x01'::bytea || part || root) END;
        END IF;
    END LOOP;
    RETURN coalesce(root, sha256(''));
END $$;

CREATE FUNCTION public.audit_seal(most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.audit_subtree(of_log uuid, of_level integer, of_index bigint) RETURNS bytea
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE FUNCTION public.onward_is_fixed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'onward_onwardconsent' THEN
        IF OLD.ended_at IS NULL AND (NEW.id, NEW.intake_id, NEW.partner_id, NEW.asked_by_id, NEW.given_on, NEW.recorded_at)
            = (OLD.id, OLD.intake_id, OLD.partner_id, OLD.asked_by_id, OLD.given_on, OLD.recorded_at) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'What was passed on, and with which consent, never changes.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TABLE public.outbox_transmission (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    subject_id uuid NOT NULL,
    reference character varying(9) NOT NULL,
    papers_id uuid,
    log uuid,
    recipient character varying(254) NOT NULL,
    message_id character varying(120) NOT NULL,
    dated_at timestamp with time zone NOT NULL,
    password bytea,
    message bytea,
    status character varying(12) NOT NULL,
    obstacles jsonb NOT NULL,
    attempt_count integer NOT NULL,
    broken_tries smallint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    is_ambiguous boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    retried_at timestamp with time zone,
    sent_at timestamp with time zone,
    delivered_at timestamp with time zone,
    returned_at timestamp with time zone,
    return_code character varying(12) NOT NULL,
    CONSTRAINT mail_is_in_the_right_log CHECK (((NOT ((kind)::text = ANY (ARRAY[('onward'::character varying)::text, ('onward_deletion'::character varying)::text, ('onward_breach'::character varying)::text, ('receiver_reminder'::character varying)::text]))) OR (log IS NOT NULL))),
    CONSTRAINT mail_of_the_receiver_has_no_reference CHECK (((NOT ((kind)::text = ANY (ARRAY[('onward'::character varying)::text, ('onward_deletion'::character varying)::text, ('onward_breach'::character varying)::text]))) OR ((reference)::text = ''::text))),
    CONSTRAINT outbox_transmission_attempt_count_check CHECK ((attempt_count >= 0)),
    CONSTRAINT outbox_transmission_broken_tries_check CHECK ((broken_tries >= 0)),
    CONSTRAINT sending_has_lease_and_bytes CHECK (((NOT ((status)::text = 'sending'::text)) OR ((lease_until IS NOT NULL) AND (message IS NOT NULL)))),
    CONSTRAINT sent_means_when CHECK ((((sent_at IS NOT NULL) AND ((status)::text = 'sent'::text)) OR ((NOT ((status)::text = 'sent'::text)) AND (sent_at IS NULL)))),
    CONSTRAINT transmission_status_is_known CHECK (((status)::text = ANY (ARRAY[('queued'::character varying)::text, ('sending'::character varying)::text, ('sent'::character varying)::text, ('failed'::character varying)::text, ('blocked'::character varying)::text, ('cancelled'::character varying)::text])))
);

CREATE FUNCTION public.onward_may_pass_on(mail public.outbox_transmission) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE FUNCTION public.onward_refuse_passing_on() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT onward_may_pass_on(NEW) THEN
        RAISE EXCEPTION 'Client data are not passed on without consent that stands.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.outbox_is_kept(before bytea, after bytea) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT after IS NULL OR after = before OR substring(after FROM 2 FOR 2) <> substring(before FROM 2 FOR 2)
$$;

CREATE FUNCTION public.outbox_payload_is_fixed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.outbox_refuse(what text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'A transmission never changes its %.', what USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.outbox_release_is_logged() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit_auditevent WHERE event = 'outbox_released' AND written_at >= now()) THEN
        RAISE EXCEPTION 'The outbox is released by outbox_release only, which writes it to the log.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.referrals_may_send(mail public.outbox_transmission) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM referrals_referral r JOIN consent_consent c ON c.id = r.consent_id
        WHERE r.id = mail.subject_id AND r.erased_at IS NULL AND c.team_id = r.team_id AND c.receiver_id = r.partner_id
            AND (r.transmission_id = mail.id OR mail.kind <> 'referral')
            AND c.told_purpose AND c.told_data AND c.told_receiver AND c.told_next_steps AND c.told_expectations
            AND c.is_free AND c.is_explicit AND c.is_decided_together
            AND NOT EXISTS (SELECT FROM consent_withdrawal w WHERE w.consent_id = c.id)
    );
END $$;

CREATE FUNCTION public.referrals_refuse_consent() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.referrals_refuse_sending() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NOT referrals_may_send(NEW) THEN
        RAISE EXCEPTION 'Client data do not leave without consent that stands.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'A row of % never changes.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.refuse_change_of_known_papers() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'A row of % never changes.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.refuse_change_of_known_territory() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'A row of % never changes.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id uuid NOT NULL
);

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_accessalarm (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    log uuid,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    raised_at timestamp with time zone,
    number integer NOT NULL,
    accounts integer NOT NULL,
    user_id uuid,
    CONSTRAINT accounts_accessalarm_accounts_check CHECK ((accounts >= 0)),
    CONSTRAINT accounts_accessalarm_number_check CHECK ((number >= 0))
);

CREATE TABLE public.accounts_accountmail (
    id uuid NOT NULL,
    subject character varying(120) NOT NULL,
    body bytea,
    written_at timestamp with time zone NOT NULL,
    transmission_id uuid NOT NULL,
    user_id uuid NOT NULL
);

CREATE TABLE public.accounts_acmidmidentity (
    id uuid NOT NULL,
    fingerprint bytea NOT NULL,
    bound_at timestamp with time zone NOT NULL,
    user_id uuid NOT NULL
);

CREATE TABLE public.accounts_failedsignin (
    id bigint NOT NULL,
    account bytea NOT NULL,
    source bytea NOT NULL,
    is_known boolean NOT NULL,
    had_password boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id uuid
);

ALTER TABLE public.accounts_failedsignin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_failedsignin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_invitation (
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    token_digest bytea NOT NULL,
    token bytea,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    wrong_codes smallint NOT NULL,
    done_at timestamp with time zone,
    ended_at timestamp with time zone,
    role character varying(20) NOT NULL,
    is_head boolean NOT NULL,
    name character varying(120) NOT NULL,
    accepted_by_id uuid,
    organisation_id uuid NOT NULL,
    sent_by_id uuid,
    transmission_id uuid NOT NULL,
    CONSTRAINT accounts_invitation_wrong_codes_check CHECK ((wrong_codes >= 0)),
    CONSTRAINT an_invited_head_works_at_a_receiver_or_a_team CHECK (((NOT is_head) OR ((role)::text = ANY (ARRAY[('social_worker'::character varying)::text, ('team_member'::character varying)::text])))),
    CONSTRAINT invitation_address_is_in_lower_case CHECK (((email)::text = lower((email)::text))),
    CONSTRAINT invitation_is_accepted_by_someone_or_withdrawn CHECK ((((accepted_by_id IS NULL) AND (done_at IS NULL)) OR ((accepted_by_id IS NOT NULL) AND (done_at IS NOT NULL) AND (ended_at IS NULL))))
);

CREATE TABLE public.accounts_lostpassword (
    id uuid NOT NULL,
    email bytea NOT NULL,
    asked_at timestamp with time zone NOT NULL
);

CREATE TABLE public.accounts_membership (
    id uuid NOT NULL,
    role character varying(20) NOT NULL,
    is_head boolean NOT NULL,
    since timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone NOT NULL,
    warned_at timestamp with time zone,
    reminded_at timestamp with time zone,
    organisation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT a_head_works_at_a_receiver_or_a_team CHECK (((NOT is_head) OR ((role)::text = ANY (ARRAY[('social_worker'::character varying)::text, ('team_member'::character varying)::text]))))
);

CREATE TABLE public.accounts_passwordlink (
    id uuid NOT NULL,
    token_digest bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    user_id uuid NOT NULL
);

CREATE TABLE public.accounts_returnedanswers (
    id uuid NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    is_draft boolean NOT NULL,
    content bytea NOT NULL,
    user_id uuid NOT NULL
);

CREATE TABLE public.accounts_user (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(120) NOT NULL,
    is_active boolean NOT NULL,
    bound_by_secrecy_since date,
    sessions_ended_at timestamp with time zone,
    unused_warned_at timestamp with time zone,
    welcome_dismissed_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT address_is_in_lower_case CHECK (((email)::text = lower((email)::text)))
);

CREATE TABLE public.agreements_agreedchange (
    evaluation_id uuid NOT NULL,
    amendment character varying(20) NOT NULL,
    agreed_from date NOT NULL,
    evaluation_months smallint,
    notice_months smallint,
    ends_on date,
    version_id uuid,
    CONSTRAINT agreed_change_says_what CHECK (((amendment)::text = ANY (ARRAY[('terms'::character varying)::text, ('contacts'::character varying)::text, ('mailbox'::character varying)::text, ('security'::character varying)::text, ('evaluation'::character varying)::text, ('regulation'::character varying)::text]))),
    CONSTRAINT agreements_agreedchange_evaluation_months_check CHECK ((evaluation_months >= 0)),
    CONSTRAINT agreements_agreedchange_notice_months_check CHECK ((notice_months >= 0))
);

CREATE TABLE public.agreements_agreement (
    in_force_from date,
    ends_on date,
    notice_months smallint,
    notice_given_on date,
    notice_given_by_party character varying(10) NOT NULL,
    notice_proof character varying(100) NOT NULL,
    esignature_code character varying(40) NOT NULL,
    esignature_url character varying(300) NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    amendment character varying(20) NOT NULL,
    agreed_from date,
    evaluation_months smallint,
    drawn_up_at_place character varying(100) NOT NULL,
    council_decision_on date,
    council_decision_url character varying(300) NOT NULL,
    legal_ground_gone_on date,
    created_at timestamp with time zone NOT NULL,
    partner_id uuid NOT NULL,
    replaces_id uuid,
    team_id uuid NOT NULL,
    CONSTRAINT a_later_version_says_what_it_replaces CHECK ((((agreed_from IS NULL) AND ((amendment)::text = ''::text) AND (replaces_id IS NULL) AND (version = 1)) OR ((agreed_from IS NOT NULL) AND ((amendment)::text = ANY (ARRAY[('terms'::character varying)::text, ('contacts'::character varying)::text, ('mailbox'::character varying)::text, ('security'::character varying)::text, ('evaluation'::character varying)::text, ('regulation'::character varying)::text])) AND (replaces_id IS NOT NULL) AND (version > 1)))),
    CONSTRAINT agreement_ends_after_its_start CHECK ((ends_on >= in_force_from)),
    CONSTRAINT agreement_has_two_parties CHECK ((NOT (team_id = partner_id))),
    CONSTRAINT agreement_notice_says_by_whom CHECK (((((notice_given_by_party)::text = ''::text) AND (notice_given_on IS NULL)) OR (((notice_given_by_party)::text = ANY (ARRAY[('agency'::character varying)::text, ('partner'::character varying)::text])) AND (notice_given_on IS NOT NULL)))),
    CONSTRAINT agreements_agreement_evaluation_months_check CHECK ((evaluation_months >= 0)),
    CONSTRAINT agreements_agreement_notice_months_check CHECK ((notice_months >= 0)),
    CONSTRAINT agreements_agreement_version_check CHECK ((version >= 0)),
    CONSTRAINT evaluation_at_least_yearly CHECK (((evaluation_months >= 1) AND (evaluation_months <= 12)))
);

CREATE TABLE public.agreements_bottleneck (
    id uuid NOT NULL,
    party character varying(10) NOT NULL,
    kind character varying(20) NOT NULL,
    met_on date NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    taken_back_at timestamp with time zone,
    agreement_id uuid NOT NULL,
    evaluation_id uuid,
    noted_by_id uuid NOT NULL,
    taken_back_by_id uuid,
    CONSTRAINT bottleneck_is_taken_back_by_someone_before_it_is_discussed CHECK ((((taken_back_at IS NULL) AND (taken_back_by_id IS NULL)) OR ((evaluation_id IS NULL) AND (taken_back_at IS NOT NULL) AND (taken_back_by_id IS NOT NULL)))),
    CONSTRAINT bottleneck_says_whose_and_what CHECK ((((kind)::text = ANY (ARRAY[('national_number'::character varying)::text, ('birth_date'::character varying)::text, ('family'::character varying)::text, ('growth_package'::character varying)::text, ('other_data'::character varying)::text, ('no_contact'::character varying)::text, ('wrong_data'::character varying)::text, ('wrong_mailbox'::character varying)::text, ('wrong_receiver'::character varying)::text, ('mailbox_full'::character varying)::text, ('cannot_open'::character varying)::text, ('slow_answer'::character varying)::text, ('unreachable'::character varying)::text])) AND ((party)::text = ANY (ARRAY[('agency'::character varying)::text, ('partner'::character varying)::text]))))
);

CREATE TABLE public.agreements_calendarfeed (
    user_id uuid NOT NULL,
    token_digest bytea NOT NULL,
    made_at timestamp with time zone NOT NULL
);

CREATE TABLE public.agreements_contact (
    id uuid NOT NULL,
    party character varying(10) NOT NULL,
    kind character varying(20) NOT NULL,
    name_or_function character varying(120) NOT NULL,
    organisation_name character varying(120) NOT NULL,
    phone character varying(20) NOT NULL,
    email character varying(254) NOT NULL,
    agreement_id uuid NOT NULL,
    CONSTRAINT contact_can_be_reached CHECK ((NOT (((email)::text = ''::text) AND ((kind)::text = ANY (ARRAY[('contact'::character varying)::text, ('breach'::character varying)::text])) AND ((phone)::text = ''::text)))),
    CONSTRAINT contact_says_whose_and_what_for CHECK ((((kind)::text = ANY (ARRAY[('representative'::character varying)::text, ('contact'::character varying)::text, ('breach'::character varying)::text])) AND ((party)::text = ANY (ARRAY[('agency'::character varying)::text, ('partner'::character varying)::text]))))
);

CREATE TABLE public.agreements_doubt (
    id uuid NOT NULL,
    document character varying(10) NOT NULL,
    party character varying(10) NOT NULL,
    "position" smallint,
    field character varying(30) NOT NULL,
    printed character varying(200) NOT NULL,
    reason character varying(20) NOT NULL,
    proposed character varying(200) NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    agreement_id uuid NOT NULL,
    raised_by_id uuid,
    settled_by_id uuid,
    CONSTRAINT agreements_doubt_position_check CHECK (("position" >= 0)),
    CONSTRAINT doubt_says_about_what CHECK ((((document)::text = ANY (ARRAY[('agreement'::character varying)::text, ('protocol'::character varying)::text])) AND ((field)::text = ANY (ARRAY[('in_force_from'::character varying)::text, ('ends_on'::character varying)::text, ('notice_months'::character varying)::text, ('evaluation_months'::character varying)::text, ('drawn_up_at_place'::character varying)::text, ('council_decision_on'::character varying)::text, ('signed_on'::character varying)::text, ('name'::character varying)::text, ('function'::character varying)::text, ('place'::character varying)::text, ('advised_on'::character varying)::text, ('dpo_name'::character varying)::text, ('enterprise_number'::character varying)::text])))),
    CONSTRAINT settled_doubt_says_how CHECK (((((outcome)::text = ''::text) AND (settled_at IS NULL)) OR (((outcome)::text = ANY (ARRAY[('confirmed'::character varying)::text, ('corrected'::character varying)::text, ('dropped'::character varying)::text])) AND (settled_at IS NOT NULL))))
);

CREATE TABLE public.agreements_dpoadvice (
    id uuid NOT NULL,
    party character varying(10) NOT NULL,
    dpo_name character varying(120) NOT NULL,
    dpo_email character varying(254) NOT NULL,
    asked_on date,
    advised_on date,
    protocol_id uuid NOT NULL,
    CONSTRAINT advice_is_asked_before_it_is_given CHECK ((asked_on <= advised_on)),
    CONSTRAINT advice_says_whose CHECK (((party)::text = ANY (ARRAY[('agency'::character varying)::text, ('partner'::character varying)::text])))
);

CREATE TABLE public.agreements_evaluation (
    id uuid NOT NULL,
    proposed_on date,
    asked_on date,
    reminded_on date,
    held_on date,
    agreement_id uuid NOT NULL,
    invitation_id uuid,
    minutes_id uuid,
    CONSTRAINT evaluation_is_held_or_the_other_knows_of_it CHECK (((held_on IS NOT NULL) OR (asked_on IS NOT NULL) OR ((invitation_id IS NOT NULL) AND (proposed_on IS NOT NULL)))),
    CONSTRAINT minutes_come_after_the_evaluation CHECK (((held_on IS NOT NULL) OR (minutes_id IS NULL)))
);

CREATE TABLE public.agreements_evaluationlink (
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    token_digest bytea NOT NULL,
    token bytea,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    wrong_codes smallint NOT NULL,
    done_at timestamp with time zone,
    ended_at timestamp with time zone,
    evaluation_id uuid NOT NULL,
    sent_by_id uuid,
    transmission_id uuid NOT NULL,
    CONSTRAINT agreements_evaluationlink_wrong_codes_check CHECK ((wrong_codes >= 0))
);

CREATE TABLE public.agreements_evaluationpart (
    id uuid NOT NULL,
    party character varying(10) NOT NULL,
    discuss jsonb NOT NULL,
    met jsonb NOT NULL,
    wishes jsonb NOT NULL,
    filled_in_by character varying(120) NOT NULL,
    filled_in_at timestamp with time zone NOT NULL,
    evaluation_id uuid NOT NULL,
    CONSTRAINT part_says_whose CHECK (((party)::text = ANY (ARRAY[('agency'::character varying)::text, ('partner'::character varying)::text])))
);

CREATE TABLE public.agreements_headmail (
    id uuid NOT NULL,
    log uuid NOT NULL,
    day date NOT NULL,
    recipient character varying(254) NOT NULL,
    transmission_id uuid NOT NULL
);

CREATE TABLE public.agreements_knownpapers (
    id bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    facts jsonb NOT NULL,
    agreement_id uuid NOT NULL
);

ALTER TABLE public.agreements_knownpapers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_knownpapers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agreements_mailbox (
    id uuid NOT NULL,
    address character varying(254) NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    replaced_at timestamp with time zone,
    secrecy_attested_on date,
    secrecy_attested_by character varying(120) NOT NULL,
    first_verified_at timestamp with time zone,
    second_verified_at timestamp with time zone,
    answered_at timestamp with time zone,
    bounced_on date,
    first_verified_by_id uuid,
    second_verified_by_id uuid,
    protocol_id uuid,
    CONSTRAINT attestation_says_when_and_by_whom CHECK (((((secrecy_attested_by)::text = ''::text) AND (secrecy_attested_on IS NULL)) OR ((secrecy_attested_on IS NOT NULL) AND (NOT ((secrecy_attested_by)::text = ''::text))))),
    CONSTRAINT first_check_comes_first CHECK ((((first_verified_at IS NULL) AND (first_verified_by_id IS NULL) AND (second_verified_by_id IS NULL)) OR ((first_verified_at IS NOT NULL) AND (first_verified_by_id IS NOT NULL)))),
    CONSTRAINT mailbox_is_answered_after_it_is_registered CHECK (((answered_at IS NULL) OR (answered_at >= registered_at))),
    CONSTRAINT mailbox_is_one_ascii_address CHECK (((address)::text ~ '^(?=.{1,254}$)(?=.{1,64}@)[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$'::text)),
    CONSTRAINT second_check_comes_second CHECK ((((second_verified_at IS NULL) AND (second_verified_by_id IS NULL)) OR ((second_verified_at >= first_verified_at) AND (second_verified_by_id IS NOT NULL)))),
    CONSTRAINT two_people_verify_a_mailbox CHECK ((NOT ((first_verified_by_id = second_verified_by_id) AND (first_verified_by_id IS NOT NULL) AND (second_verified_by_id IS NOT NULL)))),
    CONSTRAINT who_answers_for_a_mailbox_attests_secrecy CHECK (((answered_at IS NULL) OR (secrecy_attested_on IS NOT NULL)))
);

CREATE TABLE public.agreements_mailboxcheck (
    id uuid NOT NULL,
    token_digest bytea NOT NULL,
    token bytea NOT NULL,
    code bytea NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    wrong_codes smallint NOT NULL,
    answered_at timestamp with time zone,
    replaced_at timestamp with time zone,
    mailbox_id uuid NOT NULL,
    requested_by_id uuid NOT NULL,
    transmission_id uuid NOT NULL,
    CONSTRAINT agreements_mailboxcheck_wrong_codes_check CHECK ((wrong_codes >= 0)),
    CONSTRAINT an_answered_check_is_not_replaced CHECK (((answered_at IS NULL) OR (replaced_at IS NULL))),
    CONSTRAINT check_expires_after_its_start CHECK ((expires_at > requested_at)),
    CONSTRAINT wrong_codes_are_limited CHECK ((wrong_codes <= 5))
);

CREATE TABLE public.agreements_message (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    to_party character varying(10) NOT NULL,
    recipient character varying(254) NOT NULL,
    subject character varying(120) NOT NULL,
    body bytea NOT NULL,
    written_at timestamp with time zone NOT NULL,
    returned_at timestamp with time zone,
    posted_on date,
    proof character varying(100) NOT NULL,
    agreement_id uuid,
    transmission_id uuid,
    written_by_id uuid,
    scan_id uuid,
    CONSTRAINT message_goes_by_mail_when_it_has_an_address CHECK (((((recipient)::text = ''::text) AND (transmission_id IS NULL)) OR ((NOT ((recipient)::text = ''::text)) AND (transmission_id IS NOT NULL)))),
    CONSTRAINT only_a_letter_is_posted CHECK (((posted_on IS NULL) OR (transmission_id IS NULL))),
    CONSTRAINT only_a_mail_comes_back CHECK (((returned_at IS NULL) OR (transmission_id IS NOT NULL)))
);

CREATE TABLE public.agreements_notprinted (
    id uuid NOT NULL,
    key character varying(60) NOT NULL,
    said_at timestamp with time zone NOT NULL,
    agreement_id uuid NOT NULL,
    said_by_id uuid
);

CREATE TABLE public.agreements_ownpart (
    id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    reminders smallint NOT NULL,
    done_at timestamp with time zone,
    ended_at timestamp with time zone,
    agreement_id uuid NOT NULL,
    asked_by_id uuid NOT NULL,
    CONSTRAINT agreements_ownpart_reminders_check CHECK ((reminders >= 0))
);

CREATE TABLE public.agreements_ownpartlink (
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    token_digest bytea NOT NULL,
    token bytea,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    wrong_codes smallint NOT NULL,
    done_at timestamp with time zone,
    ended_at timestamp with time zone,
    part_id uuid NOT NULL,
    sent_by_id uuid,
    transmission_id uuid NOT NULL,
    CONSTRAINT agreements_ownpartlink_wrong_codes_check CHECK ((wrong_codes >= 0))
);

CREATE TABLE public.agreements_ownpiece (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    "position" smallint NOT NULL,
    contact_key uuid,
    answer character varying(20) NOT NULL,
    content bytea,
    answered_at timestamp with time zone,
    outcome character varying(20) NOT NULL,
    reason character varying(20) NOT NULL,
    judged_at timestamp with time zone,
    answered_by_id uuid,
    judged_by_id uuid,
    part_id uuid NOT NULL,
    CONSTRAINT a_decision_about_an_answer_says_when CHECK ((((judged_at IS NULL) AND ((outcome)::text = ''::text)) OR ((NOT ((outcome)::text = ''::text)) AND (judged_at IS NOT NULL)))),
    CONSTRAINT a_refusal_of_an_answer_says_why CHECK (((((outcome)::text = 'refused'::text) AND (NOT ((reason)::text = ''::text))) OR ((NOT ((outcome)::text = 'refused'::text)) AND ((reason)::text = ''::text)))),
    CONSTRAINT agreements_ownpiece_position_check CHECK (("position" >= 0)),
    CONSTRAINT an_answer_says_when CHECK (((((answer)::text = ''::text) AND (answered_at IS NULL) AND ((outcome)::text = ''::text)) OR ((NOT ((answer)::text = ''::text)) AND (answered_at IS NOT NULL))))
);

CREATE TABLE public.agreements_paperfile (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    content bytea,
    size integer NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    agreement_id uuid NOT NULL,
    uploaded_by_id uuid NOT NULL,
    withdrawn_by_id uuid,
    CONSTRAINT agreements_paperfile_size_check CHECK ((size >= 0)),
    CONSTRAINT paperfile_is_not_empty CHECK ((size > 0)),
    CONSTRAINT paperfile_is_there_or_withdrawn CHECK ((((content IS NOT NULL) AND (withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL)) OR ((content IS NULL) AND (withdrawn_at IS NOT NULL) AND (withdrawn_by_id IS NOT NULL))))
);

CREATE TABLE public.agreements_processor (
    id uuid NOT NULL,
    party character varying(10) NOT NULL,
    name character varying(120) NOT NULL,
    enterprise_number character varying(10) NOT NULL,
    purpose character varying(20) NOT NULL,
    contract_signed_on date,
    changed_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    agreement_id uuid NOT NULL,
    CONSTRAINT processor_number_is_ten_digits CHECK ((((enterprise_number)::text = ''::text) OR ((enterprise_number)::text ~ '^[01][0-9]{9}$'::text))),
    CONSTRAINT processor_says_whose_and_what_for CHECK ((((party)::text = ANY (ARRAY[('agency'::character varying)::text, ('partner'::character varying)::text])) AND ((purpose)::text = ANY (ARRAY[('mail'::character varying)::text, ('hosting'::character varying)::text, ('case_files'::character varying)::text, ('support'::character varying)::text, ('backup'::character varying)::text, ('security'::character varying)::text, ('other'::character varying)::text]))))
);

CREATE TABLE public.agreements_processorcontract (
    id uuid NOT NULL,
    signed_on date NOT NULL,
    receiver_signatory character varying(120) NOT NULL,
    receiver_function character varying(120) NOT NULL,
    agency_signatory character varying(120) NOT NULL,
    agency_function character varying(120) NOT NULL,
    sub_processors character varying(500) NOT NULL,
    ends_on date,
    recorded_at timestamp with time zone NOT NULL,
    receiver_id uuid NOT NULL,
    CONSTRAINT processor_contract_ends_after_it_began CHECK (((ends_on IS NULL) OR (ends_on >= signed_on)))
);

CREATE TABLE public.agreements_processorcontractfile (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    content bytea,
    size integer NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    contract_id uuid NOT NULL,
    uploaded_by_id uuid NOT NULL,
    withdrawn_by_id uuid,
    CONSTRAINT agreements_processorcontractfile_size_check CHECK ((size >= 0)),
    CONSTRAINT processorcontractfile_is_not_empty CHECK ((size > 0)),
    CONSTRAINT processorcontractfile_is_there_or_withdrawn CHECK ((((content IS NOT NULL) AND (withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL)) OR ((content IS NULL) AND (withdrawn_at IS NOT NULL) AND (withdrawn_by_id IS NOT NULL))))
);

CREATE TABLE public.agreements_processoroverview (
    id uuid NOT NULL,
    by_party character varying(10) NOT NULL,
    given_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    agreement_id uuid NOT NULL,
    file_id uuid,
    message_id uuid,
    CONSTRAINT our_overview_is_a_message_and_theirs_is_received CHECK (((((by_party)::text = 'agency'::text) AND (file_id IS NULL) AND (message_id IS NOT NULL)) OR (((by_party)::text = 'partner'::text) AND (message_id IS NULL))))
);

CREATE TABLE public.agreements_proofrequest (
    id uuid NOT NULL,
    asked_on date NOT NULL,
    received_on date,
    agreement_id uuid NOT NULL,
    file_id uuid,
    message_id uuid NOT NULL,
    CONSTRAINT proof_comes_after_the_request_with_a_file CHECK ((((file_id IS NULL) AND (received_on IS NULL)) OR ((file_id IS NOT NULL) AND (received_on >= asked_on) AND (received_on IS NOT NULL))))
);

CREATE TABLE public.agreements_protocol (
    in_force_from date,
    ends_on date,
    notice_months smallint,
    notice_given_on date,
    notice_given_by_party character varying(10) NOT NULL,
    notice_proof character varying(100) NOT NULL,
    esignature_code character varying(40) NOT NULL,
    esignature_url character varying(300) NOT NULL,
    id uuid NOT NULL,
    ended_for_breach_on date,
    agreement_id uuid NOT NULL,
    CONSTRAINT agreements_protocol_notice_months_check CHECK ((notice_months >= 0)),
    CONSTRAINT protocol_ends_after_its_start CHECK ((ends_on >= in_force_from)),
    CONSTRAINT protocol_notice_says_by_whom CHECK (((((notice_given_by_party)::text = ''::text) AND (notice_given_on IS NULL)) OR (((notice_given_by_party)::text = ANY (ARRAY[('agency'::character varying)::text, ('partner'::character varying)::text])) AND (notice_given_on IS NOT NULL))))
);

CREATE TABLE public.agreements_publication (
    id uuid NOT NULL,
    party character varying(10) NOT NULL,
    url character varying(300) NOT NULL,
    published_on date NOT NULL,
    agreement_id uuid NOT NULL,
    CONSTRAINT publication_says_by_whom CHECK (((party)::text = ANY (ARRAY[('agency'::character varying)::text, ('partner'::character varying)::text])))
);

CREATE TABLE public.agreements_registerline (
    agreement_id uuid NOT NULL,
    judged_on date NOT NULL,
    status character varying(20) NOT NULL,
    may_send boolean NOT NULL,
    obstacles jsonb NOT NULL,
    doubts smallint NOT NULL,
    deadline_on date,
    deadline_kind character varying(20) NOT NULL,
    ends_on date,
    CONSTRAINT agreements_registerline_doubts_check CHECK ((doubts >= 0)),
    CONSTRAINT deadline_has_day_and_kind CHECK (((((deadline_kind)::text = ''::text) AND (deadline_on IS NULL)) OR ((deadline_on IS NOT NULL) AND (NOT ((deadline_kind)::text = ''::text)))))
);

CREATE TABLE public.agreements_reminder (
    id uuid NOT NULL,
    deadline character varying(20) NOT NULL,
    due_on date NOT NULL,
    moment character varying(20) NOT NULL,
    reminded_at timestamp with time zone NOT NULL,
    agreement_id uuid NOT NULL
);

CREATE TABLE public.agreements_reportedchange (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    reported_on date NOT NULL,
    answer character varying(20) NOT NULL,
    answered_on date,
    agreement_id uuid NOT NULL,
    CONSTRAINT reported_change_is_answered_afterwards CHECK (((((answer)::text = ''::text) AND (answered_on IS NULL)) OR (((answer)::text = ANY (ARRAY[('nothing'::character varying)::text, ('consulted'::character varying)::text, ('papers_changed'::character varying)::text, ('overview_changed'::character varying)::text, ('suspended'::character varying)::text])) AND (answered_on >= reported_on) AND (answered_on IS NOT NULL)))),
    CONSTRAINT reported_change_says_what CHECK (((kind)::text = ANY (ARRAY[('purpose'::character varying)::text, ('proportionality'::character varying)::text, ('frequency'::character varying)::text, ('duration'::character varying)::text, ('other_law'::character varying)::text, ('processors'::character varying)::text])))
);

CREATE TABLE public.agreements_securitymeasures (
    id uuid NOT NULL,
    policy_confirmed_on date,
    dpo_confirmed_on date,
    register_confirmed_on date,
    agreement_id uuid NOT NULL
);

CREATE TABLE public.agreements_signature (
    id uuid NOT NULL,
    document character varying(10) NOT NULL,
    party character varying(10) NOT NULL,
    "position" smallint NOT NULL,
    name character varying(120) NOT NULL,
    function character varying(120) NOT NULL,
    place character varying(100) NOT NULL,
    signed_on date,
    agreement_id uuid NOT NULL,
    CONSTRAINT agreements_signature_position_check CHECK (("position" >= 0)),
    CONSTRAINT one_or_two_signatories_per_side CHECK (("position" = ANY (ARRAY[1, 2]))),
    CONSTRAINT signature_says_what_and_whose CHECK ((((document)::text = ANY (ARRAY[('agreement'::character varying)::text, ('protocol'::character varying)::text])) AND ((party)::text = ANY (ARRAY[('agency'::character varying)::text, ('partner'::character varying)::text]))))
);

CREATE TABLE public.agreements_stop (
    id uuid NOT NULL,
    "on" date NOT NULL,
    until_on date,
    reason character varying(30) NOT NULL,
    last_sending_on date,
    suspension_id uuid,
    undo jsonb NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    taken_back_at timestamp with time zone,
    kind character varying(20) NOT NULL,
    by_party character varying(10) NOT NULL,
    agreement_id uuid NOT NULL,
    recorded_by_id uuid NOT NULL,
    CONSTRAINT stop_says_by_whom CHECK (((((by_party)::text = ''::text) AND ((kind)::text = 'legal_ground'::text)) OR ((NOT ((kind)::text = 'legal_ground'::text)) AND ((by_party)::text = ANY (ARRAY[('agency'::character varying)::text, ('partner'::character varying)::text]))))),
    CONSTRAINT stop_taken_back_after CHECK ((taken_back_at >= recorded_at))
);

CREATE TABLE public.agreements_stopletter (
    message_id uuid NOT NULL,
    takes_back boolean NOT NULL,
    stop_id uuid NOT NULL
);

CREATE TABLE public.agreements_suspension (
    id uuid NOT NULL,
    from_on date NOT NULL,
    until_on date,
    reason character varying(30) NOT NULL,
    by_party character varying(10) NOT NULL,
    agreement_id uuid NOT NULL,
    CONSTRAINT suspension_ends_after_its_start CHECK ((until_on >= from_on))
);

ALTER TABLE public.audit_auditevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_auditevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_head (
    log uuid NOT NULL,
    day date NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    salt bytea NOT NULL
);

CREATE SEQUENCE public.audit_journal
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.audit_leaf (
    log uuid NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    event_id bigint NOT NULL
);

CREATE TABLE public.audit_missedline (
    id bigint NOT NULL,
    line text NOT NULL
);

ALTER TABLE public.audit_missedline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_missedline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_node (
    log uuid NOT NULL,
    level smallint NOT NULL,
    index bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_node_level_check CHECK ((level >= 0))
);

CREATE TABLE public.audit_sealedlog (
    log uuid NOT NULL,
    size bigint NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    cleared_through bigint NOT NULL
);

CREATE TABLE public.audit_unsealed (
    event_id bigint NOT NULL
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.breaches_affectedtransmission (
    id uuid NOT NULL,
    added_at timestamp with time zone NOT NULL,
    taken_out_at timestamp with time zone,
    taken_out_reason character varying(20) NOT NULL,
    transmission_id uuid NOT NULL,
    breach_id uuid NOT NULL,
    CONSTRAINT taken_out_for_a_reason CHECK ((((taken_out_at IS NULL) AND ((taken_out_reason)::text = ''::text)) OR ((taken_out_at IS NOT NULL) AND ((taken_out_reason)::text = ANY (ARRAY[('not_opened'::character varying)::text, ('returned'::character varying)::text, ('other_period'::character varying)::text, ('deleted_before'::character varying)::text, ('mistake'::character varying)::text])))))
);

CREATE TABLE public.breaches_breach (
    id uuid NOT NULL,
    discovered_at timestamp with time zone NOT NULL,
    discovered_by character varying(10) NOT NULL,
    happenings character varying(30)[] NOT NULL,
    from_on date,
    until_on date,
    registered_at timestamp with time zone NOT NULL,
    reported_reference character varying(9) NOT NULL,
    authority character varying(10) NOT NULL,
    reported_at timestamp with time zone,
    no_report_reason character varying(20) NOT NULL,
    no_report_decided_by character varying(20) NOT NULL,
    clients_told character varying(10) NOT NULL,
    not_told_reason character varying(20) NOT NULL,
    clients_decided_on date,
    clients_told_on date,
    closed_on date,
    registered_by_id uuid,
    by_link_id uuid,
    CONSTRAINT breach_ends_after_its_start CHECK ((until_on >= from_on)),
    CONSTRAINT breach_is_discovered_before_it_is_registered CHECK ((discovered_at <= registered_at)),
    CONSTRAINT breach_is_registered_by_one CHECK (((registered_by_id IS NULL) OR (by_link_id IS NULL))),
    CONSTRAINT breach_is_reported_or_not_for_a_reason CHECK (((((authority)::text = ''::text) AND ((no_report_decided_by)::text = ''::text) AND ((no_report_reason)::text = ''::text) AND (reported_at IS NULL)) OR (((authority)::text = ANY (ARRAY[('gba'::character varying)::text, ('vtc'::character varying)::text])) AND ((no_report_decided_by)::text = ''::text) AND ((no_report_reason)::text = ''::text) AND (reported_at >= discovered_at) AND (reported_at IS NOT NULL)) OR (((authority)::text = 'none'::text) AND ((no_report_decided_by)::text = ANY (ARRAY[('agency_dpo'::character varying)::text, ('partner_dpo'::character varying)::text, ('both_dpos'::character varying)::text, ('management'::character varying)::text])) AND ((no_report_reason)::text = ANY (ARRAY[('encrypted'::character varying)::text, ('deleted'::character varying)::text, ('bound'::character varying)::text, ('no_breach'::character varying)::text])) AND (reported_at IS NULL)))),
    CONSTRAINT breach_says_what_happened CHECK (((happenings <@ ARRAY['wrong_mailbox'::character varying(30), 'opened_without_secrecy'::character varying(30), 'broken_into'::character varying(30), 'device_lost'::character varying(30), 'password_passed_on'::character varying(30), 'archive_passed_on'::character varying(30), 'unknown'::character varying(30)]) AND (
CASE
    WHEN (happenings IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(happenings, 1), 0)
END > 0))),
    CONSTRAINT clients_are_told_or_not_for_a_reason CHECK ((((clients_decided_on IS NULL) AND ((clients_told)::text = 'undecided'::text) AND (clients_told_on IS NULL) AND ((not_told_reason)::text = ''::text)) OR ((clients_decided_on IS NOT NULL) AND ((clients_told)::text = 'no'::text) AND (clients_told_on IS NULL) AND ((not_told_reason)::text = ANY (ARRAY[('no_high_risk'::character varying)::text, ('encrypted'::character varying)::text, ('risk_taken_away'::character varying)::text, ('public_notice'::character varying)::text]))) OR ((clients_decided_on IS NOT NULL) AND ((clients_told)::text = 'yes'::text) AND ((not_told_reason)::text = ''::text))))
);

CREATE TABLE public.breaches_breach_agreements (
    id bigint NOT NULL,
    breach_id uuid NOT NULL,
    agreement_id uuid NOT NULL
);

ALTER TABLE public.breaches_breach_agreements ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.breaches_breach_agreements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.breaches_breach_partners (
    id bigint NOT NULL,
    breach_id uuid NOT NULL,
    organisation_id uuid NOT NULL
);

ALTER TABLE public.breaches_breach_partners ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.breaches_breach_partners_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.breaches_breachalarm (
    id uuid NOT NULL,
    hours smallint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    breach_id uuid NOT NULL,
    CONSTRAINT alarm_is_known CHECK ((hours = ANY (ARRAY[48, 24, 6, 0]))),
    CONSTRAINT breaches_breachalarm_hours_check CHECK ((hours >= 0))
);

CREATE TABLE public.breaches_breachlink (
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    token_digest bytea NOT NULL,
    token bytea,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    wrong_codes smallint NOT NULL,
    done_at timestamp with time zone,
    ended_at timestamp with time zone,
    answered_at timestamp with time zone,
    partner_id uuid,
    sent_by_id uuid,
    transmission_id uuid NOT NULL,
    CONSTRAINT breach_link_address_is_in_lower_case CHECK (((email)::text = lower((email)::text))),
    CONSTRAINT breaches_breachlink_wrong_codes_check CHECK ((wrong_codes >= 0))
);

CREATE TABLE public.breaches_breachnotice (
    id uuid NOT NULL,
    round smallint NOT NULL,
    addressee character varying(400) NOT NULL,
    breach_id uuid NOT NULL,
    message_id uuid NOT NULL,
    CONSTRAINT breaches_breachnotice_round_check CHECK ((round >= 0))
);

CREATE TABLE public.breaches_breachsearch (
    id uuid NOT NULL,
    mailbox character varying(254) NOT NULL,
    from_on date,
    until_on date,
    run_at timestamp with time zone NOT NULL,
    found integer NOT NULL,
    breach_id uuid NOT NULL,
    partner_id uuid,
    CONSTRAINT breach_search_ends_after_its_start CHECK ((until_on >= from_on)),
    CONSTRAINT breach_search_has_a_condition CHECK ((NOT ((from_on IS NULL) AND ((mailbox)::text = ''::text) AND (partner_id IS NULL) AND (until_on IS NULL)))),
    CONSTRAINT breaches_breachsearch_found_check CHECK ((found >= 0))
);

CREATE TABLE public.breaches_consultation (
    id uuid NOT NULL,
    held_at timestamp with time zone NOT NULL,
    channel character varying(10) NOT NULL,
    agency_attendees character varying(20)[] NOT NULL,
    partner_attendees character varying(20)[] NOT NULL,
    agreement_id uuid NOT NULL,
    breach_id uuid NOT NULL,
    CONSTRAINT consultation_has_both_sides CHECK (((agency_attendees <@ ARRAY['dpo'::character varying(20), 'breach_contact'::character varying(20), 'management'::character varying(20), 'ict'::character varying(20), 'staff'::character varying(20)]) AND (
CASE
    WHEN (agency_attendees IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(agency_attendees, 1), 0)
END > 0) AND (partner_attendees <@ ARRAY['dpo'::character varying(20), 'breach_contact'::character varying(20), 'management'::character varying(20), 'ict'::character varying(20), 'staff'::character varying(20)]) AND (
CASE
    WHEN (partner_attendees IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(partner_attendees, 1), 0)
END > 0)))
);

CREATE TABLE public.breaches_measure (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    "on" date NOT NULL,
    is_done boolean NOT NULL,
    breach_id uuid NOT NULL,
    CONSTRAINT measure_is_known CHECK (((kind)::text = ANY (ARRAY[('deletion_asked'::character varying)::text, ('mailbox_closed'::character varying)::text, ('mailbox_changed'::character varying)::text, ('access_changed'::character varying)::text, ('device_wiped'::character varying)::text, ('sharing_suspended'::character varying)::text, ('staff_instructed'::character varying)::text, ('security_changed'::character varying)::text, ('police'::character varying)::text])))
);

CREATE TABLE public.cache (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);

CREATE TABLE public.consent_consent (
    id uuid NOT NULL,
    client character varying(10) NOT NULL,
    told_purpose boolean NOT NULL,
    told_data boolean NOT NULL,
    told_receiver boolean NOT NULL,
    told_next_steps boolean NOT NULL,
    told_expectations boolean NOT NULL,
    is_free boolean NOT NULL,
    is_explicit boolean NOT NULL,
    is_decided_together boolean NOT NULL,
    given_on date NOT NULL,
    channel character varying(10) NOT NULL,
    language character varying(10) NOT NULL,
    interpreter character varying(20) NOT NULL,
    text_version character varying(20) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    obtained_by_id uuid NOT NULL,
    receiver_id uuid NOT NULL,
    team_id uuid NOT NULL
);

CREATE TABLE public.consent_proof (
    id uuid NOT NULL,
    told bytea NOT NULL,
    ends_on date NOT NULL,
    consent_id uuid NOT NULL
);

CREATE TABLE public.consent_signedsheet (
    id uuid NOT NULL,
    content bytea NOT NULL,
    size integer NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    consent_id uuid NOT NULL,
    kept_by_id uuid NOT NULL,
    CONSTRAINT consent_signedsheet_size_check CHECK ((size >= 0)),
    CONSTRAINT signed_sheet_is_not_empty CHECK ((size > 0))
);

CREATE TABLE public.consent_withdrawal (
    id uuid NOT NULL,
    withdrawn_on date NOT NULL,
    reason character varying(20) NOT NULL,
    told_by character varying(20) NOT NULL,
    told_to character varying(20) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    consent_id uuid NOT NULL,
    recorded_by_id uuid,
    CONSTRAINT withdrawal_is_recorded_by_someone_or_by_the_client CHECK ((((recorded_by_id IS NULL) AND ((told_to)::text = 'page'::text)) OR ((recorded_by_id IS NOT NULL) AND (NOT ((told_to)::text = 'page'::text)))))
);

CREATE TABLE public.directory_activity (
    id bigint NOT NULL,
    is_active boolean NOT NULL,
    known_at timestamp with time zone NOT NULL,
    organisation_id uuid NOT NULL
);

ALTER TABLE public.directory_activity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_activity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_alias (
    id uuid NOT NULL,
    name character varying(60) NOT NULL,
    municipality_id character varying(5) NOT NULL
);

CREATE TABLE public.directory_municipality (
    nis character varying(5) NOT NULL,
    name character varying(60) NOT NULL,
    name_fr character varying(60) NOT NULL,
    region character varying(3) NOT NULL,
    province character varying(40) NOT NULL,
    CONSTRAINT municipality_nis_is_five_digits CHECK (((nis)::text ~ '^[0-9]{5}$'::text)),
    CONSTRAINT municipality_region_exists CHECK (((region)::text = ANY (ARRAY[('VLG'::character varying)::text, ('BRU'::character varying)::text, ('WAL'::character varying)::text])))
);

CREATE TABLE public.directory_organisation (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(120) NOT NULL,
    enterprise_number character varying(10) NOT NULL,
    street character varying(120) NOT NULL,
    postal_code character varying(4) NOT NULL,
    municipality_name character varying(60) NOT NULL,
    correspondence_street character varying(120) NOT NULL,
    correspondence_postal_code character varying(4) NOT NULL,
    correspondence_municipality_name character varying(60) CONSTRAINT directory_organisation_correspondence_municipality_nam_not_null NOT NULL,
    phone character varying(16) NOT NULL,
    email character varying(254) NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT organisation_correspondence_address_is_whole CHECK (((((correspondence_municipality_name)::text = ''::text) AND ((correspondence_postal_code)::text = ''::text) AND ((correspondence_street)::text = ''::text)) OR ((NOT ((correspondence_street)::text = ''::text)) AND (NOT ((correspondence_postal_code)::text = ''::text)) AND (NOT ((correspondence_municipality_name)::text = ''::text))))),
    CONSTRAINT organisation_enterprise_number_is_valid CHECK (
CASE
    WHEN ((enterprise_number)::text = ''::text) THEN true
    WHEN ((enterprise_number)::text ~ '^[01][0-9]{9}$'::text) THEN (("substring"((enterprise_number)::text, 9, 2))::integer = (97 - mod(("substring"((enterprise_number)::text, 1, 8))::integer, 97)))
    ELSE false
END),
    CONSTRAINT organisation_has_enterprise_number CHECK ((((kind)::text = 'local_team'::text) OR (NOT ((enterprise_number)::text = ''::text)))),
    CONSTRAINT organisation_kind_exists CHECK (((kind)::text = ANY (ARRAY[('agency'::character varying)::text, ('local_team'::character varying)::text, ('ocmw'::character varying)::text, ('caw'::character varying)::text, ('dmw'::character varying)::text])))
);

CREATE TABLE public.directory_postalcode (
    id uuid NOT NULL,
    code character varying(4) NOT NULL,
    municipality_id character varying(5) NOT NULL
);

CREATE TABLE public.directory_territory (
    id uuid NOT NULL,
    from_on date NOT NULL,
    until_on date,
    municipality_id character varying(5) NOT NULL,
    organisation_id uuid NOT NULL,
    CONSTRAINT territory_ends_after_it_begins CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);

CREATE TABLE public.directory_territorychange (
    id bigint NOT NULL,
    territory_key uuid NOT NULL,
    from_on date NOT NULL,
    until_on date,
    is_removed boolean NOT NULL,
    known_at timestamp with time zone NOT NULL,
    municipality_id character varying(5) NOT NULL,
    organisation_id uuid NOT NULL
);

ALTER TABLE public.directory_territorychange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_territorychange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.gbo_gboabsence (
    id uuid NOT NULL,
    asked_on date NOT NULL,
    organisation_id uuid NOT NULL
);

CREATE TABLE public.gbo_gboagreement (
    id uuid NOT NULL,
    drawn_up_at_place character varying(100) NOT NULL,
    drawn_up_on date,
    advice_asked_on date,
    advised_on date,
    advised_by character varying(120) NOT NULL,
    published_on date,
    publication_url character varying(300) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT gbo_advice_comes_after_the_question CHECK ((advised_on >= advice_asked_on)),
    CONSTRAINT gbo_publication_says_when_and_where CHECK (((((publication_url)::text = ''::text) AND (published_on IS NULL)) OR ((published_on IS NOT NULL) AND (NOT ((publication_url)::text = ''::text)))))
);

CREATE TABLE public.gbo_gbofile (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    content bytea,
    size integer NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    agreement_id uuid NOT NULL,
    uploaded_by_id uuid NOT NULL,
    withdrawn_by_id uuid,
    CONSTRAINT gbo_gbofile_size_check CHECK ((size >= 0)),
    CONSTRAINT gbofile_is_not_empty CHECK ((size > 0)),
    CONSTRAINT gbofile_is_there_or_withdrawn CHECK ((((content IS NOT NULL) AND (withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL)) OR ((content IS NULL) AND (withdrawn_at IS NOT NULL) AND (withdrawn_by_id IS NOT NULL))))
);

CREATE TABLE public.gbo_gboletter (
    id uuid NOT NULL,
    sent_on date NOT NULL,
    number character varying(100) NOT NULL,
    notice_id uuid NOT NULL,
    to_party_id uuid NOT NULL,
    CONSTRAINT gbo_letter_has_a_number CHECK ((NOT ((number)::text = ''::text)))
);

CREATE TABLE public.gbo_gbomailbox (
    mailbox_id uuid NOT NULL,
    party_id uuid NOT NULL
);

CREATE TABLE public.gbo_gbonotice (
    id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    by_party_id uuid NOT NULL
);

CREATE TABLE public.gbo_gbonotprinted (
    id uuid NOT NULL,
    key character varying(60) NOT NULL,
    said_at timestamp with time zone NOT NULL,
    agreement_id uuid NOT NULL,
    said_by_id uuid,
    party_id uuid
);

CREATE TABLE public.gbo_gboparty (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    signatory_name character varying(120) NOT NULL,
    signatory_function character varying(120) NOT NULL,
    second_signatory_name character varying(120) NOT NULL,
    second_signatory_function character varying(120) NOT NULL,
    signed_on date,
    dpo_name character varying(120) NOT NULL,
    dpo_email character varying(254) NOT NULL,
    agreement_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    CONSTRAINT gbo_party_is_a_core_actor CHECK (((kind)::text = ANY (ARRAY[('caw'::character varying)::text, ('ocmw'::character varying)::text, ('dmw'::character varying)::text]))),
    CONSTRAINT gbo_second_signatory_comes_after_the_first CHECK (((((second_signatory_function)::text = ''::text) AND ((second_signatory_name)::text = ''::text)) OR (NOT ((signatory_name)::text = ''::text)))),
    CONSTRAINT gbo_signature_says_by_whom CHECK (((signed_on IS NULL) OR (NOT ((signatory_name)::text = ''::text))))
);

CREATE TABLE public.gbo_gbostop (
    id uuid NOT NULL,
    "on" date NOT NULL,
    until_on date,
    reason character varying(30) NOT NULL,
    last_sending_on date,
    suspension_id uuid,
    undo jsonb NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    taken_back_at timestamp with time zone,
    kind character varying(20) NOT NULL,
    against_party_id uuid,
    agreement_id uuid NOT NULL,
    by_party_id uuid NOT NULL,
    recorded_by_id uuid NOT NULL,
    CONSTRAINT gbo_stop_says_of_which_suspension CHECK ((((against_party_id IS NULL) AND ((kind)::text = 'notice'::text) AND (suspension_id IS NULL)) OR ((NOT ((kind)::text = 'notice'::text)) AND (against_party_id IS NOT NULL) AND (suspension_id IS NOT NULL)))),
    CONSTRAINT gbostop_taken_back_after CHECK ((taken_back_at >= recorded_at))
);

CREATE TABLE public.gbo_gbostopletter (
    message_id uuid NOT NULL,
    takes_back boolean NOT NULL,
    party_id uuid NOT NULL,
    scan_id uuid,
    stop_id uuid NOT NULL
);

CREATE TABLE public.gbo_gbosuspension (
    id uuid NOT NULL,
    from_on date NOT NULL,
    until_on date,
    reason character varying(30) NOT NULL,
    notified_on date,
    notification_proof character varying(100) NOT NULL,
    stopped_on date,
    against_party_id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    by_party_id uuid NOT NULL,
    CONSTRAINT gbo_stop_comes_after_suspension_and_notification CHECK (((((notification_proof)::text = ''::text) AND (notified_on IS NULL) AND (stopped_on IS NULL)) OR ((notified_on >= from_on) AND (stopped_on > until_on) AND (stopped_on >= notified_on) AND (notified_on IS NOT NULL) AND (stopped_on IS NOT NULL) AND (until_on IS NOT NULL) AND (NOT ((notification_proof)::text = ''::text))))),
    CONSTRAINT gbo_suspension_is_against_another CHECK ((NOT (by_party_id = against_party_id))),
    CONSTRAINT gbosuspension_ends_after_its_start CHECK ((until_on >= from_on))
);

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ocmw_intake_clientwithdrawal (
    intake_id uuid NOT NULL,
    withdrawn_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by_id uuid NOT NULL
);

CREATE TABLE public.ocmw_intake_contactattempt (
    id uuid NOT NULL,
    made_on date NOT NULL,
    channel character varying(10) NOT NULL,
    reached boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    struck_at timestamp with time zone,
    struck_because character varying(14) NOT NULL,
    intake_id uuid NOT NULL,
    made_by_id uuid NOT NULL,
    struck_by_id uuid,
    CONSTRAINT attempt_channel_is_known CHECK (((channel)::text = ANY (ARRAY[('phone'::character varying)::text, ('home_visit'::character varying)::text, ('email'::character varying)::text, ('letter'::character varying)::text]))),
    CONSTRAINT struck_attempt_has_who_when_and_why CHECK ((((struck_at IS NULL) AND ((struck_because)::text = ''::text) AND (struck_by_id IS NULL)) OR ((struck_at IS NOT NULL) AND ((struck_because)::text = ANY (ARRAY[('wrong_day'::character varying)::text, ('wrong_referral'::character varying)::text, ('double'::character varying)::text, ('not_made'::character varying)::text, ('corrected'::character varying)::text])) AND (struck_by_id IS NOT NULL))))
);

CREATE TABLE public.ocmw_intake_deletion (
    intake_id uuid NOT NULL,
    declared_on date NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    declared_by_id uuid NOT NULL
);

CREATE TABLE public.ocmw_intake_fileclosing (
    id uuid NOT NULL,
    closed_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    reopened_at timestamp with time zone,
    closed_by_id uuid NOT NULL,
    intake_id uuid NOT NULL,
    reopened_by_id uuid,
    CONSTRAINT reopened_file_has_who_and_when CHECK ((((reopened_at IS NULL) AND (reopened_by_id IS NULL)) OR ((reopened_at IS NOT NULL) AND (reopened_by_id IS NOT NULL))))
);

CREATE TABLE public.ocmw_intake_intake (
    id uuid NOT NULL,
    received_at timestamp with time zone NOT NULL,
    status character varying(12) NOT NULL,
    must_go_since timestamp with time zone,
    must_go_because character varying(12) NOT NULL,
    file_number character varying(20) NOT NULL,
    closed_on date,
    assigned_to_id uuid,
    partner_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    CONSTRAINT intake_file_number_has_its_shape CHECK ((((file_number)::text = ''::text) OR ((file_number)::text ~ '^(?=.*[0-9])(?!.*[A-Za-z]{5})(?!.*[a-z]{3})(?!.*[A-Z][a-z])[A-Za-z0-9][A-Za-z0-9./-]{0,19}$'::text))),
    CONSTRAINT intake_says_why_data_must_go CHECK (((((must_go_because)::text = ''::text) AND (must_go_since IS NULL)) OR (((must_go_because)::text = ANY (ARRAY[('team'::character varying)::text, ('withdrawn'::character varying)::text, ('declines'::character varying)::text, ('not_reached'::character varying)::text, ('moved'::character varying)::text, ('referred_on'::character varying)::text])) AND (must_go_since IS NOT NULL)))),
    CONSTRAINT intake_status_is_known CHECK (((status)::text = ANY (ARRAY[('to_contact'::character varying)::text, ('not_reached'::character varying)::text, ('reached'::character varying)::text, ('to_delete'::character varying)::text, ('closed'::character varying)::text, ('deleted'::character varying)::text])))
);

CREATE TABLE public.ocmw_intake_outcome (
    id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    replaced_at timestamp with time zone,
    referred_to character varying(14) NOT NULL,
    keeps_file boolean NOT NULL,
    stopped_on date,
    intake_id uuid NOT NULL,
    recorded_by_id uuid NOT NULL,
    taken_back_by_id uuid,
    CONSTRAINT only_who_is_referred_on_goes_to_a_service CHECK ((((referred_to)::text = ''::text) OR (((kind)::text = 'referred_on'::text) AND ((referred_to)::text = ANY (ARRAY[('caw'::character varying)::text, ('dmw'::character varying)::text, ('ocmw'::character varying)::text, ('family_centre'::character varying)::text, ('doctor'::character varying)::text, ('vdab'::character varying)::text, ('other'::character varying)::text]))))),
    CONSTRAINT outcome_kind_is_known CHECK (((kind)::text = ANY (ARRAY[('wants_help'::character varying)::text, ('declines'::character varying)::text, ('not_reached'::character varying)::text, ('moved'::character varying)::text, ('referred_on'::character varying)::text]))),
    CONSTRAINT outcome_says_whether_there_is_a_file CHECK ((((keeps_file AND ((kind)::text = 'wants_help'::text)) OR (NOT ((kind)::text = 'wants_help'::text))) AND (((NOT keeps_file) AND ((kind)::text = ANY (ARRAY[('declines'::character varying)::text, ('not_reached'::character varying)::text, ('moved'::character varying)::text]))) OR (NOT ((kind)::text = ANY (ARRAY[('declines'::character varying)::text, ('not_reached'::character varying)::text, ('moved'::character varying)::text])))))),
    CONSTRAINT what_is_taken_back_holds_no_more CHECK (((taken_back_by_id IS NULL) OR (replaced_at IS NOT NULL))),
    CONSTRAINT who_gave_up_says_since_when CHECK (((((kind)::text = 'not_reached'::text) AND (stopped_on IS NOT NULL)) OR ((NOT ((kind)::text = 'not_reached'::text)) AND (stopped_on IS NULL))))
);

CREATE TABLE public.ocmw_intake_receiverterms (
    id uuid NOT NULL,
    days_to_delete smallint NOT NULL,
    days_after_giving_up smallint NOT NULL,
    years_after_closing smallint NOT NULL,
    attempts_before_giving_up smallint NOT NULL,
    partner_id uuid NOT NULL,
    CONSTRAINT ocmw_intake_receiverterms_attempts_before_giving_up_check CHECK ((attempts_before_giving_up >= 0)),
    CONSTRAINT ocmw_intake_receiverterms_days_after_giving_up_check CHECK ((days_after_giving_up >= 0)),
    CONSTRAINT ocmw_intake_receiverterms_days_to_delete_check CHECK ((days_to_delete >= 0)),
    CONSTRAINT ocmw_intake_receiverterms_years_after_closing_check CHECK ((years_after_closing >= 0)),
    CONSTRAINT receiver_terms_are_reasonable CHECK (((attempts_before_giving_up >= 1) AND (attempts_before_giving_up <= 10) AND (days_after_giving_up <= 90) AND (days_to_delete <= 90) AND ((years_after_closing >= 1) AND (years_after_closing <= 30))))
);

CREATE TABLE public.ocmw_intake_reminderstop (
    intake_id uuid NOT NULL,
    stopped_at timestamp with time zone NOT NULL,
    stopped_by_id uuid
);

CREATE TABLE public.ocmw_intake_withdrawalending (
    intake_id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    deleted_on date NOT NULL,
    said_at timestamp with time zone NOT NULL,
    said_by_id uuid NOT NULL,
    CONSTRAINT ending_is_known CHECK (((kind)::text = ANY (ARRAY[('nothing_begun'::character varying)::text, ('everything_deleted'::character varying)::text, ('file_stays'::character varying)::text])))
);

CREATE TABLE public.onward_onwardbreach (
    id uuid NOT NULL,
    happening character varying(30) NOT NULL,
    discovered_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone NOT NULL,
    partner_id uuid NOT NULL,
    receiver_id uuid NOT NULL,
    told_by_id uuid NOT NULL
);

CREATE TABLE public.onward_onwardbreach_sharings (
    id bigint NOT NULL,
    onwardbreach_id uuid NOT NULL,
    onwardsharing_id uuid NOT NULL
);

ALTER TABLE public.onward_onwardbreach_sharings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.onward_onwardbreach_sharings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.onward_onwardbreachletter (
    id uuid NOT NULL,
    recipient character varying(254) NOT NULL,
    subject character varying(120) NOT NULL,
    body bytea NOT NULL,
    breach_id uuid NOT NULL,
    transmission_id uuid NOT NULL
);

CREATE TABLE public.onward_onwardconsent (
    id uuid NOT NULL,
    given_on date NOT NULL,
    told_purpose boolean NOT NULL,
    told_data boolean NOT NULL,
    told_partner boolean NOT NULL,
    told_next_steps boolean NOT NULL,
    told_expectations boolean NOT NULL,
    is_free boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    ended_on date,
    ended_at timestamp with time zone,
    ended_because character varying(10) NOT NULL,
    asked_by_id uuid NOT NULL,
    ended_by_id uuid,
    intake_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    CONSTRAINT onward_consent_end_says_when_and_why CHECK ((((ended_at IS NULL) AND ((ended_because)::text = ''::text) AND (ended_by_id IS NULL) AND (ended_on IS NULL)) OR ((ended_at IS NOT NULL) AND (ended_on IS NOT NULL) AND (NOT ((ended_because)::text = ''::text))))),
    CONSTRAINT onward_consent_is_whole CHECK ((is_free AND told_data AND told_expectations AND told_next_steps AND told_partner AND told_purpose))
);

CREATE TABLE public.onward_onwarddeletion (
    id uuid NOT NULL,
    reference character varying(9) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    consent_id uuid NOT NULL,
    transmission_id uuid NOT NULL
);

CREATE TABLE public.onward_onwardsharing (
    id uuid NOT NULL,
    reference character varying(9) NOT NULL,
    shared_at timestamp with time zone NOT NULL,
    agreement_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    intake_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    shared_by_id uuid NOT NULL,
    transmission_id uuid NOT NULL
);

CREATE TABLE public.onward_returningmailbox (
    id uuid NOT NULL,
    address character varying(254) NOT NULL,
    mail_left_at timestamp with time zone NOT NULL,
    works_since timestamp with time zone,
    receiver_id uuid NOT NULL,
    told_by_id uuid,
    CONSTRAINT somebody_told_that_it_works CHECK ((((told_by_id IS NULL) AND (works_since IS NULL)) OR ((told_by_id IS NOT NULL) AND (works_since IS NOT NULL))))
);

CREATE TABLE public.outbox_attempt (
    id bigint NOT NULL,
    number integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outcome character varying(20) NOT NULL,
    stage character varying(20) NOT NULL,
    code smallint,
    status_code character varying(12) NOT NULL,
    tls_fault character varying(20) NOT NULL,
    transmission_id uuid NOT NULL,
    CONSTRAINT outbox_attempt_code_check CHECK ((code >= 0)),
    CONSTRAINT outbox_attempt_number_check CHECK ((number >= 0))
);

ALTER TABLE public.outbox_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outbox_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.outbox_outboxstate (
    id smallint NOT NULL,
    home character varying(120) NOT NULL,
    frozen_at timestamp with time zone,
    frozen_because character varying(10) NOT NULL,
    reading_until timestamp with time zone,
    left_to_a_person integer NOT NULL,
    CONSTRAINT frozen_says_why CHECK ((((frozen_at IS NULL) AND ((frozen_because)::text = ''::text)) OR ((frozen_at IS NOT NULL) AND (NOT ((frozen_because)::text = ''::text))))),
    CONSTRAINT outbox_outboxstate_id_check CHECK ((id >= 0)),
    CONSTRAINT outbox_outboxstate_left_to_a_person_check CHECK ((left_to_a_person >= 0)),
    CONSTRAINT there_is_one_outbox CHECK ((id = 1))
);

CREATE TABLE public.outbox_relaystate (
    id smallint NOT NULL,
    login_refused_at timestamp with time zone,
    next_login_at timestamp with time zone,
    tls_fault character varying(20) NOT NULL,
    tls_failed_at timestamp with time zone,
    CONSTRAINT a_line_that_is_not_safe_says_why CHECK ((((tls_failed_at IS NULL) AND ((tls_fault)::text = ''::text)) OR ((tls_failed_at IS NOT NULL) AND (NOT ((tls_fault)::text = ''::text))))),
    CONSTRAINT a_refused_login_is_tried_again CHECK ((((login_refused_at IS NULL) AND (next_login_at IS NULL)) OR ((login_refused_at IS NOT NULL) AND (next_login_at IS NOT NULL)))),
    CONSTRAINT outbox_relaystate_id_check CHECK ((id >= 0)),
    CONSTRAINT there_is_one_relay CHECK ((id = 1))
);

CREATE TABLE public.outbox_report (
    id bigint NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    verdict character varying(15) NOT NULL,
    code character varying(12) NOT NULL,
    transmission_id uuid NOT NULL,
    CONSTRAINT verdict_is_known CHECK (((verdict)::text = ANY (ARRAY[('delivered'::character varying)::text, ('relayed'::character varying)::text, ('delayed'::character varying)::text, ('returned'::character varying)::text, ('about_another'::character varying)::text, ('automatic'::character varying)::text, ('complaint'::character varying)::text, ('unclear'::character varying)::text])))
);

ALTER TABLE public.outbox_report ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outbox_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.outbox_sharedfault (
    id uuid NOT NULL,
    cause character varying(1) NOT NULL,
    code character varying(12) NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    receivers integer NOT NULL,
    CONSTRAINT outbox_sharedfault_receivers_check CHECK ((receivers >= 0))
);

CREATE TABLE public.outbox_unreadablevalue (
    id bigint NOT NULL,
    "table" character varying(80) NOT NULL,
    "row" uuid NOT NULL,
    "column" character varying(60) NOT NULL,
    noticed_at timestamp with time zone NOT NULL,
    opened_again_at timestamp with time zone
);

ALTER TABLE public.outbox_unreadablevalue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outbox_unreadablevalue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.paper_import_importline (
    id uuid NOT NULL,
    number integer NOT NULL,
    label character varying(250) NOT NULL,
    outcome character varying(10) NOT NULL,
    findings jsonb NOT NULL,
    doubts smallint NOT NULL,
    fingerprint character varying(64) NOT NULL,
    paper_import_id uuid NOT NULL,
    CONSTRAINT paper_import_importline_doubts_check CHECK ((doubts >= 0)),
    CONSTRAINT paper_import_importline_number_check CHECK ((number >= 0))
);

CREATE TABLE public.paper_import_paperdraft (
    id uuid NOT NULL,
    content bytea,
    fingerprint character varying(64) NOT NULL,
    sealed_name bytea,
    "position" smallint NOT NULL,
    papers character varying(10) NOT NULL,
    pages smallint NOT NULL,
    status character varying(10) NOT NULL,
    sentence character varying(300) NOT NULL,
    tries smallint NOT NULL,
    sealed_read bytea,
    sealed_texts bytea,
    sealed_answers bytea,
    uploaded_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone,
    finished_at timestamp with time zone,
    agreement_id uuid,
    gbo_agreement_id uuid,
    uploaded_by_id uuid NOT NULL,
    CONSTRAINT finished_draft_is_empty CHECK (((NOT ((status)::text = ANY (ARRAY[('registered'::character varying)::text, ('discarded'::character varying)::text]))) OR ((content IS NULL) AND (sealed_answers IS NULL) AND (sealed_name IS NULL) AND (sealed_read IS NULL) AND (sealed_texts IS NULL)))),
    CONSTRAINT paper_draft_says_where_it_is CHECK ((((papers)::text = ANY (ARRAY[('agreement'::character varying)::text, ('protocol'::character varying)::text, ('both'::character varying)::text, ('gbo'::character varying)::text])) AND ((status)::text = ANY (ARRAY[('waiting'::character varying)::text, ('open'::character varying)::text, ('unreadable'::character varying)::text, ('registered'::character varying)::text, ('discarded'::character varying)::text])))),
    CONSTRAINT paper_import_paperdraft_pages_check CHECK ((pages >= 0)),
    CONSTRAINT paper_import_paperdraft_position_check CHECK (("position" >= 0)),
    CONSTRAINT paper_import_paperdraft_tries_check CHECK ((tries >= 0)),
    CONSTRAINT registered_draft_has_its_agreement CHECK (((NOT ((status)::text = 'registered'::text)) OR ((agreement_id IS NOT NULL) AND (gbo_agreement_id IS NULL)) OR ((agreement_id IS NULL) AND (gbo_agreement_id IS NOT NULL)))),
    CONSTRAINT waiting_draft_has_its_file CHECK (((NOT ((status)::text = 'waiting'::text)) OR (content IS NOT NULL)))
);

CREATE TABLE public.paper_import_paperimport (
    id uuid NOT NULL,
    content bytea,
    status character varying(12) NOT NULL,
    sentence character varying(300) NOT NULL,
    total integer NOT NULL,
    done integer NOT NULL,
    tries smallint NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    finished_at timestamp with time zone,
    confirmed_by_id uuid,
    uploaded_by_id uuid,
    CONSTRAINT import_status_exists CHECK (((status)::text = ANY (ARRAY[('uploaded'::character varying)::text, ('checked'::character varying)::text, ('confirmed'::character varying)::text, ('imported'::character varying)::text, ('unreadable'::character varying)::text, ('failed'::character varying)::text, ('discarded'::character varying)::text]))),
    CONSTRAINT paper_import_paperimport_done_check CHECK ((done >= 0)),
    CONSTRAINT paper_import_paperimport_total_check CHECK ((total >= 0)),
    CONSTRAINT paper_import_paperimport_tries_check CHECK ((tries >= 0)),
    CONSTRAINT waiting_import_has_its_file CHECK (((NOT ((status)::text = ANY (ARRAY[('uploaded'::character varying)::text, ('confirmed'::character varying)::text]))) OR (content IS NOT NULL)))
);

CREATE TABLE public.referrals_clientfingerprint (
    id uuid NOT NULL,
    detail character varying(10) NOT NULL,
    by_words bytea NOT NULL,
    by_letters bytea NOT NULL,
    ends_on date NOT NULL,
    referral_id uuid NOT NULL
);

CREATE TABLE public.referrals_correction (
    called_on date,
    spoke_with character varying(20) NOT NULL,
    id uuid NOT NULL,
    name_defect character varying(12) NOT NULL,
    address_defect character varying(12) NOT NULL,
    phone_defect character varying(12) NOT NULL,
    email_defect character varying(12) NOT NULL,
    is_unreadable boolean NOT NULL,
    how character varying(10) NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    answer character varying(10) NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id uuid,
    called_by_id uuid,
    reported_by_id uuid NOT NULL,
    transmission_id uuid,
    referral_id uuid NOT NULL,
    CONSTRAINT correction_answer_has_who_and_when CHECK (((((answer)::text = ''::text) AND (answered_at IS NULL) AND (answered_by_id IS NULL) AND (transmission_id IS NULL)) OR ((NOT ((answer)::text = ''::text)) AND (answered_at IS NOT NULL) AND (answered_by_id IS NOT NULL)))),
    CONSTRAINT correction_call_has_day_caller_and_listener CHECK ((((called_by_id IS NULL) AND (called_on IS NULL) AND ((spoke_with)::text = ''::text)) OR ((called_by_id IS NOT NULL) AND (called_on IS NOT NULL) AND (NOT ((spoke_with)::text = ''::text))))),
    CONSTRAINT correction_names_at_least_one_field CHECK (((NOT (((address_defect)::text = ''::text) AND ((email_defect)::text = ''::text) AND ((name_defect)::text = ''::text) AND ((phone_defect)::text = ''::text))) OR is_unreadable))
);

CREATE TABLE public.referrals_deletiondeclaration (
    referral_id uuid NOT NULL,
    declared_on date NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    declared_by_id uuid NOT NULL
);

CREATE TABLE public.referrals_deletionnotice (
    called_on date,
    spoke_with character varying(20) NOT NULL,
    id uuid NOT NULL,
    reason character varying(20) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by_id uuid,
    called_by_id uuid,
    referral_id uuid NOT NULL,
    transmission_id uuid,
    CONSTRAINT deletion_is_asked_by_mail_or_by_phone CHECK (((transmission_id IS NOT NULL) OR (called_on IS NOT NULL))),
    CONSTRAINT deletionnotice_call_has_day_caller_and_listener CHECK ((((called_by_id IS NULL) AND (called_on IS NULL) AND ((spoke_with)::text = ''::text)) OR ((called_by_id IS NOT NULL) AND (called_on IS NOT NULL) AND (NOT ((spoke_with)::text = ''::text)))))
);

CREATE TABLE public.referrals_draft (
    id uuid NOT NULL,
    started_at timestamp with time zone NOT NULL,
    sealed_answers bytea,
    revision integer NOT NULL,
    is_practice boolean NOT NULL,
    thrown_away_at timestamp with time zone,
    referral_id uuid,
    residence_id character varying(5) NOT NULL,
    started_by_id uuid NOT NULL,
    team_id uuid NOT NULL,
    CONSTRAINT a_practice_is_never_filed CHECK (((NOT is_practice) OR (referral_id IS NULL))),
    CONSTRAINT referrals_draft_revision_check CHECK ((revision >= 0)),
    CONSTRAINT what_is_filed_is_kept CHECK (((thrown_away_at IS NULL) OR (referral_id IS NULL)))
);

CREATE TABLE public.referrals_lostreferral (
    id uuid NOT NULL,
    mail_id uuid NOT NULL,
    reference character varying(9) NOT NULL,
    recipient character varying(254) NOT NULL,
    begun_on date NOT NULL,
    noticed_at timestamp with time zone NOT NULL,
    transmission_id uuid
);

CREATE TABLE public.referrals_ownwithdrawal (
    referral_id uuid NOT NULL,
    told_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    seen_by_id uuid,
    CONSTRAINT own_withdrawal_is_seen_by_someone CHECK ((((seen_at IS NULL) AND (seen_by_id IS NULL)) OR ((seen_at IS NOT NULL) AND (seen_by_id IS NOT NULL))))
);

CREATE TABLE public.referrals_pendingwithdrawal (
    referral_id uuid NOT NULL,
    "on" date NOT NULL,
    reason character varying(20) NOT NULL,
    told_by character varying(20) NOT NULL,
    told_to character varying(20) NOT NULL,
    called_on date,
    spoke_with character varying(20) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by_id uuid NOT NULL
);

CREATE TABLE public.referrals_placewatch (
    id uuid NOT NULL,
    ends_on date NOT NULL,
    residence_id character varying(5) NOT NULL,
    team_id uuid NOT NULL,
    watched_by_id uuid NOT NULL
);

CREATE TABLE public.referrals_receiverreminder (
    id uuid NOT NULL,
    step smallint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    link_digest bytea NOT NULL,
    referral_id uuid NOT NULL,
    CONSTRAINT referrals_receiverreminder_step_check CHECK ((step >= 0)),
    CONSTRAINT reminder_step_is_known CHECK ((step = ANY (ARRAY[1, 2, 3])))
);

CREATE TABLE public.referrals_referral (
    id uuid NOT NULL,
    reference character varying(9) NOT NULL,
    filed_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    read_out_at timestamp with time zone,
    erased_at timestamp with time zone,
    reminded_up_to smallint NOT NULL,
    first_name bytea,
    last_name bytea,
    street bytea,
    box bytea,
    postal_code bytea,
    municipality_name bytea,
    phone bytea,
    email bytea,
    person_index bytea,
    phone_index bytea,
    email_index bytea,
    name_marks bytea[],
    agreement_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    filed_by_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    residence_id character varying(5) NOT NULL,
    taken_over_by_id uuid,
    team_id uuid NOT NULL,
    transmission_id uuid NOT NULL,
    CONSTRAINT a_referral_has_a_name_until_erased CHECK (((erased_at IS NOT NULL) OR (last_name IS NOT NULL))),
    CONSTRAINT a_referral_has_an_address_or_a_way_to_reach CHECK (((erased_at IS NOT NULL) OR ((municipality_name IS NOT NULL) AND (postal_code IS NOT NULL) AND (street IS NOT NULL)) OR ((box IS NULL) AND (municipality_name IS NULL) AND (postal_code IS NULL) AND (street IS NULL) AND ((phone IS NOT NULL) OR (email IS NOT NULL))))),
    CONSTRAINT an_erased_referral_holds_no_data CHECK (((erased_at IS NULL) OR ((box IS NULL) AND (email IS NULL) AND (email_index IS NULL) AND (first_name IS NULL) AND (last_name IS NULL) AND (municipality_name IS NULL) AND (name_marks IS NULL) AND (person_index IS NULL) AND (phone IS NULL) AND (phone_index IS NULL) AND (postal_code IS NULL) AND (street IS NULL)))),
    CONSTRAINT referrals_referral_reminded_up_to_check CHECK ((reminded_up_to >= 0))
);

CREATE TABLE public.referrals_sheetopening (
    id uuid NOT NULL,
    reason character varying(20) NOT NULL,
    asked_by_dpo boolean NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    agreed_at timestamp with time zone,
    agreed_by_id uuid,
    asked_by_id uuid NOT NULL,
    referral_id uuid NOT NULL,
    CONSTRAINT a_sheet_is_opened_by_two CHECK ((((agreed_at IS NULL) AND (agreed_by_id IS NULL)) OR ((agreed_at IS NOT NULL) AND (agreed_by_id IS NOT NULL) AND (NOT ((agreed_by_id = asked_by_id) AND (agreed_by_id IS NOT NULL))))))
);

CREATE TABLE public.referrals_slip (
    id uuid NOT NULL,
    digest bytea NOT NULL,
    language character varying(10) NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ends_on date NOT NULL,
    printed_by_id uuid NOT NULL,
    referral_id uuid NOT NULL
);

CREATE TABLE public.referrals_troubletold (
    id bigint NOT NULL,
    what character varying(20) NOT NULL,
    referral_id uuid NOT NULL
);

ALTER TABLE public.referrals_troubletold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.referrals_troubletold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.referrals_wish (
    id uuid NOT NULL,
    digest bytea NOT NULL,
    told_at timestamp with time zone NOT NULL
);

CREATE TABLE public.upkeep_housealarm (
    id uuid NOT NULL,
    finding character varying(20) NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);

CREATE TABLE public.upkeep_keycheck (
    name character varying(12) NOT NULL,
    value bytea NOT NULL
);

CREATE TABLE public.upkeep_periodicwork (
    name character varying(20) NOT NULL,
    known_since timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    succeeded_at timestamp with time zone,
    failed_at timestamp with time zone,
    error character varying(80) NOT NULL
);

CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL
);

ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

INSERT INTO public.auth_permission (id, name, content_type_id, codename) VALUES
	(1, 'Can add permission', 1, 'add_permission'),
	(2, 'Can change permission', 1, 'change_permission'),
	(3, 'Can delete permission', 1, 'delete_permission'),
	(4, 'Can view permission', 1, 'view_permission'),
	(5, 'Can add group', 2, 'add_group'),
	(6, 'Can change group', 2, 'change_group'),
	(7, 'Can delete group', 2, 'delete_group'),
	(8, 'Can view group', 2, 'view_group'),
	(9, 'Can add content type', 3, 'add_contenttype'),
	(10, 'Can change content type', 3, 'change_contenttype'),
	(11, 'Can delete content type', 3, 'delete_contenttype'),
	(12, 'Can view content type', 3, 'view_contenttype'),
	(13, 'Can add session', 4, 'add_session'),
	(14, 'Can change session', 4, 'change_session'),
	(15, 'Can delete session', 4, 'delete_session'),
	(16, 'Can view session', 4, 'view_session'),
	(17, 'Can add email address', 5, 'add_emailaddress'),
	(18, 'Can change email address', 5, 'change_emailaddress'),
	(19, 'Can delete email address', 5, 'delete_emailaddress'),
	(20, 'Can view email address', 5, 'view_emailaddress'),
	(21, 'Can add email confirmation', 6, 'add_emailconfirmation'),
	(22, 'Can change email confirmation', 6, 'change_emailconfirmation'),
	(23, 'Can delete email confirmation', 6, 'delete_emailconfirmation'),
	(24, 'Can view email confirmation', 6, 'view_emailconfirmation'),
	(25, 'Can add authenticator', 7, 'add_authenticator'),
	(26, 'Can change authenticator', 7, 'change_authenticator'),
	(27, 'Can delete authenticator', 7, 'delete_authenticator'),
	(28, 'Can view authenticator', 7, 'view_authenticator'),
	(29, 'Can add user session', 8, 'add_usersession'),
	(30, 'Can change user session', 8, 'change_usersession'),
	(31, 'Can delete user session', 8, 'delete_usersession'),
	(32, 'Can view user session', 8, 'view_usersession'),
	(33, 'Can add head', 9, 'add_head'),
	(34, 'Can change head', 9, 'change_head'),
	(35, 'Can delete head', 9, 'delete_head'),
	(36, 'Can view head', 9, 'view_head'),
	(37, 'Can add regel die nog in het journaal moet', 10, 'add_missedline'),
	(38, 'Can change regel die nog in het journaal moet', 10, 'change_missedline'),
	(39, 'Can delete regel die nog in het journaal moet', 10, 'delete_missedline'),
	(40, 'Can view regel die nog in het journaal moet', 10, 'view_missedline'),
	(41, 'Can add node', 11, 'add_node'),
	(42, 'Can change node', 11, 'change_node'),
	(43, 'Can delete node', 11, 'delete_node'),
	(44, 'Can view node', 11, 'view_node'),
	(45, 'Can add sealed log', 12, 'add_sealedlog'),
	(46, 'Can change sealed log', 12, 'change_sealedlog'),
	(47, 'Can delete sealed log', 12, 'delete_sealedlog'),
	(48, 'Can view sealed log', 12, 'view_sealedlog'),
	(49, 'Can add unsealed', 13, 'add_unsealed'),
	(50, 'Can change unsealed', 13, 'change_unsealed'),
	(51, 'Can delete unsealed', 13, 'delete_unsealed'),
	(52, 'Can view unsealed', 13, 'view_unsealed'),
	(53, 'Can add regel van het logboek', 14, 'add_auditevent'),
	(54, 'Can change regel van het logboek', 14, 'change_auditevent'),
	(55, 'Can delete regel van het logboek', 14, 'delete_auditevent'),
	(56, 'Can view regel van het logboek', 14, 'view_auditevent'),
	(57, 'Can add leaf', 15, 'add_leaf'),
	(58, 'Can change leaf', 15, 'change_leaf'),
	(59, 'Can delete leaf', 15, 'delete_leaf'),
	(60, 'Can view leaf', 15, 'view_leaf'),
	(61, 'Can add toestand van de verzending', 16, 'add_outboxstate'),
	(62, 'Can change toestand van de verzending', 16, 'change_outboxstate'),
	(63, 'Can delete toestand van de verzending', 16, 'delete_outboxstate'),
	(64, 'Can view toestand van de verzending', 16, 'view_outboxstate'),
	(65, 'Can add toestand van de mailserver', 17, 'add_relaystate'),
	(66, 'Can change toestand van de mailserver', 17, 'change_relaystate'),
	(67, 'Can delete toestand van de mailserver', 17, 'delete_relaystate'),
	(68, 'Can view toestand van de mailserver', 17, 'view_relaystate'),
	(69, 'Can add fout aan onze kant', 18, 'add_sharedfault'),
	(70, 'Can change fout aan onze kant', 18, 'change_sharedfault'),
	(71, 'Can delete fout aan onze kant', 18, 'delete_sharedfault'),
	(72, 'Can view fout aan onze kant', 18, 'view_sharedfault'),
	(73, 'Can add verzending', 19, 'add_transmission'),
	(74, 'Can change verzending', 19, 'change_transmission'),
	(75, 'Can delete verzending', 19, 'delete_transmission'),
	(76, 'Can view verzending', 19, 'view_transmission'),
	(77, 'Can add waarde die niet opengaat', 20, 'add_unreadablevalue'),
	(78, 'Can change waarde die niet opengaat', 20, 'change_unreadablevalue'),
	(79, 'Can delete waarde die niet opengaat', 20, 'delete_unreadablevalue'),
	(80, 'Can view waarde die niet opengaat', 20, 'view_unreadablevalue'),
	(81, 'Can add terugmelding', 21, 'add_report'),
	(82, 'Can change terugmelding', 21, 'change_report'),
	(83, 'Can delete terugmelding', 21, 'delete_report'),
	(84, 'Can view terugmelding', 21, 'view_report'),
	(85, 'Can add poging', 22, 'add_attempt'),
	(86, 'Can change poging', 22, 'change_attempt'),
	(87, 'Can delete poging', 22, 'delete_attempt'),
	(88, 'Can view poging', 22, 'view_attempt'),
	(89, 'Can add gemeente', 23, 'add_municipality'),
	(90, 'Can change gemeente', 23, 'change_municipality'),
	(91, 'Can delete gemeente', 23, 'delete_municipality'),
	(92, 'Can view gemeente', 23, 'view_municipality'),
	(93, 'Can add organisatie', 24, 'add_organisation'),
	(94, 'Can change organisatie', 24, 'change_organisation'),
	(95, 'Can delete organisatie', 24, 'delete_organisation'),
	(96, 'Can view organisatie', 24, 'view_organisation'),
	(97, 'Can add in gebruik of niet', 25, 'add_activity'),
	(98, 'Can change in gebruik of niet', 25, 'change_activity'),
	(99, 'Can delete in gebruik of niet', 25, 'delete_activity'),
	(100, 'Can view in gebruik of niet', 25, 'view_activity'),
	(101, 'Can add andere naam', 26, 'add_alias'),
	(102, 'Can change andere naam', 26, 'change_alias'),
	(103, 'Can delete andere naam', 26, 'delete_alias'),
	(104, 'Can view andere naam', 26, 'view_alias'),
	(105, 'Can add postcode', 27, 'add_postalcode'),
	(106, 'Can change postcode', 27, 'change_postalcode'),
	(107, 'Can delete postcode', 27, 'delete_postalcode'),
	(108, 'Can view postcode', 27, 'view_postalcode'),
	(109, 'Can add werkgebied', 28, 'add_territory'),
	(110, 'Can change werkgebied', 28, 'change_territory'),
	(111, 'Can delete werkgebied', 28, 'delete_territory'),
	(112, 'Can view werkgebied', 28, 'view_territory'),
	(113, 'Can add wijziging van een werkgebied', 29, 'add_territorychange'),
	(114, 'Can change wijziging van een werkgebied', 29, 'change_territorychange'),
	(115, 'Can delete wijziging van een werkgebied', 29, 'delete_territorychange'),
	(116, 'Can view wijziging van een werkgebied', 29, 'view_territorychange'),
	(117, 'Can add verloren wachtwoord', 30, 'add_lostpassword'),
	(118, 'Can change verloren wachtwoord', 30, 'change_lostpassword'),
	(119, 'Can delete verloren wachtwoord', 30, 'delete_lostpassword'),
	(120, 'Can view verloren wachtwoord', 30, 'view_lostpassword'),
	(121, 'Can add account', 31, 'add_user'),
	(122, 'Can change account', 31, 'change_user'),
	(123, 'Can delete account', 31, 'delete_user'),
	(124, 'Can view account', 31, 'view_user'),
	(125, 'Can add bericht over een account', 32, 'add_accountmail'),
	(126, 'Can change bericht over een account', 32, 'change_accountmail'),
	(127, 'Can delete bericht over een account', 32, 'delete_accountmail'),
	(128, 'Can view bericht over een account', 32, 'view_accountmail'),
	(129, 'Can add koppeling met ACM/IDM', 33, 'add_acmidmidentity'),
	(130, 'Can change koppeling met ACM/IDM', 33, 'change_acmidmidentity'),
	(131, 'Can delete koppeling met ACM/IDM', 33, 'delete_acmidmidentity'),
	(132, 'Can view koppeling met ACM/IDM', 33, 'view_acmidmidentity'),
	(133, 'Can add link voor een wachtwoord', 34, 'add_passwordlink'),
	(134, 'Can change link voor een wachtwoord', 34, 'change_passwordlink'),
	(135, 'Can delete link voor een wachtwoord', 34, 'delete_passwordlink'),
	(136, 'Can view link voor een wachtwoord', 34, 'view_passwordlink'),
	(137, 'Can add antwoorden om te verbeteren', 35, 'add_returnedanswers'),
	(138, 'Can change antwoorden om te verbeteren', 35, 'change_returnedanswers'),
	(139, 'Can delete antwoorden om te verbeteren', 35, 'delete_returnedanswers'),
	(140, 'Can view antwoorden om te verbeteren', 35, 'view_returnedanswers'),
	(141, 'Can add alarm over toegang', 36, 'add_accessalarm'),
	(142, 'Can change alarm over toegang', 36, 'change_accessalarm'),
	(143, 'Can delete alarm over toegang', 36, 'delete_accessalarm'),
	(144, 'Can view alarm over toegang', 36, 'view_accessalarm'),
	(145, 'Can add mislukte poging om in te loggen', 37, 'add_failedsignin'),
	(146, 'Can change mislukte poging om in te loggen', 37, 'change_failedsignin'),
	(147, 'Can delete mislukte poging om in te loggen', 37, 'delete_failedsignin'),
	(148, 'Can view mislukte poging om in te loggen', 37, 'view_failedsignin'),
	(149, 'Can add uitnodiging', 38, 'add_invitation'),
	(150, 'Can change uitnodiging', 38, 'change_invitation'),
	(151, 'Can delete uitnodiging', 38, 'delete_invitation'),
	(152, 'Can view uitnodiging', 38, 'view_invitation'),
	(153, 'Can add lidmaatschap', 39, 'add_membership'),
	(154, 'Can change lidmaatschap', 39, 'change_membership'),
	(155, 'Can delete lidmaatschap', 39, 'delete_membership'),
	(156, 'Can view lidmaatschap', 39, 'view_membership'),
	(157, 'Can add samenwerkingsovereenkomst', 40, 'add_agreement'),
	(158, 'Can change samenwerkingsovereenkomst', 40, 'change_agreement'),
	(159, 'Can delete samenwerkingsovereenkomst', 40, 'delete_agreement'),
	(160, 'Can view samenwerkingsovereenkomst', 40, 'view_agreement'),
	(161, 'Can add adres voor de eigen agenda', 41, 'add_calendarfeed'),
	(162, 'Can change adres voor de eigen agenda', 41, 'change_calendarfeed'),
	(163, 'Can delete adres voor de eigen agenda', 41, 'delete_calendarfeed'),
	(164, 'Can view adres voor de eigen agenda', 41, 'view_calendarfeed'),
	(165, 'Can add bericht', 42, 'add_message'),
	(166, 'Can change bericht', 42, 'change_message'),
	(167, 'Can delete bericht', 42, 'delete_message'),
	(168, 'Can view bericht', 42, 'view_message'),
	(169, 'Can add evaluatie', 43, 'add_evaluation'),
	(170, 'Can change evaluatie', 43, 'change_evaluation'),
	(171, 'Can delete evaluatie', 43, 'delete_evaluation'),
	(172, 'Can view evaluatie', 43, 'view_evaluation'),
	(173, 'Can add knelpunt', 44, 'add_bottleneck'),
	(174, 'Can change knelpunt', 44, 'change_bottleneck'),
	(175, 'Can delete knelpunt', 44, 'delete_bottleneck'),
	(176, 'Can view knelpunt', 44, 'view_bottleneck'),
	(177, 'Can add contact', 45, 'add_contact'),
	(178, 'Can change contact', 45, 'change_contact'),
	(179, 'Can delete contact', 45, 'delete_contact'),
	(180, 'Can view contact', 45, 'view_contact'),
	(181, 'Can add twijfel', 46, 'add_doubt'),
	(182, 'Can change twijfel', 46, 'change_doubt'),
	(183, 'Can delete twijfel', 46, 'delete_doubt'),
	(184, 'Can view twijfel', 46, 'view_doubt'),
	(185, 'Can add link voor de evaluatie', 47, 'add_evaluationlink'),
	(186, 'Can change link voor de evaluatie', 47, 'change_evaluationlink'),
	(187, 'Can delete link voor de evaluatie', 47, 'delete_evaluationlink'),
	(188, 'Can view link voor de evaluatie', 47, 'view_evaluationlink'),
	(189, 'Can add deel van de evaluatie', 48, 'add_evaluationpart'),
	(190, 'Can change deel van de evaluatie', 48, 'change_evaluationpart'),
	(191, 'Can delete deel van de evaluatie', 48, 'delete_evaluationpart'),
	(192, 'Can view deel van de evaluatie', 48, 'view_evaluationpart'),
	(193, 'Can add stand van een logboek', 49, 'add_headmail'),
	(194, 'Can change stand van een logboek', 49, 'change_headmail'),
	(195, 'Can delete stand van een logboek', 49, 'delete_headmail'),
	(196, 'Can view stand van een logboek', 49, 'view_headmail'),
	(197, 'Can add bekende gegevens', 50, 'add_knownpapers'),
	(198, 'Can change bekende gegevens', 50, 'change_knownpapers'),
	(199, 'Can delete bekende gegevens', 50, 'delete_knownpapers'),
	(200, 'Can view bekende gegevens', 50, 'view_knownpapers'),
	(201, 'Can add mailbox voor gegevensdeling', 51, 'add_mailbox'),
	(202, 'Can change mailbox voor gegevensdeling', 51, 'change_mailbox'),
	(203, 'Can delete mailbox voor gegevensdeling', 51, 'delete_mailbox'),
	(204, 'Can view mailbox voor gegevensdeling', 51, 'view_mailbox'),
	(205, 'Can add controle van de mailbox', 52, 'add_mailboxcheck'),
	(206, 'Can change controle van de mailbox', 52, 'change_mailboxcheck'),
	(207, 'Can delete controle van de mailbox', 52, 'delete_mailboxcheck'),
	(208, 'Can view controle van de mailbox', 52, 'view_mailboxcheck'),
	(209, 'Can add brief over een stop', 53, 'add_stopletter'),
	(210, 'Can change brief over een stop', 53, 'change_stopletter'),
	(211, 'Can delete brief over een stop', 53, 'delete_stopletter'),
	(212, 'Can view brief over een stop', 53, 'view_stopletter'),
	(213, 'Can add gegeven dat niet op het papier staat', 54, 'add_notprinted'),
	(214, 'Can change gegeven dat niet op het papier staat', 54, 'change_notprinted'),
	(215, 'Can delete gegeven dat niet op het papier staat', 54, 'delete_notprinted'),
	(216, 'Can view gegeven dat niet op het papier staat', 54, 'view_notprinted'),
	(217, 'Can add eigen deel van de partner', 55, 'add_ownpart'),
	(218, 'Can change eigen deel van de partner', 55, 'change_ownpart'),
	(219, 'Can delete eigen deel van de partner', 55, 'delete_ownpart'),
	(220, 'Can view eigen deel van de partner', 55, 'view_ownpart'),
	(221, 'Can add link voor het eigen deel', 56, 'add_ownpartlink'),
	(222, 'Can change link voor het eigen deel', 56, 'change_ownpartlink'),
	(223, 'Can delete link voor het eigen deel', 56, 'delete_ownpartlink'),
	(224, 'Can view link voor het eigen deel', 56, 'view_ownpartlink'),
	(225, 'Can add antwoord van een partner', 57, 'add_ownpiece'),
	(226, 'Can change antwoord van een partner', 57, 'change_ownpiece'),
	(227, 'Can delete antwoord van een partner', 57, 'delete_ownpiece'),
	(228, 'Can view antwoord van een partner', 57, 'view_ownpiece'),
	(229, 'Can add bestand', 58, 'add_paperfile'),
	(230, 'Can change bestand', 58, 'change_paperfile'),
	(231, 'Can delete bestand', 58, 'delete_paperfile'),
	(232, 'Can view bestand', 58, 'view_paperfile'),
	(233, 'Can add verwerker', 59, 'add_processor'),
	(234, 'Can change verwerker', 59, 'change_processor'),
	(235, 'Can delete verwerker', 59, 'delete_processor'),
	(236, 'Can view verwerker', 59, 'view_processor'),
	(237, 'Can add verwerkersovereenkomst', 60, 'add_processorcontract'),
	(238, 'Can change verwerkersovereenkomst', 60, 'change_processorcontract'),
	(239, 'Can delete verwerkersovereenkomst', 60, 'delete_processorcontract'),
	(240, 'Can view verwerkersovereenkomst', 60, 'view_processorcontract'),
	(241, 'Can add bestand', 61, 'add_processorcontractfile'),
	(242, 'Can change bestand', 61, 'change_processorcontractfile'),
	(243, 'Can delete bestand', 61, 'delete_processorcontractfile'),
	(244, 'Can view bestand', 61, 'view_processorcontractfile'),
	(245, 'Can add overzicht van verwerkers', 62, 'add_processoroverview'),
	(246, 'Can change overzicht van verwerkers', 62, 'change_processoroverview'),
	(247, 'Can delete overzicht van verwerkers', 62, 'delete_processoroverview'),
	(248, 'Can view overzicht van verwerkers', 62, 'view_processoroverview'),
	(249, 'Can add vraag om bewijs', 63, 'add_proofrequest'),
	(250, 'Can change vraag om bewijs', 63, 'change_proofrequest'),
	(251, 'Can delete vraag om bewijs', 63, 'delete_proofrequest'),
	(252, 'Can view vraag om bewijs', 63, 'view_proofrequest'),
	(253, 'Can add protocol', 64, 'add_protocol'),
	(254, 'Can change protocol', 64, 'change_protocol'),
	(255, 'Can delete protocol', 64, 'delete_protocol'),
	(256, 'Can view protocol', 64, 'view_protocol'),
	(257, 'Can add advies van de DPO', 65, 'add_dpoadvice'),
	(258, 'Can change advies van de DPO', 65, 'change_dpoadvice'),
	(259, 'Can delete advies van de DPO', 65, 'delete_dpoadvice'),
	(260, 'Can view advies van de DPO', 65, 'view_dpoadvice'),
	(261, 'Can add bekendmaking van het protocol', 66, 'add_publication'),
	(262, 'Can change bekendmaking van het protocol', 66, 'change_publication'),
	(263, 'Can delete bekendmaking van het protocol', 66, 'delete_publication'),
	(264, 'Can view bekendmaking van het protocol', 66, 'view_publication'),
	(265, 'Can add herinnering', 67, 'add_reminder'),
	(266, 'Can change herinnering', 67, 'change_reminder'),
	(267, 'Can delete herinnering', 67, 'delete_reminder'),
	(268, 'Can view herinnering', 67, 'view_reminder'),
	(269, 'Can add gemelde wijziging', 68, 'add_reportedchange'),
	(270, 'Can change gemelde wijziging', 68, 'change_reportedchange'),
	(271, 'Can delete gemelde wijziging', 68, 'delete_reportedchange'),
	(272, 'Can view gemelde wijziging', 68, 'view_reportedchange'),
	(273, 'Can add beveiligingsmaatregelen', 69, 'add_securitymeasures'),
	(274, 'Can change beveiligingsmaatregelen', 69, 'change_securitymeasures'),
	(275, 'Can delete beveiligingsmaatregelen', 69, 'delete_securitymeasures'),
	(276, 'Can view beveiligingsmaatregelen', 69, 'view_securitymeasures'),
	(277, 'Can add handtekening', 70, 'add_signature'),
	(278, 'Can change handtekening', 70, 'change_signature'),
	(279, 'Can delete handtekening', 70, 'delete_signature'),
	(280, 'Can view handtekening', 70, 'view_signature'),
	(281, 'Can add stop', 71, 'add_stop'),
	(282, 'Can change stop', 71, 'change_stop'),
	(283, 'Can delete stop', 71, 'delete_stop'),
	(284, 'Can view stop', 71, 'view_stop'),
	(285, 'Can add opschorting', 72, 'add_suspension'),
	(286, 'Can change opschorting', 72, 'change_suspension'),
	(287, 'Can delete opschorting', 72, 'delete_suspension'),
	(288, 'Can view opschorting', 72, 'view_suspension'),
	(289, 'Can add afgesproken wijziging', 73, 'add_agreedchange'),
	(290, 'Can change afgesproken wijziging', 73, 'change_agreedchange'),
	(291, 'Can delete afgesproken wijziging', 73, 'delete_agreedchange'),
	(292, 'Can view afgesproken wijziging', 73, 'view_agreedchange'),
	(293, 'Can add lijn van het register', 74, 'add_registerline'),
	(294, 'Can change lijn van het register', 74, 'change_registerline'),
	(295, 'Can delete lijn van het register', 74, 'delete_registerline'),
	(296, 'Can view lijn van het register', 74, 'view_registerline'),
	(297, 'Can add toestemming', 75, 'add_consent'),
	(298, 'Can change toestemming', 75, 'change_consent'),
	(299, 'Can delete toestemming', 75, 'delete_consent'),
	(300, 'Can view toestemming', 75, 'view_consent'),
	(301, 'Can add bewijs van toestemming', 76, 'add_proof'),
	(302, 'Can change bewijs van toestemming', 76, 'change_proof'),
	(303, 'Can delete bewijs van toestemming', 76, 'delete_proof'),
	(304, 'Can view bewijs van toestemming', 76, 'view_proof'),
	(305, 'Can add ondertekend blad', 77, 'add_signedsheet'),
	(306, 'Can change ondertekend blad', 77, 'change_signedsheet'),
	(307, 'Can delete ondertekend blad', 77, 'delete_signedsheet'),
	(308, 'Can view ondertekend blad', 77, 'view_signedsheet'),
	(309, 'Can add intrekking', 78, 'add_withdrawal'),
	(310, 'Can change intrekking', 78, 'change_withdrawal'),
	(311, 'Can delete intrekking', 78, 'delete_withdrawal'),
	(312, 'Can view intrekking', 78, 'view_withdrawal'),
	(313, 'Can add link van een contact bij een gegevenslek', 79, 'add_breachlink'),
	(314, 'Can change link van een contact bij een gegevenslek', 79, 'change_breachlink'),
	(315, 'Can delete link van een contact bij een gegevenslek', 79, 'delete_breachlink'),
	(316, 'Can view link van een contact bij een gegevenslek', 79, 'view_breachlink'),
	(317, 'Can add gegevenslek', 80, 'add_breach'),
	(318, 'Can change gegevenslek', 80, 'change_breach'),
	(319, 'Can delete gegevenslek', 80, 'delete_breach'),
	(320, 'Can view gegevenslek', 80, 'view_breach'),
	(321, 'Can add melding van een gegevenslek', 81, 'add_breachnotice'),
	(322, 'Can change melding van een gegevenslek', 81, 'change_breachnotice'),
	(323, 'Can delete melding van een gegevenslek', 81, 'delete_breachnotice'),
	(324, 'Can view melding van een gegevenslek', 81, 'view_breachnotice'),
	(325, 'Can add zoekopdracht', 82, 'add_breachsearch'),
	(326, 'Can change zoekopdracht', 82, 'change_breachsearch'),
	(327, 'Can delete zoekopdracht', 82, 'delete_breachsearch'),
	(328, 'Can view zoekopdracht', 82, 'view_breachsearch'),
	(329, 'Can add overleg', 83, 'add_consultation'),
	(330, 'Can change overleg', 83, 'change_consultation'),
	(331, 'Can delete overleg', 83, 'delete_consultation'),
	(332, 'Can view overleg', 83, 'view_consultation'),
	(333, 'Can add maatregel', 84, 'add_measure'),
	(334, 'Can change maatregel', 84, 'change_measure'),
	(335, 'Can delete maatregel', 84, 'delete_measure'),
	(336, 'Can view maatregel', 84, 'view_measure'),
	(337, 'Can add getroffen verzending', 85, 'add_affectedtransmission'),
	(338, 'Can change getroffen verzending', 85, 'change_affectedtransmission'),
	(339, 'Can delete getroffen verzending', 85, 'delete_affectedtransmission'),
	(340, 'Can view getroffen verzending', 85, 'view_affectedtransmission'),
	(341, 'Can add verwittiging over een gegevenslek', 86, 'add_breachalarm'),
	(342, 'Can change verwittiging over een gegevenslek', 86, 'change_breachalarm'),
	(343, 'Can delete verwittiging over een gegevenslek', 86, 'delete_breachalarm'),
	(344, 'Can view verwittiging over een gegevenslek', 86, 'view_breachalarm'),
	(345, 'Can add geen GBO-overeenkomst', 87, 'add_gboabsence'),
	(346, 'Can change geen GBO-overeenkomst', 87, 'change_gboabsence'),
	(347, 'Can delete geen GBO-overeenkomst', 87, 'delete_gboabsence'),
	(348, 'Can view geen GBO-overeenkomst', 87, 'view_gboabsence'),
	(349, 'Can add GBO-overeenkomst', 88, 'add_gboagreement'),
	(350, 'Can change GBO-overeenkomst', 88, 'change_gboagreement'),
	(351, 'Can delete GBO-overeenkomst', 88, 'delete_gboagreement'),
	(352, 'Can view GBO-overeenkomst', 88, 'view_gboagreement'),
	(353, 'Can add bestand', 89, 'add_gbofile'),
	(354, 'Can change bestand', 89, 'change_gbofile'),
	(355, 'Can delete bestand', 89, 'delete_gbofile'),
	(356, 'Can view bestand', 89, 'view_gbofile'),
	(357, 'Can add kernactor', 90, 'add_gboparty'),
	(358, 'Can change kernactor', 90, 'change_gboparty'),
	(359, 'Can delete kernactor', 90, 'delete_gboparty'),
	(360, 'Can view kernactor', 90, 'view_gboparty'),
	(361, 'Can add gegeven dat niet op het papier staat', 91, 'add_gbonotprinted'),
	(362, 'Can change gegeven dat niet op het papier staat', 91, 'change_gbonotprinted'),
	(363, 'Can delete gegeven dat niet op het papier staat', 91, 'delete_gbonotprinted'),
	(364, 'Can view gegeven dat niet op het papier staat', 91, 'view_gbonotprinted'),
	(365, 'Can add opzegging', 92, 'add_gbonotice'),
	(366, 'Can change opzegging', 92, 'change_gbonotice'),
	(367, 'Can delete opzegging', 92, 'delete_gbonotice'),
	(368, 'Can view opzegging', 92, 'view_gbonotice'),
	(369, 'Can add mailbox van een kernactor', 93, 'add_gbomailbox'),
	(370, 'Can change mailbox van een kernactor', 93, 'change_gbomailbox'),
	(371, 'Can delete mailbox van een kernactor', 93, 'delete_gbomailbox'),
	(372, 'Can view mailbox van een kernactor', 93, 'view_gbomailbox'),
	(373, 'Can add aangetekende brief', 94, 'add_gboletter'),
	(374, 'Can change aangetekende brief', 94, 'change_gboletter'),
	(375, 'Can delete aangetekende brief', 94, 'delete_gboletter'),
	(376, 'Can view aangetekende brief', 94, 'view_gboletter'),
	(377, 'Can add stop', 95, 'add_gbostop'),
	(378, 'Can change stop', 95, 'change_gbostop'),
	(379, 'Can delete stop', 95, 'delete_gbostop'),
	(380, 'Can view stop', 95, 'view_gbostop'),
	(381, 'Can add brief over een stop', 96, 'add_gbostopletter'),
	(382, 'Can change brief over een stop', 96, 'change_gbostopletter'),
	(383, 'Can delete brief over een stop', 96, 'delete_gbostopletter'),
	(384, 'Can view brief over een stop', 96, 'view_gbostopletter'),
	(385, 'Can add opschorting', 97, 'add_gbosuspension'),
	(386, 'Can change opschorting', 97, 'change_gbosuspension'),
	(387, 'Can delete opschorting', 97, 'delete_gbosuspension'),
	(388, 'Can view opschorting', 97, 'view_gbosuspension'),
	(389, 'Can add invoer', 98, 'add_paperimport'),
	(390, 'Can change invoer', 98, 'change_paperimport'),
	(391, 'Can delete invoer', 98, 'delete_paperimport'),
	(392, 'Can view invoer', 98, 'view_paperimport'),
	(393, 'Can add regel', 99, 'add_importline'),
	(394, 'Can change regel', 99, 'change_importline'),
	(395, 'Can delete regel', 99, 'delete_importline'),
	(396, 'Can view regel', 99, 'view_importline'),
	(397, 'Can add papier om over te typen', 100, 'add_paperdraft'),
	(398, 'Can change papier om over te typen', 100, 'change_paperdraft'),
	(399, 'Can delete papier om over te typen', 100, 'delete_paperdraft'),
	(400, 'Can view papier om over te typen', 100, 'view_paperdraft'),
	(401, 'Can add aanmelding', 101, 'add_referral'),
	(402, 'Can change aanmelding', 101, 'change_referral'),
	(403, 'Can delete aanmelding', 101, 'delete_referral'),
	(404, 'Can view aanmelding', 101, 'view_referral'),
	(405, 'Can add correctie', 102, 'add_correction'),
	(406, 'Can change correctie', 102, 'change_correction'),
	(407, 'Can delete correctie', 102, 'delete_correction'),
	(408, 'Can view correctie', 102, 'view_correction'),
	(409, 'Can add kenmerk om een cliënt terug te vinden', 103, 'add_clientfingerprint'),
	(410, 'Can change kenmerk om een cliënt terug te vinden', 103, 'change_clientfingerprint'),
	(411, 'Can delete kenmerk om een cliënt terug te vinden', 103, 'delete_clientfingerprint'),
	(412, 'Can view kenmerk om een cliënt terug te vinden', 103, 'view_clientfingerprint'),
	(413, 'Can add verwijderbericht', 104, 'add_deletionnotice'),
	(414, 'Can change verwijderbericht', 104, 'change_deletionnotice'),
	(415, 'Can delete verwijderbericht', 104, 'delete_deletionnotice'),
	(416, 'Can view verwijderbericht', 104, 'view_deletionnotice'),
	(417, 'Can add ontwerp', 105, 'add_draft'),
	(418, 'Can change ontwerp', 105, 'change_draft'),
	(419, 'Can delete ontwerp', 105, 'delete_draft'),
	(420, 'Can view ontwerp', 105, 'view_draft'),
	(421, 'Can add verloren aanmelding', 106, 'add_lostreferral'),
	(422, 'Can change verloren aanmelding', 106, 'change_lostreferral'),
	(423, 'Can delete verloren aanmelding', 106, 'delete_lostreferral'),
	(424, 'Can view verloren aanmelding', 106, 'view_lostreferral'),
	(425, 'Can add vraag om verwittigd te worden', 107, 'add_placewatch'),
	(426, 'Can change vraag om verwittigd te worden', 107, 'change_placewatch'),
	(427, 'Can delete vraag om verwittigd te worden', 107, 'delete_placewatch'),
	(428, 'Can view vraag om verwittigd te worden', 107, 'view_placewatch'),
	(429, 'Can add herinnering aan de ontvanger', 108, 'add_receiverreminder'),
	(430, 'Can change herinnering aan de ontvanger', 108, 'change_receiverreminder'),
	(431, 'Can delete herinnering aan de ontvanger', 108, 'delete_receiverreminder'),
	(432, 'Can view herinnering aan de ontvanger', 108, 'view_receiverreminder'),
	(433, 'Can add vraag om een blad te openen', 109, 'add_sheetopening'),
	(434, 'Can change vraag om een blad te openen', 109, 'change_sheetopening'),
	(435, 'Can delete vraag om een blad te openen', 109, 'delete_sheetopening'),
	(436, 'Can view vraag om een blad te openen', 109, 'view_sheetopening'),
	(437, 'Can add blad voor de cliënt', 110, 'add_slip'),
	(438, 'Can change blad voor de cliënt', 110, 'change_slip'),
	(439, 'Can delete blad voor de cliënt', 110, 'delete_slip'),
	(440, 'Can view blad voor de cliënt', 110, 'view_slip'),
	(441, 'Can add gemelde hapering', 111, 'add_troubletold'),
	(442, 'Can change gemelde hapering', 111, 'change_troubletold'),
	(443, 'Can delete gemelde hapering', 111, 'delete_troubletold'),
	(444, 'Can view gemelde hapering', 111, 'view_troubletold'),
	(445, 'Can add wens om te stoppen', 112, 'add_wish'),
	(446, 'Can change wens om te stoppen', 112, 'change_wish'),
	(447, 'Can delete wens om te stoppen', 112, 'delete_wish'),
	(448, 'Can view wens om te stoppen', 112, 'view_wish'),
	(449, 'Can add verklaring van verwijdering', 113, 'add_deletiondeclaration'),
	(450, 'Can change verklaring van verwijdering', 113, 'change_deletiondeclaration'),
	(451, 'Can delete verklaring van verwijdering', 113, 'delete_deletiondeclaration'),
	(452, 'Can view verklaring van verwijdering', 113, 'view_deletiondeclaration'),
	(453, 'Can add eigen intrekking', 114, 'add_ownwithdrawal'),
	(454, 'Can change eigen intrekking', 114, 'change_ownwithdrawal'),
	(455, 'Can delete eigen intrekking', 114, 'delete_ownwithdrawal'),
	(456, 'Can view eigen intrekking', 114, 'view_ownwithdrawal'),
	(457, 'Can add intrekking die wacht', 115, 'add_pendingwithdrawal'),
	(458, 'Can change intrekking die wacht', 115, 'change_pendingwithdrawal'),
	(459, 'Can delete intrekking die wacht', 115, 'delete_pendingwithdrawal'),
	(460, 'Can view intrekking die wacht', 115, 'view_pendingwithdrawal'),
	(461, 'Can add opvolging', 116, 'add_intake'),
	(462, 'Can change opvolging', 116, 'change_intake'),
	(463, 'Can delete opvolging', 116, 'delete_intake'),
	(464, 'Can view opvolging', 116, 'view_intake'),
	(465, 'Can add contactpoging', 117, 'add_contactattempt'),
	(466, 'Can change contactpoging', 117, 'change_contactattempt'),
	(467, 'Can delete contactpoging', 117, 'delete_contactattempt'),
	(468, 'Can view contactpoging', 117, 'view_contactattempt'),
	(469, 'Can add afsluiting van een dossier', 118, 'add_fileclosing'),
	(470, 'Can change afsluiting van een dossier', 118, 'change_fileclosing'),
	(471, 'Can delete afsluiting van een dossier', 118, 'delete_fileclosing'),
	(472, 'Can view afsluiting van een dossier', 118, 'view_fileclosing'),
	(473, 'Can add resultaat van het contact', 119, 'add_outcome'),
	(474, 'Can change resultaat van het contact', 119, 'change_outcome'),
	(475, 'Can delete resultaat van het contact', 119, 'delete_outcome'),
	(476, 'Can view resultaat van het contact', 119, 'view_outcome'),
	(477, 'Can add bewaartermijnen', 120, 'add_receiverterms'),
	(478, 'Can change bewaartermijnen', 120, 'change_receiverterms'),
	(479, 'Can delete bewaartermijnen', 120, 'delete_receiverterms'),
	(480, 'Can view bewaartermijnen', 120, 'view_receiverterms'),
	(481, 'Can add intrekking bij de ontvanger', 121, 'add_clientwithdrawal'),
	(482, 'Can change intrekking bij de ontvanger', 121, 'change_clientwithdrawal'),
	(483, 'Can delete intrekking bij de ontvanger', 121, 'delete_clientwithdrawal'),
	(484, 'Can view intrekking bij de ontvanger', 121, 'view_clientwithdrawal'),
	(485, 'Can add verwijdering bij de ontvanger', 122, 'add_deletion'),
	(486, 'Can change verwijdering bij de ontvanger', 122, 'change_deletion'),
	(487, 'Can delete verwijdering bij de ontvanger', 122, 'delete_deletion'),
	(488, 'Can view verwijdering bij de ontvanger', 122, 'view_deletion'),
	(489, 'Can add einde van de herinneringen', 123, 'add_reminderstop'),
	(490, 'Can change einde van de herinneringen', 123, 'change_reminderstop'),
	(491, 'Can delete einde van de herinneringen', 123, 'delete_reminderstop'),
	(492, 'Can view einde van de herinneringen', 123, 'view_reminderstop'),
	(493, 'Can add einde van een intrekking', 124, 'add_withdrawalending'),
	(494, 'Can change einde van een intrekking', 124, 'change_withdrawalending'),
	(495, 'Can delete einde van een intrekking', 124, 'delete_withdrawalending'),
	(496, 'Can view einde van een intrekking', 124, 'view_withdrawalending'),
	(497, 'Can add gegevenslek bij wat doorgegeven werd', 125, 'add_onwardbreach'),
	(498, 'Can change gegevenslek bij wat doorgegeven werd', 125, 'change_onwardbreach'),
	(499, 'Can delete gegevenslek bij wat doorgegeven werd', 125, 'delete_onwardbreach'),
	(500, 'Can view gegevenslek bij wat doorgegeven werd', 125, 'view_onwardbreach'),
	(501, 'Can add brief over een gegevenslek aan een partner', 126, 'add_onwardbreachletter'),
	(502, 'Can change brief over een gegevenslek aan een partner', 126, 'change_onwardbreachletter'),
	(503, 'Can delete brief over een gegevenslek aan een partner', 126, 'delete_onwardbreachletter'),
	(504, 'Can view brief over een gegevenslek aan een partner', 126, 'view_onwardbreachletter'),
	(505, 'Can add toestemming om door te geven', 127, 'add_onwardconsent'),
	(506, 'Can change toestemming om door te geven', 127, 'change_onwardconsent'),
	(507, 'Can delete toestemming om door te geven', 127, 'delete_onwardconsent'),
	(508, 'Can view toestemming om door te geven', 127, 'view_onwardconsent'),
	(509, 'Can add verwijderbericht aan een partner', 128, 'add_onwarddeletion'),
	(510, 'Can change verwijderbericht aan een partner', 128, 'change_onwarddeletion'),
	(511, 'Can delete verwijderbericht aan een partner', 128, 'delete_onwarddeletion'),
	(512, 'Can view verwijderbericht aan een partner', 128, 'view_onwarddeletion'),
	(513, 'Can add doorgegeven aan partner', 129, 'add_onwardsharing'),
	(514, 'Can change doorgegeven aan partner', 129, 'change_onwardsharing'),
	(515, 'Can delete doorgegeven aan partner', 129, 'delete_onwardsharing'),
	(516, 'Can view doorgegeven aan partner', 129, 'view_onwardsharing'),
	(517, 'Can add mailbox van een partner die mail teruggeeft', 130, 'add_returningmailbox'),
	(518, 'Can change mailbox van een partner die mail teruggeeft', 130, 'change_returningmailbox'),
	(519, 'Can delete mailbox van een partner die mail teruggeeft', 130, 'delete_returningmailbox'),
	(520, 'Can view mailbox van een partner die mail teruggeeft', 130, 'view_returningmailbox'),
	(521, 'Can add toets van een sleutel', 131, 'add_keycheck'),
	(522, 'Can change toets van een sleutel', 131, 'change_keycheck'),
	(523, 'Can delete toets van een sleutel', 131, 'delete_keycheck'),
	(524, 'Can view toets van een sleutel', 131, 'view_keycheck'),
	(525, 'Can add periodiek werk', 132, 'add_periodicwork'),
	(526, 'Can change periodiek werk', 132, 'change_periodicwork'),
	(527, 'Can delete periodiek werk', 132, 'delete_periodicwork'),
	(528, 'Can view periodiek werk', 132, 'view_periodicwork'),
	(529, 'Can add alarm over de werking', 133, 'add_housealarm'),
	(530, 'Can change alarm over de werking', 133, 'change_housealarm'),
	(531, 'Can delete alarm over de werking', 133, 'delete_housealarm'),
	(532, 'Can view alarm over de werking', 133, 'view_housealarm');

INSERT INTO public.django_content_type (id, app_label, model) VALUES
	(1, 'auth', 'permission'),
	(2, 'auth', 'group'),
	(3, 'contenttypes', 'contenttype'),
	(4, 'sessions', 'session'),
	(5, 'account', 'emailaddress'),
	(6, 'account', 'emailconfirmation'),
	(7, 'mfa', 'authenticator'),
	(8, 'usersessions', 'usersession'),
	(9, 'audit', 'head'),
	(10, 'audit', 'missedline'),
	(11, 'audit', 'node'),
	(12, 'audit', 'sealedlog'),
	(13, 'audit', 'unsealed'),
	(14, 'audit', 'auditevent'),
	(15, 'audit', 'leaf'),
	(16, 'outbox', 'outboxstate'),
	(17, 'outbox', 'relaystate'),
	(18, 'outbox', 'sharedfault'),
	(19, 'outbox', 'transmission'),
	(20, 'outbox', 'unreadablevalue'),
	(21, 'outbox', 'report'),
	(22, 'outbox', 'attempt'),
	(23, 'directory', 'municipality'),
	(24, 'directory', 'organisation'),
	(25, 'directory', 'activity'),
	(26, 'directory', 'alias'),
	(27, 'directory', 'postalcode'),
	(28, 'directory', 'territory'),
	(29, 'directory', 'territorychange'),
	(30, 'accounts', 'lostpassword'),
	(31, 'accounts', 'user'),
	(32, 'accounts', 'accountmail'),
	(33, 'accounts', 'acmidmidentity'),
	(34, 'accounts', 'passwordlink'),
	(35, 'accounts', 'returnedanswers'),
	(36, 'accounts', 'accessalarm'),
	(37, 'accounts', 'failedsignin'),
	(38, 'accounts', 'invitation'),
	(39, 'accounts', 'membership'),
	(40, 'agreements', 'agreement'),
	(41, 'agreements', 'calendarfeed'),
	(42, 'agreements', 'message'),
	(43, 'agreements', 'evaluation'),
	(44, 'agreements', 'bottleneck'),
	(45, 'agreements', 'contact'),
	(46, 'agreements', 'doubt'),
	(47, 'agreements', 'evaluationlink'),
	(48, 'agreements', 'evaluationpart'),
	(49, 'agreements', 'headmail'),
	(50, 'agreements', 'knownpapers'),
	(51, 'agreements', 'mailbox'),
	(52, 'agreements', 'mailboxcheck'),
	(53, 'agreements', 'stopletter'),
	(54, 'agreements', 'notprinted'),
	(55, 'agreements', 'ownpart'),
	(56, 'agreements', 'ownpartlink'),
	(57, 'agreements', 'ownpiece'),
	(58, 'agreements', 'paperfile'),
	(59, 'agreements', 'processor'),
	(60, 'agreements', 'processorcontract'),
	(61, 'agreements', 'processorcontractfile'),
	(62, 'agreements', 'processoroverview'),
	(63, 'agreements', 'proofrequest'),
	(64, 'agreements', 'protocol'),
	(65, 'agreements', 'dpoadvice'),
	(66, 'agreements', 'publication'),
	(67, 'agreements', 'reminder'),
	(68, 'agreements', 'reportedchange'),
	(69, 'agreements', 'securitymeasures'),
	(70, 'agreements', 'signature'),
	(71, 'agreements', 'stop'),
	(72, 'agreements', 'suspension'),
	(73, 'agreements', 'agreedchange'),
	(74, 'agreements', 'registerline'),
	(75, 'consent', 'consent'),
	(76, 'consent', 'proof'),
	(77, 'consent', 'signedsheet'),
	(78, 'consent', 'withdrawal'),
	(79, 'breaches', 'breachlink'),
	(80, 'breaches', 'breach'),
	(81, 'breaches', 'breachnotice'),
	(82, 'breaches', 'breachsearch'),
	(83, 'breaches', 'consultation'),
	(84, 'breaches', 'measure'),
	(85, 'breaches', 'affectedtransmission'),
	(86, 'breaches', 'breachalarm'),
	(87, 'gbo', 'gboabsence'),
	(88, 'gbo', 'gboagreement'),
	(89, 'gbo', 'gbofile'),
	(90, 'gbo', 'gboparty'),
	(91, 'gbo', 'gbonotprinted'),
	(92, 'gbo', 'gbonotice'),
	(93, 'gbo', 'gbomailbox'),
	(94, 'gbo', 'gboletter'),
	(95, 'gbo', 'gbostop'),
	(96, 'gbo', 'gbostopletter'),
	(97, 'gbo', 'gbosuspension'),
	(98, 'paper_import', 'paperimport'),
	(99, 'paper_import', 'importline'),
	(100, 'paper_import', 'paperdraft'),
	(101, 'referrals', 'referral'),
	(102, 'referrals', 'correction'),
	(103, 'referrals', 'clientfingerprint'),
	(104, 'referrals', 'deletionnotice'),
	(105, 'referrals', 'draft'),
	(106, 'referrals', 'lostreferral'),
	(107, 'referrals', 'placewatch'),
	(108, 'referrals', 'receiverreminder'),
	(109, 'referrals', 'sheetopening'),
	(110, 'referrals', 'slip'),
	(111, 'referrals', 'troubletold'),
	(112, 'referrals', 'wish'),
	(113, 'referrals', 'deletiondeclaration'),
	(114, 'referrals', 'ownwithdrawal'),
	(115, 'referrals', 'pendingwithdrawal'),
	(116, 'ocmw_intake', 'intake'),
	(117, 'ocmw_intake', 'contactattempt'),
	(118, 'ocmw_intake', 'fileclosing'),
	(119, 'ocmw_intake', 'outcome'),
	(120, 'ocmw_intake', 'receiverterms'),
	(121, 'ocmw_intake', 'clientwithdrawal'),
	(122, 'ocmw_intake', 'deletion'),
	(123, 'ocmw_intake', 'reminderstop'),
	(124, 'ocmw_intake', 'withdrawalending'),
	(125, 'onward', 'onwardbreach'),
	(126, 'onward', 'onwardbreachletter'),
	(127, 'onward', 'onwardconsent'),
	(128, 'onward', 'onwarddeletion'),
	(129, 'onward', 'onwardsharing'),
	(130, 'onward', 'returningmailbox'),
	(131, 'upkeep', 'keycheck'),
	(132, 'upkeep', 'periodicwork'),
	(133, 'upkeep', 'housealarm');

INSERT INTO public.django_migrations (id, app, name, applied) VALUES
	(1, 'outbox', '0001_initial', now()),
	(2, 'directory', '0001_initial', now()),
	(3, 'accounts', '0001_initial', now()),
	(4, 'account', '0001_initial', now()),
	(5, 'account', '0002_email_max_length', now()),
	(6, 'account', '0003_alter_emailaddress_create_unique_verified_email', now()),
	(7, 'account', '0004_alter_emailaddress_drop_unique_email', now()),
	(8, 'account', '0005_emailaddress_idx_upper_email', now()),
	(9, 'account', '0006_emailaddress_lower', now()),
	(10, 'account', '0007_emailaddress_idx_email', now()),
	(11, 'account', '0008_emailaddress_unique_primary_email_fixup', now()),
	(12, 'account', '0009_emailaddress_unique_primary_email', now()),
	(13, 'agreements', '0001_initial', now()),
	(14, 'agreements', '0002_triggers', now()),
	(15, 'audit', '0001_initial', now()),
	(16, 'audit', '0002_triggers', now()),
	(17, 'contenttypes', '0001_initial', now()),
	(18, 'contenttypes', '0002_remove_content_type_name', now()),
	(19, 'auth', '0001_initial', now()),
	(20, 'auth', '0002_alter_permission_name_max_length', now()),
	(21, 'auth', '0003_alter_user_email_max_length', now()),
	(22, 'auth', '0004_alter_user_username_opts', now()),
	(23, 'auth', '0005_alter_user_last_login_null', now()),
	(24, 'auth', '0006_require_contenttypes_0002', now()),
	(25, 'auth', '0007_alter_validators_add_error_messages', now()),
	(26, 'auth', '0008_alter_user_username_max_length', now()),
	(27, 'auth', '0009_alter_user_last_name_max_length', now()),
	(28, 'auth', '0010_alter_group_name_max_length', now()),
	(29, 'auth', '0011_update_proxy_permissions', now()),
	(30, 'auth', '0012_alter_user_first_name_max_length', now()),
	(31, 'breaches', '0001_initial', now()),
	(32, 'consent', '0001_initial', now()),
	(33, 'consent', '0002_triggers', now()),
	(34, 'directory', '0002_triggers', now()),
	(35, 'gbo', '0001_initial', now()),
	(36, 'mfa', '0001_initial', now()),
	(37, 'mfa', '0002_authenticator_timestamps', now()),
	(38, 'mfa', '0003_authenticator_type_uniq', now()),
	(39, 'referrals', '0001_initial', now()),
	(40, 'ocmw_intake', '0001_initial', now()),
	(41, 'outbox', '0002_triggers', now()),
	(42, 'referrals', '0002_triggers', now()),
	(43, 'onward', '0001_initial', now()),
	(44, 'onward', '0002_triggers', now()),
	(45, 'paper_import', '0001_initial', now()),
	(46, 'sessions', '0001_initial', now()),
	(47, 'upkeep', '0001_initial', now()),
	(48, 'usersessions', '0001_initial', now());

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_failedsignin_id_seq', 1, false);

SELECT pg_catalog.setval('public.agreements_knownpapers_id_seq', 1, false);

SELECT pg_catalog.setval('public.audit_auditevent_id_seq', 1, false);

SELECT pg_catalog.setval('public.audit_journal', 1, false);

SELECT pg_catalog.setval('public.audit_missedline_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_permission_id_seq', 532, true);

SELECT pg_catalog.setval('public.breaches_breach_agreements_id_seq', 1, false);

SELECT pg_catalog.setval('public.breaches_breach_partners_id_seq', 1, false);

SELECT pg_catalog.setval('public.directory_activity_id_seq', 1, false);

SELECT pg_catalog.setval('public.directory_territorychange_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_content_type_id_seq', 133, true);

SELECT pg_catalog.setval('public.django_migrations_id_seq', 48, true);

SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);

SELECT pg_catalog.setval('public.onward_onwardbreach_sharings_id_seq', 1, false);

SELECT pg_catalog.setval('public.outbox_attempt_id_seq', 1, false);

SELECT pg_catalog.setval('public.outbox_report_id_seq', 1, false);

SELECT pg_catalog.setval('public.outbox_unreadablevalue_id_seq', 1, false);

SELECT pg_catalog.setval('public.referrals_troubletold_id_seq', 1, false);

SELECT pg_catalog.setval('public.usersessions_usersession_id_seq', 1, false);

ALTER TABLE ONLY public.agreements_notprinted
    ADD CONSTRAINT a_fact_is_once_not_printed UNIQUE (agreement_id, key);

ALTER TABLE ONLY public.gbo_gbonotprinted
    ADD CONSTRAINT a_gbo_fact_is_once_not_printed UNIQUE NULLS NOT DISTINCT (agreement_id, party_id, key);

ALTER TABLE ONLY public.referrals_troubletold
    ADD CONSTRAINT a_trouble_is_told_once UNIQUE (referral_id, what);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_accessalarm
    ADD CONSTRAINT accounts_accessalarm_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_accountmail
    ADD CONSTRAINT accounts_accountmail_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_accountmail
    ADD CONSTRAINT accounts_accountmail_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.accounts_acmidmidentity
    ADD CONSTRAINT accounts_acmidmidentity_fingerprint_key UNIQUE (fingerprint);

ALTER TABLE ONLY public.accounts_acmidmidentity
    ADD CONSTRAINT accounts_acmidmidentity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_acmidmidentity
    ADD CONSTRAINT accounts_acmidmidentity_user_id_key UNIQUE (user_id);

ALTER TABLE ONLY public.accounts_failedsignin
    ADD CONSTRAINT accounts_failedsignin_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_token_digest_key UNIQUE (token_digest);

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.accounts_lostpassword
    ADD CONSTRAINT accounts_lostpassword_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_passwordlink
    ADD CONSTRAINT accounts_passwordlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_passwordlink
    ADD CONSTRAINT accounts_passwordlink_token_digest_key UNIQUE (token_digest);

ALTER TABLE ONLY public.accounts_returnedanswers
    ADD CONSTRAINT accounts_returnedanswers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_email_key UNIQUE (email);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_agreedchange
    ADD CONSTRAINT agreements_agreedchange_pkey PRIMARY KEY (evaluation_id);

ALTER TABLE ONLY public.agreements_agreedchange
    ADD CONSTRAINT agreements_agreedchange_version_id_key UNIQUE (version_id);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_replaces_id_key UNIQUE (replaces_id);

ALTER TABLE ONLY public.agreements_bottleneck
    ADD CONSTRAINT agreements_bottleneck_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_calendarfeed
    ADD CONSTRAINT agreements_calendarfeed_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.agreements_calendarfeed
    ADD CONSTRAINT agreements_calendarfeed_token_digest_key UNIQUE (token_digest);

ALTER TABLE ONLY public.agreements_contact
    ADD CONSTRAINT agreements_contact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_doubt
    ADD CONSTRAINT agreements_doubt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_dpoadvice
    ADD CONSTRAINT agreements_dpoadvice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_evaluation
    ADD CONSTRAINT agreements_evaluation_invitation_id_key UNIQUE (invitation_id);

ALTER TABLE ONLY public.agreements_evaluation
    ADD CONSTRAINT agreements_evaluation_minutes_id_key UNIQUE (minutes_id);

ALTER TABLE ONLY public.agreements_evaluation
    ADD CONSTRAINT agreements_evaluation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_evaluationlink
    ADD CONSTRAINT agreements_evaluationlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_evaluationlink
    ADD CONSTRAINT agreements_evaluationlink_token_digest_key UNIQUE (token_digest);

ALTER TABLE ONLY public.agreements_evaluationlink
    ADD CONSTRAINT agreements_evaluationlink_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.agreements_evaluationpart
    ADD CONSTRAINT agreements_evaluationpart_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_headmail
    ADD CONSTRAINT agreements_headmail_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_headmail
    ADD CONSTRAINT agreements_headmail_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.agreements_knownpapers
    ADD CONSTRAINT agreements_knownpapers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_mailbox
    ADD CONSTRAINT agreements_mailbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_mailboxcheck
    ADD CONSTRAINT agreements_mailboxcheck_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_mailboxcheck
    ADD CONSTRAINT agreements_mailboxcheck_token_digest_key UNIQUE (token_digest);

ALTER TABLE ONLY public.agreements_mailboxcheck
    ADD CONSTRAINT agreements_mailboxcheck_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.agreements_message
    ADD CONSTRAINT agreements_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_message
    ADD CONSTRAINT agreements_message_scan_id_key UNIQUE (scan_id);

ALTER TABLE ONLY public.agreements_message
    ADD CONSTRAINT agreements_message_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.agreements_notprinted
    ADD CONSTRAINT agreements_notprinted_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_ownpart
    ADD CONSTRAINT agreements_ownpart_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_ownpartlink
    ADD CONSTRAINT agreements_ownpartlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_ownpartlink
    ADD CONSTRAINT agreements_ownpartlink_token_digest_key UNIQUE (token_digest);

ALTER TABLE ONLY public.agreements_ownpartlink
    ADD CONSTRAINT agreements_ownpartlink_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.agreements_ownpiece
    ADD CONSTRAINT agreements_ownpiece_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_paperfile
    ADD CONSTRAINT agreements_paperfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_processor
    ADD CONSTRAINT agreements_processor_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_processorcontract
    ADD CONSTRAINT agreements_processorcontract_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_processorcontractfile
    ADD CONSTRAINT agreements_processorcontractfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_processoroverview
    ADD CONSTRAINT agreements_processoroverview_file_id_key UNIQUE (file_id);

ALTER TABLE ONLY public.agreements_processoroverview
    ADD CONSTRAINT agreements_processoroverview_message_id_key UNIQUE (message_id);

ALTER TABLE ONLY public.agreements_processoroverview
    ADD CONSTRAINT agreements_processoroverview_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_proofrequest
    ADD CONSTRAINT agreements_proofrequest_file_id_key UNIQUE (file_id);

ALTER TABLE ONLY public.agreements_proofrequest
    ADD CONSTRAINT agreements_proofrequest_message_id_key UNIQUE (message_id);

ALTER TABLE ONLY public.agreements_proofrequest
    ADD CONSTRAINT agreements_proofrequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_protocol
    ADD CONSTRAINT agreements_protocol_agreement_id_key UNIQUE (agreement_id);

ALTER TABLE ONLY public.agreements_protocol
    ADD CONSTRAINT agreements_protocol_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_publication
    ADD CONSTRAINT agreements_publication_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_registerline
    ADD CONSTRAINT agreements_registerline_pkey PRIMARY KEY (agreement_id);

ALTER TABLE ONLY public.agreements_reminder
    ADD CONSTRAINT agreements_reminder_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_reportedchange
    ADD CONSTRAINT agreements_reportedchange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_securitymeasures
    ADD CONSTRAINT agreements_securitymeasures_agreement_id_key UNIQUE (agreement_id);

ALTER TABLE ONLY public.agreements_securitymeasures
    ADD CONSTRAINT agreements_securitymeasures_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_stop
    ADD CONSTRAINT agreements_stop_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agreements_stopletter
    ADD CONSTRAINT agreements_stopletter_pkey PRIMARY KEY (message_id);

ALTER TABLE ONLY public.agreements_suspension
    ADD CONSTRAINT agreements_suspension_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_alias
    ADD CONSTRAINT alias_once_per_municipality UNIQUE (name, municipality_id);

ALTER TABLE ONLY public.outbox_attempt
    ADD CONSTRAINT attempts_are_numbered UNIQUE (transmission_id, number);

ALTER TABLE ONLY public.audit_auditevent
    ADD CONSTRAINT audit_auditevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (log, day);

ALTER TABLE ONLY public.audit_leaf
    ADD CONSTRAINT audit_leaf_event_id_key UNIQUE (event_id);

ALTER TABLE ONLY public.audit_leaf
    ADD CONSTRAINT audit_leaf_pkey PRIMARY KEY (log, number);

ALTER TABLE ONLY public.audit_missedline
    ADD CONSTRAINT audit_missedline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_node
    ADD CONSTRAINT audit_node_pkey PRIMARY KEY (log, level, index);

ALTER TABLE ONLY public.audit_sealedlog
    ADD CONSTRAINT audit_sealedlog_pkey PRIMARY KEY (log);

ALTER TABLE ONLY public.audit_unsealed
    ADD CONSTRAINT audit_unsealed_pkey PRIMARY KEY (event_id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_affectedtransmission
    ADD CONSTRAINT breaches_affectedtransmission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_breach_agreements
    ADD CONSTRAINT breaches_breach_agreements_breach_id_agreement_id_4796e7bc_uniq UNIQUE (breach_id, agreement_id);

ALTER TABLE ONLY public.breaches_breach_agreements
    ADD CONSTRAINT breaches_breach_agreements_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_breach_partners
    ADD CONSTRAINT breaches_breach_partners_breach_id_organisation_i_c78089e8_uniq UNIQUE (breach_id, organisation_id);

ALTER TABLE ONLY public.breaches_breach_partners
    ADD CONSTRAINT breaches_breach_partners_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_breach
    ADD CONSTRAINT breaches_breach_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_breachalarm
    ADD CONSTRAINT breaches_breachalarm_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_breachlink
    ADD CONSTRAINT breaches_breachlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_breachlink
    ADD CONSTRAINT breaches_breachlink_token_digest_key UNIQUE (token_digest);

ALTER TABLE ONLY public.breaches_breachlink
    ADD CONSTRAINT breaches_breachlink_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.breaches_breachnotice
    ADD CONSTRAINT breaches_breachnotice_message_id_key UNIQUE (message_id);

ALTER TABLE ONLY public.breaches_breachnotice
    ADD CONSTRAINT breaches_breachnotice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_breachsearch
    ADD CONSTRAINT breaches_breachsearch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_consultation
    ADD CONSTRAINT breaches_consultation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_measure
    ADD CONSTRAINT breaches_measure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cache
    ADD CONSTRAINT cache_pkey PRIMARY KEY (cache_key);

ALTER TABLE ONLY public.consent_consent
    ADD CONSTRAINT consent_consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consent_proof
    ADD CONSTRAINT consent_proof_consent_id_key UNIQUE (consent_id);

ALTER TABLE ONLY public.consent_proof
    ADD CONSTRAINT consent_proof_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consent_signedsheet
    ADD CONSTRAINT consent_signedsheet_consent_id_key UNIQUE (consent_id);

ALTER TABLE ONLY public.consent_signedsheet
    ADD CONSTRAINT consent_signedsheet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consent_withdrawal
    ADD CONSTRAINT consent_withdrawal_consent_id_key UNIQUE (consent_id);

ALTER TABLE ONLY public.consent_withdrawal
    ADD CONSTRAINT consent_withdrawal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.breaches_consultation
    ADD CONSTRAINT consultation_once UNIQUE (breach_id, agreement_id, held_at);

ALTER TABLE ONLY public.directory_activity
    ADD CONSTRAINT directory_activity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_alias
    ADD CONSTRAINT directory_alias_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_municipality
    ADD CONSTRAINT directory_municipality_pkey PRIMARY KEY (nis);

ALTER TABLE ONLY public.directory_organisation
    ADD CONSTRAINT directory_organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_postalcode
    ADD CONSTRAINT directory_postalcode_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_territory
    ADD CONSTRAINT directory_territory_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_territorychange
    ADD CONSTRAINT directory_territorychange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.breaches_breachalarm
    ADD CONSTRAINT each_alarm_once UNIQUE (breach_id, hours);

ALTER TABLE ONLY public.agreements_ownpiece
    ADD CONSTRAINT each_piece_is_asked_once UNIQUE (part_id, kind, "position");

ALTER TABLE ONLY public.gbo_gboabsence
    ADD CONSTRAINT gbo_gboabsence_organisation_id_key UNIQUE (organisation_id);

ALTER TABLE ONLY public.gbo_gboabsence
    ADD CONSTRAINT gbo_gboabsence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gbo_gboagreement
    ADD CONSTRAINT gbo_gboagreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gbo_gbofile
    ADD CONSTRAINT gbo_gbofile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gbo_gboletter
    ADD CONSTRAINT gbo_gboletter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gbo_gbomailbox
    ADD CONSTRAINT gbo_gbomailbox_pkey PRIMARY KEY (mailbox_id);

ALTER TABLE ONLY public.gbo_gbonotice
    ADD CONSTRAINT gbo_gbonotice_agreement_id_key UNIQUE (agreement_id);

ALTER TABLE ONLY public.gbo_gbonotice
    ADD CONSTRAINT gbo_gbonotice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gbo_gbonotprinted
    ADD CONSTRAINT gbo_gbonotprinted_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gbo_gboparty
    ADD CONSTRAINT gbo_gboparty_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gbo_gbostop
    ADD CONSTRAINT gbo_gbostop_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gbo_gbostopletter
    ADD CONSTRAINT gbo_gbostopletter_pkey PRIMARY KEY (message_id);

ALTER TABLE ONLY public.gbo_gbostopletter
    ADD CONSTRAINT gbo_gbostopletter_scan_id_key UNIQUE (scan_id);

ALTER TABLE ONLY public.gbo_gbosuspension
    ADD CONSTRAINT gbo_gbosuspension_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gbo_gboparty
    ADD CONSTRAINT gbo_party_once UNIQUE (agreement_id, organisation_id);

ALTER TABLE ONLY public.paper_import_importline
    ADD CONSTRAINT import_line_once UNIQUE (paper_import_id, number);

ALTER TABLE ONLY public.breaches_measure
    ADD CONSTRAINT measure_once_per_breach UNIQUE (breach_id, kind);

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ocmw_intake_clientwithdrawal
    ADD CONSTRAINT ocmw_intake_clientwithdrawal_pkey PRIMARY KEY (intake_id);

ALTER TABLE ONLY public.ocmw_intake_contactattempt
    ADD CONSTRAINT ocmw_intake_contactattempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ocmw_intake_deletion
    ADD CONSTRAINT ocmw_intake_deletion_pkey PRIMARY KEY (intake_id);

ALTER TABLE ONLY public.ocmw_intake_fileclosing
    ADD CONSTRAINT ocmw_intake_fileclosing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ocmw_intake_intake
    ADD CONSTRAINT ocmw_intake_intake_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ocmw_intake_intake
    ADD CONSTRAINT ocmw_intake_intake_referral_id_key UNIQUE (referral_id);

ALTER TABLE ONLY public.ocmw_intake_outcome
    ADD CONSTRAINT ocmw_intake_outcome_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ocmw_intake_receiverterms
    ADD CONSTRAINT ocmw_intake_receiverterms_partner_id_key UNIQUE (partner_id);

ALTER TABLE ONLY public.ocmw_intake_receiverterms
    ADD CONSTRAINT ocmw_intake_receiverterms_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ocmw_intake_reminderstop
    ADD CONSTRAINT ocmw_intake_reminderstop_pkey PRIMARY KEY (intake_id);

ALTER TABLE ONLY public.ocmw_intake_withdrawalending
    ADD CONSTRAINT ocmw_intake_withdrawalending_pkey PRIMARY KEY (intake_id);

ALTER TABLE ONLY public.agreements_dpoadvice
    ADD CONSTRAINT one_advice_per_party UNIQUE (protocol_id, party);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT one_agreement_per_version UNIQUE (team_id, partner_id, version);

ALTER TABLE ONLY public.agreements_evaluation
    ADD CONSTRAINT one_evaluation_per_day UNIQUE (agreement_id, held_on);

ALTER TABLE ONLY public.referrals_clientfingerprint
    ADD CONSTRAINT one_fingerprint_per_detail UNIQUE (referral_id, detail);

ALTER TABLE ONLY public.gbo_gboletter
    ADD CONSTRAINT one_gbo_letter_per_party UNIQUE (notice_id, to_party_id);

ALTER TABLE ONLY public.agreements_headmail
    ADD CONSTRAINT one_head_mail_per_day UNIQUE (log, day, recipient);

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT one_membership_per_role UNIQUE (user_id, organisation_id, role);

ALTER TABLE ONLY public.agreements_evaluationpart
    ADD CONSTRAINT one_part_per_side UNIQUE (evaluation_id, party);

ALTER TABLE ONLY public.agreements_publication
    ADD CONSTRAINT one_publication_per_party UNIQUE (agreement_id, party);

ALTER TABLE ONLY public.agreements_reminder
    ADD CONSTRAINT one_reminder_per_moment UNIQUE (agreement_id, deadline, due_on, moment);

ALTER TABLE ONLY public.referrals_receiverreminder
    ADD CONSTRAINT one_reminder_per_step UNIQUE (referral_id, step);

ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT one_signature_per_position UNIQUE (agreement_id, document, party, "position");

ALTER TABLE ONLY public.referrals_placewatch
    ADD CONSTRAINT one_watch_per_person_and_place UNIQUE (team_id, residence_id, watched_by_id);

ALTER TABLE ONLY public.onward_onwardbreach
    ADD CONSTRAINT onward_onwardbreach_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.onward_onwardbreach_sharings
    ADD CONSTRAINT onward_onwardbreach_shar_onwardbreach_id_onwardsh_ea012274_uniq UNIQUE (onwardbreach_id, onwardsharing_id);

ALTER TABLE ONLY public.onward_onwardbreach_sharings
    ADD CONSTRAINT onward_onwardbreach_sharings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.onward_onwardbreachletter
    ADD CONSTRAINT onward_onwardbreachletter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.onward_onwardbreachletter
    ADD CONSTRAINT onward_onwardbreachletter_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.onward_onwardconsent
    ADD CONSTRAINT onward_onwardconsent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.onward_onwarddeletion
    ADD CONSTRAINT onward_onwarddeletion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.onward_onwarddeletion
    ADD CONSTRAINT onward_onwarddeletion_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.onward_onwarddeletion
    ADD CONSTRAINT onward_onwarddeletion_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.onward_onwardsharing
    ADD CONSTRAINT onward_onwardsharing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.onward_onwardsharing
    ADD CONSTRAINT onward_onwardsharing_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.onward_onwardsharing
    ADD CONSTRAINT onward_onwardsharing_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.onward_returningmailbox
    ADD CONSTRAINT onward_returningmailbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox_attempt
    ADD CONSTRAINT outbox_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox_outboxstate
    ADD CONSTRAINT outbox_outboxstate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox_relaystate
    ADD CONSTRAINT outbox_relaystate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox_report
    ADD CONSTRAINT outbox_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox_sharedfault
    ADD CONSTRAINT outbox_sharedfault_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox_transmission
    ADD CONSTRAINT outbox_transmission_message_id_key UNIQUE (message_id);

ALTER TABLE ONLY public.outbox_transmission
    ADD CONSTRAINT outbox_transmission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox_unreadablevalue
    ADD CONSTRAINT outbox_unreadablevalue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.paper_import_importline
    ADD CONSTRAINT paper_import_importline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.paper_import_paperdraft
    ADD CONSTRAINT paper_import_paperdraft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.paper_import_paperimport
    ADD CONSTRAINT paper_import_paperimport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_postalcode
    ADD CONSTRAINT postal_code_once_per_municipality UNIQUE (code, municipality_id);

ALTER TABLE ONLY public.referrals_clientfingerprint
    ADD CONSTRAINT referrals_clientfingerprint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_correction
    ADD CONSTRAINT referrals_correction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_correction
    ADD CONSTRAINT referrals_correction_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.referrals_deletiondeclaration
    ADD CONSTRAINT referrals_deletiondeclaration_pkey PRIMARY KEY (referral_id);

ALTER TABLE ONLY public.referrals_deletionnotice
    ADD CONSTRAINT referrals_deletionnotice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_deletionnotice
    ADD CONSTRAINT referrals_deletionnotice_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.referrals_draft
    ADD CONSTRAINT referrals_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_draft
    ADD CONSTRAINT referrals_draft_referral_id_key UNIQUE (referral_id);

ALTER TABLE ONLY public.referrals_lostreferral
    ADD CONSTRAINT referrals_lostreferral_mail_id_key UNIQUE (mail_id);

ALTER TABLE ONLY public.referrals_lostreferral
    ADD CONSTRAINT referrals_lostreferral_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_lostreferral
    ADD CONSTRAINT referrals_lostreferral_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.referrals_ownwithdrawal
    ADD CONSTRAINT referrals_ownwithdrawal_pkey PRIMARY KEY (referral_id);

ALTER TABLE ONLY public.referrals_pendingwithdrawal
    ADD CONSTRAINT referrals_pendingwithdrawal_pkey PRIMARY KEY (referral_id);

ALTER TABLE ONLY public.referrals_placewatch
    ADD CONSTRAINT referrals_placewatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_receiverreminder
    ADD CONSTRAINT referrals_receiverreminder_link_digest_key UNIQUE (link_digest);

ALTER TABLE ONLY public.referrals_receiverreminder
    ADD CONSTRAINT referrals_receiverreminder_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_consent_id_key UNIQUE (consent_id);

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_reference_key UNIQUE (reference);

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_transmission_id_key UNIQUE (transmission_id);

ALTER TABLE ONLY public.referrals_sheetopening
    ADD CONSTRAINT referrals_sheetopening_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_slip
    ADD CONSTRAINT referrals_slip_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.referrals_slip
    ADD CONSTRAINT referrals_slip_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_troubletold
    ADD CONSTRAINT referrals_troubletold_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.referrals_wish
    ADD CONSTRAINT referrals_wish_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox_report
    ADD CONSTRAINT reports_say_a_thing_once UNIQUE (transmission_id, verdict, code);

ALTER TABLE ONLY public.directory_territory
    ADD CONSTRAINT territory_never_overlaps EXCLUDE USING gist (organisation_id WITH =, municipality_id WITH =, daterange(from_on, until_on, '[]'::text) WITH &&);

ALTER TABLE ONLY public.breaches_affectedtransmission
    ADD CONSTRAINT transmission_affected_once_per_breach UNIQUE (breach_id, transmission_id);

ALTER TABLE ONLY public.outbox_unreadablevalue
    ADD CONSTRAINT unreadable_value_is_noted_once UNIQUE ("table", "row", "column");

ALTER TABLE ONLY public.upkeep_housealarm
    ADD CONSTRAINT upkeep_housealarm_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.upkeep_keycheck
    ADD CONSTRAINT upkeep_keycheck_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.upkeep_periodicwork
    ADD CONSTRAINT upkeep_periodicwork_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT versions_do_not_overlap EXCLUDE USING gist (team_id WITH =, partner_id WITH =, daterange(in_force_from, ends_on, '[]'::text) WITH &&) WHERE ((in_force_from IS NOT NULL));

CREATE UNIQUE INDEX a_mailbox_returns_once ON public.onward_returningmailbox USING btree (lower((address)::text), receiver_id) WHERE (works_since IS NULL);

CREATE INDEX access_alarm_recent ON public.accounts_accessalarm USING btree (last_at DESC);

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX accounts_accessalarm_user_id_76dfa571 ON public.accounts_accessalarm USING btree (user_id);

CREATE INDEX accounts_accountmail_user_id_900eda0b ON public.accounts_accountmail USING btree (user_id);

CREATE INDEX accounts_failedsignin_user_id_7e7d21d0 ON public.accounts_failedsignin USING btree (user_id);

CREATE INDEX accounts_invitation_accepted_by_id_ba632539 ON public.accounts_invitation USING btree (accepted_by_id);

CREATE INDEX accounts_invitation_organisation_id_b7f9480b ON public.accounts_invitation USING btree (organisation_id);

CREATE INDEX accounts_invitation_sent_by_id_ab52d946 ON public.accounts_invitation USING btree (sent_by_id);

CREATE INDEX accounts_membership_organisation_id_98e5c22b ON public.accounts_membership USING btree (organisation_id);

CREATE INDEX accounts_membership_user_id_487fb39e ON public.accounts_membership USING btree (user_id);

CREATE INDEX accounts_passwordlink_user_id_0b1c7368 ON public.accounts_passwordlink USING btree (user_id);

CREATE INDEX accounts_returnedanswers_user_id_bc89352b ON public.accounts_returnedanswers USING btree (user_id);

CREATE INDEX accounts_user_email_b2644a56_like ON public.accounts_user USING btree (email varchar_pattern_ops);

CREATE INDEX agreements_agreement_partner_id_03aae7ca ON public.agreements_agreement USING btree (partner_id);

CREATE INDEX agreements_agreement_team_id_68ecdc8f ON public.agreements_agreement USING btree (team_id);

CREATE INDEX agreements_bottleneck_agreement_id_a0c7c2a4 ON public.agreements_bottleneck USING btree (agreement_id);

CREATE INDEX agreements_bottleneck_evaluation_id_c3e7d631 ON public.agreements_bottleneck USING btree (evaluation_id);

CREATE INDEX agreements_bottleneck_noted_by_id_01414173 ON public.agreements_bottleneck USING btree (noted_by_id);

CREATE INDEX agreements_bottleneck_taken_back_by_id_27b30d63 ON public.agreements_bottleneck USING btree (taken_back_by_id);

CREATE INDEX agreements_contact_agreement_id_882121b2 ON public.agreements_contact USING btree (agreement_id);

CREATE INDEX agreements_doubt_agreement_id_9924eb2d ON public.agreements_doubt USING btree (agreement_id);

CREATE INDEX agreements_doubt_raised_by_id_6f6197dd ON public.agreements_doubt USING btree (raised_by_id);

CREATE INDEX agreements_doubt_settled_by_id_052648f9 ON public.agreements_doubt USING btree (settled_by_id);

CREATE INDEX agreements_dpoadvice_protocol_id_c2d83398 ON public.agreements_dpoadvice USING btree (protocol_id);

CREATE INDEX agreements_evaluation_agreement_id_09bf49c7 ON public.agreements_evaluation USING btree (agreement_id);

CREATE INDEX agreements_evaluationlink_evaluation_id_f296078e ON public.agreements_evaluationlink USING btree (evaluation_id);

CREATE INDEX agreements_evaluationlink_sent_by_id_769adde4 ON public.agreements_evaluationlink USING btree (sent_by_id);

CREATE INDEX agreements_evaluationpart_evaluation_id_83bc41aa ON public.agreements_evaluationpart USING btree (evaluation_id);

CREATE INDEX agreements_knownpapers_agreement_id_5b8d1bc8 ON public.agreements_knownpapers USING btree (agreement_id);

CREATE INDEX agreements_mailbox_first_verified_by_id_fd802867 ON public.agreements_mailbox USING btree (first_verified_by_id);

CREATE INDEX agreements_mailbox_protocol_id_9f9a8e5f ON public.agreements_mailbox USING btree (protocol_id);

CREATE INDEX agreements_mailbox_second_verified_by_id_4881d9b6 ON public.agreements_mailbox USING btree (second_verified_by_id);

CREATE INDEX agreements_mailboxcheck_mailbox_id_5d3201da ON public.agreements_mailboxcheck USING btree (mailbox_id);

CREATE INDEX agreements_mailboxcheck_requested_by_id_4cf3ced9 ON public.agreements_mailboxcheck USING btree (requested_by_id);

CREATE INDEX agreements_message_agreement_id_aa3af993 ON public.agreements_message USING btree (agreement_id);

CREATE INDEX agreements_message_written_by_id_61649ccf ON public.agreements_message USING btree (written_by_id);

CREATE INDEX agreements_notprinted_agreement_id_faa37f2c ON public.agreements_notprinted USING btree (agreement_id);

CREATE INDEX agreements_notprinted_said_by_id_e6e9acac ON public.agreements_notprinted USING btree (said_by_id);

CREATE INDEX agreements_ownpart_agreement_id_7893f8a2 ON public.agreements_ownpart USING btree (agreement_id);

CREATE INDEX agreements_ownpart_asked_by_id_d5641c07 ON public.agreements_ownpart USING btree (asked_by_id);

CREATE INDEX agreements_ownpartlink_part_id_828e1077 ON public.agreements_ownpartlink USING btree (part_id);

CREATE INDEX agreements_ownpartlink_sent_by_id_1e7f0620 ON public.agreements_ownpartlink USING btree (sent_by_id);

CREATE INDEX agreements_ownpiece_answered_by_id_776fc1fc ON public.agreements_ownpiece USING btree (answered_by_id);

CREATE INDEX agreements_ownpiece_judged_by_id_80c35a6c ON public.agreements_ownpiece USING btree (judged_by_id);

CREATE INDEX agreements_ownpiece_part_id_3b1bfa66 ON public.agreements_ownpiece USING btree (part_id);

CREATE INDEX agreements_paperfile_agreement_id_5802fa8d ON public.agreements_paperfile USING btree (agreement_id);

CREATE INDEX agreements_paperfile_uploaded_by_id_d5d8a5e4 ON public.agreements_paperfile USING btree (uploaded_by_id);

CREATE INDEX agreements_paperfile_withdrawn_by_id_debdd42a ON public.agreements_paperfile USING btree (withdrawn_by_id);

CREATE INDEX agreements_processor_agreement_id_f9be8688 ON public.agreements_processor USING btree (agreement_id);

CREATE INDEX agreements_processorcontract_receiver_id_e2c9375a ON public.agreements_processorcontract USING btree (receiver_id);

CREATE INDEX agreements_processorcontractfile_contract_id_99687bbd ON public.agreements_processorcontractfile USING btree (contract_id);

CREATE INDEX agreements_processorcontractfile_uploaded_by_id_472eb4d4 ON public.agreements_processorcontractfile USING btree (uploaded_by_id);

CREATE INDEX agreements_processorcontractfile_withdrawn_by_id_3480d46d ON public.agreements_processorcontractfile USING btree (withdrawn_by_id);

CREATE INDEX agreements_processoroverview_agreement_id_819cce7b ON public.agreements_processoroverview USING btree (agreement_id);

CREATE INDEX agreements_proofrequest_agreement_id_6659ee1e ON public.agreements_proofrequest USING btree (agreement_id);

CREATE INDEX agreements_publication_agreement_id_b66b0711 ON public.agreements_publication USING btree (agreement_id);

CREATE INDEX agreements_registerline_judged_on_545fe301 ON public.agreements_registerline USING btree (judged_on);

CREATE INDEX agreements_reminder_agreement_id_6e16e7c0 ON public.agreements_reminder USING btree (agreement_id);

CREATE INDEX agreements_reportedchange_agreement_id_29c07cb0 ON public.agreements_reportedchange USING btree (agreement_id);

CREATE INDEX agreements_signature_agreement_id_c402677c ON public.agreements_signature USING btree (agreement_id);

CREATE INDEX agreements_stop_agreement_id_9ddbb009 ON public.agreements_stop USING btree (agreement_id);

CREATE INDEX agreements_stop_recorded_by_id_157667f8 ON public.agreements_stop USING btree (recorded_by_id);

CREATE INDEX agreements_stopletter_stop_id_1bd3154e ON public.agreements_stopletter USING btree (stop_id);

CREATE INDEX agreements_suspension_agreement_id_c6f7c401 ON public.agreements_suspension USING btree (agreement_id);

CREATE INDEX answers_to_compare ON public.agreements_ownpiece USING btree (part_id) WHERE ((NOT ((answer)::text = ''::text)) AND ((outcome)::text = ''::text));

CREATE INDEX audit_by_actor ON public.audit_auditevent USING btree (actor_id, id DESC);

CREATE INDEX audit_by_event ON public.audit_auditevent USING btree (log, event, id DESC);

CREATE INDEX audit_by_object ON public.audit_auditevent USING btree (object_id varchar_pattern_ops);

CREATE INDEX audit_by_time ON public.audit_auditevent USING btree (log, at);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX breach_register ON public.breaches_breach USING btree (discovered_at DESC);

CREATE INDEX breaches_affectedtransmission_breach_id_aece2d52 ON public.breaches_affectedtransmission USING btree (breach_id);

CREATE INDEX breaches_affectedtransmission_transmission_id_84339033 ON public.breaches_affectedtransmission USING btree (transmission_id);

CREATE INDEX breaches_breach_agreements_agreement_id_1d2bf3fc ON public.breaches_breach_agreements USING btree (agreement_id);

CREATE INDEX breaches_breach_agreements_breach_id_1e40711a ON public.breaches_breach_agreements USING btree (breach_id);

CREATE INDEX breaches_breach_by_link_id_389276a7 ON public.breaches_breach USING btree (by_link_id);

CREATE INDEX breaches_breach_partners_breach_id_5b5a8157 ON public.breaches_breach_partners USING btree (breach_id);

CREATE INDEX breaches_breach_partners_organisation_id_96791114 ON public.breaches_breach_partners USING btree (organisation_id);

CREATE INDEX breaches_breach_registered_by_id_3625fa12 ON public.breaches_breach USING btree (registered_by_id);

CREATE INDEX breaches_breachalarm_breach_id_4948da86 ON public.breaches_breachalarm USING btree (breach_id);

CREATE INDEX breaches_breachlink_partner_id_070f5c9e ON public.breaches_breachlink USING btree (partner_id);

CREATE INDEX breaches_breachlink_sent_by_id_3bd285dd ON public.breaches_breachlink USING btree (sent_by_id);

CREATE INDEX breaches_breachnotice_breach_id_4db50e1a ON public.breaches_breachnotice USING btree (breach_id);

CREATE INDEX breaches_breachsearch_breach_id_3340cb55 ON public.breaches_breachsearch USING btree (breach_id);

CREATE INDEX breaches_breachsearch_partner_id_a45765f5 ON public.breaches_breachsearch USING btree (partner_id);

CREATE INDEX breaches_consultation_agreement_id_9ba955a3 ON public.breaches_consultation USING btree (agreement_id);

CREATE INDEX breaches_consultation_breach_id_925bd011 ON public.breaches_consultation USING btree (breach_id);

CREATE INDEX breaches_measure_breach_id_100fb6af ON public.breaches_measure USING btree (breach_id);

CREATE INDEX cache_expires ON public.cache USING btree (expires);

CREATE INDEX consent_consent_obtained_by_id_9f000317 ON public.consent_consent USING btree (obtained_by_id);

CREATE INDEX consent_consent_receiver_id_dd2b19f5 ON public.consent_consent USING btree (receiver_id);

CREATE INDEX consent_consent_team_id_061deb07 ON public.consent_consent USING btree (team_id);

CREATE INDEX consent_signedsheet_kept_by_id_297d07fe ON public.consent_signedsheet USING btree (kept_by_id);

CREATE INDEX consent_withdrawal_recorded_by_id_36e33dd3 ON public.consent_withdrawal USING btree (recorded_by_id);

CREATE INDEX directory_activity_organisation_id_d68c8942 ON public.directory_activity USING btree (organisation_id);

CREATE INDEX directory_alias_municipality_id_af5b82ce ON public.directory_alias USING btree (municipality_id);

CREATE INDEX directory_alias_municipality_id_af5b82ce_like ON public.directory_alias USING btree (municipality_id varchar_pattern_ops);

CREATE INDEX directory_municipality_nis_3ad332c3_like ON public.directory_municipality USING btree (nis varchar_pattern_ops);

CREATE INDEX directory_postalcode_municipality_id_c1bf9268 ON public.directory_postalcode USING btree (municipality_id);

CREATE INDEX directory_postalcode_municipality_id_c1bf9268_like ON public.directory_postalcode USING btree (municipality_id varchar_pattern_ops);

CREATE INDEX directory_territory_municipality_id_c9892a5f ON public.directory_territory USING btree (municipality_id);

CREATE INDEX directory_territory_municipality_id_c9892a5f_like ON public.directory_territory USING btree (municipality_id varchar_pattern_ops);

CREATE INDEX directory_territory_organisation_id_5f46d147 ON public.directory_territory USING btree (organisation_id);

CREATE INDEX directory_territorychange_municipality_id_5fe81c40 ON public.directory_territorychange USING btree (municipality_id);

CREATE INDEX directory_territorychange_municipality_id_5fe81c40_like ON public.directory_territorychange USING btree (municipality_id varchar_pattern_ops);

CREATE INDEX directory_territorychange_organisation_id_06632592 ON public.directory_territorychange USING btree (organisation_id);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX drill_unanswered ON public.breaches_breachlink USING btree (sent_at) WHERE ((answered_at IS NULL) AND (ended_at IS NULL));

CREATE INDEX failed_sign_in_account ON public.accounts_failedsignin USING btree (account, at);

CREATE INDEX failed_sign_in_recent ON public.accounts_failedsignin USING btree (at);

CREATE INDEX failed_sign_in_source ON public.accounts_failedsignin USING btree (source, at);

CREATE UNIQUE INDEX gbo_agreement_has_one_caw ON public.gbo_gboparty USING btree (agreement_id) WHERE ((kind)::text = 'caw'::text);

CREATE INDEX gbo_gbofile_agreement_id_77154036 ON public.gbo_gbofile USING btree (agreement_id);

CREATE INDEX gbo_gbofile_uploaded_by_id_2850450e ON public.gbo_gbofile USING btree (uploaded_by_id);

CREATE INDEX gbo_gbofile_withdrawn_by_id_dcf48c69 ON public.gbo_gbofile USING btree (withdrawn_by_id);

CREATE INDEX gbo_gboletter_notice_id_816f1be0 ON public.gbo_gboletter USING btree (notice_id);

CREATE INDEX gbo_gboletter_to_party_id_4e19fe06 ON public.gbo_gboletter USING btree (to_party_id);

CREATE INDEX gbo_gbomailbox_party_id_8f72f8e5 ON public.gbo_gbomailbox USING btree (party_id);

CREATE INDEX gbo_gbonotice_by_party_id_98d2327a ON public.gbo_gbonotice USING btree (by_party_id);

CREATE INDEX gbo_gbonotprinted_agreement_id_2dd62e1f ON public.gbo_gbonotprinted USING btree (agreement_id);

CREATE INDEX gbo_gbonotprinted_party_id_c5556f33 ON public.gbo_gbonotprinted USING btree (party_id);

CREATE INDEX gbo_gbonotprinted_said_by_id_c07941ab ON public.gbo_gbonotprinted USING btree (said_by_id);

CREATE INDEX gbo_gboparty_agreement_id_df412f12 ON public.gbo_gboparty USING btree (agreement_id);

CREATE INDEX gbo_gboparty_organisation_id_9070ff4b ON public.gbo_gboparty USING btree (organisation_id);

CREATE INDEX gbo_gbostop_against_party_id_1fc39bae ON public.gbo_gbostop USING btree (against_party_id);

CREATE INDEX gbo_gbostop_agreement_id_cc41ad71 ON public.gbo_gbostop USING btree (agreement_id);

CREATE INDEX gbo_gbostop_by_party_id_a9ebaf8f ON public.gbo_gbostop USING btree (by_party_id);

CREATE INDEX gbo_gbostop_recorded_by_id_868673da ON public.gbo_gbostop USING btree (recorded_by_id);

CREATE INDEX gbo_gbostopletter_party_id_4817e580 ON public.gbo_gbostopletter USING btree (party_id);

CREATE INDEX gbo_gbostopletter_stop_id_0c54e414 ON public.gbo_gbostopletter USING btree (stop_id);

CREATE INDEX gbo_gbosuspension_against_party_id_0f755e24 ON public.gbo_gbosuspension USING btree (against_party_id);

CREATE INDEX gbo_gbosuspension_agreement_id_7ad7c4f9 ON public.gbo_gbosuspension USING btree (agreement_id);

CREATE INDEX gbo_gbosuspension_by_party_id_7e65307c ON public.gbo_gbosuspension USING btree (by_party_id);

CREATE INDEX house_alarm_recent ON public.upkeep_housealarm USING btree (began_at DESC);

CREATE INDEX import_waiting ON public.paper_import_paperimport USING btree (uploaded_at) WHERE ((status)::text = ANY (ARRAY[('uploaded'::character varying)::text, ('confirmed'::character varying)::text]));

CREATE INDEX intake_closed_files ON public.ocmw_intake_intake USING btree (partner_id, closed_on, id) WHERE (closed_on IS NOT NULL);

CREATE INDEX intake_file_number ON public.ocmw_intake_intake USING btree (partner_id, upper((file_number)::text)) WHERE (NOT ((file_number)::text = ''::text));

CREATE INDEX intake_mine ON public.ocmw_intake_intake USING btree (partner_id, assigned_to_id, received_at, id) WHERE ((status)::text = ANY (ARRAY[('to_contact'::character varying)::text, ('not_reached'::character varying)::text, ('reached'::character varying)::text, ('to_delete'::character varying)::text]));

CREATE INDEX intake_open ON public.ocmw_intake_intake USING btree (partner_id, received_at, id) INCLUDE (status, assigned_to_id) WHERE ((status)::text = ANY (ARRAY[('to_contact'::character varying)::text, ('not_reached'::character varying)::text, ('reached'::character varying)::text, ('to_delete'::character varying)::text]));

CREATE INDEX intake_over ON public.ocmw_intake_intake USING btree (partner_id, received_at, id) WHERE ((status)::text = ANY (ARRAY[('closed'::character varying)::text, ('deleted'::character varying)::text]));

CREATE INDEX intake_to_delete ON public.ocmw_intake_intake USING btree (partner_id, must_go_since, id) WHERE ((status)::text = 'to_delete'::text);

CREATE INDEX intake_worklist ON public.ocmw_intake_intake USING btree (partner_id, status, received_at, id);

CREATE INDEX known_papers_latest ON public.agreements_knownpapers USING btree (agreement_id, known_at DESC);

CREATE INDEX lost_referral_reference ON public.referrals_lostreferral USING btree (reference);

CREATE INDEX message_annexes ON public.agreements_message USING btree (agreement_id, written_at DESC);

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);

CREATE INDEX ocmw_intake_clientwithdrawal_recorded_by_id_7abb8f4a ON public.ocmw_intake_clientwithdrawal USING btree (recorded_by_id);

CREATE INDEX ocmw_intake_contactattempt_intake_id_60620ace ON public.ocmw_intake_contactattempt USING btree (intake_id);

CREATE INDEX ocmw_intake_contactattempt_made_by_id_1ceec97d ON public.ocmw_intake_contactattempt USING btree (made_by_id);

CREATE INDEX ocmw_intake_contactattempt_struck_by_id_17fff8f9 ON public.ocmw_intake_contactattempt USING btree (struck_by_id);

CREATE INDEX ocmw_intake_deletion_declared_by_id_4ff7cc51 ON public.ocmw_intake_deletion USING btree (declared_by_id);

CREATE INDEX ocmw_intake_fileclosing_closed_by_id_045b07e3 ON public.ocmw_intake_fileclosing USING btree (closed_by_id);

CREATE INDEX ocmw_intake_fileclosing_intake_id_d5617efa ON public.ocmw_intake_fileclosing USING btree (intake_id);

CREATE INDEX ocmw_intake_fileclosing_reopened_by_id_c87129b7 ON public.ocmw_intake_fileclosing USING btree (reopened_by_id);

CREATE INDEX ocmw_intake_intake_assigned_to_id_78a88b4f ON public.ocmw_intake_intake USING btree (assigned_to_id);

CREATE INDEX ocmw_intake_intake_partner_id_9b3e6915 ON public.ocmw_intake_intake USING btree (partner_id);

CREATE INDEX ocmw_intake_outcome_intake_id_436222ee ON public.ocmw_intake_outcome USING btree (intake_id);

CREATE INDEX ocmw_intake_outcome_recorded_by_id_44ecfb78 ON public.ocmw_intake_outcome USING btree (recorded_by_id);

CREATE INDEX ocmw_intake_outcome_taken_back_by_id_059508f7 ON public.ocmw_intake_outcome USING btree (taken_back_by_id);

CREATE INDEX ocmw_intake_reminderstop_stopped_by_id_bc2023d0 ON public.ocmw_intake_reminderstop USING btree (stopped_by_id);

CREATE INDEX ocmw_intake_withdrawalending_said_by_id_99487d45 ON public.ocmw_intake_withdrawalending USING btree (said_by_id);

CREATE UNIQUE INDEX one_breach_report_per_referral ON public.breaches_breach USING btree (reported_reference) WHERE (NOT ((reported_reference)::text = ''::text));

CREATE UNIQUE INDEX one_closing_that_holds_per_intake ON public.ocmw_intake_fileclosing USING btree (intake_id) WHERE (reopened_at IS NULL);

CREATE UNIQUE INDEX one_current_mailbox_per_protocol ON public.agreements_mailbox USING btree (protocol_id) WHERE (replaced_at IS NULL);

CREATE UNIQUE INDEX one_current_outcome_per_intake ON public.ocmw_intake_outcome USING btree (intake_id) WHERE (replaced_at IS NULL);

CREATE UNIQUE INDEX one_draft_of_a_file ON public.paper_import_paperdraft USING btree (fingerprint) WHERE ((NOT ((fingerprint)::text = ''::text)) AND (NOT ((status)::text = 'discarded'::text)));

CREATE UNIQUE INDEX one_evaluation_to_come ON public.agreements_evaluation USING btree (agreement_id) WHERE (held_on IS NULL);

CREATE UNIQUE INDEX one_open_alarm_for_each_finding ON public.upkeep_housealarm USING btree (finding) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX one_open_check_per_mailbox ON public.agreements_mailboxcheck USING btree (mailbox_id) WHERE ((answered_at IS NULL) AND (replaced_at IS NULL));

CREATE UNIQUE INDEX one_open_correction_per_referral ON public.referrals_correction USING btree (referral_id) WHERE ((answer)::text = ''::text);

CREATE UNIQUE INDEX one_open_doubt_per_field ON public.agreements_doubt USING btree (agreement_id, document, party, "position", field) NULLS NOT DISTINCT WHERE (settled_at IS NULL);

CREATE UNIQUE INDEX one_open_invitation_per_address ON public.accounts_invitation USING btree (organisation_id, email) WHERE ((done_at IS NULL) AND (ended_at IS NULL));

CREATE UNIQUE INDEX one_open_link_per_breach_contact ON public.breaches_breachlink USING btree (email, partner_id) NULLS NOT DISTINCT WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX one_open_own_part_link_per_address ON public.agreements_ownpartlink USING btree (part_id, email) WHERE ((done_at IS NULL) AND (ended_at IS NULL));

CREATE UNIQUE INDEX one_open_own_part_per_agreement ON public.agreements_ownpart USING btree (agreement_id) WHERE ((done_at IS NULL) AND (ended_at IS NULL));

CREATE UNIQUE INDEX one_open_proof_request ON public.agreements_proofrequest USING btree (agreement_id) WHERE (received_on IS NULL);

CREATE UNIQUE INDEX one_slip_of_a_referral_works ON public.referrals_slip USING btree (referral_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX one_standing_onward_consent_per_partner ON public.onward_onwardconsent USING btree (intake_id, partner_id) WHERE (ended_at IS NULL);

CREATE INDEX onward_of_intake ON public.onward_onwardsharing USING btree (intake_id, shared_at DESC);

CREATE INDEX onward_onwardbreach_partner_id_e9f8847a ON public.onward_onwardbreach USING btree (partner_id);

CREATE INDEX onward_onwardbreach_receiver_id_f64d7590 ON public.onward_onwardbreach USING btree (receiver_id);

CREATE INDEX onward_onwardbreach_sharings_onwardbreach_id_b705257f ON public.onward_onwardbreach_sharings USING btree (onwardbreach_id);

CREATE INDEX onward_onwardbreach_sharings_onwardsharing_id_cae3d543 ON public.onward_onwardbreach_sharings USING btree (onwardsharing_id);

CREATE INDEX onward_onwardbreach_told_by_id_aec242ed ON public.onward_onwardbreach USING btree (told_by_id);

CREATE INDEX onward_onwardbreachletter_breach_id_370b80a1 ON public.onward_onwardbreachletter USING btree (breach_id);

CREATE INDEX onward_onwardconsent_asked_by_id_a16af435 ON public.onward_onwardconsent USING btree (asked_by_id);

CREATE INDEX onward_onwardconsent_ended_by_id_71066cb3 ON public.onward_onwardconsent USING btree (ended_by_id);

CREATE INDEX onward_onwardconsent_intake_id_a341480d ON public.onward_onwardconsent USING btree (intake_id);

CREATE INDEX onward_onwardconsent_partner_id_e12ce5a5 ON public.onward_onwardconsent USING btree (partner_id);

CREATE INDEX onward_onwarddeletion_consent_id_3abeb6d2 ON public.onward_onwarddeletion USING btree (consent_id);

CREATE INDEX onward_onwarddeletion_reference_4661facb_like ON public.onward_onwarddeletion USING btree (reference varchar_pattern_ops);

CREATE INDEX onward_onwardsharing_agreement_id_cd09ae1f ON public.onward_onwardsharing USING btree (agreement_id);

CREATE INDEX onward_onwardsharing_consent_id_eb06ff98 ON public.onward_onwardsharing USING btree (consent_id);

CREATE INDEX onward_onwardsharing_intake_id_5b3b18f2 ON public.onward_onwardsharing USING btree (intake_id);

CREATE INDEX onward_onwardsharing_partner_id_c3962aa7 ON public.onward_onwardsharing USING btree (partner_id);

CREATE INDEX onward_onwardsharing_reference_adf57af3_like ON public.onward_onwardsharing USING btree (reference varchar_pattern_ops);

CREATE INDEX onward_onwardsharing_shared_by_id_28fdaf81 ON public.onward_onwardsharing USING btree (shared_by_id);

CREATE INDEX onward_returningmailbox_receiver_id_a7efabce ON public.onward_returningmailbox USING btree (receiver_id);

CREATE INDEX onward_returningmailbox_told_by_id_5a7ef4ce ON public.onward_returningmailbox USING btree (told_by_id);

CREATE UNIQUE INDEX organisation_enterprise_number_once ON public.directory_organisation USING btree (enterprise_number) WHERE ((NOT ((enterprise_number)::text = ''::text)) AND (NOT ((kind)::text = 'dmw'::text)));

CREATE UNIQUE INDEX organisation_name_once_per_kind ON public.directory_organisation USING btree (lower((name)::text), kind) WHERE is_active;

CREATE INDEX outbox_attempt_transmission_id_dc03a065 ON public.outbox_attempt USING btree (transmission_id);

CREATE INDEX outbox_report_transmission_id_85e19cbe ON public.outbox_report USING btree (transmission_id);

CREATE INDEX outbox_transmission_message_id_39d5010b_like ON public.outbox_transmission USING btree (message_id varchar_pattern_ops);

CREATE INDEX own_withdrawal_unseen ON public.referrals_ownwithdrawal USING btree (referral_id) WHERE (seen_at IS NULL);

CREATE INDEX paper_draft_waiting ON public.paper_import_paperdraft USING btree (uploaded_at) WHERE ((status)::text = 'waiting'::text);

CREATE INDEX paper_import_importline_paper_import_id_86984872 ON public.paper_import_importline USING btree (paper_import_id);

CREATE INDEX paper_import_paperdraft_agreement_id_a9744cf8 ON public.paper_import_paperdraft USING btree (agreement_id);

CREATE INDEX paper_import_paperdraft_gbo_agreement_id_71e2afa8 ON public.paper_import_paperdraft USING btree (gbo_agreement_id);

CREATE INDEX paper_import_paperdraft_uploaded_by_id_e329cbba ON public.paper_import_paperdraft USING btree (uploaded_by_id);

CREATE INDEX paper_import_paperimport_confirmed_by_id_2b7dc0d3 ON public.paper_import_paperimport USING btree (confirmed_by_id);

CREATE INDEX paper_import_paperimport_uploaded_by_id_ad26f188 ON public.paper_import_paperimport USING btree (uploaded_by_id);

CREATE INDEX processor_contract_of ON public.agreements_processorcontract USING btree (receiver_id, signed_on DESC);

CREATE INDEX referral_email ON public.referrals_referral USING btree (email_index);

CREATE INDEX referral_kept ON public.referrals_referral USING btree (team_id, filed_at DESC) WHERE (erased_at IS NULL);

CREATE INDEX referral_partner ON public.referrals_referral USING btree (partner_id, filed_at DESC);

CREATE INDEX referral_person ON public.referrals_referral USING btree (person_index);

CREATE INDEX referral_phone ON public.referrals_referral USING btree (phone_index);

CREATE INDEX referral_to_erase ON public.referrals_referral USING btree (filed_at) WHERE (erased_at IS NULL);

CREATE INDEX referral_to_wake ON public.referrals_referral USING btree (team_id, filed_at) WHERE ((erased_at IS NULL) AND (opened_at IS NULL) AND (read_out_at IS NULL) AND (reminded_up_to = 3));

CREATE INDEX referral_unopened ON public.referrals_referral USING btree (team_id, filed_at) WHERE ((erased_at IS NULL) AND (opened_at IS NULL));

CREATE INDEX referral_worklist ON public.referrals_referral USING btree (team_id, filed_at DESC);

CREATE INDEX referrals_clientfingerprint_referral_id_de63659c ON public.referrals_clientfingerprint USING btree (referral_id);

CREATE INDEX referrals_correction_answered_by_id_a550b767 ON public.referrals_correction USING btree (answered_by_id);

CREATE INDEX referrals_correction_called_by_id_e75b6cb1 ON public.referrals_correction USING btree (called_by_id);

CREATE INDEX referrals_correction_referral_id_42df58dd ON public.referrals_correction USING btree (referral_id);

CREATE INDEX referrals_correction_reported_by_id_4da1fa50 ON public.referrals_correction USING btree (reported_by_id);

CREATE INDEX referrals_deletiondeclaration_declared_by_id_9bc31bc3 ON public.referrals_deletiondeclaration USING btree (declared_by_id);

CREATE INDEX referrals_deletionnotice_asked_by_id_c541774c ON public.referrals_deletionnotice USING btree (asked_by_id);

CREATE INDEX referrals_deletionnotice_called_by_id_dbff9afc ON public.referrals_deletionnotice USING btree (called_by_id);

CREATE INDEX referrals_deletionnotice_referral_id_2d56a7c9 ON public.referrals_deletionnotice USING btree (referral_id);

CREATE INDEX referrals_draft_residence_id_6bd08015 ON public.referrals_draft USING btree (residence_id);

CREATE INDEX referrals_draft_residence_id_6bd08015_like ON public.referrals_draft USING btree (residence_id varchar_pattern_ops);

CREATE INDEX referrals_draft_started_by_id_fa54fdbc ON public.referrals_draft USING btree (started_by_id);

CREATE INDEX referrals_draft_team_id_0468b48f ON public.referrals_draft USING btree (team_id);

CREATE INDEX referrals_ownwithdrawal_seen_by_id_3d646690 ON public.referrals_ownwithdrawal USING btree (seen_by_id);

CREATE INDEX referrals_pendingwithdrawal_asked_by_id_89e60e90 ON public.referrals_pendingwithdrawal USING btree (asked_by_id);

CREATE INDEX referrals_placewatch_residence_id_aeba28f7 ON public.referrals_placewatch USING btree (residence_id);

CREATE INDEX referrals_placewatch_residence_id_aeba28f7_like ON public.referrals_placewatch USING btree (residence_id varchar_pattern_ops);

CREATE INDEX referrals_placewatch_team_id_2cb52fce ON public.referrals_placewatch USING btree (team_id);

CREATE INDEX referrals_placewatch_watched_by_id_a251aa65 ON public.referrals_placewatch USING btree (watched_by_id);

CREATE INDEX referrals_receiverreminder_referral_id_bc36c7bd ON public.referrals_receiverreminder USING btree (referral_id);

CREATE INDEX referrals_referral_agreement_id_1ddd8eae ON public.referrals_referral USING btree (agreement_id);

CREATE INDEX referrals_referral_filed_by_id_8895353b ON public.referrals_referral USING btree (filed_by_id);

CREATE INDEX referrals_referral_partner_id_d07975ca ON public.referrals_referral USING btree (partner_id);

CREATE INDEX referrals_referral_reference_4ecf22d5_like ON public.referrals_referral USING btree (reference varchar_pattern_ops);

CREATE INDEX referrals_referral_residence_id_5502f3e9 ON public.referrals_referral USING btree (residence_id);

CREATE INDEX referrals_referral_residence_id_5502f3e9_like ON public.referrals_referral USING btree (residence_id varchar_pattern_ops);

CREATE INDEX referrals_referral_taken_over_by_id_2e465632 ON public.referrals_referral USING btree (taken_over_by_id);

CREATE INDEX referrals_referral_team_id_2df18a47 ON public.referrals_referral USING btree (team_id);

CREATE INDEX referrals_sheetopening_agreed_by_id_c93b6196 ON public.referrals_sheetopening USING btree (agreed_by_id);

CREATE INDEX referrals_sheetopening_asked_by_id_69e60517 ON public.referrals_sheetopening USING btree (asked_by_id);

CREATE INDEX referrals_sheetopening_referral_id_5e545430 ON public.referrals_sheetopening USING btree (referral_id);

CREATE INDEX referrals_slip_printed_by_id_7f37896b ON public.referrals_slip USING btree (printed_by_id);

CREATE INDEX referrals_slip_referral_id_f47b315e ON public.referrals_slip USING btree (referral_id);

CREATE INDEX referrals_troubletold_referral_id_3a937271 ON public.referrals_troubletold USING btree (referral_id);

CREATE INDEX report_recent ON public.outbox_report USING btree (verdict, noted_at);

CREATE INDEX shared_fault_recent ON public.outbox_sharedfault USING btree (last_at DESC);

CREATE INDEX stops_of_agreement ON public.agreements_stop USING btree (agreement_id, recorded_at DESC);

CREATE INDEX stops_of_gbo_agreement ON public.gbo_gbostop USING btree (agreement_id, recorded_at DESC);

CREATE INDEX territory_change_place ON public.directory_territorychange USING btree (municipality_id);

CREATE INDEX transmission_came_back ON public.outbox_transmission USING btree (papers_id) WHERE (((kind)::text = 'referral'::text) AND (password IS NOT NULL) AND (returned_at IS NOT NULL));

CREATE INDEX transmission_held ON public.outbox_transmission USING btree (papers_id) WHERE (((kind)::text = 'referral'::text) AND ((status)::text = ANY (ARRAY[('blocked'::character varying)::text, ('failed'::character varying)::text])));

CREATE INDEX transmission_open ON public.outbox_transmission USING btree (due_at) WHERE ((status)::text = ANY (ARRAY[('queued'::character varying)::text, ('sending'::character varying)::text]));

CREATE INDEX transmission_reference ON public.outbox_transmission USING btree (reference) WHERE (NOT ((reference)::text = ''::text));

CREATE INDEX transmission_returned ON public.outbox_transmission USING btree (returned_at) WHERE (returned_at IS NOT NULL);

CREATE INDEX transmission_stopped ON public.outbox_transmission USING btree (created_at DESC, id DESC) WHERE ((status)::text = ANY (ARRAY[('blocked'::character varying)::text, ('failed'::character varying)::text]));

CREATE INDEX transmission_subject ON public.outbox_transmission USING btree (subject_id);

CREATE INDEX transmission_untold ON public.outbox_transmission USING btree (kind) WHERE (((kind)::text = ANY (ARRAY[('correction'::character varying)::text, ('deletion_notice'::character varying)::text])) AND ((status)::text = ANY (ARRAY[('blocked'::character varying)::text, ('failed'::character varying)::text])));

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY (ARRAY[('totp'::character varying)::text, ('recovery_codes'::character varying)::text]));

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;

CREATE INDEX upkeep_keycheck_name_df82b0a8_like ON public.upkeep_keycheck USING btree (name varchar_pattern_ops);

CREATE INDEX upkeep_periodicwork_name_434770dc_like ON public.upkeep_periodicwork USING btree (name varchar_pattern_ops);

CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);

CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);

CREATE INDEX wish_by_digest ON public.referrals_wish USING btree (digest);

CREATE TRIGGER activity_never_changes BEFORE DELETE OR UPDATE ON public.directory_activity FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_known_territory();

CREATE TRIGGER audit_arrive BEFORE INSERT ON public.audit_auditevent FOR EACH ROW EXECUTE FUNCTION public.audit_event_arrive();

CREATE TRIGGER audit_keep_ten_years BEFORE DELETE ON public.audit_auditevent FOR EACH ROW EXECUTE FUNCTION public.audit_refuse_before_its_term();

CREATE TRIGGER audit_refuse_change BEFORE UPDATE ON public.audit_auditevent FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER audit_refuse_change BEFORE DELETE OR UPDATE ON public.audit_head FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER audit_refuse_change BEFORE DELETE OR UPDATE ON public.audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER audit_refuse_change BEFORE DELETE OR UPDATE ON public.audit_node FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON public.audit_auditevent FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON public.audit_head FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON public.audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER audit_refuse_truncate BEFORE TRUNCATE ON public.audit_node FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse();

CREATE TRIGGER consent_never_changes BEFORE DELETE OR UPDATE ON public.consent_consent FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER known_papers_never_change BEFORE DELETE OR UPDATE ON public.agreements_knownpapers FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_known_papers();

CREATE TRIGGER onward_consent_is_fixed BEFORE DELETE OR UPDATE ON public.onward_onwardconsent FOR EACH ROW EXECUTE FUNCTION public.onward_is_fixed();

CREATE TRIGGER onward_consent_stands BEFORE INSERT OR UPDATE OF status, attempt_count ON public.outbox_transmission FOR EACH ROW WHEN ((((new.status)::text = 'sending'::text) AND ((new.kind)::text = 'onward'::text))) EXECUTE FUNCTION public.onward_refuse_passing_on();

CREATE TRIGGER onward_sharing_is_fixed BEFORE DELETE OR UPDATE ON public.onward_onwardsharing FOR EACH ROW EXECUTE FUNCTION public.onward_is_fixed();

CREATE TRIGGER outbox_payload_is_fixed BEFORE DELETE OR UPDATE ON public.outbox_transmission FOR EACH ROW EXECUTE FUNCTION public.outbox_payload_is_fixed();

CREATE CONSTRAINT TRIGGER outbox_release_is_logged AFTER UPDATE ON public.outbox_outboxstate DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.frozen_at IS NOT NULL) AND (new.frozen_at IS NULL))) EXECUTE FUNCTION public.outbox_release_is_logged();

CREATE CONSTRAINT TRIGGER outbox_state_stays_or_is_logged AFTER DELETE ON public.outbox_outboxstate DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.frozen_at IS NOT NULL)) EXECUTE FUNCTION public.outbox_release_is_logged();

CREATE TRIGGER proof_never_changes BEFORE UPDATE ON public.consent_proof FOR EACH ROW WHEN (((new.id IS DISTINCT FROM old.id) OR (new.consent_id IS DISTINCT FROM old.consent_id) OR (new.ends_on IS DISTINCT FROM old.ends_on) OR (SUBSTRING(new.told FROM 2 FOR 2) = SUBSTRING(old.told FROM 2 FOR 2)))) EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER proof_stays_for_its_term BEFORE DELETE ON public.consent_proof FOR EACH ROW WHEN ((old.ends_on >= ((now() AT TIME ZONE 'Europe/Brussels'::text))::date)) EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER referrals_consent_came_first BEFORE INSERT OR UPDATE OF consent_id, team_id, partner_id, filed_at ON public.referrals_referral FOR EACH ROW EXECUTE FUNCTION public.referrals_refuse_consent();

CREATE TRIGGER referrals_consent_stands BEFORE INSERT OR UPDATE OF status, attempt_count ON public.outbox_transmission FOR EACH ROW WHEN ((((new.status)::text = 'sending'::text) AND ((new.kind)::text = ANY (ARRAY[('referral'::character varying)::text, ('correction'::character varying)::text])))) EXECUTE FUNCTION public.referrals_refuse_sending();

CREATE TRIGGER territory_change_never_changes BEFORE DELETE OR UPDATE ON public.directory_territorychange FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_known_territory();

CREATE TRIGGER withdrawal_never_changes BEFORE DELETE OR UPDATE ON public.consent_withdrawal FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_accessalarm
    ADD CONSTRAINT accounts_accessalarm_user_id_76dfa571_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_accountmail
    ADD CONSTRAINT accounts_accountmail_transmission_id_ea420604_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_accountmail
    ADD CONSTRAINT accounts_accountmail_user_id_900eda0b_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_acmidmidentity
    ADD CONSTRAINT accounts_acmidmidentity_user_id_a7b2c01e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_failedsignin
    ADD CONSTRAINT accounts_failedsignin_user_id_7e7d21d0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_accepted_by_id_ba632539_fk_accounts_user_id FOREIGN KEY (accepted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_organisation_id_b7f9480b_fk_directory FOREIGN KEY (organisation_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_sent_by_id_ab52d946_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_transmission_id_6e0c775d_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_organisation_id_98e5c22b_fk_directory FOREIGN KEY (organisation_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_user_id_487fb39e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_passwordlink
    ADD CONSTRAINT accounts_passwordlink_user_id_0b1c7368_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_returnedanswers
    ADD CONSTRAINT accounts_returnedanswers_user_id_bc89352b_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreedchange
    ADD CONSTRAINT agreements_agreedcha_evaluation_id_e5723770_fk_agreement FOREIGN KEY (evaluation_id) REFERENCES public.agreements_evaluation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreedchange
    ADD CONSTRAINT agreements_agreedcha_version_id_ecf3a64c_fk_agreement FOREIGN KEY (version_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_partner_id_03aae7ca_fk_directory FOREIGN KEY (partner_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_replaces_id_02c3d93e_fk_agreement FOREIGN KEY (replaces_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_team_id_68ecdc8f_fk_directory FOREIGN KEY (team_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_bottleneck
    ADD CONSTRAINT agreements_bottlenec_agreement_id_a0c7c2a4_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_bottleneck
    ADD CONSTRAINT agreements_bottlenec_evaluation_id_c3e7d631_fk_agreement FOREIGN KEY (evaluation_id) REFERENCES public.agreements_evaluation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_bottleneck
    ADD CONSTRAINT agreements_bottlenec_taken_back_by_id_27b30d63_fk_accounts_ FOREIGN KEY (taken_back_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_bottleneck
    ADD CONSTRAINT agreements_bottleneck_noted_by_id_01414173_fk_accounts_user_id FOREIGN KEY (noted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_calendarfeed
    ADD CONSTRAINT agreements_calendarfeed_user_id_6a3f9e0f_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_contact
    ADD CONSTRAINT agreements_contact_agreement_id_882121b2_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_doubt
    ADD CONSTRAINT agreements_doubt_agreement_id_9924eb2d_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_doubt
    ADD CONSTRAINT agreements_doubt_raised_by_id_6f6197dd_fk_accounts_user_id FOREIGN KEY (raised_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_doubt
    ADD CONSTRAINT agreements_doubt_settled_by_id_052648f9_fk_accounts_user_id FOREIGN KEY (settled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_dpoadvice
    ADD CONSTRAINT agreements_dpoadvice_protocol_id_c2d83398_fk_agreement FOREIGN KEY (protocol_id) REFERENCES public.agreements_protocol(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_evaluation
    ADD CONSTRAINT agreements_evaluatio_agreement_id_09bf49c7_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_evaluationpart
    ADD CONSTRAINT agreements_evaluatio_evaluation_id_83bc41aa_fk_agreement FOREIGN KEY (evaluation_id) REFERENCES public.agreements_evaluation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_evaluationlink
    ADD CONSTRAINT agreements_evaluatio_evaluation_id_f296078e_fk_agreement FOREIGN KEY (evaluation_id) REFERENCES public.agreements_evaluation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_evaluation
    ADD CONSTRAINT agreements_evaluatio_invitation_id_04407f8f_fk_agreement FOREIGN KEY (invitation_id) REFERENCES public.agreements_message(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_evaluation
    ADD CONSTRAINT agreements_evaluatio_minutes_id_3fa5c295_fk_agreement FOREIGN KEY (minutes_id) REFERENCES public.agreements_paperfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_evaluationlink
    ADD CONSTRAINT agreements_evaluatio_sent_by_id_769adde4_fk_accounts_ FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_evaluationlink
    ADD CONSTRAINT agreements_evaluatio_transmission_id_8625147a_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_headmail
    ADD CONSTRAINT agreements_headmail_transmission_id_e1e1f30a_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_knownpapers
    ADD CONSTRAINT agreements_knownpape_agreement_id_5b8d1bc8_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_mailbox
    ADD CONSTRAINT agreements_mailbox_first_verified_by_id_fd802867_fk_accounts_ FOREIGN KEY (first_verified_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_mailbox
    ADD CONSTRAINT agreements_mailbox_protocol_id_9f9a8e5f_fk_agreement FOREIGN KEY (protocol_id) REFERENCES public.agreements_protocol(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_mailbox
    ADD CONSTRAINT agreements_mailbox_second_verified_by_i_4881d9b6_fk_accounts_ FOREIGN KEY (second_verified_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_mailboxcheck
    ADD CONSTRAINT agreements_mailboxch_mailbox_id_5d3201da_fk_agreement FOREIGN KEY (mailbox_id) REFERENCES public.agreements_mailbox(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_mailboxcheck
    ADD CONSTRAINT agreements_mailboxch_requested_by_id_4cf3ced9_fk_accounts_ FOREIGN KEY (requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_mailboxcheck
    ADD CONSTRAINT agreements_mailboxch_transmission_id_459643de_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_message
    ADD CONSTRAINT agreements_message_agreement_id_aa3af993_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_message
    ADD CONSTRAINT agreements_message_scan_id_f487128c_fk_agreements_paperfile_id FOREIGN KEY (scan_id) REFERENCES public.agreements_paperfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_message
    ADD CONSTRAINT agreements_message_transmission_id_f7504c13_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_message
    ADD CONSTRAINT agreements_message_written_by_id_61649ccf_fk_accounts_user_id FOREIGN KEY (written_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_notprinted
    ADD CONSTRAINT agreements_notprinte_agreement_id_faa37f2c_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_notprinted
    ADD CONSTRAINT agreements_notprinted_said_by_id_e6e9acac_fk_accounts_user_id FOREIGN KEY (said_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_ownpart
    ADD CONSTRAINT agreements_ownpart_agreement_id_7893f8a2_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_ownpart
    ADD CONSTRAINT agreements_ownpart_asked_by_id_d5641c07_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_ownpartlink
    ADD CONSTRAINT agreements_ownpartli_part_id_828e1077_fk_agreement FOREIGN KEY (part_id) REFERENCES public.agreements_ownpart(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_ownpartlink
    ADD CONSTRAINT agreements_ownpartli_transmission_id_5f2e3b35_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_ownpartlink
    ADD CONSTRAINT agreements_ownpartlink_sent_by_id_1e7f0620_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_ownpiece
    ADD CONSTRAINT agreements_ownpiece_answered_by_id_776fc1fc_fk_agreement FOREIGN KEY (answered_by_id) REFERENCES public.agreements_ownpartlink(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_ownpiece
    ADD CONSTRAINT agreements_ownpiece_judged_by_id_80c35a6c_fk_accounts_user_id FOREIGN KEY (judged_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_ownpiece
    ADD CONSTRAINT agreements_ownpiece_part_id_3b1bfa66_fk_agreements_ownpart_id FOREIGN KEY (part_id) REFERENCES public.agreements_ownpart(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_paperfile
    ADD CONSTRAINT agreements_paperfile_agreement_id_5802fa8d_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_paperfile
    ADD CONSTRAINT agreements_paperfile_uploaded_by_id_d5d8a5e4_fk_accounts_ FOREIGN KEY (uploaded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_paperfile
    ADD CONSTRAINT agreements_paperfile_withdrawn_by_id_debdd42a_fk_accounts_ FOREIGN KEY (withdrawn_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_processoroverview
    ADD CONSTRAINT agreements_processor_agreement_id_819cce7b_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_processor
    ADD CONSTRAINT agreements_processor_agreement_id_f9be8688_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_processorcontractfile
    ADD CONSTRAINT agreements_processor_contract_id_99687bbd_fk_agreement FOREIGN KEY (contract_id) REFERENCES public.agreements_processorcontract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_processoroverview
    ADD CONSTRAINT agreements_processor_file_id_d7e03d8a_fk_agreement FOREIGN KEY (file_id) REFERENCES public.agreements_paperfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_processoroverview
    ADD CONSTRAINT agreements_processor_message_id_5828a0fe_fk_agreement FOREIGN KEY (message_id) REFERENCES public.agreements_message(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_processorcontract
    ADD CONSTRAINT agreements_processor_receiver_id_e2c9375a_fk_directory FOREIGN KEY (receiver_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_processorcontractfile
    ADD CONSTRAINT agreements_processor_uploaded_by_id_472eb4d4_fk_accounts_ FOREIGN KEY (uploaded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_processorcontractfile
    ADD CONSTRAINT agreements_processor_withdrawn_by_id_3480d46d_fk_accounts_ FOREIGN KEY (withdrawn_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_proofrequest
    ADD CONSTRAINT agreements_proofrequ_agreement_id_6659ee1e_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_proofrequest
    ADD CONSTRAINT agreements_proofrequ_file_id_52c51c76_fk_agreement FOREIGN KEY (file_id) REFERENCES public.agreements_paperfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_proofrequest
    ADD CONSTRAINT agreements_proofrequ_message_id_656258f4_fk_agreement FOREIGN KEY (message_id) REFERENCES public.agreements_message(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_protocol
    ADD CONSTRAINT agreements_protocol_agreement_id_a1b831a0_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_publication
    ADD CONSTRAINT agreements_publicati_agreement_id_b66b0711_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_registerline
    ADD CONSTRAINT agreements_registerl_agreement_id_0b3333a1_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_reminder
    ADD CONSTRAINT agreements_reminder_agreement_id_6e16e7c0_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_reportedchange
    ADD CONSTRAINT agreements_reportedc_agreement_id_29c07cb0_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_securitymeasures
    ADD CONSTRAINT agreements_securitym_agreement_id_21489d68_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_agreement_id_c402677c_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_stop
    ADD CONSTRAINT agreements_stop_agreement_id_9ddbb009_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_stop
    ADD CONSTRAINT agreements_stop_recorded_by_id_157667f8_fk_accounts_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_stopletter
    ADD CONSTRAINT agreements_stoplette_message_id_02fefc2c_fk_agreement FOREIGN KEY (message_id) REFERENCES public.agreements_message(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_stopletter
    ADD CONSTRAINT agreements_stopletter_stop_id_1bd3154e_fk_agreements_stop_id FOREIGN KEY (stop_id) REFERENCES public.agreements_stop(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agreements_suspension
    ADD CONSTRAINT agreements_suspensio_agreement_id_c6f7c401_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.audit_auditevent
    ADD CONSTRAINT audit_auditevent_actor_id_270bb4b7_fk_accounts_user_id FOREIGN KEY (actor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_affectedtransmission
    ADD CONSTRAINT breaches_affectedtra_breach_id_aece2d52_fk_breaches_ FOREIGN KEY (breach_id) REFERENCES public.breaches_breach(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_affectedtransmission
    ADD CONSTRAINT breaches_affectedtra_transmission_id_84339033_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breach_agreements
    ADD CONSTRAINT breaches_breach_agre_agreement_id_1d2bf3fc_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breach_agreements
    ADD CONSTRAINT breaches_breach_agre_breach_id_1e40711a_fk_breaches_ FOREIGN KEY (breach_id) REFERENCES public.breaches_breach(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breach
    ADD CONSTRAINT breaches_breach_by_link_id_389276a7_fk_breaches_breachlink_id FOREIGN KEY (by_link_id) REFERENCES public.breaches_breachlink(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breach_partners
    ADD CONSTRAINT breaches_breach_part_breach_id_5b5a8157_fk_breaches_ FOREIGN KEY (breach_id) REFERENCES public.breaches_breach(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breach_partners
    ADD CONSTRAINT breaches_breach_part_organisation_id_96791114_fk_directory FOREIGN KEY (organisation_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breach
    ADD CONSTRAINT breaches_breach_registered_by_id_3625fa12_fk_accounts_user_id FOREIGN KEY (registered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breachalarm
    ADD CONSTRAINT breaches_breachalarm_breach_id_4948da86_fk_breaches_breach_id FOREIGN KEY (breach_id) REFERENCES public.breaches_breach(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breachlink
    ADD CONSTRAINT breaches_breachlink_partner_id_070f5c9e_fk_directory FOREIGN KEY (partner_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breachlink
    ADD CONSTRAINT breaches_breachlink_sent_by_id_3bd285dd_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breachlink
    ADD CONSTRAINT breaches_breachlink_transmission_id_35a3ba74_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breachnotice
    ADD CONSTRAINT breaches_breachnotic_message_id_6b2a0e9b_fk_agreement FOREIGN KEY (message_id) REFERENCES public.agreements_message(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breachnotice
    ADD CONSTRAINT breaches_breachnotice_breach_id_4db50e1a_fk_breaches_breach_id FOREIGN KEY (breach_id) REFERENCES public.breaches_breach(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breachsearch
    ADD CONSTRAINT breaches_breachsearc_partner_id_a45765f5_fk_directory FOREIGN KEY (partner_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_breachsearch
    ADD CONSTRAINT breaches_breachsearch_breach_id_3340cb55_fk_breaches_breach_id FOREIGN KEY (breach_id) REFERENCES public.breaches_breach(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_consultation
    ADD CONSTRAINT breaches_consultatio_agreement_id_9ba955a3_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_consultation
    ADD CONSTRAINT breaches_consultation_breach_id_925bd011_fk_breaches_breach_id FOREIGN KEY (breach_id) REFERENCES public.breaches_breach(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.breaches_measure
    ADD CONSTRAINT breaches_measure_breach_id_100fb6af_fk_breaches_breach_id FOREIGN KEY (breach_id) REFERENCES public.breaches_breach(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consent_consent
    ADD CONSTRAINT consent_consent_obtained_by_id_9f000317_fk_accounts_user_id FOREIGN KEY (obtained_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consent_consent
    ADD CONSTRAINT consent_consent_receiver_id_dd2b19f5_fk_directory FOREIGN KEY (receiver_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consent_consent
    ADD CONSTRAINT consent_consent_team_id_061deb07_fk_directory_organisation_id FOREIGN KEY (team_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consent_proof
    ADD CONSTRAINT consent_proof_consent_id_bacf5819_fk_consent_consent_id FOREIGN KEY (consent_id) REFERENCES public.consent_consent(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consent_signedsheet
    ADD CONSTRAINT consent_signedsheet_consent_id_3db64214_fk_consent_consent_id FOREIGN KEY (consent_id) REFERENCES public.consent_consent(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consent_signedsheet
    ADD CONSTRAINT consent_signedsheet_kept_by_id_297d07fe_fk_accounts_user_id FOREIGN KEY (kept_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consent_withdrawal
    ADD CONSTRAINT consent_withdrawal_consent_id_cc8b9f2b_fk_consent_consent_id FOREIGN KEY (consent_id) REFERENCES public.consent_consent(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.consent_withdrawal
    ADD CONSTRAINT consent_withdrawal_recorded_by_id_36e33dd3_fk_accounts_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_activity
    ADD CONSTRAINT directory_activity_organisation_id_d68c8942_fk_directory FOREIGN KEY (organisation_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_alias
    ADD CONSTRAINT directory_alias_municipality_id_af5b82ce_fk_directory FOREIGN KEY (municipality_id) REFERENCES public.directory_municipality(nis) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_postalcode
    ADD CONSTRAINT directory_postalcode_municipality_id_c1bf9268_fk_directory FOREIGN KEY (municipality_id) REFERENCES public.directory_municipality(nis) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_territory
    ADD CONSTRAINT directory_territory_municipality_id_c9892a5f_fk_directory FOREIGN KEY (municipality_id) REFERENCES public.directory_municipality(nis) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_territory
    ADD CONSTRAINT directory_territory_organisation_id_5f46d147_fk_directory FOREIGN KEY (organisation_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_territorychange
    ADD CONSTRAINT directory_territoryc_municipality_id_5fe81c40_fk_directory FOREIGN KEY (municipality_id) REFERENCES public.directory_municipality(nis) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_territorychange
    ADD CONSTRAINT directory_territoryc_organisation_id_06632592_fk_directory FOREIGN KEY (organisation_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gboabsence
    ADD CONSTRAINT gbo_gboabsence_organisation_id_141e67ca_fk_directory FOREIGN KEY (organisation_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbofile
    ADD CONSTRAINT gbo_gbofile_agreement_id_77154036_fk_gbo_gboagreement_id FOREIGN KEY (agreement_id) REFERENCES public.gbo_gboagreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbofile
    ADD CONSTRAINT gbo_gbofile_uploaded_by_id_2850450e_fk_accounts_user_id FOREIGN KEY (uploaded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbofile
    ADD CONSTRAINT gbo_gbofile_withdrawn_by_id_dcf48c69_fk_accounts_user_id FOREIGN KEY (withdrawn_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gboletter
    ADD CONSTRAINT gbo_gboletter_notice_id_816f1be0_fk_gbo_gbonotice_id FOREIGN KEY (notice_id) REFERENCES public.gbo_gbonotice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gboletter
    ADD CONSTRAINT gbo_gboletter_to_party_id_4e19fe06_fk_gbo_gboparty_id FOREIGN KEY (to_party_id) REFERENCES public.gbo_gboparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbomailbox
    ADD CONSTRAINT gbo_gbomailbox_mailbox_id_bc4d0ec7_fk_agreements_mailbox_id FOREIGN KEY (mailbox_id) REFERENCES public.agreements_mailbox(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbomailbox
    ADD CONSTRAINT gbo_gbomailbox_party_id_8f72f8e5_fk_gbo_gboparty_id FOREIGN KEY (party_id) REFERENCES public.gbo_gboparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbonotice
    ADD CONSTRAINT gbo_gbonotice_agreement_id_5f4d04c6_fk_gbo_gboagreement_id FOREIGN KEY (agreement_id) REFERENCES public.gbo_gboagreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbonotice
    ADD CONSTRAINT gbo_gbonotice_by_party_id_98d2327a_fk_gbo_gboparty_id FOREIGN KEY (by_party_id) REFERENCES public.gbo_gboparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbonotprinted
    ADD CONSTRAINT gbo_gbonotprinted_agreement_id_2dd62e1f_fk_gbo_gboagreement_id FOREIGN KEY (agreement_id) REFERENCES public.gbo_gboagreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbonotprinted
    ADD CONSTRAINT gbo_gbonotprinted_party_id_c5556f33_fk_gbo_gboparty_id FOREIGN KEY (party_id) REFERENCES public.gbo_gboparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbonotprinted
    ADD CONSTRAINT gbo_gbonotprinted_said_by_id_c07941ab_fk_accounts_user_id FOREIGN KEY (said_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gboparty
    ADD CONSTRAINT gbo_gboparty_agreement_id_df412f12_fk_gbo_gboagreement_id FOREIGN KEY (agreement_id) REFERENCES public.gbo_gboagreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gboparty
    ADD CONSTRAINT gbo_gboparty_organisation_id_9070ff4b_fk_directory FOREIGN KEY (organisation_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbostop
    ADD CONSTRAINT gbo_gbostop_against_party_id_1fc39bae_fk_gbo_gboparty_id FOREIGN KEY (against_party_id) REFERENCES public.gbo_gboparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbostop
    ADD CONSTRAINT gbo_gbostop_agreement_id_cc41ad71_fk_gbo_gboagreement_id FOREIGN KEY (agreement_id) REFERENCES public.gbo_gboagreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbostop
    ADD CONSTRAINT gbo_gbostop_by_party_id_a9ebaf8f_fk_gbo_gboparty_id FOREIGN KEY (by_party_id) REFERENCES public.gbo_gboparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbostop
    ADD CONSTRAINT gbo_gbostop_recorded_by_id_868673da_fk_accounts_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbostopletter
    ADD CONSTRAINT gbo_gbostopletter_message_id_af083a4a_fk_agreements_message_id FOREIGN KEY (message_id) REFERENCES public.agreements_message(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbostopletter
    ADD CONSTRAINT gbo_gbostopletter_party_id_4817e580_fk_gbo_gboparty_id FOREIGN KEY (party_id) REFERENCES public.gbo_gboparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbostopletter
    ADD CONSTRAINT gbo_gbostopletter_scan_id_b5f46a0b_fk_gbo_gbofile_id FOREIGN KEY (scan_id) REFERENCES public.gbo_gbofile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbostopletter
    ADD CONSTRAINT gbo_gbostopletter_stop_id_0c54e414_fk_gbo_gbostop_id FOREIGN KEY (stop_id) REFERENCES public.gbo_gbostop(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbosuspension
    ADD CONSTRAINT gbo_gbosuspension_against_party_id_0f755e24_fk_gbo_gboparty_id FOREIGN KEY (against_party_id) REFERENCES public.gbo_gboparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbosuspension
    ADD CONSTRAINT gbo_gbosuspension_agreement_id_7ad7c4f9_fk_gbo_gboagreement_id FOREIGN KEY (agreement_id) REFERENCES public.gbo_gboagreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.gbo_gbosuspension
    ADD CONSTRAINT gbo_gbosuspension_by_party_id_7e65307c_fk_gbo_gboparty_id FOREIGN KEY (by_party_id) REFERENCES public.gbo_gboparty(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_clientwithdrawal
    ADD CONSTRAINT ocmw_intake_clientwi_intake_id_5eff7a0f_fk_ocmw_inta FOREIGN KEY (intake_id) REFERENCES public.ocmw_intake_intake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_clientwithdrawal
    ADD CONSTRAINT ocmw_intake_clientwi_recorded_by_id_7abb8f4a_fk_accounts_ FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_contactattempt
    ADD CONSTRAINT ocmw_intake_contacta_intake_id_60620ace_fk_ocmw_inta FOREIGN KEY (intake_id) REFERENCES public.ocmw_intake_intake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_contactattempt
    ADD CONSTRAINT ocmw_intake_contacta_made_by_id_1ceec97d_fk_accounts_ FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_contactattempt
    ADD CONSTRAINT ocmw_intake_contacta_struck_by_id_17fff8f9_fk_accounts_ FOREIGN KEY (struck_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_deletion
    ADD CONSTRAINT ocmw_intake_deletion_declared_by_id_4ff7cc51_fk_accounts_ FOREIGN KEY (declared_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_deletion
    ADD CONSTRAINT ocmw_intake_deletion_intake_id_3f338c32_fk_ocmw_inta FOREIGN KEY (intake_id) REFERENCES public.ocmw_intake_intake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_fileclosing
    ADD CONSTRAINT ocmw_intake_fileclos_closed_by_id_045b07e3_fk_accounts_ FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_fileclosing
    ADD CONSTRAINT ocmw_intake_fileclos_intake_id_d5617efa_fk_ocmw_inta FOREIGN KEY (intake_id) REFERENCES public.ocmw_intake_intake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_fileclosing
    ADD CONSTRAINT ocmw_intake_fileclos_reopened_by_id_c87129b7_fk_accounts_ FOREIGN KEY (reopened_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_intake
    ADD CONSTRAINT ocmw_intake_intake_assigned_to_id_78a88b4f_fk_accounts_user_id FOREIGN KEY (assigned_to_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_intake
    ADD CONSTRAINT ocmw_intake_intake_partner_id_9b3e6915_fk_directory FOREIGN KEY (partner_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_intake
    ADD CONSTRAINT ocmw_intake_intake_referral_id_3e1b49bf_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_outcome
    ADD CONSTRAINT ocmw_intake_outcome_intake_id_436222ee_fk_ocmw_intake_intake_id FOREIGN KEY (intake_id) REFERENCES public.ocmw_intake_intake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_outcome
    ADD CONSTRAINT ocmw_intake_outcome_recorded_by_id_44ecfb78_fk_accounts_user_id FOREIGN KEY (recorded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_outcome
    ADD CONSTRAINT ocmw_intake_outcome_taken_back_by_id_059508f7_fk_accounts_ FOREIGN KEY (taken_back_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_receiverterms
    ADD CONSTRAINT ocmw_intake_receiver_partner_id_17f94c78_fk_directory FOREIGN KEY (partner_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_reminderstop
    ADD CONSTRAINT ocmw_intake_reminder_intake_id_b343c30e_fk_ocmw_inta FOREIGN KEY (intake_id) REFERENCES public.ocmw_intake_intake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_reminderstop
    ADD CONSTRAINT ocmw_intake_reminder_stopped_by_id_bc2023d0_fk_accounts_ FOREIGN KEY (stopped_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_withdrawalending
    ADD CONSTRAINT ocmw_intake_withdraw_intake_id_d23c03ee_fk_ocmw_inta FOREIGN KEY (intake_id) REFERENCES public.ocmw_intake_intake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.ocmw_intake_withdrawalending
    ADD CONSTRAINT ocmw_intake_withdraw_said_by_id_99487d45_fk_accounts_ FOREIGN KEY (said_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardbreach_sharings
    ADD CONSTRAINT onward_onwardbreach__onwardbreach_id_b705257f_fk_onward_on FOREIGN KEY (onwardbreach_id) REFERENCES public.onward_onwardbreach(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardbreach_sharings
    ADD CONSTRAINT onward_onwardbreach__onwardsharing_id_cae3d543_fk_onward_on FOREIGN KEY (onwardsharing_id) REFERENCES public.onward_onwardsharing(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardbreach
    ADD CONSTRAINT onward_onwardbreach_partner_id_e9f8847a_fk_directory FOREIGN KEY (partner_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardbreach
    ADD CONSTRAINT onward_onwardbreach_receiver_id_f64d7590_fk_directory FOREIGN KEY (receiver_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardbreach
    ADD CONSTRAINT onward_onwardbreach_told_by_id_aec242ed_fk_accounts_user_id FOREIGN KEY (told_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardbreachletter
    ADD CONSTRAINT onward_onwardbreachl_breach_id_370b80a1_fk_onward_on FOREIGN KEY (breach_id) REFERENCES public.onward_onwardbreach(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardbreachletter
    ADD CONSTRAINT onward_onwardbreachl_transmission_id_25474d35_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardconsent
    ADD CONSTRAINT onward_onwardconsent_asked_by_id_a16af435_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardconsent
    ADD CONSTRAINT onward_onwardconsent_ended_by_id_71066cb3_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardconsent
    ADD CONSTRAINT onward_onwardconsent_intake_id_a341480d_fk_ocmw_inta FOREIGN KEY (intake_id) REFERENCES public.ocmw_intake_intake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardconsent
    ADD CONSTRAINT onward_onwardconsent_partner_id_e12ce5a5_fk_directory FOREIGN KEY (partner_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwarddeletion
    ADD CONSTRAINT onward_onwarddeletio_consent_id_3abeb6d2_fk_onward_on FOREIGN KEY (consent_id) REFERENCES public.onward_onwardconsent(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwarddeletion
    ADD CONSTRAINT onward_onwarddeletio_transmission_id_301180d2_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardsharing
    ADD CONSTRAINT onward_onwardsharing_agreement_id_cd09ae1f_fk_gbo_gboag FOREIGN KEY (agreement_id) REFERENCES public.gbo_gboagreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardsharing
    ADD CONSTRAINT onward_onwardsharing_consent_id_eb06ff98_fk_onward_on FOREIGN KEY (consent_id) REFERENCES public.onward_onwardconsent(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardsharing
    ADD CONSTRAINT onward_onwardsharing_intake_id_5b3b18f2_fk_ocmw_inta FOREIGN KEY (intake_id) REFERENCES public.ocmw_intake_intake(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardsharing
    ADD CONSTRAINT onward_onwardsharing_partner_id_c3962aa7_fk_directory FOREIGN KEY (partner_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardsharing
    ADD CONSTRAINT onward_onwardsharing_shared_by_id_28fdaf81_fk_accounts_user_id FOREIGN KEY (shared_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_onwardsharing
    ADD CONSTRAINT onward_onwardsharing_transmission_id_2a27dcc9_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_returningmailbox
    ADD CONSTRAINT onward_returningmail_receiver_id_a7efabce_fk_directory FOREIGN KEY (receiver_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.onward_returningmailbox
    ADD CONSTRAINT onward_returningmailbox_told_by_id_5a7ef4ce_fk_accounts_user_id FOREIGN KEY (told_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.outbox_attempt
    ADD CONSTRAINT outbox_attempt_transmission_id_dc03a065_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.outbox_report
    ADD CONSTRAINT outbox_report_transmission_id_85e19cbe_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.paper_import_importline
    ADD CONSTRAINT paper_import_importl_paper_import_id_86984872_fk_paper_imp FOREIGN KEY (paper_import_id) REFERENCES public.paper_import_paperimport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.paper_import_paperdraft
    ADD CONSTRAINT paper_import_paperdr_agreement_id_a9744cf8_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.paper_import_paperdraft
    ADD CONSTRAINT paper_import_paperdr_gbo_agreement_id_71e2afa8_fk_gbo_gboag FOREIGN KEY (gbo_agreement_id) REFERENCES public.gbo_gboagreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.paper_import_paperdraft
    ADD CONSTRAINT paper_import_paperdr_uploaded_by_id_e329cbba_fk_accounts_ FOREIGN KEY (uploaded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.paper_import_paperimport
    ADD CONSTRAINT paper_import_paperim_confirmed_by_id_2b7dc0d3_fk_accounts_ FOREIGN KEY (confirmed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.paper_import_paperimport
    ADD CONSTRAINT paper_import_paperim_uploaded_by_id_ad26f188_fk_accounts_ FOREIGN KEY (uploaded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_clientfingerprint
    ADD CONSTRAINT referrals_clientfing_referral_id_de63659c_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_correction
    ADD CONSTRAINT referrals_correction_answered_by_id_a550b767_fk_accounts_ FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_correction
    ADD CONSTRAINT referrals_correction_called_by_id_e75b6cb1_fk_accounts_user_id FOREIGN KEY (called_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_correction
    ADD CONSTRAINT referrals_correction_referral_id_42df58dd_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_correction
    ADD CONSTRAINT referrals_correction_reported_by_id_4da1fa50_fk_accounts_ FOREIGN KEY (reported_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_correction
    ADD CONSTRAINT referrals_correction_transmission_id_34e59c93_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_deletiondeclaration
    ADD CONSTRAINT referrals_deletionde_declared_by_id_9bc31bc3_fk_accounts_ FOREIGN KEY (declared_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_deletiondeclaration
    ADD CONSTRAINT referrals_deletionde_referral_id_b6eabf17_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_deletionnotice
    ADD CONSTRAINT referrals_deletionno_asked_by_id_c541774c_fk_accounts_ FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_deletionnotice
    ADD CONSTRAINT referrals_deletionno_called_by_id_dbff9afc_fk_accounts_ FOREIGN KEY (called_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_deletionnotice
    ADD CONSTRAINT referrals_deletionno_referral_id_2d56a7c9_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_deletionnotice
    ADD CONSTRAINT referrals_deletionno_transmission_id_d0b0d2e4_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_draft
    ADD CONSTRAINT referrals_draft_referral_id_032719ce_fk_referrals_referral_id FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_draft
    ADD CONSTRAINT referrals_draft_residence_id_6bd08015_fk_directory FOREIGN KEY (residence_id) REFERENCES public.directory_municipality(nis) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_draft
    ADD CONSTRAINT referrals_draft_started_by_id_fa54fdbc_fk_accounts_user_id FOREIGN KEY (started_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_draft
    ADD CONSTRAINT referrals_draft_team_id_0468b48f_fk_directory_organisation_id FOREIGN KEY (team_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_lostreferral
    ADD CONSTRAINT referrals_lostreferr_transmission_id_d16f939a_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_ownwithdrawal
    ADD CONSTRAINT referrals_ownwithdra_referral_id_3cd67f5b_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_ownwithdrawal
    ADD CONSTRAINT referrals_ownwithdrawal_seen_by_id_3d646690_fk_accounts_user_id FOREIGN KEY (seen_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_pendingwithdrawal
    ADD CONSTRAINT referrals_pendingwit_asked_by_id_89e60e90_fk_accounts_ FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_pendingwithdrawal
    ADD CONSTRAINT referrals_pendingwit_referral_id_a4a26769_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_placewatch
    ADD CONSTRAINT referrals_placewatch_residence_id_aeba28f7_fk_directory FOREIGN KEY (residence_id) REFERENCES public.directory_municipality(nis) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_placewatch
    ADD CONSTRAINT referrals_placewatch_team_id_2cb52fce_fk_directory FOREIGN KEY (team_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_placewatch
    ADD CONSTRAINT referrals_placewatch_watched_by_id_a251aa65_fk_accounts_user_id FOREIGN KEY (watched_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_receiverreminder
    ADD CONSTRAINT referrals_receiverre_referral_id_bc36c7bd_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_agreement_id_1ddd8eae_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_consent_id_a69deb22_fk_consent_consent_id FOREIGN KEY (consent_id) REFERENCES public.consent_consent(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_filed_by_id_8895353b_fk_accounts_user_id FOREIGN KEY (filed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_partner_id_d07975ca_fk_directory FOREIGN KEY (partner_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_residence_id_5502f3e9_fk_directory FOREIGN KEY (residence_id) REFERENCES public.directory_municipality(nis) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_taken_over_by_id_2e465632_fk_accounts_ FOREIGN KEY (taken_over_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_team_id_2df18a47_fk_directory FOREIGN KEY (team_id) REFERENCES public.directory_organisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_transmission_id_c305b4cc_fk_outbox_tr FOREIGN KEY (transmission_id) REFERENCES public.outbox_transmission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_sheetopening
    ADD CONSTRAINT referrals_sheetopeni_agreed_by_id_c93b6196_fk_accounts_ FOREIGN KEY (agreed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_sheetopening
    ADD CONSTRAINT referrals_sheetopeni_referral_id_5e545430_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_sheetopening
    ADD CONSTRAINT referrals_sheetopening_asked_by_id_69e60517_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_slip
    ADD CONSTRAINT referrals_slip_printed_by_id_7f37896b_fk_accounts_user_id FOREIGN KEY (printed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_slip
    ADD CONSTRAINT referrals_slip_referral_id_f47b315e_fk_referrals_referral_id FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.referrals_troubletold
    ADD CONSTRAINT referrals_troubletol_referral_id_3a937271_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

