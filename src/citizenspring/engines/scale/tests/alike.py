"""Parts of a crowd, and what it takes for two maps to be the same."""

from dataclasses import fields
from typing import Any

import numpy as np

from citizenspring.engines.opinions import Counters, OpinionMap, VoteMatrix, map_opinions
from citizenspring.engines.seeds import Stream

__all__ = ["assert_same", "dealt", "in_turn", "on_one_machine"]


def on_one_machine(votes: VoteMatrix, **choices: Any) -> OpinionMap:
    axes = Counters.of(votes).axes(hidden=votes.moderated_out | votes.meta)
    return map_opinions(votes, axes=axes, **choices)


def in_turn(votes: VoteMatrix, count: int) -> list[VoteMatrix]:
    return [votes.of_rows(rows) for rows in np.array_split(np.arange(votes.shape[0]), count)]


def dealt(votes: VoteMatrix, count: int) -> list[VoteMatrix]:
    """Deal people out at random, out of order, and unevenly."""
    rows = np.array(Stream("parts", "dealt").shuffled(list(range(votes.shape[0]))))
    cuts = [len(rows) * at * at // (count * count) for at in range(1, count)]
    return [votes.of_rows(share) for share in np.split(rows, cuts)]


def assert_same(found: OpinionMap, whole: OpinionMap) -> None:
    """Every field is equal to the last bit."""
    for field in fields(OpinionMap):
        ours, theirs = getattr(found, field.name), getattr(whole, field.name)
        if isinstance(theirs, np.ndarray):
            assert np.array_equal(ours, theirs), field.name
        elif field.name in {"people", "statements"}:
            assert list(ours) == list(theirs)
        elif field.name == "axes":
            assert np.array_equal(ours.directions, theirs.directions)
            assert np.array_equal(ours.centre, theirs.centre)
            assert (ours.strengths, ours.total) == (theirs.strengths, theirs.total)
        elif field.name == "groups":
            assert [told(one) for one in ours] == [told(one) for one in theirs]
        else:
            assert ours == theirs, field.name


def told(group: Any) -> tuple[Any, ...]:
    return group.id, group.size, group.centre, group.representative, group.members
