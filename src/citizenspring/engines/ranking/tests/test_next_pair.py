import numpy as np
import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking import Comparisons, fit_strengths, next_pair


def after(answers: int, options: int = 12, **choices: float) -> Comparisons:
    """Comparisons of options whose truth is their number, asked for one after the other."""
    told = Comparisons.from_answers([], options=range(options))
    draw = np.random.default_rng(5)
    for _ in range(answers):
        pair = next_pair(told, spread=fit_strengths(told), top=3, **choices)  # type: ignore[arg-type]  # numbers by name
        assert pair is not None
        ahead = (int(str(pair.left)) - int(str(pair.right))) * 0.5
        won = draw.random() < 1 / (1 + np.exp(-ahead))
        told = told.with_answer(pair.left, pair.right, "left" if won else "right")
    return told


def test_every_option_is_seen() -> None:
    told = after(120)
    assert told.seen.min() >= 0.5 * told.seen.mean() - 1


def test_without_the_floor_some_are_seen_much_less() -> None:
    told = after(120, floor=0)
    assert told.seen.min() < 0.5 * told.seen.mean() - 1


def test_options_near_the_border_of_the_first_places_are_asked_more_often() -> None:
    told = after(200)
    assert told.seen[7:11].mean() > 1.5 * told.seen[:4].mean()


def test_an_option_that_came_late_comes_first() -> None:
    known = after(60)
    told = Comparisons((*known.options, 12), np.pad(known.wins, (0, 1)), known.answers, known.equal)
    pair = next_pair(told)
    assert pair is not None
    assert 12 in {pair.left, pair.right}
    assert pair.why == "seldom shown"


def test_the_same_moment_and_person_give_the_same_pair() -> None:
    told = after(20)
    assert next_pair(told, person="ada") == next_pair(told, person="ada")


def test_people_at_the_same_moment_get_different_pairs() -> None:
    told = after(60)
    assert len({next_pair(told, person=name) for name in range(20)}) > 2


def test_nobody_is_asked_the_same_pair_twice() -> None:
    told = Comparisons.from_answers([], options="abc")
    pairs: list[tuple[object, object]] = []
    while (pair := next_pair(told, answered=pairs)) is not None:
        pairs.append((pair.left, pair.right))
    assert sorted(tuple(sorted(map(str, pair))) for pair in pairs) == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]


def test_one_option_cannot_be_compared() -> None:
    with pytest.raises(BadInput, match="at least two"):
        next_pair(Comparisons.from_answers([], options=["a"]))


@pytest.mark.slow
def test_chosen_pairs_find_the_first_places_sooner_than_random_ones() -> None:
    def found(seed: int, *, chosen: bool) -> int:
        draw = np.random.default_rng(seed)
        truth = draw.normal(0, 1.5, 20)
        told = Comparisons.from_answers([], options=range(20))
        for _ in range(120):
            pair = next_pair(told, top=5, seed=seed) if chosen else None
            at = (pair.left, pair.right) if pair else draw.choice(20, 2, replace=False).tolist()
            i, j = (int(str(one)) for one in at)
            won = draw.random() < 1 / (1 + np.exp(truth[j] - truth[i]))
            told = told.with_answer(i, j, "left" if won else "right")
        best = set(np.argsort(-fit_strengths(told).scores)[:5].tolist())
        return len(best & set(np.argsort(-truth)[:5].tolist()))

    crowds = range(10)
    ours = sum(found(seed, chosen=True) for seed in crowds)
    assert ours > sum(found(seed, chosen=False) for seed in crowds)
    assert ours >= 40
