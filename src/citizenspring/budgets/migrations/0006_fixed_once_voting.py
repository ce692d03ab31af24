"""What people vote on stays as it was when voting opened, and a round never goes back (A07)."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION budgets_is_fixed(uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM budgets_round WHERE id = $1 AND stage IN ('vote', 'count', 'done')
    )
$$;

CREATE FUNCTION budgets_round_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stages constant text[] :=
        ARRAY['preparing', 'ideas', 'review', 'campaign', 'vote', 'count', 'done'];
BEGIN
    IF array_position(stages, NEW.stage::text) < array_position(stages, OLD.stage::text) THEN
        RAISE EXCEPTION 'a budget round only goes forward' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.stage IN ('vote', 'count', 'done') AND (
        (NEW.activity_id, NEW.poll_id, NEW.currency, NEW.division, NEW.ideas_until,
         NEW.answers_until, NEW.vote_opens_at, NEW.vote_closes_at, NEW.method, NEW.fewest, NEW.most,
         NEW.points, NEW.most_each, NEW.voter_level, NEW.asks_place, NEW.asks_age, NEW.rule,
         NEW.completion, NEW.stops_when_full, NEW.ties)
        IS DISTINCT FROM
        (OLD.activity_id, OLD.poll_id, OLD.currency, OLD.division, OLD.ideas_until,
         OLD.answers_until, OLD.vote_opens_at, OLD.vote_closes_at, OLD.method, OLD.fewest, OLD.most,
         OLD.points, OLD.most_each, OLD.voter_level, OLD.asks_place, OLD.asks_age, OLD.rule,
         OLD.completion, OLD.stops_when_full, OLD.ties)
        OR (OLD.seed <> '' AND NEW.seed <> OLD.seed)
    ) THEN
        RAISE EXCEPTION 'the rules of a budget round stay as they were when voting opened'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgets_round_stays BEFORE UPDATE ON budgets_round
    FOR EACH ROW EXECUTE FUNCTION budgets_round_stays();

CREATE FUNCTION budgets_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF budgets_is_fixed(NEW.round_id) OR budgets_is_fixed(OLD.round_id) THEN
        RAISE EXCEPTION 'money and voters of a budget round stay as they were when voting opened'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER budgets_pot_stays BEFORE INSERT OR UPDATE OR DELETE ON budgets_pot
    FOR EACH ROW EXECUTE FUNCTION budgets_part_stays();
CREATE TRIGGER budgets_voters_stay BEFORE INSERT OR UPDATE OR DELETE
    ON budgets_round_voter_territories
    FOR EACH ROW EXECUTE FUNCTION budgets_part_stays();

CREATE FUNCTION budgets_project_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT budgets_is_fixed(coalesce(NEW.round_id, OLD.round_id)) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP <> 'UPDATE'
        OR (NEW.round_id, NEW.pot_id, NEW.key, NEW.number)
            IS DISTINCT FROM (OLD.round_id, OLD.pot_id, OLD.key, OLD.number)
        OR (OLD.number IS NOT NULL AND (
            (NEW.title, NEW.text, NEW.cost, NEW.theme, NEW.territory_id, NEW.place)
            IS DISTINCT FROM
            (OLD.title, OLD.text, OLD.cost, OLD.theme, OLD.territory_id, OLD.place)
            OR NEW.state NOT IN ('standing', 'funded', 'unfunded')))
    THEN
        RAISE EXCEPTION 'projects stay as they were when voting opened'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgets_project_stays BEFORE INSERT OR UPDATE OR DELETE ON budgets_project
    FOR EACH ROW EXECUTE FUNCTION budgets_project_stays();
"""
BACK = """
DROP TRIGGER budgets_project_stays ON budgets_project;
DROP FUNCTION budgets_project_stays();
DROP TRIGGER budgets_voters_stay ON budgets_round_voter_territories;
DROP TRIGGER budgets_pot_stays ON budgets_pot;
DROP FUNCTION budgets_part_stays();
DROP TRIGGER budgets_round_stays ON budgets_round;
DROP FUNCTION budgets_round_stays();
DROP FUNCTION budgets_is_fixed(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0005_uploads_may_have_a_title")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
