"""``citizenspring rehearse`` from start to end."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citizenspring.cli import main


def rehearse(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["rehearse", *map(str, arguments)])


def test_it_tells_each_phase_and_the_digest_of_the_result() -> None:
    done = rehearse("blank-sheet", "--language", "nl")
    assert done.exit_code == 0
    assert done.stdout.startswith("Het witte blad: 6 phases, 120 minutes\n")
    assert "SHA-256 of the result: " in done.stdout


def test_written_facts_are_recounted_to_the_same_result(tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    first = json.loads(rehearse("g1000-day", "--write", facts, "--json").stdout)
    again = json.loads(rehearse("g1000-day", "--recount", facts, "--json").stdout)
    assert first == again


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["waltz"], "There is no method 'waltz'"),
        (["nowhere.toml"], "nowhere.toml: it cannot be read"),
        (["go-round", "--people", "0"], "0 people come"),
        (["go-round", "--recount", "nowhere"], "nowhere cannot be read"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(arguments: list[str], says: str) -> None:
    done = rehearse(*arguments)
    assert done.exit_code == 2
    assert says in done.stderr
