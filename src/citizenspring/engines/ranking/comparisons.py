"""Answers to "which of these two matters more?", counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NoReturn

import numpy as np
from scipy.sparse.csgraph import connected_components

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.lots import in_order

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from numpy.typing import NDArray

__all__ = ["Answer", "Comparisons"]

Answer = Literal["left", "right", "equal", "skip"]
MOST_ANSWERS = 10**12
"""Beyond, the imaginary answers of the prior would vanish in rounding."""
_WORTH = {"left": (1.0, 0.0), "right": (0.0, 1.0), "equal": (0.5, 0.5), "skip": (0.0, 0.0)}


@dataclass(frozen=True, eq=False)
class Comparisons:
    """Counted answers. Build one with :meth:`from_answers` or :meth:`from_wins`.

    Attributes
    ----------
    options : tuple
        In order of their ids.
    wins : ndarray, shape (options, options)
        How often the option of the row was preferred; "both alike" is half a win each way.
    answers : int
        Answers that say something, "both alike" included.
    equal : int
        "Both alike" among them.
    skipped : int
        "I cannot say": counted here and nowhere else.

    Examples
    --------
    >>> told = Comparisons.from_answers([("a", "b", "left"), ("b", "a", "equal")])
    >>> told.wins.tolist(), told.answers
    ([[0.0, 1.5], [0.5, 0.0]], 2)
    """

    options: tuple[Hashable, ...]
    wins: NDArray[np.float64] = field(repr=False)
    answers: int
    equal: int = 0
    skipped: int = 0

    @classmethod
    def from_answers(
        cls,
        answers: Iterable[tuple[Hashable, Hashable, Answer]],
        *,
        options: Iterable[Hashable] = (),
    ) -> Comparisons:
        """Count (left, right, answer), each answer "left", "right", "equal" or "skip".

        Parameters
        ----------
        answers : iterable of (left, right, answer)
        options : iterable, optional
            Options to rank even when nobody has compared them yet.

        Raises
        ------
        BadInput
            For another answer, or an option compared with itself.
        """
        counted = Counter(answers)
        known = [*options, *(one for pair in counted for one in pair[:2])]
        return cls._of(known, counted)

    @classmethod
    def from_wins(
        cls,
        wins: Iterable[tuple[Hashable, Hashable]] | Iterable[tuple[Hashable, Hashable, int]],
        *,
        options: Iterable[Hashable] = (),
    ) -> Comparisons:
        """Count (winner, loser) or (winner, loser, how often).

        Raises
        ------
        BadInput
            For an option that beats itself, or a count below 0.
        """
        counted: Counter[tuple[Hashable, Hashable, Answer]] = Counter()
        for (winner, loser, *rest), rows in Counter(wins).items():
            times = rest[0] if rest else 1
            if not isinstance(times, int) or times < 0:
                raise BadInput(f"the count is {times!r}", expected="a whole number from 0 up")
            counted[winner, loser, "left"] += times * rows
        known = [*options, *(one for pair in counted for one in pair[:2])]
        return cls._of(known, counted)

    @classmethod
    def _of(
        cls, known: list[Hashable], counted: Counter[tuple[Hashable, Hashable, Answer]]
    ) -> Comparisons:
        options = in_order(known)
        at = {option: place for place, option in enumerate(options)}
        said: Counter[str] = Counter()
        for (left, right, answer), times in counted.items():
            if answer not in _WORTH or left == right:
                _refuse(left, answer)
            said[answer] += times
        lefts = np.array([at[left] for left, _, _ in counted], dtype=np.intp)
        rights = np.array([at[right] for _, right, _ in counted], dtype=np.intp)
        worth = np.array([_WORTH[answer] for _, _, answer in counted]).reshape(-1, 2)
        shares = worth * np.array(list(counted.values()), dtype=np.float64)[:, None]
        told = said["left"] + said["right"] + said["equal"]
        if told > MOST_ANSWERS:
            raise BadInput(f"there are {told:,} answers", expected=f"at most {MOST_ANSWERS:,}")
        wins = np.zeros((len(options), len(options)))
        np.add.at(wins, (lefts, rights), shares[:, 0])
        np.add.at(wins, (rights, lefts), shares[:, 1])
        return cls(options, wins, told, said["equal"], said["skip"])

    @cached_property
    def at(self) -> dict[Hashable, int]:
        """Where each option stands."""
        return {option: place for place, option in enumerate(self.options)}

    @cached_property
    def met(self) -> NDArray[np.float64]:
        """How often two options were compared, shape (options, options)."""
        return self.wins + self.wins.T

    @cached_property
    def seen(self) -> NDArray[np.float64]:
        """In how many answers each option was, shape (options,)."""
        return np.asarray(self.met.sum(axis=1))

    @cached_property
    def parts(self) -> tuple[tuple[Hashable, ...], ...]:
        """Options linked by comparisons, the largest part first.

        Between two parts nobody has compared anything, so answers alone cannot order them.
        """
        return self._components("weak")

    @cached_property
    def is_decided_by_answers(self) -> bool:
        """Whether answers alone give every strength a finite value.

        They do when no group of options won, or lost, all of its comparisons with the rest
        (Ford's condition).
        """
        return len(self._components("strong")) <= 1

    def with_answer(self, left: Hashable, right: Hashable, answer: Answer) -> Comparisons:
        """Return the same comparisons with one answer more; both options must be known.

        Raises
        ------
        BadInput
            For an option that is not known, or another answer.
        """
        for one in (left, right):
            if one not in self.at:
                raise BadInput(f"there is no option {one!r}", expected="one of the options")
        if answer not in _WORTH or left == right:
            _refuse(left, answer)
        if answer == "skip":
            return Comparisons(self.options, self.wins, self.answers, self.equal, self.skipped + 1)
        i, j = self.at[left], self.at[right]
        wins = self.wins.copy()
        mine, theirs = _WORTH[answer]
        wins[i, j] += mine
        wins[j, i] += theirs
        equal = self.equal + (answer == "equal")
        return Comparisons(self.options, wins, self.answers + 1, equal, self.skipped)

    def _components(
        self, connection: Literal["weak", "strong"]
    ) -> tuple[tuple[Hashable, ...], ...]:
        if not self.options:
            return ()
        count, labels = connected_components(self.wins > 0, directed=True, connection=connection)
        parts: list[list[Hashable]] = [[] for _ in range(count)]
        for option, label in zip(self.options, labels.tolist(), strict=True):
            parts[label].append(option)
        return tuple(tuple(part) for part in sorted(parts, key=lambda part: -len(part)))


def _refuse(left: Hashable, answer: str) -> NoReturn:
    if answer not in _WORTH:
        raise BadInput(f"the answer is {answer!r}", expected="left, right, equal or skip")
    raise BadInput(f"{left!r} is compared with itself", expected="two different options")
