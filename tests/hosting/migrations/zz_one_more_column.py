from pkgutil import iter_modules
from typing import ClassVar

from django.db import migrations

from citizenspring.city import migrations as known

NEWEST = max(module.name for module in iter_modules(known.__path__))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("city", NEWEST)]
    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE city_territory ADD COLUMN one_more integer",
            "ALTER TABLE city_territory DROP COLUMN one_more",
        )
    ]
