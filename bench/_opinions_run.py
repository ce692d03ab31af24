"""One run of one engine on one input, in a process of its own; prints figures as JSON.

python bench/_opinions_run.py ENGINE INPUT.npz    ENGINE: own, polis or red-dwarf
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

Result = tuple[list[int], list[list[float]]]


def memory(name: str) -> float:
    """MiB from /proc: VmHWM is the peak since it was last reset."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0


def ours(stored: Any, mode: Any) -> Any:
    from citizenspring.engines.opinions import VoteMatrix, map_opinions  # noqa: PLC0415  # because the peer's process must not load it

    people, statements = int(stored["people"]), int(stored["statements"])
    rows, columns, values = stored["rows"], stored["columns"], stored["values"]
    out = stored["moderated_out"].tolist()

    def act() -> Result:
        votes = VoteMatrix.from_arrays(
            rows,
            columns,
            values,
            people=range(people),
            statements=range(statements),
            moderated_out=out,
        )
        found = map_opinions(votes, mode=mode)
        return found.group_of_row.tolist(), found.axes.directions.tolist()

    return act


def red_dwarf(stored: Any) -> Any:
    from reddwarf.implementations.base import run_pipeline  # noqa: PLC0415  # because ours must not load it

    people = int(stored["people"])
    votes = [
        {"participant_id": row, "statement_id": column, "vote": value, "modified": at}
        for at, (row, column, value) in enumerate(
            zip(
                stored["rows"].tolist(),
                stored["columns"].tolist(),
                stored["values"].tolist(),
                strict=True,
            )
        )
    ]
    out = stored["moderated_out"].tolist()

    def act() -> Result:
        found = run_pipeline(votes=votes, mod_out_statement_ids=out, random_state=1)
        labels = np.full(people, -1)
        table = found.participants_df["cluster_id"].dropna()
        labels[table.index.to_numpy()] = table.to_numpy(dtype=int)
        whole = np.zeros((2, int(stored["statements"])))
        whole[:, found.statements_df.index.to_numpy()] = found.reducer.components_
        return labels.tolist(), whole.tolist()

    return act


def main(engine: str, path: str) -> None:
    with np.load(path) as opened:
        stored = dict(opened)
    act = red_dwarf(stored) if engine == "red-dwarf" else ours(stored, engine)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    wall, cpu = time.perf_counter(), time.process_time()
    labels, axes = act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    figures = {"cpu": cpu, "wall": wall, "peak": memory("VmHWM"), "labels": labels, "axes": axes}
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
