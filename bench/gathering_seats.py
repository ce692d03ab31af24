"""Seating in the platform: a list brought in, seated, seated again when some stay away.

python bench/gathering_seats.py FILE.csv [--size 9] [--rounds 3] [--away 15]

CPU seconds of this process; the compiled code is loaded before, as a worker does on the day.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from _server import database

LOADING = 15


def timed(what: str, act: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    found = act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:44} {wall:>8.2f} s wall {cpu:>8.2f} s CPU")
    return found


def measure(options: argparse.Namespace) -> None:
    import django  # noqa: PLC0415  # because the database is known only now

    django.setup()
    from citizenspring.city.services import load_city  # noqa: PLC0415
    from citizenspring.gatherings import services  # noqa: PLC0415
    from citizenspring.gatherings.models import Arrival  # noqa: PLC0415
    from citizenspring.gatherings.sheets import read_people  # noqa: PLC0415
    from citizenspring.gatherings.tests.factories import (  # noqa: PLC0415
        make_gathering,
        organiser_of,
    )
    from citizenspring.gatherings.warming import warm_up  # noqa: PLC0415

    load_city()
    timed("the compiled code is loaded", warm_up)
    rows = timed("the list is read", lambda: read_people(options.file.read_bytes()))
    gathering = make_gathering(capacity=len(rows) + 100, languages=("fr", "nl", "en"), days=0.4)
    olga = organiser_of(gathering)
    timed(
        "everybody is registered", lambda: services.import_registrations(gathering, rows, by=olga)
    )
    wish = {"rounds": options.rounds, "size": options.size, "seed": "spring", "by": olga}
    plan = timed("seated", lambda: services.seat(gathering, **wish))
    say(plan)
    everybody = list(gathering.registrations.order_by("number"))
    here = [one for k, one in enumerate(everybody) if k * 37 % 100 >= options.away]
    Arrival.objects.bulk_create([Arrival(gathering=gathering, registration=one) for one in here])
    say(timed("seated again", lambda: services.seat_again(gathering, by=olga)))
    late = [one for k, one in enumerate(everybody) if k * 37 % 100 < options.away][:50]
    Arrival.objects.bulk_create([Arrival(gathering=gathering, registration=one) for one in late])
    timed(f"{len(late)} latecomers, one by one",
          lambda: [services.place_latecomer(one) for one in late])  # fmt: skip
    with worker():
        timed("seated by the worker, from asking to ready",
              lambda: wait_for(services.ask_to_seat(gathering, **wish)))  # fmt: skip
        timed("seated again by the worker, the same",
              lambda: wait_for(services.ask_to_seat_again(gathering, by=olga)))  # fmt: skip


@contextmanager
def worker() -> Iterator[None]:
    """The platform's worker as a process of its own, given time to load its compiled code."""
    process = subprocess.Popen([sys.executable, "-m", "citizenspring", "worker"])
    try:
        time.sleep(LOADING)
        yield
    finally:
        process.terminate()
        process.wait()


def wait_for(plan: Any) -> None:
    while plan.state == "making":
        time.sleep(0.02)
        plan.refresh_from_db(fields=["state"])


def say(plan: Any) -> None:
    told = plan.told
    mixed = ", ".join(
        f"{one['name']} {one['mean']:.3f} (least {one['possible']:.3f}, by lot {one['chance']:.3f})"
        for one in told["mixtures"]
    )
    print(f"  {told['people']:,} people, {told['tables']} tables of {told['smallest']} to"
          f" {told['largest']} in {plan.rounds} rounds; with a common language {told['common']};"
          f" meetings repeated {told['repeated']} of {told['meetings']:,}")  # fmt: skip
    print(f"  {mixed}")
    if "absent" in told:
        print(f"  away {told['absent']}, changed tables {told['movers']}")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", type=Path)
    asked.add_argument("--size", type=int, default=9)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--away", type=int, default=15, help="in a hundred")
    chosen = asked.parse_args()
    prefix = "citizenspring-bench-"
    with tempfile.TemporaryDirectory(prefix=prefix) as var, database(Path(var)) as environment:
        os.environ.update(environment)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citizenspring.settings")
        measure(chosen)
