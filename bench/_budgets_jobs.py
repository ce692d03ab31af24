"""What is counted on each vote, for both engines."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

__all__ = ["JOBS", "Job"]


@dataclass(frozen=True)
class Job:
    """Options of ours, and the same for pabutools."""

    own: dict[str, Any] = field(hash=False)
    rule: str
    measure: str = ""
    increment: str | None = None
    needs_approval: bool = False


def _jobs() -> dict[str, Job]:
    measures = {
        "cost": "Cost_Sat",
        "cardinality": "Cardinality_Sat",
        "sqrt": "Additive_Cost_Sqrt_Sat",
    }
    found = {}
    shares = "method_of_equal_shares"
    for name, peer in measures.items():
        own: dict[str, Any] = {"satisfaction": name}
        bare = own | {"completion": "none"}
        needs = name == "sqrt"
        found[f"shares {name}"] = Job(bare, shares, peer, needs_approval=needs)
        found[f"add1 {name}"] = Job(own, shares, peer, "1", needs_approval=needs)
        for step in (100, 1000):
            wide = own | {"increment": Fraction(step)}
            found[f"add{step} {name}"] = Job(wide, shares, peer, str(step), needs_approval=needs)
    greedy = "greedy_utilitarian_welfare"
    by_votes = {"rule": "greedy", "satisfaction": "cost"}
    found["greedy"] = Job(by_votes, greedy, "Cost_Sat")
    found["greedy per cost"] = Job(
        by_votes | {"rule": "greedy-per-cost"}, greedy, "Cardinality_Sat"
    )
    phragmen = {"rule": "phragmen", "satisfaction": "cost", "completion": "none"}
    found["phragmen"] = Job(phragmen, "sequential_phragmen", needs_approval=True)
    return found


JOBS = _jobs()
