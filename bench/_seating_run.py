"""One seating in a process of its own: what its first and second calls take, and how good it is."""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from citizenspring.engines.seating import read_gathering, reseat, seat_people
from citizenspring.engines.seeds import Stream

MIXED = ("commune", "age", "education")


def clocked(work: Any) -> tuple[Any, float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    found = work()
    return found, time.process_time() - cpu, time.perf_counter() - wall


def main() -> None:
    path, seed = Path(sys.argv[1]), sys.argv[2]
    people = read_gathering(path).people
    _, first, _ = clocked(lambda: seat_people(people[:24], rounds=2, seed=seed, effort=0.01))
    found, cpu, wall = clocked(lambda: seat_people(people, seed=seed))
    ids = [person.id for person in people]
    gone = [ids[k] for k in Stream(seed, "absent").sample(len(ids), len(ids) * 18 // 100)]
    again, moving, _ = clocked(lambda: reseat(people, found.seats, gone, seed=seed))
    answer = {
        "first": first,
        "cpu": cpu,
        "wall": wall,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "means": {one.attribute: one.mean for one in found.mixtures},
        "possible": {one.attribute: one.possible for one in found.mixtures},
        "chance": {one.attribute: one.chance for one in found.mixtures},
        "repeated": found.repeated,
        "meetings": found.meetings,
        "common": found.common,
        "tables": found.tables,
        "seats": hash(tuple(found.seats.values())),
        "reseat": moving,
        "moved": len(again.moved),
        "fewest": again.fewest,
        "common_after": f"{again.seating.common} of {again.seating.tables}",
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
