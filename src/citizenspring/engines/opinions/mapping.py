"""From votes to the opinion map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np

from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions.bridging import bridging_scores
from citizenspring.engines.opinions.compatible import polis_groups, polis_positions
from citizenspring.engines.opinions.counted import counted_people, votes_needed
from citizenspring.engines.opinions.grouping import form_groups, one_group
from citizenspring.engines.opinions.picks import (
    consensus_picks,
    representative_picks,
    telling_picks,
)
from citizenspring.engines.opinions.positions import own_positions
from citizenspring.engines.opinions.result import Group, OpinionMap, Split, Tried
from citizenspring.engines.opinions.rows import shared_lists, statement_rows
from citizenspring.engines.opinions.structure import chance_of_gap, chance_of_no_structure

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.crowd import Crowd
    from citizenspring.engines.opinions.picks import Representative

__all__ = ["map_opinions"]

T = TypeVar("T", bound=np.generic)
Mode = Literal["own", "polis"]
NO_STRUCTURE = 0.01
NO_GAP = 0.05


@dataclass(frozen=True, eq=False)
class _Formed:
    """Groups as either mode forms them."""

    labels: NDArray[np.int64]
    ids: tuple[int, ...]
    tried: tuple[Tried, ...]
    split: Split


def map_opinions(  # noqa: PLR0913  # because each is a choice a researcher makes by name
    votes: Crowd,
    *,
    mode: Mode = "own",
    seed: str | int = "citizenspring",
    previous: OpinionMap | None = None,
    k: int | None = None,
    labels: Mapping[Hashable, int] | None = None,
    counted: Collection[Hashable] | None = None,
    axes: Axes | None = None,
) -> OpinionMap:
    """Draw the opinion map of a conversation.

    Parameters
    ----------
    votes : VoteMatrix
        Or votes that lie in parts on several machines, see ``engines.scale``.
    mode : "own" or "polis"
        "own" shrinks positions of people with few votes, restarts k-means, and shows one
        group when there is no real split. "polis" reproduces Polis.
    seed : str or int
        Published seed of everything random; the same votes and seed give the same map,
        bit for bit, whatever the order of the votes.
    previous : OpinionMap, optional
        The last map: its axes keep their signs, its groups their ids, and the number of
        groups does not flicker.
    k : int, optional
        Number of groups; chosen when not given.
    labels : mapping of person to group, optional
        Groups already known; the rest is computed for them.
    counted : collection of people, optional
        Who takes part in the groups; by number of votes when not given. For what Polis
        did see :func:`counted_over_time`.
    axes : Axes, optional
        Axes already known, for instance from :class:`Counters`.

    Returns
    -------
    OpinionMap

    Raises
    ------
    BadInput
        When there is nobody or nothing to map, or `mode` or `k` is not possible.

    References
    ----------
    Small et al., "Polis: scaling deliberation by mapping high dimensional opinion spaces",
    Recerca 26(2), 2021, doi:10.6035/recerca.5516.

    Examples
    --------
    >>> from citizenspring.engines.opinions import VoteMatrix, map_opinions
    >>> triples = [(p, s, 1 if (p < 10) == (s < 6) else -1) for p in range(20) for s in range(12)]
    >>> found = map_opinions(VoteMatrix.from_triples(triples))
    >>> [group.size for group in found.groups], found.split.is_real
    ([10, 10], True)
    """
    _check(votes, mode, k)
    near = None if previous is None else _carried_axes(previous, votes)
    axes = votes.principal_axes(near) if axes is None else axes
    seen = votes.seen_in_picture if mode == "own" else votes.seen_by_person
    needed = votes_needed(votes.shape[1] if mode == "polis" else int((~votes.hidden).sum()))
    points = (polis_positions if mode == "polis" else own_positions)(votes, axes)
    if labels is not None:
        formed = _given_groups(votes, labels)
    else:
        inside = _counted(votes, seen, mode, previous, counted)
        if mode == "polis":
            formed = _polis_formed(points, inside, k)
        else:
            formed = _own_formed(votes, points, inside, seed=str(seed), k=k, previous=previous)
        formed = _keep_ids(formed, votes, previous)
    return _assemble(votes, mode, str(seed), axes, points, seen, needed, formed)


def _check(votes: Crowd, mode: str, k: int | None) -> None:
    if mode not in ("own", "polis"):
        raise BadInput(f"the mode is {mode!r}", expected="'own' or 'polis'")
    if votes.n_votes == 0:
        raise BadInput("there is no vote to map", expected="at least one vote")
    if votes.hidden.all():
        raise BadInput("every statement is moderated out or meta", expected="at least one to map")
    if k is not None and not 1 <= k <= votes.shape[0]:
        raise BadInput(f"{k} groups were asked for", expected=f"1 to {votes.shape[0]}")


def _carried_axes(previous: OpinionMap, votes: Crowd) -> NDArray[np.float64]:
    """Return the last map's axes over the statements of now; new statements weigh nothing."""
    column = {s: at for at, s in enumerate(previous.statements)}
    at = np.array([column.get(s, -1) for s in votes.statements])
    carried = np.where(at >= 0, previous.axes.directions[:, np.maximum(at, 0)], 0.0)
    return np.asarray(carried)


def _counted(
    votes: Crowd,
    seen: NDArray[np.int64],
    mode: Mode,
    previous: OpinionMap | None,
    given: Collection[Hashable] | None,
) -> NDArray[np.bool_]:
    if given is not None:
        inside = frozenset(given)
        return np.array([person in inside for person in votes.people], dtype=bool)
    statements = votes.shape[1] if mode == "polis" else int((~votes.hidden).sum())
    keep = None
    if previous is not None:
        keep = np.array([previous.group_of(p) is not None for p in votes.people]) & (seen > 0)
    return counted_people(seen, statements, keep=keep)


def _polis_formed(where: NDArray[np.float64], counted: NDArray[np.bool_], k: int | None) -> _Formed:
    rows = np.flatnonzero(counted)
    groups = polis_groups(where[rows], k=k)
    labels = np.full(counted.size, -1, dtype=np.int64)
    labels[rows] = groups.labels
    tried = tuple(Tried(n, s) for n, s in groups.silhouettes.items())
    split = Split("given", "Polis always shows at least two groups and does not test them.")
    return _Formed(labels, tuple(range(len(groups.centres))), tried, split)


def _own_formed(
    votes: Crowd,
    where: NDArray[np.float64],
    counted: NDArray[np.bool_],
    *,
    seed: str,
    k: int | None,
    previous: OpinionMap | None,
) -> _Formed:
    rows = np.flatnonzero(counted)
    points = where[rows]
    by_chance = chance_of_no_structure(votes, counted, seed)
    if k == 1 or (k is None and by_chance > NO_STRUCTURE):
        found = one_group(points)
    else:
        starts = None
        if previous is not None and previous.mode == "own" and len(previous.groups) > 1:
            starts = np.array([group.centre for group in previous.groups])
        found = form_groups(points, seed=seed, k=k, starts=starts)
    labels = np.full(counted.size, -1, dtype=np.int64)
    labels[rows] = found.labels
    count = len(found.centres)
    no_gap = None
    if count > 1 and by_chance <= NO_STRUCTURE:
        no_gap = chance_of_gap(points, found.labels, found.centres)
    tried = tuple(Tried(n, s) for n, s in found.silhouettes.items())
    return _Formed(labels, tuple(range(count)), tried, _split(by_chance, no_gap))


def _split(by_chance: float, no_gap: float | None) -> Split:
    if by_chance > NO_STRUCTURE:
        reason = (
            "What people vote on one statement tells nothing certain about their other votes "
            f"(chance {by_chance:.2g}): no groups are shown."
        )
        return Split("one", reason, by_chance)
    if no_gap is None:
        return Split("one", "No groups of at least three people can be formed.", by_chance)
    if no_gap > NO_GAP:
        reason = (
            "People really differ, but along a slope: there is no clear gap between the groups "
            f"(chance {no_gap:.2g})."
        )
        return Split("gradient", reason, by_chance, no_gap)
    reason = (
        "There is a gap between the groups: fewer people stand between them than at their "
        f"middles (chance {no_gap:.2g})."
    )
    return Split("distinct", reason, by_chance, no_gap)


def _given_groups(votes: Crowd, given: Mapping[Hashable, int]) -> _Formed:
    ids = sorted(set(given.values()))
    index = {one: at for at, one in enumerate(ids)}
    labels = np.array([index[given[p]] if p in given else -1 for p in votes.people], dtype=np.int64)
    split = Split("given", "The groups were given.")
    return _Formed(labels, tuple(ids), (), split)


def _keep_ids(formed: _Formed, votes: Crowd, previous: OpinionMap | None) -> _Formed:
    """Give each group the id of the last map's group that most of its members were in."""
    if previous is None:
        return formed
    before = [previous.group_of(person) for person in votes.people]
    shared: dict[tuple[int, int], int] = {}
    for new, old in zip(formed.labels.tolist(), before, strict=True):
        if new >= 0 and old is not None:
            shared[new, old] = shared.get((new, old), 0) + 1
    ids: dict[int, int] = {}
    for (new, old), _ in sorted(shared.items(), key=lambda one: (-one[1], one[0])):
        if new not in ids and old not in ids.values():
            ids[new] = old
    free = (one for one in range(len(formed.ids) + len(ids) + 5) if one not in ids.values())
    for new in range(len(formed.ids)):
        if new not in ids:
            ids[new] = next(one for one in free if one not in ids.values())
    order = sorted(range(len(formed.ids)), key=ids.__getitem__)
    rank = np.array([order.index(new) for new in range(len(order))])
    labels = np.where(formed.labels >= 0, rank[np.maximum(formed.labels, 0)], -1)
    return _Formed(labels, tuple(ids[new] for new in order), formed.tried, formed.split)


def _assemble(  # noqa: PLR0913, PLR0917  # because it gathers every part of the result once
    votes: Crowd,
    mode: Mode,
    seed: str,
    axes: Axes,
    points: NDArray[np.float64],
    seen: NDArray[np.int64],
    needed: int,
    formed: _Formed,
) -> OpinionMap:
    counts = votes.by_group(formed.labels, len(formed.ids))
    bridging = bridging_scores(votes, axes, seed)
    rows = statement_rows(votes, axes, counts, bridging)
    choose = representative_picks if mode == "polis" else telling_picks
    picks = choose(counts, votes.statements, votes.hidden)
    groups = tuple(_group(votes, points, formed, number, told) for number, told in enumerate(picks))
    by_id = np.append(np.array(formed.ids, dtype=np.int64), -1)
    agree, disagree, saw = votes.tallies
    agreed, rejected = consensus_picks(agree, disagree, saw, votes.statements, votes.hidden)
    common, bridges, divisive = shared_lists(rows)
    return OpinionMap(
        mode=mode,
        seed=seed,
        people=votes.people,
        statements=votes.statements,
        axes=axes,
        positions=_frozen(points),
        group_of_row=_frozen(by_id[formed.labels]),
        seen=_frozen(seen),
        needed=needed,
        groups=groups,
        rows=rows,
        common_ground=common,
        bridging=bridges,
        divisive=divisive,
        consensus=agreed + rejected,
        tried=formed.tried,
        split=formed.split,
    )


def _group(
    votes: Crowd,
    points: NDArray[np.float64],
    formed: _Formed,
    number: int,
    told: tuple[Representative, ...],
) -> Group:
    members = np.flatnonzero(formed.labels == number)
    x, y = points[members].mean(axis=0).tolist() if members.size else (0.0, 0.0)
    return Group(formed.ids[number], int(members.size), (x, y), told, members, votes.people)


def _frozen(array: NDArray[T]) -> NDArray[T]:
    kept = array.copy()
    kept.flags.writeable = False
    return kept
