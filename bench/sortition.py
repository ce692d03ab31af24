"""Draws by lot beside sortition-algorithms in one run: time, and how fair they are.

python bench/sortition.py [--large] [--repeat 3] [--write]

Engines run in turn, each in a process of its own on the same files with one thread; the figures
are medians (the library runs once where it takes a minute). The library's maximin has one aim,
the lowest chance; ours is full leximin with 1,000 numbered panels and the proof. Pools are read
from the shared data beside the project or from CITIZENSPRING_DATA; the others are made from the
figures of Brussels. --large adds the library on pools where it takes many minutes.
"""

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _sortition_data import make_pool, shared_folder

from citizenspring.engines.sortition import Pool, write_pool

PEER = "library"
ONCE_FROM = 40
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
SHARED = (("sf_fixture_22", 22), ("brussels400_45", 45), ("opendlp_monitor_30", 30))
SMALL = ((150, 22, 4, False), (400, 45, 5, False), (360, 30, 7, False))
LARGE = ((800, 75, 5, False), (1727, 110, 5, False), (360, 30, 7, True), (2000, 200, 3, False))


@dataclass(frozen=True)
class Case:
    """A pool and how it is run."""

    name: str
    folder: Path | None
    pool: Pool | None
    size: int
    with_peer: bool = True
    repeat: int | None = None


def cases(*, large: bool) -> Iterator[Case]:
    for name, size in SHARED:
        folder = shared_folder(name)
        if folder is not None:
            yield Case(name, folder, None, size)
    for people, size, features, exact in SMALL:
        yield made(people, size, features, exact=exact)
    for people, size, features, exact in LARGE:
        yield made(people, size, features, exact=exact, with_peer=large, repeat=1)


def made(people: int, size: int, features: int, *, exact: bool, **how: Any) -> Case:
    name = f"made {people:,} to {size}, {features} {'exact ' * exact}features"
    return Case(name, None, make_pool(people, size, features, exact=exact), size, **how)


def run(engine: str, folder: Path, size: int) -> dict[str, Any]:
    script = str(Path(__file__).with_name("_sortition_run.py"))
    done = subprocess.run(
        [sys.executable, script, engine, str(folder), str(size)],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ) | dict.fromkeys(THREADS, "1"),
    )
    if done.returncode:
        sys.exit(f"{engine} failed on {folder.name}:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def race(case: Case, repeat: int) -> Iterator[str]:
    engines = ["ours", "chances alone", *([PEER] if case.with_peer else [])]
    runs: dict[str, list[dict[str, Any]]] = {engine: [] for engine in engines}
    with tempfile.TemporaryDirectory() as place:
        folder = case.folder or Path(place)
        if case.pool is not None:
            write_pool(folder, case.pool)
        for number in range(case.repeat or repeat):
            for engine in engines:
                if engine != PEER or number == 0 or case.size < ONCE_FROM:
                    runs[engine].append(run(engine, folder, case.size))
    peer = runs.get(PEER)
    for engine in engines:
        one = runs[engine][0]
        ratio = f"{median(peer, 'cpu') / median(runs[engine], 'cpu'):.0f}" if peer else ""
        yield row(
            case.name,
            engine,
            f"{median(runs[engine], 'cpu'):.2f}",
            f"{median(runs[engine], 'wall'):.2f}",
            ratio if engine == "ours" else "",
            f"{one['lowest']:.5f}",
            *(f"{one[what]:.1e}" if what in one else "" for what in ("shortfall", "rounding")),
            one.get("found", ""),
            alike(runs[engine]),
        )


def alike(runs: list[dict[str, Any]]) -> str:
    """Whether every run gave the same panels."""
    hashes = {one.get("hash") for one in runs}
    if hashes == {None} or len(runs) == 1:
        return ""
    return "yes" if len(hashes) == 1 else "NO"


def median(runs: list[dict[str, Any]], what: str) -> float:
    return statistics.median(one[what] for one in runs)


def row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def lines(options: argparse.Namespace) -> Iterator[str]:
    yield "# Draws by lot\n"
    yield f"Median of {options.repeat} runs in turn, one where a run is long; seconds.\n"
    head = ("pool", "engine", "CPU", "wall", "times less CPU", "lowest chance", "shortfall")
    yield row(*head, "with 1,000 panels", "proved by", "same panels each run")
    yield row(*["---"] * 10)
    for case in cases(large=options.large):
        yield from race(case, options.repeat)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="the library on large pools too")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each engine")
    parser.add_argument("--write", action="store_true", help="keep the table in bench/results")
    options = parser.parse_args()
    if importlib.util.find_spec("sortition_algorithms") is None:
        sys.exit("sortition-algorithms is missing: run `make setup-bench` first")
    told = []
    for line in lines(options):
        print(line, flush=True)
        told.append(line)
    if options.write:
        path = Path(__file__).with_name("results") / "sortition.md"
        path.write_text("\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
