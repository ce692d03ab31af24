"""Open answers are reported and decided on like any contribution; here stays what is shown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mood", "0002_fixed_once_open")]
    operations = [
        migrations.RemoveConstraint(model_name="remark", name="mood_hidden_with_a_reason"),
        migrations.RemoveField(model_name="remark", name="decided_at"),
        migrations.RemoveField(model_name="remark", name="decided_by"),
        migrations.RemoveField(model_name="remark", name="reason"),
        migrations.AddField(
            model_name="remark", name="erased_at", field=models.DateTimeField(null=True)
        ),
    ]
