import time
from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking import RankingFile, read_labels, read_rankings


def read(tmp_path: Path, text: str) -> RankingFile:
    file = tmp_path / "answers.csv"
    file.write_text(text, encoding="utf-8")
    return read_rankings(file)


def test_winners_and_losers_with_or_without_a_count(tmp_path: Path) -> None:
    one = read(tmp_path, "winner,loser\na,b\na,b\nb,a\n").comparisons
    other = read(tmp_path, "loser,count,winner\nb,2,a\na,1,b\n").comparisons
    assert one is not None
    assert other is not None
    assert one.wins.tolist() == other.wins.tolist() == [[0, 2], [1, 0]]


def test_answers_left_and_right(tmp_path: Path) -> None:
    found = read(tmp_path, "left,right,answer\na,b,left\na,b,=\nb,a,\na,b,Right\n").comparisons
    assert found is not None
    assert (found.answers, found.equal, found.skipped) == (3, 1, 1)


@pytest.mark.parametrize(
    ("text", "kind", "given"),
    [
        ("voter,option,points\n1,a,3\n1,b,0\n", "points", {"1": {"a": 3, "b": 0}}),
        ("ballot,project\n1,a\n2,\n", "approval", {"1": {"a": 1}, "2": {}}),
        ("person,item,resistance\n1,a,10\n", "consensing", {"1": {"a": 10}}),
    ],
)
def test_points_approvals_and_resistance_are_told_apart_by_their_columns(
    tmp_path: Path, text: str, kind: str, given: dict[str, dict[str, int]]
) -> None:
    found = read(tmp_path, text)
    assert (found.kind, found.given) == (kind, given)


def test_ranked_ballots_in_both_shapes_are_the_same(tmp_path: Path) -> None:
    wide = read(tmp_path, "rank1,rank2,count\na=b,c,1\nc,,2\n")
    long = read(tmp_path, "voter,option,rank\n1,a,1\n1,b,1\n1,c,2\n2,c,1\n3,c,7\n")
    assert wide == long


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "line 1: the columns are 'a,b'; expected winner,loser[,count]; "),
        ("winner,loser\na,a\n", "line 2: 'a' is compared with itself"),
        ("winner,loser\na,\n", "line 2: an option is empty"),
        ("winner,loser,count\na,b,many\n", "line 2: count is 'many'; expected a whole number"),
        ("left,right,answer\na,b,up\n", "line 2: the answer is 'up'; expected left, right"),
        ("voter,option,points\n1,a,1\n1,a,2\n", "line 3: 1 names 'a' twice"),
        ("voter,option,points\n1,a,-1\n", "line 2: points is '-1'"),
        ("voter,option,resistance\n1,a,11\n", "line 2: the resistance is 11"),
        ("voter,option,rank\n1,a,1\n1,a,2\n", "line 3: 1 ranks 'a' twice"),
        ("rank1,rank2\na,a\n", "line 2: an option stands twice"),
        ("winner,loser\na\n", "line 2: the row has 1 columns; expected 2 as the header."),
        ("", "line 1: the file is empty"),
        ("winner,loser\n", "line 1: no row follows the header; expected at least one row."),
        ("winner,loser,count\na,b,9999999999\n", "line 2: the count is 9,999,999,999"),
    ],
)
def test_a_fault_is_named_by_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(tmp_path, text)
    assert f"answers.csv, {said}" in str(refused.value)


def test_blocks_are_read(tmp_path: Path) -> None:
    file = tmp_path / "blocks.csv"
    file.write_text("option,block\na,air\nb,care\n", encoding="utf-8")
    assert read_labels(file, "block") == {"a": "air", "b": "care"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("option,theme\na,b\n", "there is no column 'block'"),
        ("option,block\na,b\na,c\n", "line 3: 'a' stands twice"),
    ],
)
def test_blocks_that_make_no_sense_are_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "blocks.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        read_labels(file, "block")


@pytest.mark.slow
@pytest.mark.parametrize(
    "head", ["winner,loser", "voter,option,points", "rank1,rank2", "x,y", "voter,option,rank"]
)
def test_a_million_rows_of_nonsense_are_answered_at_once(tmp_path: Path, head: str) -> None:
    width = head.count(",")
    text = head + "\n" + "\n".join(f"n{at}" + ",?" * width for at in range(1_000_000))
    (tmp_path / "answers.csv").write_text(text, encoding="utf-8")
    start = time.process_time()
    with pytest.raises(BadInput):
        read_rankings(tmp_path / "answers.csv")
    assert time.process_time() - start < 2
