import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citizenspring.cli import main

BLT = '4 2\n6 1 2 0\n5 2 1 0\n2 3 0\n1 4 3 0\n0\n"Bo"\n"Cy"\n"Ada"\n"Eve"\n"Who leads?"\n'


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    files = {
        "pairs.csv": "left,right,answer\n" + "trees,cars,left\n" * 9 + "cars,ponds,right\n" * 9,
        "points.csv": "voter,option,points\nada,trees,3\nada,ponds,2\nbo,buses,4\n",
        "resist.csv": "voter,option,resistance\nada,pond,1\nada,as now,6\n",
        "ranked.csv": "rank1,rank2,rank3\na,b,c\na,c,b\nb,a,c\n",
        "blocks.csv": "option,block\ntrees,green\nponds,green\nbuses,roads\n",
        "club.blt": BLT,
        "groups.csv": "candidate,group\nBo,men\nCy,men\nAda,women\nEve,women\n",
        "colour.csv": "winner,loser\n\x1b[31mtrees,cars\n",
        "wrong.csv": "voter,option,points\nada,trees,many\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def rank(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rank", *arguments])


@pytest.mark.usefixtures("write")
def test_pairs_are_ranked_with_a_bar_for_each_and_how_sure_it_is() -> None:
    done = rank("pairs.csv")
    assert done.exit_code == 0
    assert "pairwise: 3 options, 18 counted" in done.stdout
    assert "3  cars" in done.stdout
    assert "█" in done.stdout
    assert "Cannot be told apart" in done.stdout


@pytest.mark.usefixtures("write")
def test_a_name_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in rank("colour.csv").stdout


@pytest.mark.usefixtures("write")
def test_blocks_limit_a_ballot_and_a_broken_limit_is_told() -> None:
    done = rank("points.csv", "--blocks", "blocks.csv", "--per-block", "4")
    assert "The ballot gives 5 to the block green, where 4 are allowed." in done.stdout


@pytest.mark.usefixtures("write")
def test_resistance_is_compared_with_changing_nothing() -> None:
    done = rank("resist.csv", "--zero", "as now")
    assert "Less resisted than leaving everything as it is (as now): pond." in done.stdout


@pytest.mark.usefixtures("write")
@pytest.mark.parametrize("method", ["schulze", "borda", "copeland"])
def test_ranked_ballots_take_any_method_that_fits(method: str) -> None:
    done = rank("ranked.csv", "--method", method, "--json")
    assert json.loads(done.stdout)["places"][0]["option"] == "a"


@pytest.mark.usefixtures("write")
def test_an_election_is_told_round_by_round() -> None:
    done = rank("club.blt")
    assert "Elected: Bo, Cy" in done.stdout
    assert "1. Bo is elected with 6 votes; the quota is 5." in done.stdout


@pytest.mark.usefixtures("write")
def test_a_parity_rule_shows_the_count_with_and_without() -> None:
    done = rank("club.blt", "--parity", "0.5", "--groups", "groups.csv")
    assert "Elected: Bo, Ada" in done.stdout
    assert "Without the rule: Bo, Cy" in done.stdout
    assert "Elected because of the rule: Ada, in place of Cy." in done.stdout


@pytest.mark.usefixtures("write")
def test_ranked_ballots_in_csv_elect_when_there_are_seats() -> None:
    done = rank("ranked.csv", "--seats", "2", "--json")
    assert json.loads(done.stdout)["elected"] == ["a", "b"]


@pytest.mark.usefixtures("write")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.csv"], "none.csv: the file cannot be read (No such file or directory)"),
        (["wrong.csv"], "wrong.csv, line 2: points is 'many'; expected a whole number.\n"),
        (["pairs.csv", "--method", "stv"], "the method stv does not fit pairwise ballots"),
        (["club.blt", "--parity", "0.5"], "expected --groups FILE as well.\n"),
        (
            ["club.blt", "--parity", "women=3", "--groups", "groups.csv", "--seats", "3"],
            "At least 3 of women must be elected and 2 stand: ask for 2 at most",
        ),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_two(arguments: list[str], said: str) -> None:
    done = rank(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
