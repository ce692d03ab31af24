"""Accounts that were there get the key of their mailbox; those proved by a code, their level."""

import hashlib
import hmac

from django.conf import settings
from django.db import migrations

SAME_DOMAIN = {"googlemail.com": "gmail.com", "pm.me": "proton.me", "protonmail.com": "proton.me"}


def key_of(email):
    name, _at, domain = email.strip().casefold().rpartition("@")
    domain = SAME_DOMAIN.get(domain, domain)
    name = name.partition("+")[0] or name
    if domain in {"gmail.com", "proton.me"}:
        name = name.replace(".", "")
    text = f"mail\n{name}@{domain}".encode()
    return hmac.digest(settings.PEPPER.encode(), text, hashlib.sha256)


def fill(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    Attainment = apps.get_model("people", "Attainment")
    EmailAddress = apps.get_model("account", "EmailAddress")
    proved = set(EmailAddress.objects.filter(verified=True).values_list("user_id", flat=True))
    taken = set()
    for person in Person.objects.filter(email__isnull=False).order_by("created_at"):
        key = key_of(person.email)
        # Of two accounts under two spellings the older keeps the key; both can still sign in.
        person.mail_key = None if key in taken else key
        taken.add(key)
        if person.pk in proved:
            person.level = 1
            Attainment.objects.create(person=person, way="mail", at=person.created_at)
        person.save(update_fields=["mail_key", "level"])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_levels_and_identity"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
