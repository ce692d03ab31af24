"""The database itself refuses to rewrite the record, whichever program asks."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The public record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION ledger_entry_takes_its_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.index IS NULL AND NEW.index IS NOT NULL
        AND (NEW.id, NEW.kind, NEW.body, NEW.leaf, NEW.recorded_at)
            = (OLD.id, OLD.kind, OLD.body, OLD.leaf, OLD.recorded_at)
        AND NEW.about IS NOT DISTINCT FROM OLD.about THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The public record is append-only: an entry takes its place once.'
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION ledger_tile_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.level, NEW.number) = (OLD.level, OLD.number)
        AND substring(NEW.hashes FROM 1 FOR length(OLD.hashes)) = OLD.hashes THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The public record is append-only: a tile only grows.'
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER entry_takes_its_place BEFORE UPDATE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_takes_its_place();
CREATE TRIGGER entry_stays BEFORE DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER tile_grows BEFORE UPDATE ON ledger_tile
    FOR EACH ROW EXECUTE FUNCTION ledger_tile_grows();
CREATE TRIGGER tile_stays BEFORE DELETE ON ledger_tile
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER checkpoint_stays BEFORE UPDATE OR DELETE ON ledger_checkpoint
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
"""

BACKWARDS = """
DROP TRIGGER entry_takes_its_place ON ledger_entry;
DROP TRIGGER entry_stays ON ledger_entry;
DROP TRIGGER tile_grows ON ledger_tile;
DROP TRIGGER tile_stays ON ledger_tile;
DROP TRIGGER checkpoint_stays ON ledger_checkpoint;
DROP FUNCTION ledger_entry_takes_its_place();
DROP FUNCTION ledger_tile_grows();
DROP FUNCTION ledger_refuse();
"""


class Migration(migrations.Migration):

    dependencies = [("ledger", "0002_tiles")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
