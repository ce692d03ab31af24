"""One engine on one vote, in a process of its own; prints figures as JSON.

python bench/_budgets_run.py ENGINE INPUT REPEAT JOB…    ENGINE: own or pabutools
"""

import json
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from _budgets_jobs import JOBS

_ENOUGH_SECONDS = 4.0
Act = Callable[[], list[str]]


def peak() -> float:
    """Peak memory in MiB, from /proc."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def timed(act: Callable[[], Any], repeat: int) -> tuple[float, float, Any]:
    """Median CPU and wall seconds; what takes long is run once."""
    runs = []
    result = None
    while len(runs) < repeat and (not runs or sum(cpu for cpu, _ in runs) < _ENOUGH_SECONDS):
        cpu, wall = time.process_time(), time.perf_counter()
        result = act()
        runs.append((time.process_time() - cpu, time.perf_counter() - wall))
    middle = len(runs) // 2
    return sorted(one for one, _ in runs)[middle], sorted(one for _, one in runs)[middle], result


def own(path: Path) -> tuple[Callable[[], Any], Callable[[Any, str], Act]]:
    from citizenspring.engines.budgeting import Election, Options, read_pb  # noqa: PLC0415  # because the peer's process must not load it
    from citizenspring.engines.budgeting.tallying import funded_by  # noqa: PLC0415  # the same

    def read() -> Any:
        if path.suffix == ".pb":
            return read_pb(path).election
        import pickle  # noqa: PLC0415  # because only made votes come this way, made by the bench itself

        return pickle.loads(path.read_bytes())  # noqa: S301  # the same

    # Compiled code is loaded before the clock starts; the bench shows that time apart.
    funded_by(Election.of({"a": 1}, 2, [["a"]]), Options())

    def act(vote: Any, job: str) -> Act:
        options = Options(**JOBS[job].own, ties=("id",))
        return lambda: sorted(funded_by(vote, options))

    return read, act


def pabutools(path: Path) -> tuple[Callable[[], Any], Callable[[Any, str], Act]]:
    from pabutools import election, rules  # noqa: PLC0415  # because ours must not load it
    from pabutools.election.pabulib import parse_pabulib  # noqa: PLC0415  # the same

    def read() -> Any:
        return parse_pabulib(str(path))

    def act(vote: Any, job: str) -> Act:
        instance, profile = vote
        wanted = JOBS[job]
        plain = profile
        if wanted.needs_approval and not isinstance(profile, election.ApprovalProfile):
            ballots = [election.ApprovalBallot(list(ballot)) for ballot in profile]
            plain = election.ApprovalProfile(ballots, instance=instance)
        merged = plain.as_multiprofile()
        given: dict[str, Any] = {}
        if wanted.measure:
            given["sat_class"] = getattr(election, wanted.measure)
        if wanted.increment is not None:
            given["voter_budget_increment"] = int(Fraction(wanted.increment))
        rule = getattr(rules, wanted.rule)
        return lambda: sorted(one.name for one in rule(instance, merged, **given))

    return read, act


def main(engine: str, path: str, repeat: str, *jobs: str) -> None:
    read, act = {"own": own, "pabutools": pabutools}[engine](Path(path))
    cpu, wall, vote = timed(read, int(repeat))
    found: dict[str, Any] = {"read": {"cpu": cpu, "wall": wall}}
    for job in jobs:
        cpu, wall, funded = timed(act(vote, job), int(repeat))
        found[job] = {"cpu": cpu, "wall": wall, "funded": funded}
    json.dump({"runs": found, "peak": peak()}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
