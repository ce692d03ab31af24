"""A public draw can be repeated by anybody from what was published."""

import hashlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.sortition import (
    Lottery,
    Person,
    Pool,
    commit,
    draw,
    draw_by_balls,
    export,
    export_private,
    find_lottery,
    read_pool,
    write_pool,
)
from citizenspring.engines.sortition.drawing import number_drawn

from .pools import make_pool

VALUE = "7 14 22 31 38 45"


@pytest.fixture(scope="module")
def lottery() -> Lottery:
    return find_lottery(make_pool(40, 6), 6, panels=100)


@pytest.fixture
def folder(lottery: Lottery, tmp_path: Path) -> Path:
    statement = commit(lottery, pool_is="Those who answered.", quotas_from="The census.")
    export(tmp_path, lottery, statement)
    return tmp_path


def repeat(folder: Path, value: str = VALUE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", str(folder / "repeat_draw.py"), value]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("value", "number"), [(VALUE, 655), ("7 14  22 31 38 45 ", 655), ("heads", 42), ("é", 585)]
)
def test_known_draws_never_change(value: str, number: int) -> None:
    assert number_drawn("00" * 32, value, 1000)[0] == number


def test_every_panel_is_equally_likely() -> None:
    times = Counter(number_drawn("ab" * 32, str(value), 7)[0] for value in range(7000))
    assert all(abs(many - 1000) < 120 for many in times.values())


@pytest.mark.slow
def test_the_script_draws_the_same_panel_with_the_standard_library(
    lottery: Lottery, folder: Path
) -> None:
    done = repeat(folder)
    names = {one.id: one.pseudonym for one in lottery.people}
    drawn = draw(lottery, VALUE)
    assert done.returncode == 0
    assert f"panel {drawn.number}\n" in done.stdout
    assert " ".join(sorted(names[id_] for id_ in drawn.panel)) in done.stdout


PUBLISHED = ("alternates.csv", "chances.csv", "commitment.json", "portfolio.txt")


@pytest.mark.parametrize("flip", [1, 0x80])
@pytest.mark.parametrize("name", [*PUBLISHED, "SHA256SUMS"])
def test_the_script_finds_one_byte_that_was_changed(folder: Path, name: str, flip: int) -> None:
    path = folder / name
    told = bytearray(path.read_bytes())
    told[len(told) // 2] ^= flip
    path.write_bytes(told)
    done = repeat(folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert "is not the file in SHA256SUMS" in done.stdout
    assert "panel" not in done.stdout


def test_the_script_finds_what_differs_from_the_commitment(folder: Path) -> None:
    path = folder / "alternates.csv"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    after, sums = hashlib.sha256(path.read_bytes()).hexdigest(), folder / "SHA256SUMS"
    sums.write_text(sums.read_text("utf-8").replace(before, after), "utf-8")
    assert "WRONG: alternates.csv is not the file that was committed to" in repeat(folder).stdout


def test_the_script_says_that_a_file_is_missing(folder: Path) -> None:
    (folder / "chances.csv").unlink()
    done = repeat(folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert "a file is missing" in done.stdout


def test_what_is_published_names_nobody(lottery: Lottery, folder: Path) -> None:
    published = "".join(path.read_text("utf-8") for path in folder.iterdir())
    assert not [one.id for one in lottery.people if one.id in published]


@pytest.mark.slow
def test_pseudonyms_depend_on_all_that_the_pool_says(lottery: Lottery) -> None:
    moved = tuple(Person(one.id, one.values, "elsewhere") for one in lottery.pool.people)
    other = find_lottery(Pool(moved, lottery.pool.quotas), 6, panels=10, per_address=6)
    assert {one.pseudonym for one in other.people}.isdisjoint(
        one.pseudonym for one in lottery.people
    )


def test_balls_give_the_number(lottery: Lottery) -> None:
    assert draw_by_balls(lottery, "0 7").panel == lottery.panels[7]


@pytest.mark.parametrize("balls", ["7", "123", "a7", ""])
def test_wrong_balls_are_refused(lottery: Lottery, balls: str) -> None:
    with pytest.raises(BadInput, match="expected 2 digits"):
        draw_by_balls(lottery, balls)


def test_an_empty_value_is_refused(lottery: Lottery) -> None:
    with pytest.raises(BadInput, match="The public value is empty"):
        draw(lottery, "  ")


def test_a_commitment_needs_words(lottery: Lottery) -> None:
    with pytest.raises(BadInput, match="The source of the quotas is not described"):
        commit(lottery, pool_is="Those who answered.", quotas_from=" ")


def test_alternates_are_all_others_in_the_order_fixed_before(lottery: Lottery) -> None:
    drawn = draw(lottery, VALUE)
    rest = [id_ for id_ in lottery.alternates if id_ not in drawn.panel]
    assert list(drawn.alternates) == rest
    assert len(rest) + len(drawn.panel) == len(lottery.people)


@pytest.mark.slow
def test_the_organisers_get_the_rows_they_gave(tmp_path: Path) -> None:
    write_pool(tmp_path, make_pool(40, 6))
    text = (tmp_path / "respondents.csv").read_text("utf-8").splitlines()
    text[0] += ",phone"
    (tmp_path / "respondents.csv").write_text(
        "\n".join([text[0], *(f"{line},0{n}" for n, line in enumerate(text[1:]))]), "utf-8"
    )
    found = find_lottery(read_pool(tmp_path), 6, panels=10)
    export_private(tmp_path / "private", found, draw(found, VALUE))
    selected = (tmp_path / "private/selected.csv").read_text("utf-8").splitlines()
    assert selected[0].endswith(",phone")
    assert len(selected) == 7


def test_a_pool_is_read_as_it_was_written(tmp_path: Path) -> None:
    pool = make_pool(20, 6, homes=10)
    write_pool(tmp_path, pool)
    again = read_pool(tmp_path)
    assert (again.people_hash, again.quotas_hash) == (pool.people_hash, pool.quotas_hash)
