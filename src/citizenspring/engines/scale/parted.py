"""Votes that lie in parts on several machines, for the very functions that draw a map of one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions.axes import project
from citizenspring.engines.opinions.tables import GroupCounts, count_groups
from citizenspring.engines.opinions.votes import VoteMatrix, ranked
from citizenspring.engines.scale.counting import client_of, count_parts, summed

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes

__all__ = ["PartedVotes"]


@dataclass(frozen=True, eq=False)
class _Listed:
    """What one part tells of itself: names, and one figure a person or a statement."""

    people: Sequence[Hashable]
    statements: list[Hashable]
    moderated_out: frozenset[Hashable]
    meta: frozenset[Hashable]
    hidden: NDArray[np.bool_]
    seen_by_person: NDArray[np.int64]
    seen_in_picture: NDArray[np.int64]
    tallies: NDArray[np.int64]

    @property
    def picture(self) -> tuple[object, ...]:
        """What all parts have in common."""
        return self.statements, self.moderated_out, self.meta


@dataclass(frozen=True, eq=False)
class PartedVotes:
    """The votes of all parts; goes where a :class:`VoteMatrix` goes into :func:`map_opinions`.

    Build one with :meth:`of`. People stand in rising order of their ids, whatever part they
    are in. Counts and places are made where a part lies. What travels: counters, the ids of
    people with their places and numbers of votes, and the votes of the samples that the map
    reads closely: 4,000 people for the test of a split, 100,000 votes for bridging.

    Examples
    --------
    ``map_opinions(PartedVotes.of(client, parts))``
    """

    people: Sequence[Hashable]
    statements: Sequence[Hashable]
    moderated_out: frozenset[Hashable]
    meta: frozenset[Hashable]
    hidden: NDArray[np.bool_] = field(repr=False)
    tallies: NDArray[np.int64] = field(repr=False)
    seen_by_person: NDArray[np.int64] = field(repr=False)
    seen_in_picture: NDArray[np.int64] = field(repr=False)
    _client: Any = field(repr=False)
    _parts: list[Any] = field(repr=False)
    _cuts: NDArray[np.int64] = field(repr=False)
    # Where each person stands when the parts are laid one after the other.
    _laid: NDArray[np.int64] = field(repr=False)

    @classmethod
    def of(cls, client: Any, parts: Sequence[Any]) -> PartedVotes:
        """Take stock of the parts.

        Parameters
        ----------
        client : distributed.Client
        parts : sequence of VoteMatrix, or of futures of them
            Each person in one part; the same statements, moderation and meta in each.

        Raises
        ------
        BadInput
            When there is no part, parts list different statements, or somebody is in two.
        """
        placed = _placed(client, parts)
        found = _stock(client, placed)
        first = found[0]
        people, place = ranked([one for part in found for one in part.people])
        if len(set(people)) < len(people):
            twice = len(people) - len(set(people))
            raise BadInput(f"{twice} people are in several parts", expected="each in one part")
        laid = np.argsort(place)
        return cls(
            people=people,
            statements=first.statements,
            moderated_out=first.moderated_out,
            meta=first.meta,
            hidden=first.hidden,
            tallies=np.sum([part.tallies for part in found], axis=0),
            seen_by_person=np.concatenate([part.seen_by_person for part in found])[laid],
            seen_in_picture=np.concatenate([part.seen_in_picture for part in found])[laid],
            _client=client,
            _parts=placed,
            _cuts=np.cumsum([0, *(len(part.people) for part in found)]),
            _laid=laid,
        )

    @property
    def shape(self) -> tuple[int, int]:
        """People and statements."""
        return len(self.people), len(self.statements)

    @property
    def n_votes(self) -> int:
        """How many votes count."""
        return int(self.tallies[2].sum())

    def principal_axes(self, near: NDArray[np.float64] | None = None) -> Axes:
        """Find the axes from the counters of all parts."""
        hidden = self.moderated_out | self.meta
        return count_parts(self._client, self._parts).axes(hidden=hidden, near=near)

    def projected(self, axes: Axes) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Sum everybody's centred votes along the axes, each part its own people's."""
        futures = self._client.map(project, self._parts, axes=axes, pure=False)
        sums = [found for found, _ in self._client.gather(futures)]
        return np.concatenate(sums)[self._laid], self.seen_in_picture

    def by_group(self, labels: NDArray[np.int64], groups: int) -> GroupCounts:
        """Count votes by group and statement in each part, and add the counts up."""
        laid = np.empty_like(labels)
        laid[self._laid] = labels
        shares = np.split(laid, self._cuts[1:-1])
        futures = self._client.map(count_groups, self._parts, shares, groups=groups, pure=False)
        return summed(self._client, futures, _together)

    def of_rows(self, rows: NDArray[np.int64]) -> VoteMatrix:
        """Fetch the votes of some people."""
        laid = self._laid[rows]
        order = np.sort(laid)
        bounds = np.searchsorted(order, self._cuts)
        shares = [
            order[bounds[at] : bounds[at + 1]] - first for at, first in enumerate(self._cuts[:-1])
        ]
        fetched = self._client.gather(self._client.map(_some, self._parts, shares, pure=False))
        return _joined(fetched).of_rows(np.searchsorted(order, laid))


def _placed(client: Any, parts: Sequence[Any]) -> list[Any]:
    """Bring parts that lie here to workers, once for all that is asked of them."""
    scatter = client_of(client).scatter
    if not parts:
        raise BadInput("there is no part to map", expected="at least one")
    return [scatter(one, hash=False) if isinstance(one, VoteMatrix) else one for one in parts]


def _stock(client: Any, parts: list[Any]) -> list[_Listed]:
    """List the parts; refuse parts of different pictures."""
    found: list[_Listed] = client.gather(client.map(_listed, parts, pure=False))
    if any(part.picture != found[0].picture for part in found):
        expected = "the same statements in each, in one order, moderated alike"
        raise BadInput("the parts differ", expected=expected)
    return found


def _listed(votes: VoteMatrix) -> _Listed:
    return _Listed(
        people=votes.people,
        statements=list(votes.statements),
        moderated_out=votes.moderated_out,
        meta=votes.meta,
        hidden=votes.hidden,
        seen_by_person=votes.seen_by_person,
        seen_in_picture=votes.seen_in_picture,
        tallies=votes.tallies,
    )


def _some(votes: VoteMatrix, rows: NDArray[np.int64]) -> VoteMatrix:
    return votes.of_rows(rows)


def _together(one: GroupCounts, other: GroupCounts) -> GroupCounts:
    return GroupCounts(
        one.agree + other.agree, one.disagree + other.disagree, one.seen + other.seen
    )


def _joined(parts: Sequence[VoteMatrix]) -> VoteMatrix:
    """Lay parts one after the other."""
    lengths = np.concatenate([np.diff(part.starts) for part in parts])
    return replace(
        parts[0],
        people=[one for part in parts for one in part.people],
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
        columns=np.concatenate([part.columns for part in parts]),
        values=np.concatenate([part.values for part in parts]),
    )
