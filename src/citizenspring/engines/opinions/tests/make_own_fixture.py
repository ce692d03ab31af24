"""Write own_fixture.json: planted votes and what the slow formulas make of them.

Run ``python -m citizenspring.engines.opinions.tests.make_own_fixture`` after a change of
the planted votes; the figures come from naive_polis, only the groups from the engine.
"""

import json
from pathlib import Path

import numpy as np

from citizenspring.engines.opinions import map_opinions

from .naive_polis import naive_axes, naive_consensus, naive_representative
from .planted import make_groups

__all__ = ["main"]


def main() -> None:
    votes, _ = make_groups(sizes=(30, 20, 15), statements=24, seed="own fixture")
    votes = votes.moderated(moderated_out=[5], meta=[7])
    found = map_opinions(votes, mode="polis")
    groups = [[int(str(one)) for one in group.members] for group in found.groups]
    dense = np.full(votes.shape, np.nan)
    for person, statement, vote in votes.triples():
        dense[int(str(person)), int(str(statement))] = vote
    stored = {
        "votes": [list(one) for one in votes.triples()],
        "moderated_out": [5],
        "meta": [7],
        "groups": groups,
        "axes": naive_axes(dense, [5, 7])[1].tolist(),
        "representative": [
            naive_representative(dense, groups, [5, 7], at) for at in range(len(groups))
        ],
        "consensus": [naive_consensus(dense, groups, at) for at in range(dense.shape[1])],
    }
    path = Path(__file__).parent / "own_fixture.json"
    path.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
