"""Sessions in the database as Django keeps them, found by one small fixed query."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection

__all__ = ["SessionStore"]

FIND = """
SELECT session_key, session_data, expire_date FROM django_session
WHERE session_key = %s AND expire_date > clock_timestamp()
"""


class SessionStore(db.SessionStore):
    """Every request of somebody who has acted begins here: building a query takes its time."""

    def _get_session_from_db(self) -> Session | None:
        with connection.cursor() as cursor:
            cursor.execute(FIND, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return Session(*row)
