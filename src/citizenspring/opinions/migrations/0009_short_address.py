from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("opinions", "0008_one_log_of_moderation")]

    operations = [
        migrations.AddField(
            "opinionmap", "code", models.CharField(max_length=8, null=True, editable=False)
        ),
    ]
