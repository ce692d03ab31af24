from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import SigningKey, canonical, verify_record
from citizenspring.engines.record.tests.factories import (
    KEY,
    make_entries,
    make_note,
    make_record,
    rewrite,
    rewrite_tiles,
)

FORGED = canonical({"kind": "vote.cast", "nonce": "forged"})
ROWS = make_entries(600)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_record(tmp_path / "record", ROWS, signed_at=(100, 300))


def codes(folder: Path) -> list[tuple[str, int | None]]:
    return [(each.code, each.row) for each in verify_record(folder).problems]


def test_a_whole_record_holds(folder: Path) -> None:
    report = verify_record(folder, key=KEY.public)
    assert report.holds
    assert (report.rows, report.size, report.checkpoints) == (600, 600, 3)


@pytest.mark.parametrize("at", [0, 255, 256, 599])
def test_a_changed_row_is_named(folder: Path, at: int) -> None:
    rewrite(folder, [*ROWS[:at], FORGED, *ROWS[at + 1 :]])
    assert codes(folder) == [("changed", at)]


@pytest.mark.parametrize("at", [0, 300, 599])
def test_a_dropped_row_is_named(folder: Path, at: int) -> None:
    rewrite(folder, [*ROWS[:at], *ROWS[at + 1 :]])
    assert codes(folder) == [("dropped", at)]


@pytest.mark.parametrize("at", [0, 300, 600])
def test_an_inserted_row_is_named(folder: Path, at: int) -> None:
    rewrite(folder, [*ROWS[:at], FORGED, *ROWS[at:]])
    assert codes(folder) == [("inserted", at)]


def test_a11_a_row_that_stands_twice_is_named(folder: Path) -> None:
    rewrite(folder, [*ROWS[:300], ROWS[7], *ROWS[300:]])
    assert codes(folder) == [("duplicated", 300)]


def test_a11_rows_that_changed_places_are_named(folder: Path) -> None:
    rewrite(folder, [*ROWS[:9], ROWS[20], *ROWS[10:20], ROWS[9], *ROWS[21:]])
    assert codes(folder) == [("moved", 9), ("moved", 20)]


def test_several_damages_are_all_named(folder: Path) -> None:
    rewrite(folder, [*ROWS[:4], FORGED, *ROWS[5:280], *ROWS[281:]])
    assert codes(folder) == [("changed", 4), ("dropped", 280)]


def test_a_damaged_tile_is_named_and_no_row_is_blamed(folder: Path) -> None:
    path = folder / "tile/0/001"
    path.write_bytes(bytes(32) + path.read_bytes()[32:])
    report = verify_record(folder)
    assert [each.sentence for each in report.problems] == ["The file tile/0/001 was changed."]


def test_a_missing_tile_is_named(folder: Path) -> None:
    (folder / "tile/0/000").unlink()
    assert verify_record(folder).problems[0].sentence == "The file tile/0/000 is missing."


def test_a_row_is_named_though_the_tile_of_another_is_damaged_too(folder: Path) -> None:
    rewrite(folder, [*ROWS[:300], FORGED, *ROWS[301:]])
    path = folder / "tile/0/000"
    path.write_bytes(bytes(32) + path.read_bytes()[32:])
    assert codes(folder) == [("tile", None), ("changed", 300)]


def test_rewriting_rows_and_tiles_is_bracketed_by_old_checkpoints(folder: Path) -> None:
    rows = [*ROWS[:150], FORGED, *ROWS[151:]]
    rewrite(folder, rows)
    rewrite_tiles(folder, rows)
    (problem,) = verify_record(folder).problems
    assert (problem.code, problem.row) == ("history", 100)
    assert "before row 300" in problem.sentence


def test_signing_the_rewritten_record_again_contradicts_older_checkpoints(folder: Path) -> None:
    rows = [*ROWS[:150], FORGED, *ROWS[151:]]
    rewrite(folder, rows)
    rewrite_tiles(folder, rows)
    (folder / "checkpoint").write_text(make_note(rows))
    assert {code for code, _ in codes(folder)} == {"checkpoint"}


def test_a_checkpoint_signed_by_a_stranger_is_refused(folder: Path) -> None:
    note = make_note(ROWS, SigningKey.generate(KEY.name))
    (folder / "checkpoint").write_text(note)
    assert ("signature", None) in codes(folder)


def test_a12_two_signed_checkpoints_of_one_size_are_a_split_view(folder: Path) -> None:
    other = make_record(folder.parent / "other", [FORGED, *ROWS[1:]], signed_at=(100, 300))
    notes = (folder / "checkpoints.jsonl").read_text().splitlines(keepends=True)
    theirs = (other / "checkpoints.jsonl").read_text().splitlines(keepends=True)
    (folder / "checkpoints.jsonl").write_text("".join([notes[0], theirs[0], *notes[1:]]))
    assert ("split_view", None) in codes(folder)


def test_a13_a_record_that_shrank_is_found(folder: Path) -> None:
    notes = (folder / "checkpoints.jsonl").read_text().splitlines(keepends=True)
    (folder / "checkpoints.jsonl").write_text("".join([*notes, notes[0]]))
    assert {code for code, _ in codes(folder)} == {"checkpoint"}


def test_a_folder_that_is_no_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not an exported record"):
        verify_record(tmp_path)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "entries.jsonl").unlink()
    with pytest.raises(BadInput, match=r"entries\.jsonl: the file cannot be read"):
        verify_record(folder)


def test_a_broken_line_of_checkpoints_is_named(folder: Path) -> None:
    (folder / "checkpoints.jsonl").write_text('"one"\n{\n')
    with pytest.raises(BadInput, match=r"checkpoints\.jsonl, line 2"):
        verify_record(folder)


def test_an_empty_record_holds_once_it_is_signed(tmp_path: Path) -> None:
    assert verify_record(make_record(tmp_path / "record", [])).holds


def test_a_record_is_never_written_over_another(folder: Path) -> None:
    with pytest.raises(BadInput, match="not empty"):
        make_record(folder, ROWS)
