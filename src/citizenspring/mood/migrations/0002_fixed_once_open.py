"""What people answered to cannot be changed behind their backs, and a success stays one (A07)."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION mood_questions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM mood_moodcheck
        WHERE id IN (NEW.mood_id, OLD.mood_id) AND frozen_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the questions of a mood check stay as they were when it opened'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER mood_questions_stay BEFORE INSERT OR UPDATE OR DELETE ON mood_question
    FOR EACH ROW EXECUTE FUNCTION mood_questions_stay();

CREATE FUNCTION mood_threshold_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.frozen_at IS NOT NULL AND (
        (NEW.target, NEW.each_commune, NEW.communes, NEW.city_share, NEW.frozen_at)
        IS DISTINCT FROM
        (OLD.target, OLD.each_commune, OLD.communes, OLD.city_share, OLD.frozen_at)
    ) THEN
        RAISE EXCEPTION 'the threshold of a mood check stays as it was when it opened'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.outcome <> 'running' AND NEW.outcome <> OLD.outcome THEN
        RAISE EXCEPTION 'what became of a threshold is decided once'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mood_threshold_stays BEFORE UPDATE ON mood_moodcheck
    FOR EACH ROW EXECUTE FUNCTION mood_threshold_stays();
"""
BACK = """
DROP TRIGGER mood_questions_stay ON mood_question;
DROP FUNCTION mood_questions_stay();
DROP TRIGGER mood_threshold_stays ON mood_moodcheck;
DROP FUNCTION mood_threshold_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("mood", "0001_first_tables")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
