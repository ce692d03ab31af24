"""The triggers look at the outermost caller, not for words anywhere in the call stack.

PostgreSQL writes the text of statements into that stack, so a comment could name a function there.
The last line is the outermost call, in whatever language the server speaks, and it quotes nothing.
"""

from django.db import migrations

CALLED = r"""
CREATE FUNCTION ballots_called_from(stack text, act text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT stack ~ ('\n[^\n"]*\m' || act || '\([^()\n]*\)[^\n"]*$')
$$;
"""
SWAP = """
DO $do$
DECLARE
    name text;
    act text;
    body text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'ballots_poll_stays', 'ballots_roll_stays', 'ballots_ballot_comes', 'ballots_ballot_stays'
    ] LOOP
        body := pg_get_functiondef(name::regproc);
        FOREACH act IN ARRAY ARRAY['ballots_cast', 'ballots_seal'] LOOP
            body := replace(body, %s, %s);
        END LOOP;
        EXECUTE body;
    END LOOP;
END $do$;
"""
WORDS = "format($f$stack LIKE '%%function %s(%%'$f$, act)"
CALLER = "format($f$ballots_called_from(stack, '%s')$f$, act)"


class Migration(migrations.Migration):

    dependencies = [("ballots", "0004_kept_by_the_database")]

    operations = [
        migrations.RunSQL(
            CALLED + SWAP % (WORDS, CALLER),
            SWAP % (CALLER, WORDS) + "DROP FUNCTION ballots_called_from;",
        )
    ]
