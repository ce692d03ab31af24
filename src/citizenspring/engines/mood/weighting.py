"""Who is missing, and what the result would be if every commune had answered in its proportion.

Post-stratification by commune: each answer counts with the commune's share of the population
divided by its share of the answers. A commune with fewer than five answers is not weighted: a few
people would speak for thousands. Its answers count once, and its residents speak for nobody.

References
----------
Holt and Smith, "Post Stratification", *Journal of the Royal Statistical Society* A 142 (1979).
"""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["SMALLEST_WEIGHTED", "Weighting", "weighting"]

SMALLEST_WEIGHTED = 5


@dataclass(frozen=True)
class Weighting:
    """What an answer of each place counts.

    Parameters
    ----------
    weights : dict
        Weight by place; a place that is not named counts once.
    gaps : dict
        Percentage points by which each place is more (positive) or less present among the answers
        than among the population.
    """

    weights: dict[str, float]
    gaps: dict[str, float]

    def weighted(self, counts: Mapping[str, int]) -> float:
        """The weight of so many answers from each place."""
        return sum(count * self.weights.get(place, 1.0) for place, count in counts.items())


def weighting(answers: Mapping[str, int], population: Mapping[str, int]) -> Weighting:
    """Compare the answers with the population.

    Parameters
    ----------
    answers, population : mapping
        Counts by place; only places with a known population are compared.

    Examples
    --------
    >>> found = weighting({"Jette": 60, "Uccle": 20, "Evere": 4}, {"Jette": 50, "Uccle": 50})
    >>> found.weights
    {'Jette': 0.6666666666666666, 'Uccle': 2.0}
    >>> found.gaps
    {'Jette': 25.0, 'Uccle': -25.0}
    """
    known = {place: answers.get(place, 0) for place, people in population.items() if people}
    everyone, answered = sum(population.values()), sum(known.values())
    usable = [place for place, count in known.items() if count >= SMALLEST_WEIGHTED]
    people_there = sum(population[place] for place in usable)
    answers_there = sum(known[place] for place in usable)
    return Weighting(
        {
            place: population[place] / people_there * answers_there / known[place]
            for place in usable
        },
        {
            place: round(100 * (count / answered - population[place] / everyone), 2)
            for place, count in known.items()
        }
        if answered
        else {},
    )
