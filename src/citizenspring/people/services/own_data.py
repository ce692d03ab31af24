"""A copy of one's own data by a link that works once, and erasing oneself.

Both lock the person's row first, so that of an erasure and a copy at the same moment one comes
first and the other finds it so.
"""

import hashlib
import io
import json
import secrets
import zipfile
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from citizenspring.common.cells import csv_text
from citizenspring.common.clock import database_now
from citizenspring.people.copying import own_data
from citizenspring.people.erasing import erase_everywhere
from citizenspring.people.errors import AlreadyErased, CopySpent
from citizenspring.people.models import (
    Booking,
    DataCopy,
    Letter,
    Person,
    SignInCode,
    new_pseudonym_key,
)
from citizenspring.people.permissions import may_erase
from citizenspring.people.recording import record
from citizenspring.people.tasks import forget_sessions

from .bookings import give_place_back
from .roles import lay_down_all

__all__ = ["ask_for_copy", "erase", "open_copy"]

LINK_LIFE = timedelta(minutes=10)


@transaction.atomic
def ask_for_copy(*, by: Person) -> str:
    """The secret of a link to a copy; asking again ends the earlier link."""
    token = secrets.token_urlsafe(32)
    DataCopy.objects.filter(person=by, used_at=None).update(used_at=database_now())
    DataCopy.objects.create(person=by, digest=_digest(token), expires_at=database_now() + LINK_LIFE)
    return token


@transaction.atomic
def open_copy(token: str, *, by: Person) -> bytes:
    """The copy as a ZIP file, once, for who asked for it; nothing of it is kept anywhere."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    moment = database_now()
    unused = DataCopy.objects.filter(
        digest=_digest(token), person=person, used_at=None, expires_at__gt=moment
    )
    if person.erased_at or not unused.update(used_at=moment):
        raise CopySpent
    return _packed(own_data(person))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _packed(data: dict[str, Any]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("READ-ME.txt", _("Everything this platform keeps about you.") + "\n")
        file.writestr("own-data.json", json.dumps(data, ensure_ascii=False, indent=2))
        for name, rows in data["tables"].items():
            cells = ([_cell(value) for value in row.values()] for row in rows)
            file.writestr(f"{name.lower()}.csv", csv_text(rows[0], cells))
    return packed.getvalue()


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


@transaction.atomic
def erase(*, by: Person) -> None:
    """Erase oneself: the key of one's pseudonyms, the texts, the open votes, the account.

    The public record stays as it is: it never held more than pseudonyms and sealed digests, and
    without the key nobody can tell whose they were.
    """
    may_erase.require(by, by)
    person = Person.objects.select_for_update().get(pk=by.pk)
    if person.erased_at:
        raise AlreadyErased
    lay_down_all(person)
    for booking in person.bookings.filter(state=Booking.State.BOOKED):
        give_place_back(booking)
    for one in [*person.former_guests.select_for_update().order_by("pk"), person]:
        erase_everywhere(one)
        _empty(one)
    Letter.objects.filter(to__iexact=person.email or "").delete()
    SignInCode.objects.filter(email__iexact=person.email or "").delete()
    record("person.erased")
    forget_sessions.defer(person_id=str(person.pk))


def _empty(person: Person) -> None:
    """Only the row's number is left: closed votes hang on it, and it leads to nobody."""
    person.set_unusable_password()
    Person.objects.filter(pk=person.pk).update(
        email=None,
        mail_key=None,
        is_guest=True,
        is_active=False,
        name="",
        home=None,
        level=0,
        takes_part=None,
        first_act=None,
        password=person.password,
        last_login=None,
        merged_into=None,
        pseudonym_key=new_pseudonym_key(),
        erased_at=database_now(),
    )
