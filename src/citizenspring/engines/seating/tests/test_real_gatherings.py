"""What must be reached on the shared gatherings, at tables of nine over three rounds."""

import pytest

from citizenspring.engines.seating import Seating, read_gathering, reseat, seat_people
from citizenspring.engines.seeds import Stream

from .places import GATHERINGS

pytestmark = pytest.mark.slow


def seated(size: int) -> tuple[Seating, dict[str, float]]:
    assert GATHERINGS is not None
    found = seat_people(read_gathering(GATHERINGS / f"gathering_{size}.csv").people)
    return found, {one.attribute: round(one.mean, 3) for one in found.mixtures}


def test_1500_people_are_mixed_and_nobody_meets_twice() -> None:
    found, means = seated(1500)
    assert (found.common, found.tables, found.repeated) == (501, 501, 0)
    assert means["commune"] <= 0.404
    assert means["age"] <= 0.078
    assert means["education"] <= 0.097


def test_180_people_are_mixed_and_few_meet_twice() -> None:
    found, means = seated(180)
    assert (found.common, found.tables) == (60, 60)
    assert found.repeated <= 22
    assert means["commune"] <= 0.383
    assert means["age"] <= 0.093
    assert means["education"] <= 0.114


def test_after_270_no_shows_no_one_moves_in_vain() -> None:
    assert GATHERINGS is not None
    people = read_gathering(GATHERINGS / "gathering_1500.csv").people
    seats = seat_people(people, effort=0.3).seats
    ids = [person.id for person in people]
    gone = [ids[k] for k in Stream("no-shows", "absent").sample(len(ids), 270)]
    found = reseat(people, seats, gone)
    assert len(found.moved) == found.fewest < 60
    assert found.seating.common >= found.seating.tables - 2
