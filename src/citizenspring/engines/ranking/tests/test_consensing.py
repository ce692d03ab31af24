import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking import rank_by_resistance


def test_the_least_resisted_comes_first_whoever_loves_the_other() -> None:
    loved = {name: {"tram": 0, "pond": 3} for name in range(6)}
    hated = {name: {"tram": 10, "pond": 3} for name in range(6, 10)}
    found = rank_by_resistance(loved | hated)
    assert found.order[0] == "pond"
    assert found.place_of("pond").score == 30
    assert found.strong["tram"] == 4


def test_what_is_not_said_counts_five() -> None:
    found = rank_by_resistance({1: {"pond": 0}, 2: {}})
    assert found.place_of("pond").score == 5
    assert found.missing["pond"] == 1


def test_the_zero_option_is_always_there() -> None:
    found = rank_by_resistance({1: {"pond": 7}})
    assert found.place_of("zero").score == 5
    assert found.better_than_nothing == ()


def test_the_zero_option_has_the_name_it_is_given() -> None:
    found = rank_by_resistance({1: {"pond": 2, "as now": 6}}, zero="as now")
    assert set(found.order) == {"pond", "as now"}
    assert found.better_than_nothing == ("pond",)


@pytest.mark.parametrize("resistance", [-1, 11])
def test_resistance_goes_from_nothing_to_ten(resistance: int) -> None:
    with pytest.raises(BadInput, match="from 0 to 10"):
        rank_by_resistance({"ada": {"pond": resistance}})
