"""When conditions cannot all hold: the fewest to give up, by an integer programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.errors import Infeasible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citizenspring.engines.seating.encoding import Problem

__all__ = ["place_or_explain"]

_SECONDS = 20.0
_MOST_NAMED = 5


@dataclass(frozen=True)
class _Rule:
    """A condition of one round, and the sentence that names it."""

    kind: str
    people: tuple[int, ...]
    tables: frozenset[int]
    says: str


def place_or_explain(problem: Problem, r: int, bound: Sequence[int]) -> list[tuple[int, int]]:
    """Place the units that are bound, or say which conditions to give up.

    Returns
    -------
    list of (unit, table)

    Raises
    ------
    Infeasible
        With the smallest number of conditions whose absence would make it possible.
    """
    rules = list(_rules(problem, r))
    units = problem.units
    people = sorted(
        {p for number in bound for p in units[number]} | {p for rule in rules for p in rule.people}
    )
    seats, broken = _solve(problem.sizes[r], people, rules)
    if broken is None:
        raise Infeasible(
            f"No seating that meets every condition of round {r + 1} was found: give up some"
            " of its pins, pairs or needs, or lay more tables that offer what is needed."
        )
    if broken:
        raise Infeasible(_sentence(r, [rules[k] for k in broken], len(rules)))
    return [(number, seats[units[number][0]]) for number in bound]


def _rules(problem: Problem, r: int) -> Iterator[_Rule]:
    ids, everywhere = [person.id for person in problem.people], range(len(problem.places))
    numbers = [place.number for place in problem.places]
    fixed, index = problem.fixed[:, r], problem.index
    for p in np.flatnonzero(fixed >= 0).tolist():
        table = int(fixed[p])
        yield _Rule("at", (p,), frozenset([table]), f"{ids[p]} pinned to table {numbers[table]}")
    for p, person in enumerate(problem.people):
        for need in sorted(person.needs):
            fits = frozenset(t for t in everywhere if need in problem.places[t].offers)
            yield _Rule("at", (p,), fits, f"{ids[p]} at a table that offers {need}")
    for group in problem.conditions.together:
        for other in group[1:]:
            pair = (index[group[0]], index[other])
            yield _Rule("together", pair, frozenset(), f"{group[0]} together with {other}")
    for one, other in problem.conditions.apart:
        yield _Rule("apart", (index[one], index[other]), frozenset(), f"{one} apart from {other}")


def _solve(
    sizes: Sequence[int], people: Sequence[int], rules: Sequence[_Rule]
) -> tuple[dict[int, int], list[int] | None]:
    """Fewest rules broken: a binary for each person and table, and one for each rule."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  # rarely needed
    from scipy.sparse import coo_array  # noqa: PLC0415  # rarely needed

    tables, place = len(sizes), {p: k for k, p in enumerate(people)}
    width = len(people) * tables
    rows: list[tuple[dict[int, float], float, float]] = [
        ({place[p] * tables + t: 1.0 for t in range(tables)}, 1.0, 1.0) for p in people
    ]
    for t, size in enumerate(sizes):
        rows.append(({k * tables + t: 1.0 for k in range(len(people))}, 0.0, float(size)))
    for k, rule in enumerate(rules):
        rows += _rows_of(rule, place, tables, width + k)
    entries = [(i, j, x) for i, (row, _, _) in enumerate(rows) for j, x in row.items()]
    i, j, x = zip(*entries, strict=True)
    matrix = coo_array((x, (i, j)), shape=(len(rows), width + len(rules))).tocsr()
    cost = np.concatenate([np.zeros(width), np.ones(len(rules))])
    low, high = [row[1] for row in rows], [row[2] for row in rows]
    found = milp(
        cost,
        constraints=LinearConstraint(matrix, low, high),
        integrality=np.ones(len(cost), dtype=np.int64),
        bounds=Bounds(0, 1),
        options={"time_limit": _SECONDS},
    )
    if found.x is None:
        return {}, None
    seats = found.x[:width].reshape(len(people), tables).argmax(axis=1)
    broken = [k for k in range(len(rules)) if found.x[width + k] > 0.5]  # noqa: PLR2004  # a binary
    return {p: int(seats[place[p]]) for p in people}, broken


def _rows_of(
    rule: _Rule, place: dict[int, int], tables: int, slack: int
) -> Iterator[tuple[dict[int, float], float, float]]:
    one, other = place[rule.people[0]] * tables, place[rule.people[-1]] * tables
    if rule.kind == "at":
        inside = {one + t: 1.0 for t in sorted(rule.tables)}
        yield {**inside, slack: 1.0}, 1.0, np.inf
    for t in range(tables):
        if rule.kind == "together":
            yield {one + t: 1.0, other + t: -1.0, slack: 1.0}, 0.0, np.inf
            yield {one + t: -1.0, other + t: 1.0, slack: 1.0}, 0.0, np.inf
        elif rule.kind == "apart":
            yield {one + t: 1.0, other + t: 1.0, slack: -1.0}, -np.inf, 1.0


def _sentence(r: int, broken: Sequence[_Rule], total: int) -> str:
    named = "; ".join(rule.says for rule in broken[:_MOST_NAMED])
    more = f"; and {len(broken) - _MOST_NAMED} more" if len(broken) > _MOST_NAMED else ""
    conditions = "The condition" if total == 1 else f"The {total} conditions"
    hold = "cannot hold" if total == 1 else "cannot all hold"
    what = "this one" if len(broken) == 1 else f"these {len(broken)}"
    return f"{conditions} of round {r + 1} {hold}. It is possible without {what}: {named}{more}."
