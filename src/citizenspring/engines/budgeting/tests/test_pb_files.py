import time
from fractions import Fraction
from pathlib import Path

import pytest

from citizenspring.engines.budgeting import (
    Election,
    Odd,
    format_election,
    format_pb,
    parse_pb,
    read_pb,
    write_pb,
)
from citizenspring.engines.errors import BadInput

from .factories import PB, random_vote


def test_it_reads_projects_costs_and_ballots() -> None:
    found = parse_pb(PB).election
    assert [one.id for one in found.projects] == ["a", "b", "c"]
    assert found.projects[1].cost == Fraction(81, 2)
    assert found.projects[0].name == "Trees; many"
    assert found.projects[0].categories == ("green", "shade")
    assert found.votes == {"a": 3, "b": 2, "c": 1}
    assert (found.n_voters, found.ballots.n_types) == (4, 3)


def test_it_keeps_what_it_does_not_know_on_the_way_back() -> None:
    found = parse_pb(PB)
    again = parse_pb(format_pb(found))
    assert again.meta == found.meta
    assert again.project_rows == found.project_rows
    assert again.vote_rows == found.vote_rows
    assert again.vote_rows[0] == ("1", "20", "a,b", "good")


def test_it_marks_what_was_funded(tmp_path: Path) -> None:
    write_pb(parse_pb(PB), tmp_path / "out.pb", funded=["b"])
    again = read_pb(tmp_path / "out.pb")
    assert again.selected == frozenset("b")
    write_pb(again, tmp_path / "out.pb", funded=["a", "c"])
    assert read_pb(tmp_path / "out.pb").selected == frozenset("ac")


def test_it_tells_each_voters_ballot_type() -> None:
    found = parse_pb(PB)
    assert found.voters[0] == found.voters[1] != found.voters[2]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n\n"])
def test_it_reads_any_ending_of_lines_and_a_mark_at_the_start(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "vote.pb"
    path.write_bytes(b"\xef\xbb\xbf" + PB.replace("\n", ending).encode())
    assert read_pb(path).election.votes == {"a": 3, "b": 2, "c": 1}


@pytest.mark.parametrize("kind", ["approval", "cumulative", "scoring", "ordinal"])
def test_a_vote_written_and_read_is_the_same(kind: str) -> None:
    vote = random_vote("write", kind=kind)
    again = parse_pb(format_election(vote), strict=False).election
    assert again.budget == vote.budget
    assert again.ballots.weights.tolist() == vote.ballots.weights.tolist()
    assert again.ballots.values.tolist() == vote.ballots.values.tolist()
    assert again.ballots.columns.tolist() == vote.ballots.columns.tolist()


def test_points_may_be_decimal_and_negative() -> None:
    text = PB.replace("approval", "scoring").replace("age;vote;mood", "points;vote;mood")
    for old, new in (("1;20;", '1;"2,5";'), ("2;30;", '2;"1,-1";'), ("3;40;", "3;0.5;")):
        text = text.replace(old, new)
    found = parse_pb(text).election.ballots
    assert found.scale == 2
    assert sorted(found.values.tolist()) == [-2, 1, 2, 4, 10, 100]


def test_points_with_too_many_digits_are_refused() -> None:
    text = PB.replace("approval", "scoring").replace("mood", "points")
    text = text.replace("good", "1,0.0000000000000000001").replace("bad", "1,2")
    with pytest.raises(BadInput, match="too many decimals"):
        parse_pb(text.replace("3;40;a;", "3;40;a;1").replace("fair", "1"))


def test_a_decimal_comma_is_a_decimal_point() -> None:
    assert parse_pb(PB.replace("40.5", "40,5")).election.projects[1].cost == Fraction(81, 2)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a;60", "a;160", "vote.pb, line 12: project 'a' costs 160; expected at most the whole"),
        ("b;40.5", "b;0", "vote.pb, line 13: project 'b' costs 0; expected an amount above 0"),
        ("b;40.5", "b;-3", "vote.pb, line 13: project 'b' costs -3; expected an amount above"),
        ("b;40.5", "b;much", "vote.pb, line 13: the cost of project 'b' is 'much'; expected an"),
        ("b;40.5", "a;40.5", "vote.pb, line 13: the project 'a' is there twice; expected each"),
        ("3;40;a", "3;40;x", "vote.pb, line 19: the vote names the project 'x'; expected an id"),
        ("3;40;a", "3;40;", "vote.pb, line 19: the vote is empty; expected at least one project"),
        ("3;40;a", "3;40;a,a", "vote.pb, line 19: the vote names the project 'a' twice"),
        ("3;40;a", "2;40;a", "vote.pb, line 19: the voter '2' is there twice; expected each"),
        ("3;40;a;", "3", "vote.pb, line 19: the vote has 1 cells; expected 4 as the header"),
        ("approval", "loud", "vote.pb, line 7: the vote_type is 'loud'; expected one of approval"),
        ("vote_type;approval\n", "", "vote.pb: META names no vote_type; expected one of"),
        ("budget;100", "budget;none", "vote.pb, line 6: the budget is 'none'; expected an amount"),
        ("budget;100\n", "", "META names no budget; expected budget;AMOUNT before PROJECTS"),
        ("VOTES\n", "", "vote.pb, line 15: the project has 4 cells"),
        ("META\n", "", "vote.pb, line 1: the line begins with 'key'; expected META, PROJECTS or"),
        ("approval", "cumulative", "VOTES have no column 'points'"),
        ("budget;100", "budget;1e30", "line 6: the budget is '1e30'; expected an amount above 0"),
        ("budget;100", "budget;1,000,000", "the budget is '1,000,000'; expected an amount above 0"),
        ("budget;100", "budget;100\nBudget;90", "line 7: the key 'budget' is there twice"),
        ("a;60;3", "a;60;3;x;y;z;too much", "line 12: the project has"),
    ],
)
def test_bad_input_names_file_line_and_expectation(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "vote.pb"
    path.write_text(PB.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_pb(path)
    if old != "VOTES\n":
        assert said in str(refused.value)


def test_what_only_the_checker_refuses_can_be_counted() -> None:
    text = PB.replace("a;60", "a;160").replace("3;40;a", "3;40;")
    found = parse_pb(text, strict=False)
    assert found.election.votes == {"a": 2, "b": 2, "c": 1}
    assert found.election.n_voters == 4
    assert any("costs 160" in note for note in found.notes)
    assert any("Empty ballots: 1;" in note for note in found.notes)


def test_a_voter_or_a_project_named_twice_is_counted_only_on_demand() -> None:
    text = PB.replace("3;40;a", "3;40;a,a").replace("4;50;c", "3;50;c")
    with pytest.raises(Odd, match="Line 20: the voter '3'"):
        parse_pb(text)
    found = parse_pb(text, strict=False)
    assert found.election.votes == {"a": 3, "b": 2, "c": 1}
    assert any("twice: 1;" in note for note in found.notes)
    assert any("there before: 1;" in note for note in found.notes)


@pytest.mark.parametrize(
    ("old", "new", "noted"),
    [
        ("3;40;a;", "3;40;a,b,c;", "more than 2 projects (max_length): 1;"),
        ("max_length;2", "min_length;2", "fewer than 2 projects (min_length): 2;"),
        ("approval", "choose-1", "choose-1 with several projects: 2;"),
        ("max_length;2", "max_length;2\ncomment;first", "10: the key 'comment' is there twice"),
    ],
)
def test_what_a_real_file_may_hold_is_noted(old: str, new: str, noted: str) -> None:
    found = parse_pb(PB.replace(old, new, 1))
    assert found.election.n_voters == 4
    assert any(noted.lower() in note.lower() for note in found.notes)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1e2", 100),
        ("100.", 100),
        ("1 000", 1000),
        ("1\u00a0000,5", Fraction(2001, 2)),
        ("1E+3", 1000),
        ("100." + "0" * 25 + "1", 100 + Fraction(1, 10**26)),
    ],
)
def test_an_amount_may_be_written_in_many_ways(said: str, meant: Fraction) -> None:
    assert parse_pb(PB.replace("budget;100", f"budget;{said}")).election.budget == meant


def test_keys_in_capitals_and_columns_there_twice_do_not_matter() -> None:
    text = PB.replace("budget", "BUDGET").replace("vote_type", "Vote_Type")
    found = parse_pb("\ufeff" + text.replace("mood", "age", 1))
    assert found.election.budget == 100
    assert found.meta["vote_type"] == "approval"


def test_figures_that_differ_are_noted_not_believed() -> None:
    found = parse_pb(PB.replace("num_votes;4", "num_votes;9").replace("a;60;3", "a;60;7"))
    assert found.election.votes["a"] == 3
    assert len(found.notes) == 2


@pytest.mark.slow
@pytest.mark.parametrize("line", ["hello;world", "x", "\x00\x01", ";;;;", "META;x"])
def test_a_million_lines_of_nonsense_are_refused_at_once(line: str) -> None:
    started = time.process_time()
    with pytest.raises(BadInput):
        parse_pb(f"{line}\n" * 1_000_000, file="vote.pb")
    assert time.process_time() - started < 2


@pytest.mark.slow
def test_a_million_nonsense_votes_are_refused_within_two_seconds() -> None:
    text = PB + "".join(f"{one};1;nonsense;\n" for one in range(5, 1_000_005))
    started = time.process_time()
    with pytest.raises(BadInput, match="Line 21"):
        parse_pb(text)
    assert time.process_time() - started < 2


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vote.pb"
    path.write_bytes(b"META\nkey;value\nname;\xff\xfe\n")
    with pytest.raises(BadInput, match="line 3: the text is not encoded in UTF-8"):
        read_pb(path)
    with pytest.raises(BadInput, match="cannot be read"):
        read_pb(tmp_path / "missing.pb")


def test_two_projects_cannot_share_an_id() -> None:
    with pytest.raises(BadInput, match="names the project 'x'"):
        Election.of({"a": 1}, 1, [["x"]])
