from fractions import Fraction
from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking import Blt, RankedBallots, read_blt, write_blt

PLAIN = """4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 1 3 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Gardening club"
"""


def read(tmp_path: Path, text: str | bytes) -> Blt:
    file = tmp_path / "election.blt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_blt(file)


def weights(found: Blt) -> dict[tuple[tuple[object, ...], ...], Fraction]:
    return {ballot.tiers: ballot.weight for ballot in found.votes.ballots}


def test_a_plain_election_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, PLAIN)
    assert found.title == "Gardening club"
    assert (found.seats, found.withdrawn) == (2, ("Basil",))
    assert found.candidates == ("Adam", "Basil", "Charlotte", "Donald")
    assert weights(found)[(("Adam",), ("Charlotte",), ("Donald",))] == 3


@pytest.mark.parametrize(
    ("ballots", "tiers", "weight"),
    [
        ("1 1=3 2 0", (("A", "C"), ("B",)), 1),
        ("2 1 - 2 0", (("A",), ("B",)), 2),
        ("(44) 1 2 0", (("B",),), 1),
        ("1.5 2 0", (("B",),), Fraction(3, 2)),
        ("1/3 2 0", (("B",),), Fraction(1, 3)),
        ("1 2\n3\n0", (("B",), ("C",)), 1),
        ("1 2 0 # by post", (("B",),), 1),
        ("# all of them\n\n1 2 0", (("B",),), 1),
        ("1 2 0 // by post", (("B",),), 1),
        ("3 0", (), 3),
        ("\t1   2\t0\r", (("B",),), 1),
        ("2 0 0 2 0", (("B",),), 2),
        ("2 2 0 3 0", (("B",), ("C",)), 2),
        ("2 2 3 0 0", (("B",), ("C",)), 2),
        ("2 3 2", (("C",), ("B",)), 2),
        ("(x 1) 1 3 2", (("C",), ("B",)), 1),
        ("0 1 2 3 0\n1 2 0", (("B",),), 1),
        ("1 /* by post */ 2 0", (("B",),), 1),
        (".25 2 0\n0.3333333333 2 0", (("B",),), Fraction(5833333333, 10**10)),
        ("[nick x y z]\n1 y z 0", (("B",), ("C",)), 1),
    ],
)
def test_every_dialect_of_a_ballot_is_understood(
    tmp_path: Path, ballots: str, tiers: tuple[tuple[str, ...], ...], weight: Fraction
) -> None:
    found = read(tmp_path, f'3 1\n{ballots}\n0\n"A"\n"B"\n"C"\n"Title"\n')
    assert weights(found) == {tiers: weight}


def test_two_ballots_may_share_a_line(tmp_path: Path) -> None:
    assert len(read(tmp_path, '2 1 1 1 0 1 2 0 0 "A" "B" "T"').votes.ballots) == 2


def test_equal_lines_are_counted_as_often_as_they_stand(tmp_path: Path) -> None:
    found = read(tmp_path, "2 1\n" + "1 1 2 0\n2 2 0\n" * 50 + "0\n")
    assert weights(found) == {(("1",), ("2",)): 50, (("2",),): 100}


def test_equal_beginnings_of_ballots_that_go_on_are_not_mixed_up(tmp_path: Path) -> None:
    found = read(tmp_path, "3 1\n1 1\n2 0\n1 1\n3 0\n0\n")
    assert set(weights(found)) == {(("1",), ("2",)), (("1",), ("3",))}


@pytest.mark.parametrize("said", ["-1 -2", "-1\n-2", "[withdrawn 1 2]"])
def test_all_who_withdrew_are_named(tmp_path: Path, said: str) -> None:
    assert read(tmp_path, f'3 1\n{said}\n1 3 0\n0\n"A" "B" "C" "T"').withdrawn == ("A", "B")


def test_names_need_no_quotation_marks(tmp_path: Path) -> None:
    found = read(tmp_path, "2 1\n1 1 0\n0\nAda Love\nBo\nWho chairs?\n")
    assert found.candidates == ("Ada Love", "Bo")
    assert found.title == "Who chairs?"


def test_marks_inside_names_stay(tmp_path: Path) -> None:
    found = read(tmp_path, '2 1\n1 1 0\n0\n"Ada \\"A\\" # 1"\n"Bo"\n"T"\n')
    assert found.candidates[0] == 'Ada "A" # 1'


def test_doubled_marks_and_missing_names_are_understood(tmp_path: Path) -> None:
    found = read(tmp_path, '2 1\n1 1 0\n0\n"Ada ""A"" X"\n""\n"T"\n')
    assert found.candidates == ('Ada "A" X', "2")
    assert found.title == "T"


def test_two_people_of_one_name_stay_two(tmp_path: Path) -> None:
    found = read(tmp_path, '2 1\n1 1 0\n0\n"Ada"\n"Ada"\n"T"\n')
    assert found.candidates == ("Ada (1)", "Ada (2)")


def test_without_names_candidates_keep_their_numbers(tmp_path: Path) -> None:
    assert read(tmp_path, "2 1\n1 2 0\n0\n").candidates == ("1", "2")


def test_an_old_file_in_latin_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, '1 1\n1 1 0\n0\n"Zoé"\n"T"\n'.encode("latin-1")).candidates == ("Zoé",)


def test_an_option_without_effect_is_noted(tmp_path: Path) -> None:
    found = read(tmp_path, '1 1\n[tie 1]\n1 1 0\n0\n"A"\n"T"')
    assert found.notes == ("The option [tie] of the file has no effect here.",)


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    first = read(tmp_path, PLAIN.replace("3 1 3 4 0", "1/3 1=3 4 0\n2.5 2 0"))
    text = write_blt(
        first.votes,
        first.seats,
        title=first.title,
        withdrawn=first.withdrawn,
        candidates=first.candidates,
    )
    assert read(tmp_path, text) == first


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the file ends too early; expected the number of candidates"),
        ("x 2", "line 1: the number of candidates is 'x'; expected a whole number"),
        ("3 4\n", "line 1: the number of seats is '4'; expected a whole number from 1 to 3"),
        ("3 1\n1 5 0\n0\n", "line 2: the choice is '5'; expected a candidate from 1 to 3."),
        ("3 1\n\n1 1 1 0\n0\n", "line 3: candidate 1 stands twice on the ballot"),
        ("3 1\n1 1 2\n", "line 2: the file ends too early; expected the next choice"),
        ("3 1\n1 1 0\n", "line 2: the file ends too early; expected a ballot, or 0"),
        ("3 1\nmany 1 0\n0\n", "line 2: the ballot begins with 'many'"),
        ("3 1\n1/0 1 0\n0\n", "line 2: the ballot begins with '1/0'"),
        ("3 1\n(a 1 0\n0\n", "line 2: '(' is opened and not closed"),
        ('3 1\n1 1 0\n0\n"A"\n"B"\n', "there are 2 names; expected a name for each of the 3"),
        ("3 1\n1 1\0 0\n", "line 2: this is no text"),
    ],
)
def test_a_fault_is_named_by_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(tmp_path, text)
    assert said in str(refused.value)
    assert str(refused.value).startswith("election.blt, line ")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.blt: the file cannot be read"):
        read_blt(tmp_path / "none.blt")


def test_other_candidates_than_those_of_the_ballots_are_refused() -> None:
    with pytest.raises(BadInput, match="the same ones"):
        write_blt(RankedBallots.of([["a"]]), 1, candidates=["b"])
