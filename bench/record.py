"""The public record beside pymerkle, in one run: appends a second and time of a proof.

python bench/record.py [--leaves 100000]
"""

import argparse
import time
from collections.abc import Callable, Iterable

from pymerkle import InmemoryTree, verify_inclusion

from citizenspring.engines.record import Tree, canonical, hash_leaf, proves_inclusion

PROOFS = 2_000


def timed(what: str, who: str, act: Callable[[int], object], places: Iterable[int]) -> None:
    wanted = list(places)
    wall, cpu = time.perf_counter(), time.process_time()
    for at in wanted:
        act(at)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    count = len(wanted)
    each = cpu / count * 1e6
    print(f"{what:20} {who:12} {count / cpu:>11,.0f}/s {each:>9.1f} µs CPU {wall:>8.2f} s wall")


def measure(leaves: int) -> None:
    facts = [{"kind": "vote.cast", "nonce": f"{at:016x}"} for at in range(leaves)]
    entries = [canonical(each) for each in facts]
    ours, theirs = Tree(), InmemoryTree(algorithm="sha256")
    every, some = range(leaves), range(1, leaves, max(1, leaves // PROOFS))
    timed("canonical JSON", "this engine", lambda at: canonical(facts[at]), every)
    timed("append", "this engine", lambda at: ours.append(entries[at]), every)
    timed("append", "pymerkle", lambda at: theirs.append_entry(entries[at]), every)
    assert ours.root() == theirs.get_root()
    timed("inclusion proof", "this engine", ours.inclusion, some)
    timed("inclusion proof", "pymerkle", theirs.prove_inclusion, some)
    timed("consistency proof", "this engine", ours.consistency, some)
    timed("consistency proof", "pymerkle", lambda at: theirs.prove_consistency(at, leaves), some)

    root = ours.root()
    proofs = {at: ours.inclusion(at) for at in some}
    foreign = {at: theirs.prove_inclusion(at) for at in some}

    def check(at: int) -> None:
        assert proves_inclusion(hash_leaf(entries[at]), at, leaves, proofs[at], root)

    timed("checking a proof", "this engine", check, some)
    # pymerkle counts leaves from 1.
    timed(
        "checking a proof",
        "pymerkle",
        lambda at: verify_inclusion(ours.leaf(at - 1), root, foreign[at]),
        some,
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--leaves", type=int, default=100_000)
    measure(options.parse_args().leaves)
