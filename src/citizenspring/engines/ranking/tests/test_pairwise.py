import numpy as np
import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking import Comparisons, fit_strengths, rank_pairwise

CIRCLE = [("a", "b", 7), ("b", "c", 5), ("c", "a", 2), ("b", "a", 3), ("a", "c", 6), ("c", "b", 1)]


def likelihood(comparisons: Comparisons, strengths: np.ndarray, prior: float = 0) -> float:
    ahead = strengths[:, None] - strengths[None, :]
    told = -(comparisons.wins * np.logaddexp(0, -ahead)).sum()
    alone = -np.logaddexp(0, -strengths) - np.logaddexp(0, strengths)
    return float(told + prior * alone.sum())


@pytest.mark.slow
@pytest.mark.parametrize("prior", [0.0, 0.5])
def test_no_other_strengths_are_more_likely(prior: float) -> None:
    told = Comparisons.from_wins(CIRCLE)
    # The prior knows where the average is, the scores are shown around their own mean.
    best = max(
        likelihood(told, fit_strengths(told, prior=prior).scores + shift, prior)
        for shift in np.linspace(-0.2, 0.2, 401)
    )
    stream = np.random.default_rng(1)
    for _ in range(200):
        other = fit_strengths(told, prior=prior).scores + stream.normal(0, 0.1, 3)
        assert likelihood(told, other, prior) <= best + 1e-6


def test_two_options_give_the_odds_that_were_observed() -> None:
    found = rank_pairwise(Comparisons.from_wins([("a", "b", 30), ("b", "a", 10)]), prior=0)
    assert found.chance_preferred("a", "b") == pytest.approx(0.75)
    # Of log-odds: one over the number of answers times chance times counter-chance.
    assert found.spread is not None
    between = found.spread.covariance @ [1.0, -1.0] @ [1.0, -1.0]
    assert between == pytest.approx(1 / (40 * 0.75 * 0.25))


def test_both_alike_is_half_a_win_each_way() -> None:
    one = Comparisons.from_answers([("a", "b", "left"), ("a", "b", "right")])
    other = Comparisons.from_answers([("a", "b", "equal"), ("b", "a", "equal")])
    assert one.wins.tolist() == other.wins.tolist()


def test_cannot_say_is_counted_apart_and_changes_nothing() -> None:
    told = Comparisons.from_wins(CIRCLE)
    found = rank_pairwise(told.with_answer("a", "b", "skip"))
    assert found.places == rank_pairwise(told).places
    assert found.skipped == 1
    assert '1 answers were "I cannot say" and do not count.' in found.notes


def test_the_side_on_which_an_option_stood_is_forgotten() -> None:
    left = Comparisons.from_answers([("a", "b", "left")])
    right = Comparisons.from_answers([("b", "a", "right")])
    assert left.wins.tolist() == right.wins.tolist()


def test_parts_that_nobody_compared_are_reported() -> None:
    found = rank_pairwise(Comparisons.from_wins([("a", "b"), ("c", "d")], options=["e"]))
    assert found.parts == (("a", "b"), ("c", "d"), ("e",))
    assert "3 parts that nobody has compared" in found.notes[0]
    assert "1 options were in no comparison yet." in found.notes


def test_an_option_that_wins_everything_stays_finite() -> None:
    found = rank_pairwise(Comparisons.from_wins([("a", "b", 1000), ("b", "c", 1000)]))
    assert found.order == ("a", "b", "c")
    assert all(abs(place.score) < 20 for place in found.places)


def test_without_a_prior_that_is_refused() -> None:
    with pytest.raises(BadInput, match="a prior above 0"):
        rank_pairwise(Comparisons.from_wins([("a", "b"), ("b", "c")]), prior=0)


def test_strengths_add_up_to_nothing() -> None:
    assert fit_strengths(Comparisons.from_wins(CIRCLE)).scores.sum() == pytest.approx(0, abs=1e-8)


@pytest.mark.slow
def test_the_truth_lies_within_two_errors_as_often_as_promised() -> None:
    stream = np.random.default_rng(3)
    inside = []
    for _ in range(30):
        truth = stream.normal(0, 1, 12)
        truth -= truth.mean()
        left, right = stream.integers(0, 12, (2, 900))
        won = stream.random(900) < 1 / (1 + np.exp(truth[right] - truth[left]))
        pairs = [
            (int(a), int(b)) if w else (int(b), int(a))
            for a, b, w in zip(left, right, won, strict=True)
            if a != b
        ]
        found = rank_pairwise(Comparisons.from_wins(pairs))
        inside += [
            abs(truth[int(str(place.option))] - place.score) < 2 * (place.error or 0)
            for place in found.places
        ]
    assert 0.92 < np.mean(inside) < 0.99


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (("a", "a", "left"), "compared with itself"),
        (("a", "b", "up"), "the answer is 'up'; expected left, right, equal or skip"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(answer: tuple[str, str, str], said: str) -> None:
    with pytest.raises(BadInput) as refused:
        Comparisons.from_answers([answer])  # type: ignore[list-item]  # which is what is tested
    assert said in str(refused.value).replace("The", "the")


def test_nothing_to_rank_is_refused() -> None:
    with pytest.raises(BadInput, match="nothing to rank"):
        rank_pairwise(Comparisons.from_wins([]))


def test_too_many_options_are_refused() -> None:
    with pytest.raises(BadInput, match="2,001 options"):
        Comparisons.from_wins([], options=range(2001))
