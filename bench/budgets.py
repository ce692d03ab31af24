"""Budget votes beside pabutools (fractions) on the same files: seconds, and whether they agree.

python bench/budgets.py [--large] [--repeat 3] [--only NAME] [--write] [--facts]

Engines run in turn, each in a process of its own; the figures are medians, and what takes
longer than a few seconds is run once. Files are read from the shared data beside the project
or from CITIZENSPRING_DATA. --large adds what takes pabutools minutes, and made votes of a
hundred thousand and a million ballots; what is left out is named.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from _budgets_jobs import JOBS

from citizenspring.engines.budgeting import Ballots, Election, Project
from citizenspring.engines.budgeting.tests.places import PABULIB

BARE = ("shares cost", "shares cardinality", "shares sqrt", "greedy", "greedy per cost", "phragmen")
ADD1 = ("add1 cost", "add1 cardinality", "add1 sqrt")
STEPS = ("add100 cost", "add100 cardinality", "add100 sqrt")
WIDE = ("add1000 cost", "add1000 cardinality", "add1000 sqrt")
# Minutes of pabutools each.
LONG = ("Poland_Lodz_2022.pb", "Poland_Warszawa_2020_Praga-Poludnie.pb", "France_Toulouse_2022.pb")
# Up to 279,263 rounds of add1, more than an hour of pabutools.
TOO_LONG = ("Hungary_Budapest_2022_VIII_Jozsefvaros.pb",)
MADE = ((100, 100_000), (200, 1_000_000))
FACTS = "src/citizenspring/engines/budgeting/tests/facts.json"


def run(engine: str, path: Path, repeat: int, jobs: tuple[str, ...]) -> dict[str, Any]:
    script = str(Path(__file__).with_name("_budgets_run.py"))
    command = [sys.executable, script, engine, str(path), str(repeat), *jobs]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{engine} failed on {path.name}:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def jobs_of(path: Path, *, large: bool) -> tuple[tuple[str, ...], str]:
    """Return what is run on a file, and what is left out and why."""
    if path.name in TOO_LONG:
        return BARE + WIDE, "add1 by 1: up to 279,263 rounds, over an hour of pabutools"
    if path.name in LONG and not large:
        return BARE + STEPS, "add1 by 1: minutes of pabutools (--large)"
    return BARE + ADD1, ""


def race(path: Path, options: argparse.Namespace, facts: dict[str, Any]) -> Iterator[str]:
    jobs, left_out = jobs_of(path, large=options.large)
    ours = run("own", path, options.repeat, jobs)
    peer = run("pabutools", path, options.repeat, jobs)
    for job in ("read", *jobs):
        mine, theirs = ours["runs"][job], peer["runs"][job]
        same = "" if job == "read" else said(mine["funded"], theirs["funded"])
        times = theirs["cpu"] / max(mine["cpu"], 1e-6)
        cells = (f"{mine['cpu']:.4f}", f"{theirs['cpu']:.3f}", f"{times:,.0f}", same)
        yield row(path.stem, job, *cells)
        if same == "yes":
            facts.setdefault(path.name, {})[job] = fact(job, mine["funded"])
    if left_out:
        yield row(path.stem, left_out, "", "", "", "not run")
    yield row(path.stem, "peak MiB", f"{ours['peak']:.0f}", f"{peer['peak']:.0f}", "", "")


def said(ours: list[str], theirs: list[str]) -> str:
    return "yes" if ours == theirs else f"NO: {sorted(set(ours) ^ set(theirs))}"


def fact(job: str, funded: list[str]) -> dict[str, Any]:
    options = {
        name: value if isinstance(value, str) else int(value)
        for name, value in JOBS[job].own.items()
    }
    word = hashlib.sha256(",".join(sorted(funded)).encode()).hexdigest()[:16]
    return {"options": options, "funded": word}


def made(projects: int, voters: int) -> Election:
    """Ballots of up to ten projects, the popular ones more often, costs over two decades."""
    random = np.random.default_rng(7)
    liked = random.pareto(1.2, projects) + 0.05
    costs = np.round(10 ** random.uniform(4, 6, projects), -2).astype(int)
    sizes = 1 + random.binomial(9, 0.35, voters)
    # Gumbel's trick in blocks: the best of noisy preferences are a draw without replacement.
    columns = []
    for first in range(0, voters, 20_000):
        size = sizes[first : first + 20_000]
        noisy = np.log(liked) + random.gumbel(size=(size.size, projects))
        best = np.argsort(-noisy, axis=1)[:, :10]
        columns.append(best[np.arange(10) < size[:, None]])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    ballots = Ballots.from_arrays(starts, np.concatenate(columns), n_projects=projects)
    listed = tuple(Project(f"p{at}", Fraction(cost)) for at, cost in enumerate(costs.tolist()))
    return Election(listed, Fraction(int(costs.sum()) // 4), ballots)


def by_size(options: argparse.Namespace) -> Iterator[str]:
    yield "\n## Made votes (ours alone; equal shares by cost)\n"
    yield row("projects x ballots", "ballot types", "shares", "with add1", "peak MiB")
    yield row(*["---"] * 5)
    for projects, voters in MADE:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "vote.pickle"
            vote = made(projects, voters)
            path.write_bytes(pickle.dumps(vote))
            found = run("own", path, options.repeat, ("shares cost", "add1 cost"))
        seconds = (f"{found['runs'][job]['cpu']:.3f}" for job in ("shares cost", "add1 cost"))
        size = f"{projects} x {voters:,}"
        yield row(size, f"{vote.ballots.n_types:,}", *seconds, f"{found['peak']:.0f}")


def fresh(path: Path) -> Iterator[str]:
    """A whole process: start, read, count with add1, tell."""
    yield "\n## The command on Łódź, a whole process, CPU seconds\n"
    yield row("start", "seconds")
    yield row(*["---"] * 2)
    with tempfile.TemporaryDirectory() as cache:
        for name in ("first ever, compiling", "every later one"):
            command = [sys.executable, "-m", "citizenspring", "tally", str(path), "--json"]
            before = os.times()
            around = {**os.environ, "NUMBA_CACHE_DIR": cache}
            subprocess.run(command, capture_output=True, check=True, env=around)
            after = os.times()
            used = after.children_user + after.children_system
            used -= before.children_user + before.children_system
            yield row(name, f"{used:.2f}")


def row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def lines(options: argparse.Namespace, facts: dict[str, Any]) -> Iterator[str]:
    yield "# Budgets\n"
    yield f"Median of up to {options.repeat} runs, CPU seconds; both exact (peer: gmpy2).\n"
    yield row("vote", "count", "ours", "pabutools", "times less", "same projects")
    yield row(*["---"] * 6)
    assert PABULIB is not None
    files = sorted(PABULIB.glob("*.pb"), key=lambda path: path.stat().st_size)
    for path in files:
        if options.only in path.name:
            yield from race(path, options, facts)
    lodz = PABULIB / "Poland_Lodz_2022.pb"
    if lodz.exists() and options.only in lodz.name:
        yield from fresh(lodz)
    if options.large:
        yield from by_size(options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also what takes minutes")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each engine")
    parser.add_argument("--only", default="", help="files with this in their name")
    parser.add_argument("--write", action="store_true", help="keep it in bench/results")
    parser.add_argument("--facts", action="store_true", help="keep the agreed sets for the tests")
    options = parser.parse_args()
    if importlib.util.find_spec("pabutools") is None:
        sys.exit("pabutools is missing: install the extra 'bench' (make setup-bench).")
    if PABULIB is None:
        sys.exit("The votes are missing: put the shared data beside the project.")
    facts: dict[str, Any] = {}
    kept: list[str] = []
    started = time.perf_counter()
    for line in lines(options, facts):
        print(line, flush=True)
        kept.append(line)
    print(f"\n{time.perf_counter() - started:.0f} seconds in all.")
    if options.write:
        path = Path(__file__).with_name("results") / "budgets.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    if options.facts:
        place = Path(__file__).resolve().parent.parent / FACTS
        known = json.loads(place.read_text("utf-8"))
        for name, found in facts.items():
            known.setdefault(name, {}).update(found)
        place.write_text(json.dumps(known, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
