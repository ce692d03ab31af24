"""The people of the demo and their votes, generated from a seed.

Nobody here exists. The same seed gives the same crowd and the same votes again;
docs/reference/demo-city.md describes each step.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.city.reading import CityFile
from citizenspring.engines.seeds import Stream

from .content import MapContent

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SEED", "CastVotes", "Crowd", "cast_votes", "gather_crowd"]

SEED = "citizenspring-demo"

# One person in nine reads to the end; the others stop early, most of them soon.
READS_TO_THE_END = 0.11
FEWEST = 3
# How far a person may stand from her group: the weight of what everybody thinks.
LARGEST_DRIFT = 0.1
# A statement that a moderator hid was open for this share of the conversation's time.
HIDDEN_AFTER = 0.03


@dataclass(frozen=True, eq=False)
class Crowd:
    """The people of one map: each array has one value per person.

    ``groups`` is the planted opinion group, ``arrivals`` the share of the conversation's time
    that had passed when the person came, ``drifts`` how far she stands from her group.
    """

    groups: "NDArray[np.int64]"
    arrivals: "NDArray[np.float64]"
    drifts: "NDArray[np.float64]"
    languages: list[str]
    communes: list[str]

    @property
    def size(self) -> int:
        return len(self.languages)


@dataclass(frozen=True, eq=False)
class CastVotes:
    """Votes in the order of their time.

    ``person`` and ``statement`` are positions, ``at`` a share of the conversation's time,
    ``choice`` is 1 for agree, 0 for pass, -1 for disagree.
    """

    person: "NDArray[np.int64]"
    statement: "NDArray[np.int64]"
    choice: "NDArray[np.int64]"
    at: "NDArray[np.float64]"


def gather_crowd(found: MapContent, city: CityFile, *, seed: str = SEED) -> Crowd:
    """The people of a map, with communes and languages as in the city's population."""
    size = found.people
    shares = [group.share for group in found.groups]
    return Crowd(
        groups=_drawn(Stream(seed, f"{found.title['en']} groups"), shares, size),
        # More come in the first days, when the call goes out, than later.
        arrivals=Stream(seed, f"{found.title['en']} arrivals").floats(size) ** 1.4,
        drifts=_drifts(Stream(seed, f"{found.title['en']} drifts"), size, len(shares)),
        languages=_languages(Stream(seed, f"{found.title['en']} languages"), city, size),
        communes=_communes(Stream(seed, f"{found.title['en']} communes"), city, size),
    )


def cast_votes(found: MapContent, crowd: Crowd, *, seed: str = SEED) -> CastVotes:
    """The votes of a crowd: few by many, all by some, each by her group's chances and drift."""
    open_to = _open_to(found, crowd)
    order = _reading_order(found, crowd, open_to, seed)
    counts = _counts(found, crowd, open_to, seed)
    person = np.repeat(np.arange(crowd.size), counts)
    step = np.concatenate([np.arange(count) for count in counts])
    statement = order[person, step]
    choice = _choices(found, crowd, person, statement, seed)
    # Ten seconds a card, in a conversation of some weeks.
    at = crowd.arrivals[person] + step * 5e-6
    by_time = np.lexsort((step, person, at))
    return CastVotes(person[by_time], statement[by_time], choice[by_time], at[by_time])


def _drawn(stream: Stream, weights: list[int], size: int) -> "NDArray[np.int64]":
    edges = np.cumsum(np.array(weights, dtype=np.float64)) / sum(weights)
    return np.searchsorted(edges, stream.floats(size), side="right").astype(np.int64)


def _drifts(stream: Stream, size: int, groups: int) -> "NDArray[np.float64]":
    """Nobody drifts where there is only one group: drift alone would look like a split."""
    return stream.floats(size) * (LARGEST_DRIFT if groups > 1 else 0.0)


def _languages(stream: Stream, city: CityFile, size: int) -> list[str]:
    """The language a person reads the pages in: by the margins of the region."""
    percent = city.territories[0].margins["languages_percent"]
    weights = [round(10 * percent[code]) for code in city.languages]
    return [city.languages[at] for at in _drawn(stream, weights, size)]


def _communes(stream: Stream, city: CityFile, size: int) -> list[str]:
    communes = [one for one in city.territories if one.kind == "commune"]
    weights = [one.population or 0 for one in communes]
    return [communes[at].code for at in _drawn(stream, weights, size)]


def _open_to(found: MapContent, crowd: Crowd) -> "NDArray[np.bool_]":
    """Which statements each person could see when she came, shape (people, statements)."""
    added = np.array([statement.added for statement in found.statements])
    hidden = np.array([bool(statement.hidden_because) for statement in found.statements])
    came = crowd.arrivals[:, None]
    seen: NDArray[np.bool_] = (added <= came) & (~hidden | (came < added + HIDDEN_AFTER))
    return seen


def _reading_order(
    found: MapContent, crowd: Crowd, open_to: "NDArray[np.bool_]", seed: str
) -> "NDArray[np.int64]":
    """Each person reads what is open to her in an order of her own; what is not comes last."""
    shape = (crowd.size, len(found.statements))
    keys = Stream(seed, f"{found.title['en']} order").floats(shape[0] * shape[1]).reshape(shape)
    return np.argsort(np.where(open_to, keys, 2.0), axis=1, kind="stable")


def _counts(
    found: MapContent, crowd: Crowd, open_to: "NDArray[np.bool_]", seed: str
) -> "NDArray[np.int64]":
    """Votes per person; their mean length is found so that the sum comes near the wanted one."""
    stream = Stream(seed, f"{found.title['en']} patience")
    to_the_end = stream.floats(crowd.size) < READS_TO_THE_END
    patience = -np.log1p(-stream.floats(crowd.size))
    most: NDArray[np.int64] = open_to.sum(axis=1)
    low, high = 1.0, 400.0
    counts = most
    for _ in range(40):
        mean = (low + high) / 2
        counts = np.minimum(most, np.where(to_the_end, most, FEWEST + patience * mean))
        counts = counts.astype(np.int64)
        low, high = (mean, high) if counts.sum() < found.votes else (low, mean)
    return counts


def _choices(
    found: MapContent,
    crowd: Crowd,
    person: "NDArray[np.int64]",
    statement: "NDArray[np.int64]",
    seed: str,
) -> "NDArray[np.int64]":
    shares = np.array([group.share for group in found.groups]) / 100
    chances = []
    for planted in (
        [one.agree for one in found.statements],
        [one.passes for one in found.statements],
    ):
        by_group = np.array(planted, dtype=np.float64).T / 100
        own = by_group[crowd.groups[person], statement]
        drift = crowd.drifts[person]
        chances.append((1 - drift) * own + drift * (shares @ by_group)[statement])
    agree, passes = chances
    drawn = Stream(seed, f"{found.title['en']} choices").floats(person.size)
    return np.select([drawn < agree, drawn < agree + passes], [1, 0], default=-1)
