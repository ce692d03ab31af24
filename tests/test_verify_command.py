"""`citizenspring verify`, as a person or a program calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citizenspring.cli import main
from citizenspring.engines.record.tests.factories import (
    KEY,
    make_entries,
    make_receipt,
    make_record,
    rewrite,
)

ROWS = make_entries(40)


def verify(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_record(tmp_path / "record", ROWS)


def test_it_says_that_everything_holds(folder: Path) -> None:
    answer = verify(folder, "--key", KEY.public)
    assert answer.exit_code == 0
    assert "Everything holds: 40 rows" in answer.output


def test_it_says_that_a_key_out_of_the_folder_proves_little(folder: Path) -> None:
    assert f"Compare it: {KEY.public}" in verify(folder).output


def test_it_names_the_row_that_was_changed(folder: Path) -> None:
    rewrite(folder, [*ROWS[:7], b"{}", *ROWS[8:]])
    answer = verify(folder)
    assert answer.exit_code == 1
    assert "Row 7 was changed." in answer.output


def test_it_shows_a_hundred_problems_and_counts_the_rest(tmp_path: Path) -> None:
    folder = make_record(tmp_path / "long", make_entries(300))
    rewrite(folder, [])
    assert "... and 200 more" in verify(folder).output


def test_a11_it_compares_with_an_older_copy(folder: Path, tmp_path: Path) -> None:
    newer = make_record(tmp_path / "newer", [*ROWS[:7], *ROWS[8:], *make_entries(60)[40:]])
    answer = verify(newer, "--older", folder)
    assert answer.exit_code == 1
    assert "leaves the older one at row 7" in answer.output


def test_it_checks_a_receipt_and_answers_programs(tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(make_receipt(ROWS, 5).as_json()))
    assert verify(file, "--key", KEY.public).exit_code == 0
    file.write_text(file.read_text().replace("vote.cast", "vote.lost"))
    answer = verify(file, "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.output)["problems"][0]["row"] == 5


@pytest.mark.parametrize("text", ["", "{}", "not json", "[1]"])
def test_it_names_a_file_that_is_no_receipt(tmp_path: Path, text: str) -> None:
    file = tmp_path / "receipt.json"
    file.write_text(text)
    answer = verify(file)
    assert answer.exit_code == 2
    assert "receipt.json" in answer.output


def test_it_refuses_a_broken_key(folder: Path) -> None:
    answer = verify(folder, "--key", "nonsense")
    assert answer.exit_code == 2
    assert "expected name+id+base64" in answer.output


def test_it_refuses_a_folder_that_is_no_record(tmp_path: Path) -> None:
    answer = verify(tmp_path)
    assert answer.exit_code == 2
    assert "not an exported record" in answer.output
