"""How opinion maps drawn from parts grow with people and statements, on two Dask workers.

python bench/scale.py [--large] [--write]

Each part is made on its worker, as if it lay there. What grows with the people is the work of
each part, side by side; what travels is the counters, which grow with statements squared, and
some forty bytes a person.
"""

import argparse
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from _opinions_data import make_votes
from distributed import Client, LocalCluster

from citizenspring.engines.opinions import Axes, Counters, VoteMatrix, map_opinions, to_json
from citizenspring.engines.scale import PartedVotes, count_part, count_parts

PART = 50_000
SHARE = 0.05
SMALL = ((50_000, 200), (100_000, 200), (200_000, 200), (100_000, 400), (100_000, 800))
LARGE = ((1_000_000, 400),)


def make_part(number: int, people: int, statements: int) -> VoteMatrix:
    rows, columns, values = make_votes(people, statements, SHARE, seed=number)
    names = range(number * PART, number * PART + people)
    return VoteMatrix.from_arrays(rows, columns, values, people=names, statements=range(statements))


def counted(number: int, people: int, statements: int) -> tuple[float, int]:
    """CPU seconds to count one part, and the bytes of its counters."""
    votes = make_part(number, people, statements)
    begin = time.process_time()
    counters = count_part(votes)
    return time.process_time() - begin, counters._pairs.nbytes


def line(client: Any, people: int, statements: int) -> str:
    sizes = [min(PART, people - first) for first in range(0, people, PART)]
    shape = [statements] * len(sizes)
    single = client.gather(client.map(counted, range(len(sizes)), sizes, shape, pure=False))
    parts = client.map(make_part, range(len(sizes)), sizes, shape, pure=False)
    begin = time.perf_counter()
    found = count_parts(client, parts)
    together = time.perf_counter() - begin
    begin = time.process_time()
    known = found.axes()
    axes = time.process_time() - begin
    whole, here = drawn(client, parts, known)
    cells = (
        f"{people:,}",
        f"{statements:,}",
        str(len(sizes)),
        f"{np.mean([cpu for cpu, _ in single]):.2f}",
        f"{single[0][1] / 2**20:.1f}",
        f"{together:.2f}",
        f"{axes * 1000:.0f}",
        f"{whole:.2f}",
        f"{here:.2f}",
    )
    return "| " + " | ".join(cells) + " |"


def drawn(client: Any, parts: list[Any], axes: Axes) -> tuple[float, float]:
    """Wall seconds, and CPU seconds of this process, to draw the map once the axes are known."""
    wall, cpu = time.perf_counter(), time.process_time()
    map_opinions(PartedVotes.of(client, parts), axes=axes)
    return time.perf_counter() - wall, time.process_time() - cpu


def same(client: Any) -> bool:
    """Whether parts give to the last bit what one machine gives: axes, places, the whole map."""
    rows, columns, values = make_votes(20_000, 100, SHARE)
    people, cuts = range(20_000), (0, 7_000, 12_000, 20_000)
    whole = VoteMatrix.from_arrays(rows, columns, values, people=people, statements=range(100))
    parts = [whole.of_rows(np.arange(first, last)) for first, last in pairwise(cuts)]
    here = map_opinions(whole, axes=Counters.of(whole).axes())
    there = map_opinions(PartedVotes.of(client, parts))
    exact = ("positions", "group_of_row", "seen")
    equal = [np.array_equal(getattr(here, one), getattr(there, one)) for one in exact]
    equal += [getattr(here, one) == getattr(there, one) for one in ("rows", "consensus", "split")]
    equal += [np.array_equal(here.axes.directions, there.axes.directions)]
    return all(equal) and to_json(here) == to_json(there)


def lines(*, large: bool) -> Iterator[str]:
    cluster = LocalCluster(  # type: ignore[no-untyped-call]  # Dask has no types here
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    )
    with cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]  # nor here
        yield "# Counting in parts\n"
        yield f"Parts of {PART:,} people who vote on 5 % of the statements; two workers.\n"
        yield (
            "| people | statements | parts | CPU s a part | counters of a part, MiB"
            " | counters of all, wall s | new axes, CPU ms | the rest of the map, wall s"
            " | of it here, CPU s |"
        )
        yield "|" + " --- |" * 9
        for people, statements in (*SMALL, *(LARGE if large else ())):
            yield line(client, people, statements)
        yield f"\n- the map of parts is that of one machine: {'yes' if same(client) else 'NO'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also a million people")
    parser.add_argument("--write", action="store_true", help="keep it in bench/results")
    options = parser.parse_args()
    kept: list[str] = []
    for one in lines(large=options.large):
        print(one, flush=True)
        kept.append(one)
    if options.write:
        path = Path(__file__).with_name("results") / "scale.md"
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
