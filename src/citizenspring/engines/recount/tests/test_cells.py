"""A26: whatever voters say of themselves, nothing published stands for fewer than ten of them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as some

from citizenspring.engines.recount import SMALLEST, Cell, hidden_cells

PLACES = some.sampled_from(["", "Evere", "Jette", "Uccle"])
AGES = some.sampled_from(["", "18_34", "65_plus"])
CELLS = some.dictionaries(some.tuples(PLACES, AGES), some.integers(1, 40), max_size=12)


def published(cells: dict[Cell, int]) -> Counter[Cell]:
    hidden = hidden_cells(cells)
    found: Counter[Cell] = Counter()
    for cell, count in cells.items():
        found[hidden.get(cell, cell)] += count
    return found


@given(CELLS)
def test_a26_no_place_and_age_is_shown_of_fewer_than_ten(cells: dict[Cell, int]) -> None:
    shown = published(cells)
    assert sum(shown.values()) == sum(cells.values())
    for (place, age), count in shown.items():
        if place or age:
            assert count >= SMALLEST or (place and not age and _is_whole(place, shown))


def _is_whole(place: str, shown: Counter[Cell]) -> bool:
    return sum(n for (where, _age), n in shown.items() if where == place) >= SMALLEST


@given(CELLS)
def test_a26_what_was_hidden_is_never_one_group_alone(cells: dict[Cell, int]) -> None:
    hidden = hidden_cells(cells)
    gone = {place for (place, _), (shown, _) in hidden.items() if place and not shown}
    silent = sum(count for (place, _age), count in cells.items() if not place)
    if gone:
        assert len(gone) + bool(silent) > 1 or {place for place, _ in cells} == gone


@given(CELLS)
def test_nothing_is_said_of_anybody_that_she_did_not_say(cells: dict[Cell, int]) -> None:
    for (place, age), (shown_place, shown_age) in hidden_cells(cells).items():
        assert shown_place in {place, ""}
        assert shown_age in {age, ""}
