"""What every ranking promises, whatever its rule."""

import copy
from dataclasses import FrozenInstanceError, fields, is_dataclass

import numpy as np
import pytest

from citizenspring.engines.ranking import RankedBallots, Ranking, elect
from citizenspring.engines.ranking.tests.factories import METHODS, OPTIONS, Ballots, make_ballots
from citizenspring.engines.seeds import Stream

SEEDS = (1, 2, 3)
every_method = pytest.mark.parametrize("method", METHODS)
every_seed = pytest.mark.parametrize("seed", SEEDS)


def ranks(found: Ranking) -> dict[object, int]:
    return {place.option: place.rank for place in found.places}


@every_method
@every_seed
def test_the_order_of_ballots_changes_nothing(method: str, seed: int) -> None:
    ballots = make_ballots(seed)
    # The zero option of consensing is named by the first ballot here.
    mixed = [ballots[0], *Stream(seed, "mix").shuffled(ballots[1:])]
    assert METHODS[method](mixed) == METHODS[method](ballots)


@every_method
@every_seed
def test_the_names_of_options_change_nothing_but_who_is_listed_first_among_equals(
    method: str, seed: int
) -> None:
    ballots = make_ballots(seed)
    names = dict(zip(OPTIONS, Stream(seed, "names").shuffled(OPTIONS), strict=True))
    renamed = [[names[option] for option in one] for one in ballots]
    before, after = ranks(METHODS[method](ballots)), ranks(METHODS[method](renamed))
    assert {names[str(option)]: rank for option, rank in before.items()} == after


@every_method
@every_seed
def test_what_everybody_prefers_stands_above(method: str, seed: int) -> None:
    ballots = [["trees", *(each for each in one if each != "trees")] for one in make_ballots(seed)]
    found = METHODS[method](ballots)
    assert found.winners == ("trees",)


@every_method
@every_seed
def test_the_same_input_gives_the_same_result(method: str, seed: int) -> None:
    assert METHODS[method](make_ballots(seed)) == METHODS[method](make_ballots(seed))


@every_method
def test_the_input_is_never_changed(method: str) -> None:
    ballots = make_ballots(1)
    before = copy.deepcopy(ballots)
    METHODS[method](ballots)
    assert ballots == before


@every_method
def test_the_result_cannot_be_changed(method: str) -> None:
    found = METHODS[method](make_ballots(1))
    with pytest.raises(FrozenInstanceError):
        found.counted = 0  # type: ignore[misc]  # which is what is tested


@every_method
def test_only_numbers_of_python_come_out(method: str) -> None:
    found = METHODS[method](make_ballots(1))
    assert list(numpy_scalars(found.places)) == []
    assert list(numpy_scalars(found.unsure)) == []


@every_method
@every_seed
def test_the_interval_of_a_rank_holds_the_rank(method: str, seed: int) -> None:
    for place in METHODS[method](make_ballots(seed)).places:
        assert place.low is not None
        assert place.high is not None
        assert 1 <= place.low <= place.rank <= place.high <= len(OPTIONS)


@every_method
def test_more_voters_of_the_same_mind_make_it_surer(method: str) -> None:
    few: Ballots = [[*OPTIONS]] * 3 + [[*reversed(OPTIONS)]]
    one, many = METHODS[method](few), METHODS[method](few * 40)
    assert len(many.unsure) < len(one.unsure)


@every_method
def test_a_perfect_draw_is_reported_as_a_tie(method: str) -> None:
    around = [[*OPTIONS[at:], *OPTIONS[:at]] for at in range(len(OPTIONS))]
    back = [list(reversed(one)) for one in around]
    found = METHODS[method]((around + back) * 2)
    assert len(found.winners) == len(OPTIONS)
    assert [len(tie) for tie in found.ties] == [len(OPTIONS)]
    assert all(each.tied for each in found.unsure)


@every_seed
def test_single_transferable_vote_keeps_the_same_promises(seed: int) -> None:
    ballots = make_ballots(seed, voters=31)
    found = elect(RankedBallots.of(ballots), 2)
    assert elect(RankedBallots.of(Stream(seed, "mix").shuffled(ballots)), 2) == found
    first = [["trees", *(each for each in one if each != "trees")] for one in ballots]
    assert elect(RankedBallots.of(first), 2).elected[0] == "trees"


def numpy_scalars(value: object) -> list[object]:
    if isinstance(value, np.generic):
        return [value]
    if is_dataclass(value):
        return [x for f in fields(value) for x in numpy_scalars(getattr(value, f.name))]
    if isinstance(value, tuple):
        return [x for each in value for x in numpy_scalars(each)]
    return []
