"""The votes that ``ballots.py`` measures, each step in a process of its own.

``set-up VOTERS`` opens a poll; ``cast POLL PART PARTS WRITERS`` casts a ballot for each voter of
one part; ``end POLL FILE`` closes, seals, publishes; ``import BALLOTS`` brings so many in.
"""

import json
import random
import secrets
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from citizenspring.cli._platform import load_platform

OPTIONS = 40


def set_up(voters: int) -> dict[str, Any]:
    from citizenspring.ballots.services import open_poll  # noqa: PLC0415  # Django first
    from citizenspring.ballots.tests.factories import make_organiser_of, make_poll  # noqa: PLC0415
    from citizenspring.people.models import Person  # noqa: PLC0415

    mark = secrets.token_hex(4)
    people = [
        Person(email=f"{mark}-{n}@example.org", level=2, is_guest=False) for n in range(voters)
    ]
    Person.objects.bulk_create(people, batch_size=5000)
    poll = make_poll([f"Option {n}" for n in range(OPTIONS)], required_level=2, most=10)
    began = time.perf_counter()
    poll = open_poll(poll, by=make_organiser_of(poll))
    return {"poll": str(poll.pk), "roll": poll.roll_size, "seconds": time.perf_counter() - began}


def cast(poll_id: str, part: str, parts: str, writers: str) -> dict[str, Any]:
    from django.db import connections  # noqa: PLC0415  # Django first

    from citizenspring.ballots.models import Poll  # noqa: PLC0415
    from citizenspring.ballots.services import Choice, cast_ballot  # noqa: PLC0415
    from citizenspring.people.models import Person  # noqa: PLC0415

    poll = Poll.objects.get(pk=poll_id)
    people = list(Person.objects.filter(rolls__poll=poll).order_by("pk"))[int(part) :: int(parts)]
    waiting, turns, delays = iter(people), threading.Lock(), []

    def write() -> None:
        while True:
            with turns:
                person = next(waiting, None)
            if person is None:
                break
            numbers = tuple(random.sample(range(1, OPTIONS + 1), 5))
            begun = time.perf_counter()
            cast_ballot(poll, Choice(secrets.token_bytes(32), numbers), by=person)
            delays.append(time.perf_counter() - begun)
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(int(writers))]
    began, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - began
    return {"seconds": spent, "cpu": time.process_time() - cpu, "delays": delays}


def end(poll_id: str, file: str) -> dict[str, Any]:
    from citizenspring.ballots.models import Poll  # noqa: PLC0415  # Django first
    from citizenspring.ballots.published import zip_of  # noqa: PLC0415
    from citizenspring.ballots.services import close_poll, seal_poll, sweep  # noqa: PLC0415
    from citizenspring.ledger.services import sequence  # noqa: PLC0415

    poll = Poll.objects.get(pk=poll_id)
    counted = {"ballots": poll.ballots.count(), "marks": poll.roll.filter(has_voted=True).count()}
    close_poll(poll, by=None)
    seconds = {"seal": timed(lambda: seal_poll(poll)), "sweep": timed(sweep)}
    sequence(hold=False)
    seconds["zip"] = timed(lambda: Path(file).write_bytes(b"".join(zip_of(poll))))
    return {**counted, "seconds": seconds, "megabytes": Path(file).stat().st_size / 1e6}


def bring_in(ballots: str) -> dict[str, Any]:
    from citizenspring.ballots.services import import_ballots  # noqa: PLC0415  # Django first
    from citizenspring.ballots.tests.factories import make_poll  # noqa: PLC0415

    poll = make_poll([f"Option {n}" for n in range(OPTIONS)])
    rows = [(random.sample(range(1, OPTIONS + 1), 5), None, "", "") for _ in range(int(ballots))]
    return {"seconds": timed(lambda: import_ballots(poll, rows))}


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    load_platform()
    acts: dict[str, Callable[..., dict[str, Any]]] = {
        "set-up": lambda voters: set_up(int(voters)),
        "cast": cast,
        "end": end,
        "import": bring_in,
    }
    sys.stdout.write(json.dumps(acts[sys.argv[1]](*sys.argv[2:])))
