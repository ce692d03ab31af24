"""What cannot be used is refused in one sentence that names file, line and expectation."""

import time
from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput, Infeasible
from citizenspring.engines.sortition import CannotBeMet, Pool, find_lottery, read_pool

QUOTAS = "category,name,min,max\nage,old,1,2\nage,young,1,2\n"
PEOPLE = "id,age,address\na,old,x\nb,young,y\nc,young,z\n"


def refusal(folder: Path, *, quotas: str = QUOTAS, people: str = PEOPLE) -> str:
    (folder / "categories.csv").write_text(quotas, "utf-8")
    (folder / "respondents.csv").write_text(people, "utf-8")
    with pytest.raises(BadInput) as problem:
        find_lottery(read_pool(folder), 2, panels=10)
    return str(problem.value)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (
            "id,age\na,old\nb,\n",
            "respondents.csv, line 3: age is empty; expected one of old, young.",
        ),
        (
            "id,age\na,older\n",
            "respondents.csv, line 2: age is 'older'; expected one of old, young.",
        ),
        (
            "id,age\na,old\nb,young\na,old\n",
            "respondents.csv, line 4: the id 'a' is that of line 2 too; expected every id once.",
        ),
        ("id,age\n ,old\n", "respondents.csv, line 2: there is no id."),
        (
            "id,age\na,old,x\n",
            "respondents.csv, line 2: the row has 3 columns; expected 2 as the header.",
        ),
        ("id,age\n", "respondents.csv, line 1: there is nobody in the pool"),
        ("", "respondents.csv, line 1: the file is empty"),
        ("id,town\na,x\n", "respondents.csv, line 1: there is no column 'age'"),
        (
            "name,age\na,old\n",
            "respondents.csv, line 1: there is no column with an id; expected a column id,",
        ),
    ],
)
def test_people_that_cannot_be_used(tmp_path: Path, people: str, said: str) -> None:
    assert refusal(tmp_path, people=people).startswith(said)


@pytest.mark.parametrize(
    ("quotas", "said"),
    [
        (
            QUOTAS.replace("old,1,2", "old,3,2"),
            "categories.csv, line 2: the minimum of age old is 3, above its maximum 2",
        ),
        (QUOTAS.replace("old,1,2", "old,one,2"), "categories.csv, line 2: min is 'one'"),
        (QUOTAS + "age,OLD,0,1\n", "categories.csv, line 4: 'age OLD' is there twice."),
        ("category,name,min\nage,old,1\n", "categories.csv, line 1: there is no column 'max'"),
        ("category,name,min,max\n", "categories.csv, line 1: there is no quota"),
    ],
)
def test_quotas_that_cannot_be_used(tmp_path: Path, quotas: str, said: str) -> None:
    assert refusal(tmp_path, quotas=quotas).startswith(said)


def test_a_folder_without_files(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"categories.csv: the file cannot be read"):
        read_pool(tmp_path)


POOL = Pool.of(
    {f"p{n}": {"age": "old" if n < 4 else "young"} for n in range(10)},
    {"age": {"old": (1, 2), "young": (1, 2)}},
)


@pytest.mark.parametrize(
    ("size", "choices", "said"),
    [
        (0, {}, "The panel has 0 seats; expected at least 1."),
        (11, {}, "The panel has 11 seats and 10 people can be drawn"),
        (3, {"method": "best"}, "The method is 'best'; expected leximin or"),
        (3, {"panels": 0}, "There are 0 panels; expected from 1 to 100,000."),
        (3, {"already": ["zoe"]}, "'zoe' is already chosen but not in the pool."),
        (3, {"already": ["p1"], "excluded": ["p1"]}, "'p1' is both already chosen and excluded."),
        (1, {"already": ["p1", "p2"]}, "2 people are already chosen for 1 seats"),
        (3, {"per_address": 0}, "0 people of an address may be drawn"),
    ],
)
def test_choices_that_make_no_sense(size: int, choices: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput) as problem:
        find_lottery(POOL, size, **choices)  # type: ignore[arg-type]  # on purpose
    assert str(problem.value).startswith(said)


def test_quotas_that_do_not_fit_the_size_name_the_smallest_change() -> None:
    with pytest.raises(CannotBeMet) as problem:
        find_lottery(POOL, 5)
    assert str(problem.value) == (
        "The quotas cannot all be met. The smallest change that works is 1 seat: "
        "age old: maximum 3 instead of 2."
    )


def test_the_smallest_change_works() -> None:
    wanted = {"age": {"old": (5, 6), "young": (0, 6)}, "sex": {"f": (4, 6), "m": (2, 6)}}
    people = {
        f"p{n}": {"age": "old" if n < 3 else "young", "sex": "m" if n < 8 else "f"}
        for n in range(10)
    }
    pool = Pool.of(people, wanted)
    with pytest.raises(CannotBeMet) as problem:
        find_lottery(pool, 6)
    changes = problem.value.changes
    new = {(one.quota.feature, one.quota.value): (one.least, one.most) for one in changes}
    assert new == {("age", "old"): (3, 6), ("sex", "f"): (2, 6)}
    eased = {
        feature: {value: new.get((feature, value), seats) for value, seats in own.items()}
        for feature, own in wanted.items()
    }
    assert find_lottery(Pool.of(people, eased), 6, panels=10).size == 6


def test_real_panels_may_be_impossible_where_fractions_of_people_are_not() -> None:
    values = ("110", "011", "101")
    people = {value: {f"f{n}": digit for n, digit in enumerate(value)} for value in values}
    pool = Pool.of(people, {f"f{n}": {"0": (0, 2), "1": (1, 1)} for n in range(3)})
    with pytest.raises(Infeasible, match="The smallest change that works is"):
        find_lottery(pool, 1)


def test_too_few_addresses_say_so() -> None:
    pool = Pool.of(
        {f"p{n}": {"age": "old"} for n in range(6)},
        {"age": {"old": (0, 9)}},
        addresses={f"p{n}": "one house" for n in range(6)},
    )
    with pytest.raises(Infeasible, match="only 1 people can be drawn together"):
        find_lottery(pool, 3)


def test_those_already_chosen_may_break_a_quota() -> None:
    with pytest.raises(Infeasible, match="raise it to 3"):
        find_lottery(POOL, 4, already=["p0", "p1", "p2"])


@pytest.mark.slow
def test_a_million_rows_of_nonsense_are_refused_at_once(tmp_path: Path) -> None:
    rows = "".join(f"p{n},young,{n}\n" for n in range(1_000_000))
    (tmp_path / "categories.csv").write_text(QUOTAS, "utf-8")
    (tmp_path / "respondents.csv").write_text(f"id,age,address\n{rows}", "utf-8")
    began = time.process_time()
    with pytest.raises(BadInput, match=r"respondents.csv, line 100002: there are more than"):
        read_pool(tmp_path)
    assert time.process_time() - began < 2
