"""How many tables, and how many at each."""

import pytest

from citizenspring.engines.errors import BadInput, Infeasible
from citizenspring.engines.seating import table_sizes


@pytest.mark.parametrize("people", range(6, 400))
def test_everybody_has_a_seat_and_nobody_is_alone(people: int) -> None:
    for size in range(6, 13):
        sizes = table_sizes(people, size)
        assert sum(sizes) == people
        assert min(sizes) >= 6
        assert max(sizes) <= 12
        assert max(sizes) - min(sizes) <= 1


def test_no_table_is_larger_than_asked_when_that_can_be() -> None:
    assert table_sizes(1500, 9) == (9,) * 164 + (8,) * 3


def test_five_people_are_too_few_and_the_error_says_what_to_do() -> None:
    with pytest.raises(Infeasible, match="invite 1 more"):
        table_sizes(5, 9)


def test_a_gap_between_the_sizes_names_both_ways_out() -> None:
    with pytest.raises(Infeasible, match="invite 1 more or seat 2 fewer"):
        table_sizes(11, 6, smallest=6, largest=9)


def test_a_table_of_one_is_refused() -> None:
    with pytest.raises(BadInput, match="a size from 2 to 12"):
        table_sizes(30, 1, smallest=1)
