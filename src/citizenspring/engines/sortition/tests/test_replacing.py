"""Seats that become free are filled, and everybody else keeps hers."""

import pytest

from citizenspring.engines.errors import BadInput, Infeasible
from citizenspring.engines.sortition import Pool, find_lottery, replace_dropouts

from .pools import make_pool

POOL = Pool.of(
    {
        "ada": {"age": "old", "sex": "f"},
        "bo": {"age": "young", "sex": "m"},
        "cy": {"age": "old", "sex": "m"},
        "di": {"age": "young", "sex": "f"},
        "eve": {"age": "old", "sex": "f"},
    },
    {"age": {"old": (1, 1), "young": (1, 1)}, "sex": {"f": (1, 1), "m": (1, 1)}},
    addresses={"bo": "a house", "eve": "a house"},
)


def test_the_first_alternate_who_fits_takes_the_seat() -> None:
    pool = Pool(POOL.people, POOL.quotas)
    found = replace_dropouts(pool, ["ada", "bo"], ["ada"], ["cy", "di", "eve"], per_address=2)
    assert found.panel == ("bo", "eve")
    assert found.passed_over == ("cy", "di")


def test_the_limit_per_address_holds() -> None:
    with pytest.raises(Infeasible, match="The smallest change that works"):
        replace_dropouts(POOL, ["ada", "bo"], ["ada"], ["cy", "di", "eve"])


def test_two_seats_may_need_two_who_fit_only_together() -> None:
    found = replace_dropouts(POOL, ["ada", "bo"], ["ada", "bo"], ["di", "eve", "cy"])
    assert found.joined == ("di", "cy")


def test_somebody_not_on_the_panel_cannot_drop_out() -> None:
    with pytest.raises(BadInput, match="'cy' drops out but is not on the panel"):
        replace_dropouts(POOL, ["ada", "bo"], ["cy"], ["di"])


@pytest.mark.slow
def test_those_who_stay_stay_and_every_quota_is_met() -> None:
    pool = make_pool(80, 12, homes=60)
    lottery = find_lottery(pool, 12, panels=10)
    panel = lottery.panels[0]
    found = replace_dropouts(pool, panel, panel[:4], lottery.alternates)
    assert set(panel[4:]) <= set(found.panel)
    assert len(found.joined) == 4
    people = {one.id: one for one in pool.people}
    for quota in pool.quotas:
        seats = sum(people[id_].values[quota.feature] == quota.value for id_ in found.panel)
        assert quota.least <= seats <= quota.most


@pytest.mark.slow
def test_those_already_chosen_are_on_every_panel() -> None:
    pool = make_pool(80, 12, homes=60)
    chosen = [pool.people[3].id, pool.people[40].id]
    out = pool.people[7].id
    found = find_lottery(pool, 12, panels=20, already=chosen, excluded=[out])
    assert all(set(chosen) <= set(panel) for panel in found.panels)
    assert not any(out in panel for panel in found.panels)
    assert found.chances[chosen[0]].standing == "already chosen"
    assert found.chances[out].reason == "Was excluded from the draw."
