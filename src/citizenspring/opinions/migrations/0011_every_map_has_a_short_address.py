from django.db import migrations, models

import citizenspring.common.ids


class Migration(migrations.Migration):

    dependencies = [("opinions", "0010_earlier_maps_have_an_address")]

    operations = [
        migrations.AlterField(
            "opinionmap",
            "code",
            models.CharField(
                max_length=8,
                unique=True,
                default=citizenspring.common.ids.short_code,
                editable=False,
            ),
        ),
    ]
