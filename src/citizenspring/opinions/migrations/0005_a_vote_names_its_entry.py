from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("opinions", "0004_translations_have_vectors")]

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
