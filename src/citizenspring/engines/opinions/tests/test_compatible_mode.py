"""The compatible mode against Polis's formulas written out the slow way."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citizenspring.engines.opinions import VoteMatrix, counted_over_time, map_opinions
from citizenspring.engines.opinions.compatible import polis_groups

from .naive_polis import (
    naive_axes,
    naive_consensus,
    naive_positions,
    naive_priority,
    naive_representative,
)
from .planted import make_groups

OWN = Path(__file__).parent / "own_fixture.json"
NOT_SEEN = 9


@st.composite
def dense_votes(draw: st.DrawFn) -> np.ndarray:
    people, statements = draw(st.integers(6, 14)), draw(st.integers(4, 9))
    cells = st.sampled_from([1, 1, -1, -1, 0, NOT_SEEN])
    rows = st.lists(cells, min_size=statements, max_size=statements)
    table = np.array(draw(st.lists(rows, min_size=people, max_size=people)), dtype=float)
    table[0, :] = 1
    table[1, :] = -1
    table[table == NOT_SEEN] = np.nan
    return table


def as_matrix(dense: np.ndarray, hidden: list[int]) -> VoteMatrix:
    rows, columns = np.nonzero(~np.isnan(dense))
    return VoteMatrix.from_arrays(
        rows,
        columns,
        dense[rows, columns].astype(int),
        people=range(dense.shape[0]),
        statements=range(dense.shape[1]),
        moderated_out=hidden,
    )


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(dense_votes(), st.integers(0, 2))
def test_lists_and_figures_are_those_of_the_formulas(dense: np.ndarray, hide: int) -> None:
    hidden, half = list(range(hide)), len(dense) // 2
    groups = [list(range(half)), list(range(half, len(dense)))]
    labels: dict[Any, int] = {row: at for at, rows in enumerate(groups) for row in rows}
    found = map_opinions(as_matrix(dense, hidden), mode="polis", labels=labels)
    for group in found.groups:
        told = [(one.statement, one.direction) for one in group.representative]
        assert told == naive_representative(dense, groups, hidden, group.id)
    for row in found.rows:
        column = int(str(row.statement))
        assert row.agree_consensus == pytest.approx(naive_consensus(dense, groups, column))
        slow = naive_priority(dense, groups, column, row.extremity)
        assert row.priority == pytest.approx(slow)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(dense_votes(), st.integers(0, 2))
def test_axes_are_those_of_the_dense_matrix(dense: np.ndarray, hide: int) -> None:
    hidden = list(range(hide))
    axes = map_opinions(as_matrix(dense, hidden), mode="polis").axes
    centre, _ = naive_axes(dense, hidden)
    assert axes.centre == pytest.approx(centre)
    zeroed = dense.copy()
    zeroed[:, hidden] = 0
    filled = np.where(np.isnan(zeroed), centre, zeroed) - centre
    strongest = np.linalg.svd(filled)[1][:2] ** 2
    assert axes.strengths == pytest.approx(strongest, abs=1e-7)
    reached = ((filled @ axes.directions.T) ** 2).sum(axis=0)
    assert reached == pytest.approx(strongest, abs=1e-7)


def test_positions_are_scaled_by_the_share_seen() -> None:
    votes, _ = make_groups(sizes=(12, 9), statements=15, fill=0.7)
    votes = votes.moderated(moderated_out=[3], meta=[4])
    dense = np.full(votes.shape, np.nan)
    for person, statement, vote in votes.triples():
        dense[int(str(person)), int(str(statement))] = vote
    found = map_opinions(votes, mode="polis")
    assert np.abs(found.positions) == pytest.approx(np.abs(naive_positions(dense, [3, 4])))


def test_a_stored_map_is_drawn_again() -> None:
    stored = json.loads(OWN.read_text(encoding="utf-8"))
    votes = VoteMatrix.from_triples(
        [tuple(one) for one in stored["votes"]],
        moderated_out=stored["moderated_out"],
        meta=stored["meta"],
    )
    found = map_opinions(votes, mode="polis")
    assert [list(group.members) for group in found.groups] == stored["groups"]
    told = [[[o.statement, o.direction] for o in g.representative] for g in found.groups]
    assert told == stored["representative"]
    assert [row.agree_consensus for row in found.rows] == pytest.approx(stored["consensus"])
    assert np.abs(found.axes.directions) == pytest.approx(np.abs(stored["axes"]), abs=1e-6)


def test_a_hundred_base_clusters_hold_many_people() -> None:
    votes, truth = make_groups(sizes=(400, 300), statements=30)
    points = map_opinions(votes, mode="polis").positions
    found = polis_groups(points)
    assert len(np.unique(found.base)) <= 100
    assert sum(found.labels[row] == found.labels[0] for row in range(400)) > 360
    assert len(truth) == 700


def test_who_was_counted_stays_counted() -> None:
    early = [("ada", 1, 1), ("ada", 2, 1)]
    later = [(f"p{n}", s, 1) for n in range(20) for s in range(9)]
    assert "ada" in counted_over_time(early + later)
    assert "ada" not in counted_over_time(later + early)
