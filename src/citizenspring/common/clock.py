"""The time that decides is the database's, read after the locks are held."""

from datetime import datetime

from django.db import connection

__all__ = ["database_now"]


def database_now() -> datetime:
    """The present moment (UTC) by the database's clock, not that of the transaction's start."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    moment: datetime = row[0]
    return moment
