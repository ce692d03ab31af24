from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from citizenspring.engines.record.alignment import align

ROWS = [bytes([at]) for at in range(10)]
LISTS = st.lists(st.sampled_from(ROWS[:6]), max_size=12)


def found(rows: list[bytes]) -> list[tuple[str, int | None, int | None]]:
    return [(each.code, each.signed, each.found) for each in align(ROWS, rows)]


def test_equal_lists_have_no_difference() -> None:
    assert not found(ROWS)


def test_a_changed_row() -> None:
    assert found([*ROWS[:4], b"new", *ROWS[5:]]) == [("changed", 4, 4)]


def test_a_dropped_row() -> None:
    assert found([*ROWS[:4], *ROWS[5:]]) == [("dropped", 4, None)]


def test_an_inserted_row() -> None:
    assert found([*ROWS[:4], b"new", *ROWS[4:]]) == [("inserted", None, 4)]


def test_a_duplicated_row() -> None:
    assert found([*ROWS[:4], ROWS[2], *ROWS[4:]]) == [("duplicated", None, 4)]


def test_a_moved_row() -> None:
    assert found([*ROWS[:2], *ROWS[3:8], ROWS[2], *ROWS[8:]]) == [("moved", 2, 7)]


def test_two_rows_that_changed_places() -> None:
    rows = list(ROWS)
    rows[2], rows[7] = rows[7], rows[2]
    assert found(rows) == [("moved", 2, 7), ("moved", 7, 2)]


def test_several_at_once() -> None:
    rows = [b"x", *ROWS[1:3], *ROWS[4:8], ROWS[9], ROWS[8]]
    assert [code for code, _, _ in found(rows)] == ["changed", "dropped", "moved"]


@given(LISTS, LISTS)
def test_what_is_named_explains_the_whole_difference(was: list[bytes], now: list[bytes]) -> None:
    """Taking away and adding what is named leads from one list to the other."""
    differences = align(was, now)
    gone = [each.signed for each in differences if each.signed is not None]
    new = [each.found for each in differences if each.found is not None]
    assert len(set(gone)) == len(gone)
    assert len(set(new)) == len(new)
    kept_was = [row for at, row in enumerate(was) if at not in set(gone)]
    kept_now = [row for at, row in enumerate(now) if at not in set(new)]
    assert kept_was == kept_now
    moved = [each for each in differences if each.code == "moved"]
    assert all(was[each.signed or 0] == now[each.found or 0] for each in moved)


@given(LISTS)
def test_a_reordering_is_only_moves(rows: list[bytes]) -> None:
    differences = align(rows, sorted(rows))
    assert Counter(each.code for each in differences).keys() <= {"moved"}
