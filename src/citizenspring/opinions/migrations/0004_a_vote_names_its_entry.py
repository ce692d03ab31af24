from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("opinions", "0003_a_reason_has_a_language")]

    operations = [
        migrations.AddField(
            model_name="vote",
            name="entry",
            field=models.UUIDField(
                editable=False,
                help_text="Its entry in the public record, for the receipt.",
                null=True,
            ),
        ),
    ]
