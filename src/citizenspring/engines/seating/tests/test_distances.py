"""The distance of a table from the room, its least and its mean by chance."""

from collections import Counter
from itertools import combinations, permutations

import pytest

from citizenspring.engines.seating import distances

ROOM = ["a", "a", "a", "b", "b", "c"]


def splits() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(order[:3], order[3:]) for order in permutations(ROOM)]


def test_no_seating_is_below_the_least_possible() -> None:
    room = Counter(ROOM)
    means = [sum(distances.distance(table, room) for table in tables) / 2 for tables in splits()]
    assert distances.least_possible(room, [3, 3]) == pytest.approx(float(min(means)), abs=1e-12)


def test_the_mean_by_chance_is_that_of_all_tables() -> None:
    room = Counter(ROOM)
    tables = list(combinations(ROOM, 4))
    mean = sum(distances.distance(table, room) for table in tables) / len(tables)
    assert distances.by_chance(room, [4]) == pytest.approx(float(mean), abs=1e-12)


def test_the_whole_numbers_of_the_annealing_are_the_distance() -> None:
    room = Counter(ROOM)
    for table in combinations(ROOM, 4):
        here = Counter(table)
        whole = sum(distances.parts(here[v], 4, n, 6) for v, n in room.items())
        assert whole == pytest.approx(distances.distance(table, room) * distances.ONE, abs=3)


def test_a_table_like_the_room_has_no_distance() -> None:
    assert distances.distance(["a", "b"], {"a": 5, "b": 5}) == 0
