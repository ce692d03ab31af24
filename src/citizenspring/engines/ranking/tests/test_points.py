import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking import BARCELONA, Limits, rank_approvals, rank_points

BLOCKS = {f"{block}{at}": block for block in ("air", "care", "home", "town") for at in range(5)}


def chosen(**times: int) -> list[str]:
    return [f"{block}{at}" for block, count in times.items() for at in range(count)]


def test_twelve_approvals_of_which_three_in_a_block_count() -> None:
    found = rank_approvals(
        {"ada": chosen(air=3, care=3, home=3, town=3)}, blocks=BLOCKS, limits=BARCELONA
    )
    assert found.counted == 1
    assert found.given == 12


@pytest.mark.parametrize(
    ("ballot", "why"),
    [
        (chosen(air=4), "The ballot gives 4 to the block air, where 3 are allowed."),
        ([*chosen(air=3, care=3, home=3, town=3), "x"], "The ballot gives 13 in all, where 12"),
        (["air0", "air0"], "The ballot gives 2 to air0, where 1 are allowed."),
    ],
)
def test_a_ballot_beyond_a_limit_is_left_out_with_its_reason(ballot: list[str], why: str) -> None:
    found = rank_approvals({"ada": ballot, "bo": chosen(air=1)}, blocks=BLOCKS, limits=BARCELONA)
    assert found.counted == 1
    assert found.left_out[0].ballot == "ada"
    assert found.left_out[0].why.startswith(why)
    assert found.winners == ("air0",)


def test_losers_stay_on_the_list() -> None:
    found = rank_approvals({1: ["a"]}, options=["a", "b"])
    assert found.place_of("b").score == 0


def test_each_block_has_its_own_order() -> None:
    found = rank_points({1: {"air1": 3, "care2": 5, "air0": 1}}, blocks=BLOCKS)
    assert found.by_block()["air"][:2] == ("air1", "air0")
    assert found.by_block()["care"][0] == "care2"


def test_points_below_nothing_are_left_out() -> None:
    assert "points start at 0" in rank_points({1: {"a": -1}, 2: {"a": 1}}).left_out[0].why


def test_parts_of_points_are_refused() -> None:
    with pytest.raises(BadInput, match="whole points"):
        rank_points({1: {"a": 0.5}})  # type: ignore[dict-item]  # which is what is tested


def test_a_limit_per_block_needs_blocks() -> None:
    with pytest.raises(BadInput, match="the block of each option"):
        rank_points({1: {"a": 1}}, limits=Limits(per_block=1))


def test_nobody_has_voted_yet() -> None:
    found = rank_points({}, options=["a", "b"])
    assert [place.rank for place in found.places] == [1, 1]
    assert found.counted == 0


def test_a_handful_of_votes_settles_nothing() -> None:
    found = rank_approvals({1: ["a"], 2: ["a"], 3: ["b"]})
    assert [(each.first, each.second) for each in found.unsure] == [("a", "b")]
    assert (found.place_of("a").low, found.place_of("a").high) == (1, 2)
