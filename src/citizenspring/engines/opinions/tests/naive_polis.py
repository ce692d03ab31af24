"""Polis's formulas written out the slow way, to compare the engine with.

Dense matrices, loops and one formula a line; shares no code with the engine.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["naive_axes", "naive_consensus", "naive_priority", "naive_representative"]

Dense = NDArray[np.float64]


def naive_axes(dense: Dense, hidden: list[int]) -> tuple[Dense, Dense]:
    """Column means and two right singular vectors of the mean-imputed matrix (nan = not seen)."""
    zeroed = dense.copy()
    zeroed[:, hidden] = 0.0
    centre = np.array([np.mean(column[~np.isnan(column)]) for column in zeroed.T])
    filled = np.where(np.isnan(zeroed), centre, zeroed)
    return centre, np.linalg.svd(filled - centre)[2][:2]


def naive_positions(dense: Dense, hidden: list[int]) -> Dense:
    """Project each person over what she saw, scaled by the root of statements over votes."""
    zeroed = dense.copy()
    zeroed[:, hidden] = 0.0
    centre, axes = naive_axes(dense, hidden)
    places = []
    for row in zeroed:
        seen = ~np.isnan(row)
        scale = math.sqrt(len(row) / max(1, seen.sum()))
        places.append(scale * (axes[:, seen] @ (row[seen] - centre[seen])))
    return np.array(places)


def naive_consensus(dense: Dense, groups: list[list[int]], column: int) -> float:
    product = 1.0
    for rows in groups:
        votes = dense[rows, column]
        product *= (np.sum(votes == 1) + 1) / (np.sum(~np.isnan(votes)) + 2)
    return product


def naive_priority(dense: Dense, groups: list[list[int]], column: int, far: float) -> float:
    votes = dense[[row for rows in groups for row in rows], column]
    a, s, p = np.sum(votes == 1), np.sum(~np.isnan(votes)), np.sum(votes == 0)
    importance = (1 - (p + 1) / (s + 2)) * (far + 1) * (a + 1) / (s + 2)
    return float((importance * (1 + 8 * 2 ** (-s / 5))) ** 2)


def naive_representative(
    dense: Dense, groups: list[list[int]], hidden: list[int], group: int
) -> list[tuple[int, str]]:
    """The statements that speak for a group, with their direction."""
    best: dict[str, Any] | None = None
    best_agree: dict[str, Any] | None = None
    strong: list[dict[str, Any]] = []
    for column in range(dense.shape[1]):
        if column in hidden:
            continue
        one = _figures(dense, groups, column, group)
        if _passes(one):
            strong.append(one)
        if not strong and (best is None or max(one["rat"], one["rdt"]) > best["test"]):
            best = one
        if _is_better_agree(one, best_agree):
            best_agree = one
    if not strong:
        head = best_agree or best
        return [(head["column"], head["for"])] if head else []
    rest = [one for one in strong if best_agree is None or one["column"] != best_agree["column"]]
    rest.sort(key=lambda one: -one["metric"])
    chosen = (([best_agree] if best_agree else []) + rest)[:5]
    agrees = [one for one in chosen if one["for"] == "agree"]
    others = [one for one in chosen if one["for"] != "agree"]
    return [(one["column"], one["for"]) for one in agrees + others]


def _figures(dense: Dense, groups: list[list[int]], column: int, group: int) -> dict[str, Any]:
    here = dense[groups[group], column]
    rest = np.concatenate([dense[rows, column] for at, rows in enumerate(groups) if at != group])
    ns, os = int(np.sum(~np.isnan(here))), int(np.sum(~np.isnan(rest)))
    one: dict[str, Any] = {"column": column}
    for letter, value in (("a", 1), ("d", -1)):
        n, o = int(np.sum(here == value)), int(np.sum(rest == value))
        one["n" + letter] = n
        one["p" + letter] = (n + 1) / (ns + 2)
        one["p" + letter + "t"] = 2 * math.sqrt(ns + 1) * ((n + 1) / (ns + 1) - 0.5)
        one["r" + letter] = one["p" + letter] / ((o + 1) / (os + 2))
        one["r" + letter + "t"] = _two(n + 1, o + 1, ns + 1, os + 1)
    letter = "a" if one["rat"] > one["rdt"] else "d"
    one["for"] = "agree" if letter == "a" else "disagree"
    one["test"] = float(np.float32(one["r" + letter + "t"]))
    one["metric"] = math.prod(one[k] for k in ("r" + letter, "p" + letter, "p" + letter + "t"))
    one["metric"] *= one["test"]
    return one


def _two(x: int, y: int, n: int, m: int) -> float:
    both = (x + y) / (n + m)
    if both == 1:
        return 0.0
    return (x / n - y / m) / math.sqrt(both * (1 - both) * (1 / n + 1 / m))


def _passes(one: dict[str, Any]) -> bool:
    return bool(min(one["rat"], one["pat"]) > 1.2816 or min(one["rdt"], one["pdt"]) > 1.2816)


def _is_better_agree(one: dict[str, Any], best: dict[str, Any] | None) -> bool:
    if one["na"] == 0 and one["nd"] == 0:
        return False
    if best is None:
        return bool(one["pat"] > 1.2816 or (one["ra"] > 1 and one["pa"] > 0.5))
    keys = ("ra", "rat", "pa", "pat") if best["ra"] > 1 else ("pa", "pat")
    return bool(math.prod(one[k] for k in keys) > math.prod(best[k] for k in keys))
