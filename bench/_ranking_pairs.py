"""A crowd that answers pairs, chosen by us or at random, until the first ten settle."""

import numpy as np

from citizenspring.engines.ranking import Comparisons, fit_strengths, next_pair

__all__ = ["HORIZON", "settled_after"]

HORIZON = 1_600
EVERY = 20
FIRST = 10
RIGHT = 9
SPREAD = 1.5


def settled_after(seed: int, options: int, *, adaptive: bool) -> tuple[int, float]:
    """Answers after which nine of the true first ten are shown for good, and the least shown.

    The second is how often the option shown least was shown, over the average.
    """
    draw = np.random.default_rng(seed)
    truth = draw.normal(0, SPREAD, options)
    best = set(np.argsort(-truth)[:FIRST].tolist())
    told = Comparisons.from_answers([], options=range(options))
    known = fit_strengths(told)
    settled = 0
    for answered in range(1, HORIZON + 1):
        if adaptive:
            pair = next_pair(told, spread=known, top=FIRST, seed=seed)
            assert pair is not None
            i, j = int(str(pair.left)), int(str(pair.right))
        else:
            i, j = draw.choice(options, 2, replace=False).tolist()
        won = draw.random() < 1 / (1 + np.exp(truth[j] - truth[i]))
        told = told.with_answer(i, j, "left" if won else "right")
        if answered % 2 == 0:
            known = fit_strengths(told, start=known.scores)
        if answered % EVERY == 0:
            shown = set(np.argsort(-known.scores)[:FIRST].tolist())
            if len(best & shown) < RIGHT:
                settled = answered
    return settled + EVERY, float(told.seen.min() / told.seen.mean())
