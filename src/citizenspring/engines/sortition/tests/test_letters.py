"""Letters go to households by lot, and the plan says what to expect."""

from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.sortition import (
    Stratum,
    draw_households,
    plan_letters,
    read_categories,
    read_households,
)


def test_ten_thousand_letters_bring_about_470_volunteers() -> None:
    plan = plan_letters([Stratum("north", 60_000), Stratum("south", 40_000)], 10_000)
    assert plan.volunteers == pytest.approx(470)
    assert (plan.lowest, plan.highest) == (419, 521)


def test_where_few_answer_more_letters_go() -> None:
    strata = [Stratum("keen", 1000, response=0.08), Stratum("busy", 1000, response=0.02)]
    plan = plan_letters(strata, 500)
    assert {one.name: one.letters for one in plan.strata} == {"busy": 400, "keen": 100}
    assert {round(one.volunteers) for one in plan.strata} == {8}


def test_no_stratum_gets_more_letters_than_households() -> None:
    plan = plan_letters([Stratum("tiny", 10, share=0.5), Stratum("large", 990, share=0.5)], 500)
    assert {one.name: one.letters for one in plan.strata} == {"large": 490, "tiny": 10}


@pytest.mark.parametrize("letters", [1, 7, 100, 999, 1000])
def test_all_letters_are_shared_out(letters: int) -> None:
    strata = [Stratum(str(n), 100, response=0.01 * (n + 1)) for n in range(10)]
    plan = plan_letters(strata, letters)
    assert sum(one.letters for one in plan.strata) == letters
    assert all(one.letters <= 100 for one in plan.strata)


def test_households_are_drawn_by_lot_whatever_their_order() -> None:
    homes = {"north": [f"house {n}" for n in range(50)]}
    plan = plan_letters([Stratum("north", 50)], 5)
    first = draw_households(homes, plan, seed="spring")
    assert first == draw_households({"north": homes["north"][::-1]}, plan, seed="spring")
    assert first != draw_households(homes, plan, seed="other")
    assert len(set(first["north"])) == 5


@pytest.mark.parametrize(
    ("strata", "letters", "said"),
    [
        ([], 5, "There is no stratum"),
        ([Stratum("a", 10)], 0, "There are 0 letters"),
        ([Stratum("a", 10)], 11, "11 letters are to go to 10 households"),
        ([Stratum("a", 10), Stratum("a", 5)], 5, "The stratum 'a' is there twice"),
        ([Stratum("a", 0)], 5, "A has 0 households"),
        ([Stratum("a", 10, response=0.0)], 5, "The response of a is 0.0"),
        ([Stratum("a", 10, share=2.0)], 5, "The share of a is 2.0"),
    ],
)
def test_plans_that_make_no_sense(strata: list[Stratum], letters: int, said: str) -> None:
    with pytest.raises(BadInput) as problem:
        plan_letters(strata, letters)
    assert str(problem.value).startswith(said)


def test_missing_households_are_refused() -> None:
    plan = plan_letters([Stratum("a", 10)], 5)
    with pytest.raises(BadInput, match="A has 2 households; expected at least 5"):
        draw_households({"a": ["x", "y"]}, plan, seed=1)


def test_households_are_read_one_by_one_or_counted(tmp_path: Path) -> None:
    path = tmp_path / "strata.csv"
    path.write_text("stratum,household\na,x\na,y\nb,z\n", "utf-8")
    assert read_households(path)[0] == (Stratum("a", 2), Stratum("b", 1))
    path.write_text("stratum,households,response\na,20,0.05\nb,30,\n", "utf-8")
    assert read_households(path)[0] == (Stratum("a", 20, 0.05), Stratum("b", 30))
    path.write_text("stratum,households,response\na,20,many\n", "utf-8")
    with pytest.raises(BadInput, match=r"strata.csv, line 2: the response is 'many'"):
        read_households(path)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("stratum,household\na,x\na,x\n", "line 3: the household 'x' is that of line 2 too"),
        ("stratum,household\na,\n", "line 2: the household is empty"),
        ("stratum,households\n,5\n", "line 2: the stratum is empty"),
        ("stratum,households\na,5\na,6\n", "line 3: the stratum 'a' is there twice"),
        ("stratum,households\n", "line 1: there is no stratum"),
        ("stratum,homes\na,5\n", "line 1: there is no column 'households'"),
    ],
)
def test_a_fault_among_households_is_named_with_its_line(
    tmp_path: Path, rows: str, said: str
) -> None:
    path = tmp_path / "strata.csv"
    path.write_text(rows, "utf-8")
    with pytest.raises(BadInput) as problem:
        read_households(path)
    assert str(problem.value).startswith(f"strata.csv, {said}")


def test_capitals_and_empty_rows_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "strata.csv"
    path.write_text("Stratum,HOUSEHOLDS\na,20\n,\n", "utf-8")
    assert read_households(path)[0] == (Stratum("a", 20),)


def test_the_words_of_other_tools_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "categories.csv"
    path.write_text("Feature, Value ,MIN,Max,min_flex,max_flex\nAge,Old,1,2,0,-1\n", "utf-8")
    (quota,) = read_categories(path)
    assert (quota.feature, quota.value, quota.least, quota.most) == ("Age", "Old", 1, 2)
    assert (quota.least_flex, quota.most_flex) == (0, None)
