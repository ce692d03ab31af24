"""A13: a newer copy of the record lets an older backup continue what was published."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from citizenspring.ledger.checks import check_record
from citizenspring.ledger.errors import CopyRefused, RecordIsBehind
from citizenspring.ledger.exporting import export_record
from citizenspring.ledger.models import Checkpoint, Entry
from citizenspring.ledger.published import publish
from citizenspring.ledger.services import adopt, sequence
from citizenspring.ledger.tests.factories import make_entry, sequenced

pytestmark = pytest.mark.django_db


def go_back_to(size: int) -> None:
    """Restore a backup taken when the record had so many entries."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM ledger_entry WHERE index >= %s", [size])
        cursor.execute("DELETE FROM ledger_checkpoint WHERE size > %s", [size])
        cursor.execute(
            "UPDATE ledger_tile SET hashes = substring(hashes FROM 1 FOR %s)", [32 * size]
        )
        cursor.execute("SET session_replication_role = origin")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    sequenced(4)
    sequenced(3)
    export_record(tmp_path / "record")
    publish(Checkpoint.objects.get(size=7).note)
    return tmp_path / "record"


def test_a13_the_published_record_is_continued(copy: Path) -> None:
    go_back_to(4)
    make_entry()
    with pytest.raises(RecordIsBehind):
        sequence(hold=False)
    assert adopt(copy) == 3
    assert sequence(hold=False) == 1
    assert Entry.objects.get(index=7).kind == "process.opened"
    assert list(check_record()) == []


def test_an_entry_that_waited_in_the_backup_takes_its_published_place(copy: Path) -> None:
    lost = Entry.objects.get(index=5)
    go_back_to(4)
    waiting = Entry.objects.create(kind=lost.kind, body=lost.body, leaf=bytes(lost.leaf))
    adopt(copy)
    waiting.refresh_from_db()
    assert waiting.index == 5
    assert list(check_record()) == []


def test_a_copy_that_is_not_newer_adds_nothing(copy: Path) -> None:
    assert adopt(copy) == 0


def test_a_copy_that_was_changed_is_refused(copy: Path) -> None:
    go_back_to(4)
    rows = copy / "entries.jsonl"
    rows.write_text(rows.read_text().replace("vote.cast", "vote.lost", 1))
    with pytest.raises(CopyRefused):
        adopt(copy)


def test_a_copy_of_another_past_is_refused(copy: Path, settings: Any) -> None:
    go_back_to(0)
    settings.RECORD_FOLDER = copy.parent / "elsewhere"
    sequenced(4)
    with pytest.raises(CopyRefused):
        adopt(copy)
