import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citizenspring.cli import main
from citizenspring.engines.budgeting import Election, format_election, read_pb
from citizenspring.engines.budgeting.tests.factories import make_vote


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vote.pb"
    path.write_text(format_election(make_vote()), encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["tally", *map(str, words)])


def test_it_tells_what_is_funded_who_paid_and_why_the_rest_is_not(file: Path) -> None:
    done = run(file)
    assert done.exit_code == 0
    assert "Funded: 2 projects for 90 (90.0 % of the budget)." in done.stdout
    assert "1. park: 50, 6 votes; each supporter paid 8.33" in done.stdout
    assert "square: 0 votes. Nobody voted for it." in done.stdout


def test_it_answers_programs_in_exact_amounts(file: Path) -> None:
    found = json.loads(run(file, "--json").stdout)
    assert found["funded"] == ["park", "pool"]
    assert found["purchases"][0]["price"] == "25/3"
    assert found["options"]["satisfaction"] == "cost"
    assert found["titles"]["park"] == "park"
    assert found["ties"] == []


def test_programs_get_the_notes_on_the_file_too(file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace("num_votes;10", "num_votes;9"), "utf-8")
    assert "num_votes is 9" in json.loads(run(file, "--json").stdout)["notes"][0]


def test_the_list_of_ties_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "vote.pb"
    vote = Election.of({"a": 50, "b": 40, "c": 50}, 50, [["a", "b", "c"]] * 2)
    path.write_text(format_election(vote), encoding="utf-8")
    funded = {
        ties: json.loads(run(path, "--rule", "greedy", "--json", "--ties", ties).stdout)["funded"]
        for ties in ("cost", "max_cost,id")
    }
    assert funded == {"cost": ["b"], "max_cost,id": ["a"]}


def test_the_name_of_a_project_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "vote.pb"
    text = format_election(Election.of({"a": 5}, 9, [["a"]])).replace("\na;5", "\n\x1b[2Ja;5")
    path.write_text(text.replace(";a\n", ";\x1b[2Ja\n"), encoding="utf-8")
    for words in ([], ["--explain", "\x1b[2Ja"]):
        done = run(path, *words)
        assert "\ufffd[2Ja" in done.stdout
        assert "\x1b" not in done.stdout


def test_one_project_is_told_in_the_singular(file: Path) -> None:
    done = run(file, "--completion", "none", "--satisfaction", "sqrt")
    assert "a project is worth the square root of its cost" in done.stdout
    assert "Not funded: 1 project, most votes first." in done.stdout


def test_it_tells_what_would_have_funded_a_project(file: Path) -> None:
    text = file.read_text("utf-8").replace("pool;40", "pool;45").replace("budget;100", "budget;90")
    file.write_text(text, encoding="utf-8")
    done = run(file, "--completion", "none", "--explain", "pool")
    assert "It costs 45; its supporters together had 36 left." in done.stdout
    assert "With 2 more voters who name only this project it would have been" in done.stdout
    assert "funded; with 1 it would not." in done.stdout
    assert "At a cost of 36 it would have been funded; at 37 it would not." in done.stdout
    funded = run(file, "--explain", "park")
    assert "Funded, number 1" in funded.stdout


def test_it_writes_the_result_into_a_file(file: Path, tmp_path: Path) -> None:
    assert run(file, "--rule", "phragmen", "--write", tmp_path / "out.pb").exit_code == 0
    assert read_pb(tmp_path / "out.pb").selected == {"park", "pool"}


def test_bad_input_is_one_sentence_and_exit_code_two(file: Path) -> None:
    text = file.read_text("utf-8").replace("pool;40", "pool;400")
    file.write_text(text, encoding="utf-8")
    done = run(file)
    said = "vote.pb, line 11: project 'pool' costs 400; expected at most the whole budget, 100 "
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert "or --lenient, to count it as it stands" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert run(file, "--lenient").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--explain", "moon"], "there is no project 'moon'"),
        (["--increment", "lots"], "the increment is 'lots'"),
        (["--increment", "0"], "the increment is 0"),
        (["--ties", "votes,luck"], "ties are to be broken by 'luck'"),
        (["--satisfaction", "points"], "the ballots are of kind approval"),
    ],
)
def test_choices_that_make_no_sense_end_with_code_two(
    words: list[str], said: str, file: Path
) -> None:
    done = run(file, *words)
    assert done.exit_code == 2
    assert said.lower() in done.stderr.lower()
