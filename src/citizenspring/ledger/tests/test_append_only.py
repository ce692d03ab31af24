"""A09: the database refuses to rewrite the record, and the verifier finds what an owner rewrote."""

import pytest
from django.db import DatabaseError, connection, transaction

from citizenspring.ledger.grants import grants_for
from citizenspring.ledger.models import Checkpoint, Entry, Tile
from citizenspring.ledger.tests.factories import make_entry, sequenced

pytestmark = pytest.mark.django_db


def refused(sql: str) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        connection.cursor().execute(sql)
    return str(refusal.value)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET body = '{}'",
        "UPDATE ledger_entry SET index = index + 10",
        "UPDATE ledger_entry SET index = NULL",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_checkpoint SET note = ''",
        "DELETE FROM ledger_checkpoint",
        "UPDATE ledger_tile SET hashes = decode(repeat('00', 32), 'hex')",
        "DELETE FROM ledger_tile",
    ],
)
def test_a09_the_database_refuses_to_rewrite_what_is_recorded(sql: str) -> None:
    sequenced(2)
    assert "append-only" in refused(sql)


def test_a09_an_entry_that_waits_cannot_be_changed_or_taken_away() -> None:
    make_entry()
    assert "append-only" in refused("UPDATE ledger_entry SET body = '{}', index = 0")
    assert "append-only" in refused("DELETE FROM ledger_entry")


@pytest.mark.parametrize("model", [Entry, Checkpoint, Tile])
def test_a09_a_table_of_the_record_is_never_emptied(model: type) -> None:
    sequenced(1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL citizenspring.may_truncate = 'off'")
    table = model._meta.db_table  # type: ignore[attr-defined]  # every model has it
    assert "append-only: TRUNCATE" in refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("model", [Entry, Checkpoint, Tile])
def test_a09_the_role_of_the_platform_has_no_right_to_rewrite(model: type) -> None:
    sequenced(1)
    table = model._meta.db_table  # type: ignore[attr-defined]  # every model has it
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE spring_app")
        cursor.execute(grants_for("spring_app"))
        cursor.execute("SET ROLE spring_app")
        try:
            assert "permission denied" in refused("DELETE FROM " + table)  # noqa: S608  # our own
            assert "permission denied" in refused("TRUNCATE " + table)
            assert "must be owner" in refused(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        finally:
            cursor.execute("RESET ROLE")


def test_the_role_of_the_platform_can_append() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE spring_app")
        cursor.execute(grants_for("spring_app"))
        cursor.execute("GRANT SELECT, INSERT ON people_person TO spring_app")
        cursor.execute("SET ROLE spring_app")
        sequenced(2)
        cursor.execute("RESET ROLE")
    assert Checkpoint.objects.get().size == 2
