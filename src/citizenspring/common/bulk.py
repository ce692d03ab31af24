"""Writing very many new rows at once, by PostgreSQL's COPY."""

from collections.abc import Collection, Sequence

from django.db import connection, models

__all__ = ["copy_in"]


def copy_in(rows: Sequence[models.Model], *, without: Collection[str] = ()) -> int:
    """Insert new rows of one model, several times faster than ``bulk_create``; returns how many.

    Constraints and triggers hold as ever. The fields named in ``without`` get the database's own
    default.
    """
    if not rows:
        return 0
    meta = type(rows[0])._meta
    fields = [f for f in meta.concrete_fields if f.column and f.name not in without]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    statement = f"COPY {quoted(meta.db_table)} ({columns}) FROM STDIN"
    ready = [(field.attname, field.get_db_prep_save) for field in fields]
    # The copy itself raises errors of the driver: a broken constraint is to be Django's.
    wrapped = connection.wrap_database_errors
    with wrapped, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([prepare(getattr(row, name), connection) for name, prepare in ready])
    return len(rows)
