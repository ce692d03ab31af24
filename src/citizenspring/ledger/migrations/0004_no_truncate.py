"""Emptying a table fires no trigger of its rows, so it is refused by one of its own."""

from django.db import migrations

# Tests empty their own databases, which alone have this setting (ALTER DATABASE ... SET).
FORWARDS = """
CREATE FUNCTION ledger_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('citizenspring.may_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'The public record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER entries_stay BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_truncate();
CREATE TRIGGER tiles_stay BEFORE TRUNCATE ON ledger_tile
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_truncate();
CREATE TRIGGER checkpoints_stay BEFORE TRUNCATE ON ledger_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_truncate();
"""

BACKWARDS = """
DROP TRIGGER entries_stay ON ledger_entry;
DROP TRIGGER tiles_stay ON ledger_tile;
DROP TRIGGER checkpoints_stay ON ledger_checkpoint;
DROP FUNCTION ledger_refuse_truncate();
"""


class Migration(migrations.Migration):

    dependencies = [("ledger", "0003_append_only")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
