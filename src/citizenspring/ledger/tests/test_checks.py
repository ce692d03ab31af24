import secrets
from collections.abc import Callable

import pytest
from django.db import connection

from citizenspring.engines.record import Checkpoint as SignedCheckpoint
from citizenspring.ledger.checks import SealedRow, check_record, check_sealed_rows
from citizenspring.ledger.keys import signing_key
from citizenspring.ledger.models import Entry
from citizenspring.ledger.published import publish
from citizenspring.ledger.services import SALT_BYTES, record, seal
from citizenspring.ledger.tests.factories import make_entry, sequenced

pytestmark = pytest.mark.django_db
Owner = Callable[[str], None]


@pytest.fixture
def owner() -> Owner:
    """What somebody does who owns the database and switches the triggers off."""

    def act(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(sql)
            cursor.execute("SET session_replication_role = origin")

    return act


def found() -> list[tuple[str, str]]:
    return [(each.where, each.sentence) for each in check_record()]


def test_an_untouched_record_agrees_with_itself() -> None:
    sequenced(300)
    make_entry()
    assert found() == []


def test_an_empty_record_agrees_with_itself() -> None:
    assert found() == []


def test_a09_one_entry_rewritten_by_the_owner_is_named(owner: Owner) -> None:
    sequenced(300)
    owner("UPDATE ledger_entry SET body = body || '{\"late\": 1}' WHERE index = 270")
    assert found() == [("entry 270", "The entry was changed after it was recorded.")]


def test_a09_an_entry_rewritten_with_its_leaf_is_named(owner: Owner) -> None:
    sequenced(3)
    owner(
        'UPDATE ledger_entry SET body = \'{"kind":"vote.cast"}\','
        " leaf = sha256('\\x00'::bytea || '{\"kind\":\"vote.cast\"}'::bytea) WHERE index = 1"
    )
    assert found() == [("entry 1", "The entry was changed after it was recorded.")]


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a09_an_entry_deleted_by_the_owner_is_named(owner: Owner, index: int) -> None:
    sequenced(3)
    owner(f"DELETE FROM ledger_entry WHERE index = {index}")  # noqa: S608  # a number of our own
    assert found() == [(f"entry {index}", "The entry is missing.")]


def test_a09_an_entry_changed_while_it_waits_is_named(owner: Owner) -> None:
    make_entry()
    owner('UPDATE ledger_entry SET body = \'{"kind": "process.opened"}\'')
    assert found() == [("waiting", "The entry was changed after it was recorded.")]


@pytest.mark.parametrize("body", [{"kind": "x", "n": 2**70}, ["x"]])
def test_a59_a_waiting_entry_that_can_never_enter_is_named(body: object) -> None:
    Entry.objects.create(kind="x", body=body, leaf=bytes(32))
    assert found() == [("waiting", "The entry was changed after it was recorded.")]


def test_a_changed_tile_is_found(owner: Owner) -> None:
    sequenced(3)
    owner("UPDATE ledger_tile SET hashes = overlay(hashes PLACING '\\x00'::bytea FROM 1)")
    assert ("checkpoint 3", "The signed root does not fit the stored hashes.") in found()


def test_a_changed_checkpoint_is_found(owner: Owner) -> None:
    sequenced(3)
    owner("UPDATE ledger_checkpoint SET note = replace(note, E'\\n3\\n', E'\\n2\\n')")
    assert len(found()) == 1
    assert "does not fit the text" in found()[0][1]


def test_a13_an_older_copy_is_named() -> None:
    sequenced(2)
    newer = SignedCheckpoint("spring.example", 3, bytes(32))
    publish(newer.signed(signing_key()))
    assert found() == [("checkpoint", "An older copy of the database is in place.")]


def test_sealed_rows_that_agree_give_no_finding() -> None:
    salt = secrets.token_bytes(SALT_BYTES)
    record("gift.made", sealed={"euros": 20}, salt=salt)
    row = SealedRow("gift 1", seal(salt, {"euros": 20}), salt, {"euros": 20})
    assert list(check_sealed_rows("gift.made", [row])) == []


def test_a_row_that_stands_twice_for_one_seal_is_named() -> None:
    salt = secrets.token_bytes(SALT_BYTES)
    record("gift.made", sealed={"euros": 20}, salt=salt)
    row = SealedRow("gift 1", seal(salt, {"euros": 20}), salt, {"euros": 20})
    findings = list(check_sealed_rows("gift.made", [row, row]))
    assert [each.sentence for each in findings] == ["The record does not know this row."]
