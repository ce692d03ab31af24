"""``citizenspring seat`` from start to end."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citizenspring.cli import main
from citizenspring.engines.seating.tests.factories import make_people, write_rows


@pytest.fixture
def gathering(tmp_path: Path) -> Path:
    rows = (
        f"{one.id},{one.attributes['commune']},{one.attributes['age']},{'+'.join(one.languages)}"
        for one in make_people(40)
    )
    return write_rows(tmp_path / "gathering.csv", "id,commune,age,language", *rows)


def seat(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["seat", *map(str, arguments), "--effort", "0.1"])


def test_it_tells_how_tables_are_mixed_and_writes_the_list(gathering: Path) -> None:
    out = gathering.with_name("seats.csv")
    done = seat(gathering, "--out", out)
    assert done.exit_code == 0
    assert "40 people in 3 rounds at 5 tables" in done.stdout
    with out.open() as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 40
    assert set(rows[0]) == {"id", "round_1", "round_2", "round_3"}


def test_programs_are_answered_in_json(gathering: Path) -> None:
    found = json.loads(seat(gathering, "--json", "--rounds", "2").stdout)
    assert len(found["rounds"]) == 2
    assert found["mixtures"][0]["attribute"] == "commune"


def test_pins_pairs_and_facilitators_come_from_files(gathering: Path) -> None:
    pins = write_rows(gathering.with_name("pins.csv"), "person,table", "p1,4")
    pairs = write_rows(gathering.with_name("pairs.csv"), "a,b", "p2,p3")
    led = write_rows(gathering.with_name("led.csv"), "id,language", "f,FR")
    done = seat(
        gathering, "--pins", pins, "--apart", pairs, "--facilitators", led, "--json"
    )  # fmt: skip
    seats = json.loads(done.stdout)["seats"]
    assert seats["p1"] == [4, 4, 4]
    assert all(one != other for one, other in zip(seats["p2"], seats["p3"], strict=True))
    assert "'f'" in repr(json.loads(done.stdout)["rounds"][0])


def test_after_no_shows_few_move(gathering: Path) -> None:
    out = gathering.with_name("seats.csv")
    seat(gathering, "--out", out)
    absent = write_rows(gathering.with_name("absent.csv"), "id", "p1", "p5", "p7")
    done = seat(gathering, "--reseat", out, "--absent", absent)
    assert done.exit_code == 0
    assert "9 absent, 0 new, " in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--size", "1", "--smallest", "1"), "expected a size from 2 to 12"),
        (("--size", "5"), "expected a size from 6 to 12"),
        (("--attributes", "income"), "gathering.csv, line 1: there is no column 'income'"),
        (("--languages", "xx"), "Nobody speaks 'xx' well"),
        (("--rounds", "0"), "0 rounds were asked for; expected 1 to 20"),
    ],
)
def test_bad_input_ends_with_one_sentence_and_code_2(
    gathering: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = seat(gathering, *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_ends_with_code_2(tmp_path: Path) -> None:
    done = seat(tmp_path / "none.csv")
    assert done.exit_code == 2
    assert "none.csv: the file cannot be read" in done.stderr
