"""Opinion maps beside red-dwarf in one run, fidelity to Polis, and bits per hidden vote.

python bench/opinions.py [--large] [--repeat 3] [--write]

Engines run in turn, each in a process of its own on the same input; the figures are
medians. Real conversations are read from the shared data beside the project or from
CITIZENSPRING_DATA; --large adds a hundred thousand and a million people.
"""

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from _opinions_data import make_votes

from citizenspring.engines.opinions import VoteMatrix, read_polis
from citizenspring.engines.opinions.fidelity import compare, read_stored
from citizenspring.engines.opinions.foretell import bits_per_hidden_vote
from citizenspring.engines.opinions.tests.places import FIXTURES, POLIS

REAL = ("brexit-consensus", "bg2050-volunteers", "scoop-hivemind.biodiversity", "vtaiwan.uberx")
PEER = "red-dwarf"
FORETELLERS = ("nothing", "polis groups", "groups", "bridging", "ideal points")


@dataclass(frozen=True)
class Case:
    """An input and how it is run."""

    name: str
    votes: VoteMatrix | tuple[int, int, float]
    with_peer: bool = True
    repeat: int | None = None


def cases(*, large: bool) -> Iterator[Case]:
    if POLIS is not None:
        for name in REAL:
            yield Case(name, read_polis(POLIS / name).votes)
    yield Case("made 2,031 x 896", (2_031, 896, 0.12))
    yield Case("made 33,422 x 783", (33_422, 783, 0.0765), repeat=1)
    if large:
        yield Case("made 100,000 x 1,000", (100_000, 1_000, 0.05), with_peer=False)
        yield Case("made 1,000,000 x 2,000", (1_000_000, 2_000, 0.02), with_peer=False, repeat=1)


def store(case: Case, path: Path) -> int:
    """Write an input for the runs; return its number of votes."""
    if isinstance(case.votes, VoteMatrix):
        matrix = case.votes
        people, statements = matrix.shape
        rows = np.repeat(np.arange(people, dtype=np.int32), np.diff(matrix.starts))
        columns, values = matrix.columns, matrix.values
        out = np.flatnonzero(matrix.hidden)
    else:
        people, statements, share = case.votes
        rows, columns, values = make_votes(people, statements, share)
        out = np.zeros(0, dtype=np.int64)
    np.savez(
        path,
        rows=rows,
        columns=columns,
        values=values,
        people=people,
        statements=statements,
        moderated_out=out,
    )
    return int(values.size)


def run(engine: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("_opinions_run.py")), engine, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{engine} failed on {path.name}:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rand_index(one: list[int], other: list[int]) -> float:
    """Adjusted Rand index over the people whom both count."""
    a, b = np.array(one), np.array(other)
    both = (a >= 0) & (b >= 0)
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a[both], b[both]), 1)

    def pairs(counts: Any) -> float:
        return float((counts * (counts - 1) / 2).sum())

    inside, left, right = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    chance = left * right / max(pairs(np.array([both.sum()])), 1)
    span = (left + right) / 2 - chance
    return (inside - chance) / span if span else 1.0


def race(case: Case, repeat: int) -> Iterator[str]:
    engines = ["own", "polis", *([PEER] if case.with_peer else [])]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.npz"
        votes = store(case, path)
        runs: dict[str, list[dict[str, Any]]] = {engine: [] for engine in engines}
        for _ in range(case.repeat or repeat):
            for engine in engines:
                runs[engine].append(run(engine, path))
    peer = runs.get(PEER)
    for engine in engines:
        cpu, wall, peak = (median(runs[engine], what) for what in ("cpu", "wall", "peak"))
        ratio, alike, cosine = "", "", ""
        if peer and engine != PEER:
            ratio = f"{median(peer, 'cpu') / cpu:.0f}"
            alike = f"{rand_index(runs[engine][0]['labels'], peer[0]['labels']):.2f}"
            cosine = f"{nearness(runs[engine][0]['axes'], peer[0]['axes']):.6f}"
        name = {"own": "ours", "polis": "ours, compatible"}.get(engine, engine)
        cells = (case.name, f"{votes:,}", name, f"{cpu:.3f}", f"{wall:.3f}", f"{peak:.0f}")
        yield row(*cells, ratio, cosine, alike)


def median(runs: list[dict[str, Any]], what: str) -> float:
    return statistics.median(one[what] for one in runs)


def nearness(ours: list[list[float]], theirs: list[list[float]]) -> float:
    """Smaller absolute cosine of the two axes."""
    a, b = np.array(ours), np.array(theirs)
    length = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return float((np.abs((a * b).sum(axis=1)) / length).min())


def fidelity() -> Iterator[str]:
    if FIXTURES is None:
        return
    yield "\n## Fidelity to the stored output of Polis\n"
    yield row(
        "conversation", "axes |cos|", "positions", "lists equal", "consensus", "gac", "priority"
    )
    yield row(*["---"] * 7)
    for folder in sorted(path.parent for path in FIXTURES.glob("*/math-pca2.json")):
        found = compare(read_stored(folder))
        yield row(
            folder.name,
            " ".join(f"{one:.9f}" for one in found.cosines),
            f"{found.positions:.1e}",
            "{} of {}".format(*found.representative),
            "{} of {}".format(*found.consensus),
            f"{found.group_aware:.1e}",
            f"{found.priority:.1e}",
        )


def foretelling() -> Iterator[str]:
    if POLIS is None:
        return
    yield "\n## Bits per hidden vote (8 % hidden; 1 is a coin)\n"
    yield row("conversation", *FORETELLERS)
    yield row(*["---"] * (1 + len(FORETELLERS)))
    for name in REAL:
        votes = read_polis(POLIS / name).votes
        bits = (statistics.mean(three_times(votes, by)) for by in FORETELLERS)
        yield row(name, *(f"{one:.3f}" for one in bits))


def three_times(votes: VoteMatrix, by: Any) -> Iterator[float]:
    return (bits_per_hidden_vote(votes, by=by, seed=seed) for seed in ("a", "b", "c"))


def row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def lines(options: argparse.Namespace) -> Iterator[str]:
    yield "# Opinion maps\n"
    yield f"Median of {options.repeat} runs in turn; CPU and wall in seconds, peak in MiB.\n"
    head = ("input", "votes", "engine", "CPU", "wall", "peak", "times less CPU", "axes |cos|")
    yield row(*head, "groups alike (ARI)")
    yield row(*["---"] * 9)
    for case in cases(large=options.large):
        yield from race(case, options.repeat)
    yield from fidelity()
    yield from foretelling()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also 100,000 and 1,000,000 people")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each engine")
    parser.add_argument("--write", action="store_true", help="keep it in bench/results")
    options = parser.parse_args()
    if importlib.util.find_spec("reddwarf") is None:
        sys.exit("red-dwarf is missing: install the extra 'bench' (make setup-bench).")
    kept: list[str] = []
    for line in lines(options):
        print(line, flush=True)
        kept.append(line)
    if options.write:
        path = Path(__file__).with_name("results") / "opinions.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
