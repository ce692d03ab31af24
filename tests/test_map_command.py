import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from citizenspring.cli import main
from citizenspring.engines.opinions import PolisExport, VoteMatrix, write_polis
from citizenspring.engines.opinions.polis import PolisStatement


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    triples = [
        (p, s, 1 if s < 3 or (p < 9) == (s < 8) else -1) for p in range(20) for s in range(12)
    ]
    statements = tuple(PolisStatement(s, f"Statement {s}", moderated=1) for s in range(12))
    write_polis(
        PolisExport({"topic": "Trees"}, statements, VoteMatrix.from_triples(triples), {}, {}),
        tmp_path,
    )
    return tmp_path


def test_it_tells_the_groups_and_what_they_share(folder: Path) -> None:
    done = CliRunner().invoke(main, ["map", str(folder)])
    assert done.exit_code == 0
    assert "Group 1: 11 people" in done.stdout
    assert "#0 Statement 0" in done.stdout.split("What all groups share:")[1]


def test_it_answers_programs_in_json(folder: Path) -> None:
    done = CliRunner().invoke(main, ["map", str(folder), "--json", "--mode", "polis", "--k", "2"])
    assert done.exit_code == 0
    assert [group["size"] for group in json.loads(done.stdout)["groups"]] == [9, 11]


def test_bad_input_is_one_sentence_and_exit_code_two(folder: Path) -> None:
    (folder / "votes.csv").write_text("comment-id,voter-id,vote\n1,2,9\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["map", str(folder)])
    assert done.exit_code == 2
    said = "votes.csv, line 2: the vote is '9'; expected -1 (disagree), 0 (pass) or 1 (agree).\n"
    assert done.stderr == said
    assert done.stdout == ""
