from django.db import migrations


def move(apps, schema_editor):
    """Every act of a moderator becomes a decision about the statement's node."""
    Moderation = apps.get_model("opinions", "Moderation")
    Decision = apps.get_model("moderation", "Decision")
    rows = Moderation.objects.select_related("statement__map__activity", "statement__merged_into")
    batch = []
    for old in rows.iterator(chunk_size=2000):
        into = old.statement.merged_into if old.act == "merged" else None
        batch.append(
            Decision(
                id=old.id,
                node_id=old.statement.node_id,
                scope=old.statement.map.activity.process_id,
                act=old.act,
                reason=old.reason,
                language=old.language,
                facts={"into": str(into.node_id)} if into else {},
                by_id=old.by_id,
                at=old.at,
            )
        )
    Decision.objects.bulk_create(batch, batch_size=2000, ignore_conflicts=True)


def open_cases(apps, schema_editor):
    """What waits for a moderator now stands on the one queue."""
    Statement = apps.get_model("opinions", "Statement")
    Case = apps.get_model("moderation", "Case")
    waiting = Statement.objects.filter(state="waiting").select_related("map__activity")
    Case.objects.bulk_create(
        (
            Case(
                node_id=one.node_id,
                kind="statement",
                scope=one.map.activity.process_id,
                origin="new",
                opened_at=one.created_at,
            )
            for one in waiting
        ),
        batch_size=2000,
        ignore_conflicts=True,
    )


def move_back(apps, schema_editor):
    """Only what the older table can hold: acts on statements."""
    Moderation = apps.get_model("opinions", "Moderation")
    Decision = apps.get_model("moderation", "Decision")
    Statement = apps.get_model("opinions", "Statement")
    found = Decision.objects.filter(act__in=["shown", "hidden", "merged"], state="done")
    statements = dict(
        Statement.objects.filter(node__in=found.values("node")).values_list("node", "pk")
    )
    Moderation.objects.bulk_create(
        (
            Moderation(
                id=one.id,
                statement_id=statements[one.node_id],
                act=one.act,
                reason=one.reason or one.standard,
                language=one.language,
                by_id=one.by_id,
                at=one.at,
            )
            for one in found
            if one.node_id in statements
        ),
        batch_size=2000,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("moderation", "0001_first_tables"),
        ("opinions", "0006_earlier_votes_name_their_entry"),
    ]

    operations = [
        migrations.RunPython(move, move_back),
        migrations.RunPython(open_cases, migrations.RunPython.noop),
    ]
