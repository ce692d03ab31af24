from django.db import migrations

NAME_THEM = """
UPDATE opinions_vote SET entry = entry.id
FROM ledger_entry entry
WHERE opinions_vote.entry IS NULL AND entry.kind = 'vote.cast'
    AND entry.body ->> 'seal' = encode(opinions_vote.seal, 'hex')
"""


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0003_append_only"),
        ("opinions", "0005_a_vote_names_its_entry"),
    ]

    operations = [migrations.RunSQL(NAME_THEM, migrations.RunSQL.noop)]
