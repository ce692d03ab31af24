"""Seating beside a seating by lot and the plain greedy idea, on the same people.

python bench/seating.py [--repeat 3] [--write]

groupselect, the tool for this in use, is not on PyPI; its figures, and those of a prototype, are
printed as "reference" and were measured elsewhere. Gatherings are read from the shared data
beside the project or from CITIZENSPRING_DATA; without it they are made.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _seating_plain import by_lot, greedily, measured

from citizenspring.engines.seating import read_gathering
from citizenspring.engines.seating.tests.factories import made_gathering
from citizenspring.engines.seating.tests.places import GATHERINGS

MIXED = ("commune", "age", "education")
REFERENCE = {
    1500: (
        ("groupselect (reference)", 71.0, (0.428, 0.094, 0.148), "8,076", "102 of 501"),
        ("prototype (reference)", 4.4, (0.404, 0.078, 0.097), "0", "501 of 501"),
    ),
    180: (
        ("groupselect (reference)", 4.9, (0.383, 0.107, 0.145), "1,346", "18 of 60"),
        ("prototype (reference)", 0.39, (0.383, 0.093, 0.114), "22", "60 of 60"),
    ),
}


def row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def run(path: Path, seed: str, cache: Path) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("_seating_run.py")), str(path), seed]
    # Without it each process would hash the same seats to another number.
    own = {**os.environ, "NUMBA_CACHE_DIR": str(cache), "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=own)
    if done.returncode:
        sys.exit(f"seating failed on {path.name}:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def figures(found: dict[str, Any]) -> tuple[str, ...]:
    means = (f"{found['means'][name]:.3f}" for name in MIXED)
    return (*means, f"{found['repeated']:,}", f"{found['common']} of {found['tables']}")


def compared(path: Path, size: int, repeat: int, cache: Path) -> Iterator[str]:
    people = read_gathering(path).people
    cold = run(path, "a", cache)
    # Three seeds, then the first again: the figures are medians, the last must be the same.
    runs = [run(path, seed, cache) for seed in ("abcdefgh"[:repeat] + "a")]
    yield f"\n## {size:,} people, three rounds, tables of nine\n"
    yield row("", "CPU s", *MIXED, "repeated", "common language")
    yield row(*["---"] * 7)
    for name, work in (
        ("by lot", lambda: by_lot(people, 9, 3, "a")),
        ("greedy, never moved", lambda: greedily(people, 9, 3, "a", MIXED)),
    ):
        begin = time.process_time()
        seating = work()
        cpu = time.process_time() - begin
        yield row(name, f"{cpu:.2f}", *figures(measured(people, seating, MIXED)))
    for name, seconds, means, repeated, common in REFERENCE.get(size, ()):
        yield row(name, f"{seconds}", *(f"{one:.3f}" for one in means), repeated, common)
    for number, one in enumerate(runs[:repeat]):
        yield row(f"ours, seed {'abcdefgh'[number]}", f"{one['cpu']:.2f}", *figures(one))
    least = (f"{cold['possible'][name]:.3f}" for name in MIXED)
    yield row("least possible", "", *least, "0", "")
    same = runs[0]["seats"] == runs[-1]["seats"] == cold["seats"]
    yield ""
    yield f"- the same seats from one seed in three processes: {'yes' if same else 'NO'}"
    yield (
        f"- first call of a process, besides: {cold['first']:.1f} s CPU when the loops must be"
        f" compiled, {middle(runs, 'first'):.1f} s when they are at hand"
    )
    yield f"- memory: {middle(runs, 'peak'):.0f} MiB"
    moved = ", ".join(f"{one['moved']} (no fewer than {one['fewest']})" for one in runs[:repeat])
    after = ", ".join(one["common_after"] for one in runs[:repeat])
    yield (
        f"- re-seating after 18 % no-shows: {middle(runs, 'reseat'):.2f} s CPU; moved {moved};"
        f" common language at {after} tables"
    )


def middle(runs: list[dict[str, Any]], what: str) -> float:
    return statistics.median(one[what] for one in runs)


def lines(repeat: int) -> Iterator[str]:
    yield "# Seating\n"
    yield "Distance of a table from the room by attribute (0 is alike), CPU seconds of one call."
    with tempfile.TemporaryDirectory() as folder:
        for size in (180, 1500):
            path = Path(folder) / f"gathering_{size}.csv"
            if GATHERINGS is not None:
                path = GATHERINGS / path.name
            else:
                path.write_text(made_gathering(size), encoding="utf-8")
            yield from compared(path, size, repeat, Path(folder) / f"compiled-{size}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3, choices=range(1, 9), help="seeds")
    parser.add_argument("--write", action="store_true", help="keep it in bench/results")
    options = parser.parse_args()
    kept: list[str] = []
    for line in lines(options.repeat):
        print(line, flush=True)
        kept.append(line)
    if options.write:
        path = Path(__file__).with_name("results") / "seating.md"
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
