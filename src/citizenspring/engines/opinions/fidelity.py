"""Compare our compatible mode with the complete output that Polis stored for a conversation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from citizenspring.engines.opinions.axes import axes_of
from citizenspring.engines.opinions.mapping import map_opinions
from citizenspring.engines.opinions.votes import VoteMatrix

if TYPE_CHECKING:
    from collections.abc import Hashable

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.result import OpinionMap

__all__ = ["Fidelity", "Stored", "compare", "read_stored"]


@dataclass(frozen=True, eq=False)
class Stored:
    """A conversation with Polis's own results.

    Attributes
    ----------
    votes : VoteMatrix
        With 1 for agree, whatever sign the file uses.
    math : dict
        The stored output as it is.
    groups : dict
        Polis's group of each participant who has one.
    cast : tuple of (person, statement, vote)
        In the order of time.
    """

    votes: VoteMatrix
    math: dict[str, Any]
    groups: dict[Hashable, int]
    cast: tuple[tuple[Hashable, Hashable, int], ...]


@dataclass(frozen=True)
class Fidelity:
    """How near we come.

    Attributes
    ----------
    cosines : tuple of float
        Absolute cosine between the stored axes and ours.
    positions : float
        Largest distance along the first axis of a base cluster's centre, given the votes.
    representative, consensus : tuple of int
        How many lists are equal, and how many there are; given Polis's groups.
    group_aware : float
        Largest difference of group-aware consensus.
    priority : float
        Largest difference of priority.
    """

    cosines: tuple[float, float]
    positions: float
    representative: tuple[int, int]
    consensus: tuple[int, int]
    group_aware: float
    priority: float


def read_stored(folder: Path | str) -> Stored:
    """Read votes.json, comments.json and math-pca2.json; the sign is settled by the counts."""
    place = Path(folder)
    math = json.loads((place / "math-pca2.json").read_text(encoding="utf-8"))
    comments = json.loads((place / "comments.json").read_text(encoding="utf-8"))
    cast = json.loads((place / "votes.json").read_text(encoding="utf-8"))
    cast.sort(key=lambda one: one["modified"])
    agreed = {one["tid"]: one["agree_count"] for one in comments}
    same = sum(one["vote"] == 1 for one in cast if one["tid"] in agreed)
    other = sum(one["vote"] == -1 for one in cast if one["tid"] in agreed)
    total = sum(agreed.values())
    sign = 1 if abs(same - total) <= abs(other - total) else -1
    triples = tuple((one["pid"], one["tid"], sign * one["vote"]) for one in cast)
    votes = VoteMatrix.from_triples(
        triples,
        moderated_out=math["mod-out"] or (),
        meta=math["meta-tids"] or (),
    )
    base = dict(zip(math["base-clusters"]["id"], math["base-clusters"]["members"], strict=True))
    groups = {
        person: group["id"]
        for group in math["group-clusters"]
        for cluster in group["members"]
        for person in base[cluster]
    }
    return Stored(votes, math, groups, triples)


def compare(stored: Stored) -> Fidelity:
    """Run the compatible mode on the votes, with Polis's groups where those matter."""
    votes, math = stored.votes, stored.math
    axes = axes_of(votes)
    found = map_opinions(votes, mode="polis", labels=stored.groups, axes=axes)
    consensus = {row.statement: row.agree_consensus for row in found.rows}
    priority = {row.statement: row.priority for row in found.rows}
    return Fidelity(
        cosines=_cosines(votes, axes, math),
        positions=_position_gap(found, math),
        representative=_equal_lists(found, math),
        consensus=_equal_consensus(found, math),
        group_aware=_largest_gap(consensus, math["group-aware-consensus"]),
        priority=_largest_gap(priority, math["comment-priorities"]),
    )


def _cosines(votes: VoteMatrix, axes: Axes, math: dict[str, Any]) -> tuple[float, float]:
    at = [votes.column_of[statement] for statement in math["tids"]]
    ours, theirs = axes.directions[:, at], np.array(math["pca"]["comps"])
    length = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
    first, second = (np.abs((ours * theirs).sum(axis=1)) / length).tolist()
    return (first, second)


def _position_gap(found: OpinionMap, math: dict[str, Any]) -> float:
    row_of = {person: row for row, person in enumerate(found.people)}
    base = math["base-clusters"]
    gaps = [
        abs(abs(float(found.positions[[row_of[p] for p in members], 0].mean())) - abs(x))
        for x, members in zip(base["x"], base["members"], strict=True)
    ]
    return max(gaps, default=0.0)


def _equal_lists(found: OpinionMap, math: dict[str, Any]) -> tuple[int, int]:
    equal = 0
    for group in found.groups:
        theirs = [
            (one["tid"], one["repful-for"], one["n-success"], one["n-trials"])
            for one in math["repness"][str(group.id)]
        ]
        ours = [(o.statement, o.direction, o.votes, o.seen) for o in group.representative]
        equal += ours == theirs
    return equal, len(found.groups)


def _equal_consensus(found: OpinionMap, math: dict[str, Any]) -> tuple[int, int]:
    equal = 0
    for direction in ("agree", "disagree"):
        theirs = [
            (one["tid"], one["n-success"], one["n-trials"]) for one in math["consensus"][direction]
        ]
        ours = [(o.statement, o.votes, o.seen) for o in found.consensus if o.direction == direction]
        equal += ours == theirs
    return equal, 2


def _largest_gap(ours: dict[Hashable, float], theirs: dict[str, float]) -> float:
    return max(abs(ours[int(key)] - value) for key, value in theirs.items())
