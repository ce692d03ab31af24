import secrets
from pathlib import Path

import pytest
from django.db import connection

from citizenspring.engines.record import verify_diff, verify_record
from citizenspring.ledger.checks import check_record
from citizenspring.ledger.errors import NothingRecorded
from citizenspring.ledger.exporting import export_record
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.models import Checkpoint
from citizenspring.ledger.services import SALT_BYTES, record, sequence
from citizenspring.ledger.tests.factories import make_entry, sequenced
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


def owner(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET session_replication_role = origin")


def test_an_exported_record_holds(tmp_path: Path) -> None:
    sequenced(300)
    sequenced(20)
    make_entry()
    assert export_record(tmp_path / "record") == 320
    report = verify_record(tmp_path / "record", key=public_key())
    assert report.holds
    assert (report.rows, report.checkpoints) == (320, 2)


def test_a09_one_row_changed_by_the_owner_of_the_database_is_named(tmp_path: Path) -> None:
    sequenced(300)
    owner("UPDATE ledger_entry SET body = body || '{\"late\": 1}' WHERE index = 123")
    export_record(tmp_path / "record")
    (problem,) = verify_record(tmp_path / "record").problems
    assert problem.sentence == "Row 123 was changed."


def test_a11_an_older_copy_shows_what_was_rewritten_since(tmp_path: Path) -> None:
    sequenced(30)
    export_record(tmp_path / "old")
    owner("DELETE FROM ledger_entry WHERE index = 7")
    sequenced(10)
    export_record(tmp_path / "new")
    assert verify_diff(tmp_path / "old", tmp_path / "new").problems[0].row == 7


def test_nothing_recorded_cannot_be_exported(tmp_path: Path) -> None:
    with pytest.raises(NothingRecorded):
        export_record(tmp_path / "record")


def test_a65_an_erased_person_leaves_the_roots_unchanged(tmp_path: Path) -> None:
    ada, salt = make_person(), secrets.token_bytes(SALT_BYTES)
    pseudonym = ada.pseudonym("record")
    record("vote.cast", by=ada, sealed={"choice": 1}, salt=salt)
    record("process.opened")
    sequence(hold=False)
    before = Checkpoint.objects.get().note
    # Her row holds the only key to her pseudonym, and the vote's row the only copy of its salt.
    ada.delete()
    del salt
    export_record(tmp_path / "record")
    report = verify_record(tmp_path / "record", key=public_key())
    assert report.holds
    assert Checkpoint.objects.get().note == before
    assert pseudonym not in {person.pseudonym("record") for person in Person.objects.all()}
    assert list(check_record()) == []
