"""A city's vote in the platform: brought in from a Pabulib file, counted, explained, shown.

python bench/budget_rounds.py FILE.pb
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _server import database


def timed(what: str, act: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    found = act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:44} {wall:>8.2f} s wall {cpu:>8.2f} s CPU")
    return found


def measure(file: Path) -> None:
    import django  # noqa: PLC0415  # because the database is known only now

    django.setup()
    from citizenspring.budgets import services  # noqa: PLC0415
    from citizenspring.budgets.elections import options_of, read_sealed, votes_in  # noqa: PLC0415
    from citizenspring.budgets.pabulib import import_pb  # noqa: PLC0415
    from citizenspring.engines.budgeting import tally  # noqa: PLC0415
    from citizenspring.processes.tests.factories import (  # noqa: PLC0415
        make_open_process,
        make_organiser,
    )

    process = make_open_process()
    olga = make_organiser("Olga", scope=process.pk)
    text = file.read_text()
    made = timed("the file becomes a sealed round", lambda: _made(import_pb, text, process, olga))
    pot = made.pots.first()
    sealed = timed("ballots read from the database", lambda: read_sealed(made.poll))
    votes = timed("arranged for one pot", lambda: votes_in(pot, sealed))
    timed("counted, compiled code loaded", lambda: tally(votes.election, options_of(made)))
    timed("counted again", lambda: tally(votes.election, options_of(made)))
    timed("all of it: both counts, every reason", services.count_waiting)
    told = made.counting
    print(f"{told.state}: {pot.allocations.get(is_official=True).voters:,} voters, "
          f"{made.projects.count()} projects")  # fmt: skip


def _made(import_pb: Any, text: str, process: Any, olga: Any) -> Any:
    return import_pb(text, process, file="file.pb", by=olga).budget


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    chosen = options.parse_args()
    prefix = "citizenspring-bench-"
    with tempfile.TemporaryDirectory(prefix=prefix) as var, database(Path(var)) as environment:
        os.environ.update(environment)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citizenspring.settings")
        measure(chosen.file)
