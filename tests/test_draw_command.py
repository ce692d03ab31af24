"""``citizenspring draw`` and ``citizenspring letters`` at the terminal."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citizenspring.cli import main
from citizenspring.engines.sortition import write_pool
from citizenspring.engines.sortition.tests.pools import make_pool


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def pool_in(folder: Path, *, people: int = 40) -> Path:
    write_pool(folder, make_pool(people, 6))
    return folder


def test_it_tells_what_was_drawn(tmp_path: Path) -> None:
    done = run("draw", pool_in(tmp_path), "--size", 6, "--panels", 100, "--balls", "42")
    assert done.exit_code == 0
    assert "100 numbered panels, each equally likely; every one meets every quota." in done.output
    assert "Panel 42 was drawn by '42':" in done.output


@pytest.mark.slow
def test_it_answers_programs_and_writes_what_is_published(tmp_path: Path) -> None:
    words = ("--size", 6, "--panels", 10, "--public-value", "x", "--out", tmp_path / "out")
    done = run("draw", pool_in(tmp_path), *words, "--json")
    found = json.loads(done.output)
    assert len(found["draw"]["panel"]) == 6
    assert found["proof"]["found"] == "relaxation"
    assert (tmp_path / "out/public/repeat_draw.py").exists()
    assert (tmp_path / "out/private/selected.csv").exists()


@pytest.mark.slow
def test_dropouts_are_replaced_after_the_same_draw(tmp_path: Path) -> None:
    folder = pool_in(tmp_path, people=200)
    words = ("draw", folder, "--size", 6, "--panels", 10, "--public-value", "x")
    panel = json.loads(run(*words, "--json").output)["draw"]["panel"]
    (tmp_path / "gone.txt").write_text(panel[0] + "\n", "utf-8")
    done = run(*words, "--dropped", tmp_path / "gone.txt", "--json")
    replacement = json.loads(done.output)["replacement"]
    assert replacement["left"] == [panel[0]]
    assert set(panel[1:]) < set(replacement["panel"])


def test_bad_input_ends_with_two_and_one_sentence(tmp_path: Path) -> None:
    done = run("draw", tmp_path, "--size", 6)
    assert done.exit_code == 2
    assert done.output.startswith("categories.csv: the file cannot be read")
    assert done.output.count("\n") == 1


def test_quotas_that_cannot_be_met_end_with_two(tmp_path: Path) -> None:
    done = run("draw", pool_in(tmp_path), "--size", 30)
    assert done.exit_code == 2
    assert "The smallest change that works is" in done.output


def test_letters_are_shared_out_and_drawn(tmp_path: Path) -> None:
    path = tmp_path / "homes.csv"
    homes = "".join(f"{name},{name} {n}\n" for name in ("north", "south") for n in range(100))
    path.write_text(f"stratum,household\n{homes}", "utf-8")
    done = run("letters", path, "--letters", 40, "--out", tmp_path / "drawn.csv")
    assert "In all 40 letters, about 2 volunteers" in done.output
    assert len((tmp_path / "drawn.csv").read_text("utf-8").splitlines()) == 41


def test_letters_without_a_file_end_with_two(tmp_path: Path) -> None:
    assert run("letters", tmp_path / "none.csv", "--letters", 40).exit_code == 2
