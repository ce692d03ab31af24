"""The database itself keeps a vote as it was opened, whichever program or person asks.

``ballots_cast`` is the only way a ballot comes in, together with its mark on the roll, and
``ballots_seal`` the only way their rows are rewritten. Triggers know them by the call stack, which
no session setting can feign.
"""

from django.db import migrations

RULES = """
CREATE FUNCTION ballots_lock(poll uuid) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT ('x' || right(replace(poll::text, '-', ''), 16))::bit(64)::bigint
$$;

CREATE FUNCTION ballots_fault(
    poll ballots_poll, chosen smallint[], given integer[], lives text, aged text
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    named integer := coalesce(cardinality(chosen), 0);
    known integer;
    costs numeric;
BEGIN
    IF coalesce(array_ndims(chosen), 1) > 1 OR coalesce(array_ndims(given), 1) > 1 THEN
        RETURN 'unknown_option';
    END IF;
    SELECT count(*), coalesce(sum(option.cost), 0) INTO known, costs
    FROM ballots_option option WHERE option.poll_id = poll.id AND option.number = ANY (chosen);
    IF known <> named THEN
        RETURN 'unknown_option';
    END IF;
    IF poll.method <> 'ranking' AND named > 1
        AND chosen <> (SELECT array_agg(each ORDER BY each) FROM unnest(chosen) each) THEN
        RETURN 'not_rising';
    END IF;
    IF (poll.method = 'points') <> (given IS NOT NULL)
        OR (given IS NOT NULL AND coalesce(cardinality(given), 0) <> named) THEN
        RETURN 'points_beside';
    END IF;
    IF poll.is_imported THEN
        RETURN '';
    END IF;
    IF named < poll.fewest THEN
        RETURN 'too_few';
    END IF;
    IF named > poll.most THEN
        RETURN 'too_many';
    END IF;
    IF poll.limit IS NOT NULL AND costs > poll.limit THEN
        RETURN 'over_limit';
    END IF;
    IF given IS NOT NULL AND EXISTS (
        SELECT FROM unnest(given) each WHERE each IS NULL OR each NOT BETWEEN 1 AND poll.most_each
    ) THEN
        RETURN 'points_each';
    END IF;
    IF given IS NOT NULL AND (SELECT sum(each) FROM unnest(given) each) > poll.points THEN
        RETURN 'points_sum';
    END IF;
    IF lives <> '' AND NOT (
        poll.asks_place AND EXISTS (SELECT FROM city_territory WHERE code = lives)
    ) THEN
        RETURN 'unknown_place';
    END IF;
    IF aged <> '' AND NOT (
        poll.asks_age AND aged IN ('under_18', '18_34', '35_49', '50_64', '65_plus')
    ) THEN
        RETURN 'unknown_age';
    END IF;
    RETURN '';
END $$;

CREATE FUNCTION ballots_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('citizenspring.may_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'A vote stays as it is: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""

ACTS = """
CREATE FUNCTION ballots_sent_before(
    asked uuid, is_marked boolean, mark bytea, chosen smallint[], given integer[]
) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT CASE WHEN is_marked AND poll_id = asked AND choices = chosen
            AND points IS NOT DISTINCT FROM given THEN 'same' ELSE 'other' END
        FROM ballots_ballot WHERE tracker = mark
    ), '')
$$;

CREATE FUNCTION ballots_cast(
    asked uuid, voter uuid, digest bytea, which uuid, way text,
    mark bytea, chosen smallint[], given integer[], lives text, aged text
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    poll ballots_poll;
    fault text;
    entry ballots_rollentry;
BEGIN
    -- A closing waits for those who hold this lock; who comes after it reads the poll closed.
    PERFORM pg_advisory_xact_lock_shared(ballots_lock(asked));
    SELECT * INTO poll FROM ballots_poll WHERE id = asked;
    IF voter IS NOT NULL THEN
        SELECT * INTO entry FROM ballots_rollentry WHERE poll_id = asked AND person_id = voter;
    ELSIF digest IS NOT NULL THEN
        SELECT * INTO entry FROM ballots_rollentry WHERE poll_id = asked AND code = digest;
    ELSE
        SELECT * INTO entry FROM ballots_rollentry WHERE poll_id = asked AND id = which;
    END IF;
    IF poll.state IS DISTINCT FROM 'open' OR poll.closes_at <= clock_timestamp() THEN
        fault := ballots_sent_before(asked, entry.has_voted, mark, chosen, given);
        RETURN CASE WHEN fault = 'same' THEN fault
            WHEN poll.state = 'draft' THEN 'not_open' ELSE 'closed' END;
    END IF;
    IF entry.id IS NULL THEN
        RETURN 'not_on_roll';
    END IF;
    fault := ballots_fault(poll, chosen, given, lives, aged);
    IF fault <> '' THEN
        RETURN fault;
    END IF;
    UPDATE ballots_rollentry SET has_voted = true, channel = way
    WHERE id = entry.id AND NOT has_voted;
    IF NOT FOUND THEN
        fault := ballots_sent_before(asked, true, mark, chosen, given);
        RETURN CASE fault WHEN '' THEN 'voted' ELSE fault END;
    END IF;
    INSERT INTO ballots_ballot (tracker, poll_id, choices, points, place, age)
    VALUES (mark, asked, chosen, given, lives, aged);
    RETURN 'cast';
END $$;

-- Row versions of the vote would tell who cast which ballot: all are written anew, sorted by
-- numbers drawn at random, in one transaction. Names and codes have done their work and go.
CREATE FUNCTION ballots_seal(asked uuid, hidden jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(ballots_lock(asked));
    PERFORM FROM ballots_poll WHERE id = asked AND state = 'closed' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    WITH gone AS (DELETE FROM ballots_ballot WHERE poll_id = asked RETURNING *)
    INSERT INTO ballots_ballot (tracker, poll_id, choices, points, place, age)
    SELECT gone.tracker, asked, gone.choices, gone.points,
        coalesce(cell.shown_place, gone.place), coalesce(cell.shown_age, gone.age)
    FROM gone LEFT JOIN jsonb_to_recordset(hidden)
        AS cell (place text, age text, shown_place text, shown_age text)
        ON (cell.place, cell.age) = (gone.place, gone.age)
    ORDER BY gone.tracker;
    WITH gone AS (DELETE FROM ballots_rollentry WHERE poll_id = asked RETURNING *)
    INSERT INTO ballots_rollentry
        (id, poll_id, person_id, name, name_key, place, has_voted, channel)
    SELECT id, asked, person_id, '', '', place, has_voted, channel FROM gone ORDER BY id;
    DELETE FROM ballots_sheet WHERE poll_id = asked;
    UPDATE ballots_poll SET state = 'sealed', sealed_at = clock_timestamp() WHERE id = asked;
    RETURN true;
END $$;
"""

WATCHES = """
CREATE FUNCTION ballots_poll_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves text[] := ARRAY['state', 'closed_at', 'sealed_at', 'swept_at', 'roll_size'];
    stack text;
BEGIN
    IF OLD.frozen_at IS NULL THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF NEW.state = OLD.state OR NEW.state = 'open' OR NEW.is_imported THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'UPDATE' AND to_jsonb(NEW) - moves = to_jsonb(OLD) - moves THEN
        GET DIAGNOSTICS stack = PG_CONTEXT;
        IF NEW.state = OLD.state AND (NEW.closed_at, NEW.sealed_at)
                IS NOT DISTINCT FROM (OLD.closed_at, OLD.sealed_at)
            OR OLD.state = 'open' AND NEW.state = 'closed'
            OR OLD.state = 'closed' AND NEW.state = 'sealed'
                AND stack LIKE '%function ballots_seal(%' THEN
            IF NEW.roll_size IS NOT DISTINCT FROM OLD.roll_size OR NEW.roll_size
                = (SELECT count(*) FROM ballots_rollentry WHERE poll_id = NEW.id) THEN
                RETURN NEW;
            END IF;
        END IF;
    END IF;
    RAISE EXCEPTION 'The rules of a vote stay as they were when it opened: % is refused.', TG_OP
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER poll_stays BEFORE UPDATE OR DELETE ON ballots_poll
    FOR EACH ROW EXECUTE FUNCTION ballots_poll_stays();

CREATE FUNCTION ballots_rules_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM ballots_poll
        WHERE id IN (NEW.poll_id, OLD.poll_id) AND frozen_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'The options of a vote stay as they were when it opened: % is refused.',
            TG_OP USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER options_stay BEFORE INSERT OR UPDATE OR DELETE ON ballots_option
    FOR EACH ROW EXECUTE FUNCTION ballots_rules_stay();
CREATE TRIGGER territories_stay BEFORE INSERT OR UPDATE OR DELETE ON ballots_poll_territories
    FOR EACH ROW EXECUTE FUNCTION ballots_rules_stay();

-- After opening, an entry comes or goes only by a change two people agreed on, named in this
-- transaction, before ten ballots are in: later it could tell whose ballot is whose.
CREATE FUNCTION ballots_change_agreed(asked uuid, removes boolean) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM ballots_rollchange change JOIN ballots_poll poll ON poll.id = change.poll_id
        WHERE change.id::text = current_setting('citizenspring.roll_change', true)
            AND change.poll_id = asked AND change.state = 'done'
            AND change.is_removal = removes AND change.decided_by_id <> change.asked_by_id
            AND poll.state = 'open'
            AND (SELECT count(*) FROM (
                SELECT FROM ballots_ballot WHERE poll_id = asked LIMIT 10
            ) first) < 10
    )
$$;

CREATE FUNCTION ballots_roll_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.poll_id ELSE NEW.poll_id END;
    frozen boolean;
    stack text;
BEGIN
    GET DIAGNOSTICS stack = PG_CONTEXT;
    IF stack LIKE '%function ballots_cast(%' OR stack LIKE '%function ballots_seal(%' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    SELECT frozen_at IS NOT NULL INTO frozen FROM ballots_poll WHERE id = asked;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.id, NEW.poll_id, NEW.has_voted, NEW.channel)
                = (OLD.id, OLD.poll_id, OLD.has_voted, OLD.channel)
            AND (frozen IS NOT TRUE OR (
                (NEW.name, NEW.name_key, NEW.place) = (OLD.name, OLD.name_key, OLD.place)
                AND (NEW.identity, NEW.code) IS NOT DISTINCT FROM (OLD.identity, OLD.code)
                AND (NEW.person_id IS NULL OR NEW.person_id = OLD.person_id))) THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'INSERT' THEN
        IF NOT NEW.has_voted AND (frozen IS NOT TRUE OR ballots_change_agreed(asked, false)) THEN
            RETURN NEW;
        END IF;
    ELSIF frozen IS NOT TRUE OR NOT OLD.has_voted AND ballots_change_agreed(asked, true) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The roll of a vote stays as it was when it opened: % is refused.', TG_OP
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER roll_stays BEFORE INSERT OR UPDATE OR DELETE ON ballots_rollentry
    FOR EACH ROW EXECUTE FUNCTION ballots_roll_stays();

CREATE FUNCTION ballots_ballot_comes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    poll ballots_poll;
    fault text;
    stack text;
BEGIN
    GET DIAGNOSTICS stack = PG_CONTEXT;
    IF stack LIKE '%function ballots_cast(%' OR stack LIKE '%function ballots_seal(%' THEN
        RETURN NEW;
    END IF;
    SELECT * INTO poll FROM ballots_poll WHERE id = NEW.poll_id;
    fault := ballots_fault(poll, NEW.choices, NEW.points, NEW.place, NEW.age);
    IF fault <> '' THEN
        RAISE EXCEPTION 'The ballot does not keep to the rules of its vote: %.', fault
            USING ERRCODE = 'check_violation';
    END IF;
    IF poll.is_imported AND poll.frozen_at IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A ballot comes in only with its mark on the roll.'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ballot_comes BEFORE INSERT ON ballots_ballot
    FOR EACH ROW EXECUTE FUNCTION ballots_ballot_comes();

CREATE FUNCTION ballots_ballot_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stack text;
BEGIN
    GET DIAGNOSTICS stack = PG_CONTEXT;
    IF TG_OP = 'DELETE' AND stack LIKE '%function ballots_seal(%' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A ballot stays as it was cast: % is refused.', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ballot_stays BEFORE UPDATE OR DELETE ON ballots_ballot
    FOR EACH ROW EXECUTE FUNCTION ballots_ballot_stays();

CREATE TRIGGER ballots_stay BEFORE TRUNCATE ON ballots_ballot
    FOR EACH STATEMENT EXECUTE FUNCTION ballots_refuse();
CREATE TRIGGER entries_stay BEFORE TRUNCATE ON ballots_rollentry
    FOR EACH STATEMENT EXECUTE FUNCTION ballots_refuse();
CREATE TRIGGER polls_stay BEFORE TRUNCATE ON ballots_poll
    FOR EACH STATEMENT EXECUTE FUNCTION ballots_refuse();
CREATE TRIGGER options_all_stay BEFORE TRUNCATE ON ballots_option
    FOR EACH STATEMENT EXECUTE FUNCTION ballots_refuse();

ALTER TABLE ballots_ballot ADD CONSTRAINT ballot_tracker_is_256_bits
    CHECK (octet_length(tracker) = 32);
"""

BACK = """
ALTER TABLE ballots_ballot DROP CONSTRAINT ballot_tracker_is_256_bits;
DROP TRIGGER poll_stays ON ballots_poll;
DROP TRIGGER options_stay ON ballots_option;
DROP TRIGGER territories_stay ON ballots_poll_territories;
DROP TRIGGER roll_stays ON ballots_rollentry;
DROP TRIGGER ballot_comes ON ballots_ballot;
DROP TRIGGER ballot_stays ON ballots_ballot;
DROP TRIGGER ballots_stay ON ballots_ballot;
DROP TRIGGER entries_stay ON ballots_rollentry;
DROP TRIGGER polls_stay ON ballots_poll;
DROP TRIGGER options_all_stay ON ballots_option;
DROP FUNCTION ballots_poll_stays, ballots_rules_stay, ballots_roll_stays, ballots_ballot_comes,
    ballots_ballot_stays, ballots_change_agreed, ballots_seal, ballots_cast, ballots_sent_before,
    ballots_refuse, ballots_fault, ballots_lock;
"""


class Migration(migrations.Migration):

    dependencies = [("ballots", "0003_swept")]

    operations = [migrations.RunSQL(RULES + ACTS + WATCHES, BACK)]
