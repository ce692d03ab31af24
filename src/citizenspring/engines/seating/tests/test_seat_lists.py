"""Seat lists written and read again."""

from io import StringIO
from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.seating import Participant, read_seats, seat_people, write_seats

from .factories import write_rows


def test_a_seat_list_reads_back_as_it_was(tmp_path: Path) -> None:
    people = [Participant(name, {}) for name in ("=1+1", "-5", "Ada", "@x", "b", "c")]
    found = seat_people(people, rounds=2)
    text = StringIO()
    write_seats(found, text)
    path = tmp_path / "seats.csv"
    path.write_text(text.getvalue())
    assert read_seats(path) == found.seats


def test_no_cell_is_a_formula() -> None:
    people = [Participant(name, {}) for name in ("=1+1", "+x", "-5", "@x", "b", "c")]
    text = StringIO()
    write_seats(seat_people(people, rounds=1), text)
    assert not any(line.startswith(("=", "+", "-", "@")) for line in text.getvalue().splitlines())


@pytest.mark.parametrize(
    "rows", [("id", "1"), ("id,round_1",), ("id,round_1", "1,x"), ("id,round_1", "1,1", "1,2")]
)
def test_what_is_no_seat_list_is_refused(tmp_path: Path, rows: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="expected"):
        read_seats(write_rows(tmp_path / "s.csv", *rows))
