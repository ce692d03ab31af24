"""How a session finds its person."""

from functools import cache
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db import connection

from .models import Person

__all__ = ["GuestBackend"]


class GuestBackend(BaseBackend):
    """Guests prove nothing: their session is all they have, so nothing signs them in again."""

    def get_user(self, user_id: UUID) -> Person | None:
        with connection.cursor() as cursor:
            cursor.execute(_find(), [user_id])
            row = cursor.fetchone()
        return Person.from_db(connection.alias, _columns(), row) if row else None


@cache
def _columns() -> list[str]:
    return [field.attname for field in Person._meta.concrete_fields]


@cache
def _find() -> str:
    """Written once: every request of a guest asks this, and building a query takes its time."""
    columns = ", ".join(f'"{name}"' for name in _columns())
    return f"SELECT {columns} FROM people_person WHERE id = %s AND is_active"  # noqa: S608  # because the names are the model's
