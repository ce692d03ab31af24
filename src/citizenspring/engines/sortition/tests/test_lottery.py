"""What every lottery keeps, whatever the method."""

import subprocess
import sys
from collections import Counter

import pytest

from citizenspring.engines.sortition import METHODS, Lottery, Pool, find_lottery

from .pools import make_pool, make_triangle

SIZE = 12


@pytest.fixture(scope="module")
def pool() -> Pool:
    return make_pool(80, SIZE, homes=60)


@pytest.fixture(scope="module", params=METHODS)
def lottery(request: pytest.FixtureRequest, pool: Pool) -> Lottery:
    return find_lottery(pool, SIZE, method=request.param, panels=200)


@pytest.mark.slow
def test_every_panel_meets_every_quota(lottery: Lottery) -> None:
    people = {one.id: one for one in lottery.pool.people}
    for panel in lottery.panels:
        seats = Counter(
            (name, people[id_].values[name]) for id_ in panel for name in lottery.pool.features
        )
        for quota in lottery.pool.quotas:
            assert quota.least <= seats[quota.feature, quota.value] <= quota.most


def test_every_panel_has_its_size_and_nobody_twice(lottery: Lottery) -> None:
    assert {len(set(panel)) for panel in lottery.panels} == {SIZE}


def test_no_panel_has_two_of_an_address(lottery: Lottery) -> None:
    address = {one.id: one.address for one in lottery.pool.people}
    assert all(len({address[id_] for id_ in panel}) == SIZE for panel in lottery.panels)


def test_the_chances_sum_to_the_size(lottery: Lottery) -> None:
    assert sum(one.probability for one in lottery.people) == pytest.approx(SIZE)
    assert sum(one.best for one in lottery.people) == pytest.approx(SIZE, abs=1e-3)


def test_the_chance_of_a_person_is_on_how_many_panels_she_is(lottery: Lottery) -> None:
    times = Counter(id_ for panel in lottery.panels for id_ in panel)
    assert all(one.panels == times[one.id] for one in lottery.people)


def test_nobody_is_far_below_her_best_chance(lottery: Lottery) -> None:
    assert lottery.proof.found == "relaxation"
    assert lottery.proof.shortfall <= 5e-4
    assert lottery.proof.rounding <= 2 / len(lottery.panels)


@pytest.mark.slow
def test_leximin_and_maximin_have_the_same_highest_minimum(pool: Pool) -> None:
    lowest = {
        method: find_lottery(pool, SIZE, method=method, panels=10).minimum for method in METHODS
    }
    assert lowest["leximin"] == pytest.approx(lowest["maximin"], abs=2e-6)
    assert lowest["leximin"] >= max(lowest.values()) - 2e-6


@pytest.mark.slow
def test_the_order_of_rows_is_irrelevant(pool: Pool) -> None:
    turned = Pool(pool.people[::-1], pool.quotas[::-1])
    first, second = (find_lottery(one, SIZE, panels=50) for one in (pool, turned))
    assert first.portfolio_hash == second.portfolio_hash
    assert first.alternates == second.alternates


@pytest.mark.slow
def test_another_seed_gives_other_panels_and_the_same_chances(pool: Pool) -> None:
    first, second = (find_lottery(pool, SIZE, panels=50, seed=seed) for seed in "ab")
    assert first.portfolio_hash != second.portfolio_hash
    assert [one.best for one in first.people] == [one.best for one in second.people]


@pytest.mark.slow
def test_the_input_is_not_changed(pool: Pool) -> None:
    before = pool.people_hash, pool.quotas_hash
    find_lottery(pool, SIZE, panels=10)
    assert (make_pool(80, SIZE, homes=60).people_hash, pool.quotas_hash) == before


PRINT_HASH = """
from citizenspring.engines.sortition import find_lottery
from citizenspring.engines.sortition.tests.pools import make_pool
print(find_lottery(make_pool(80, 12, homes=60), 12, panels=100).portfolio_hash)
"""

KNOWN = "4b78c494d51b189377f519c1de4b08e6adafea3c3e4506d436325314a806d76b"


@pytest.mark.slow
def test_every_process_makes_the_same_panels() -> None:
    environment = {"PYTHONHASHSEED": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PRINT_HASH],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == KNOWN


@pytest.mark.slow
def test_real_panels_are_proved_where_fractions_promise_too_much() -> None:
    found = find_lottery(make_triangle(), 2, panels=60)
    assert found.proof.found == "exact"
    assert all(one.best == pytest.approx(1 / 3, abs=1e-6) for one in found.people[:3])
    assert all(abs(one.panels - 20) <= 1 for one in found.people[:3])


def test_a_low_chance_is_explained_by_the_minimums_of_others_too() -> None:
    ages = {f"old {n}": {"age": "old"} for n in range(8)} | {"young": {"age": "young"}}
    pool = Pool.of(ages, {"age": {"old": (0, 2), "young": (1, 1)}})
    assert find_lottery(pool, 2, panels=10).chances["old 0"].limits == ("age old",)
