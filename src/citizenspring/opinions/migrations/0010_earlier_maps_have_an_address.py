import secrets

from django.db import migrations

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def give_codes(apps, schema_editor):
    maps = apps.get_model("opinions", "OpinionMap")
    given = set()
    for one in maps.objects.filter(code=None).iterator():
        while not one.code or one.code in given:
            one.code = "".join(secrets.choice(SIGNS) for _ in range(6))
        given.add(one.code)
        one.save(update_fields=["code"])


class Migration(migrations.Migration):

    dependencies = [("opinions", "0009_short_address")]

    operations = [migrations.RunPython(give_codes, migrations.RunPython.noop)]
