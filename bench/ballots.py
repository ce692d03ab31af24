"""Secret ballots: how many a second, over a large roll, and what is lost under kill -9.

``python bench/ballots.py [voters] [ballots under kills]`` (0 voters: the drill alone): 32 writers
through the real server; as many ballots as the roll has voters, cast by 32 writers of two
processes, then sealed, published and verified; and the drill, with a database that forgets as its
control. Each ballot is durable when it is acknowledged.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from _server import Running, database, scratch, serving
from serve import figures, show

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.drills.platform import running  # found once the path is set
from tests.drills.polling import Polling, ballots_forgotten, ballots_killed, ballots_stopped

ROOT = Path(__file__).resolve().parent.parent
VOTERS, KILLED, WRITERS, THROUGH_SERVER = 50_000, 5_000, 32, 4_000
IMPORTED = 90_494
PARTS = 2
ROW = "{:<38} {:>12} {:>6} {:>6} {:>7}  {}"
Environment = dict[str, str]


def start(environment: Environment, *arguments: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(Path(__file__).with_name("_ballots_data.py"))]
    command += [str(one) for one in arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


def answer(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    told, _nothing = process.communicate()
    assert process.returncode == 0
    found: dict[str, Any] = json.loads(told)
    return found


def through_server(server: Running, environment: Environment) -> None:
    """Every writer takes the next voter's session and sends her ballot."""
    command = [sys.executable, "-m", "tests.drills.poll_stage", "set-up", str(THROUGH_SERVER)]
    told = subprocess.run(command, check=True, env=environment, cwd=ROOT, stdout=subprocess.PIPE)
    cpu, began = server.cpu_seconds(), time.perf_counter()
    with Polling(server.port, json.loads(told.stdout), WRITERS) as polling:
        for thread in polling.threads:
            thread.join()
        spent = time.perf_counter() - began
    cost = {"CPU ms": (server.cpu_seconds() - cpu) / len(polling.delays) * 1000}
    assert len(polling.acknowledged) == THROUGH_SERVER
    show(f"through the server, {WRITERS} writers", figures(polling.delays, spent) | cost)


def over_one_roll(environment: Environment, file: Path, voters: int) -> None:
    opened = answer(start(environment, "set-up", voters))
    print(f"a roll of {opened['roll']:,} fixed at opening: {opened['seconds']:.1f} s")
    parts = [
        start(environment, "cast", opened["poll"], part, PARTS, WRITERS // PARTS)
        for part in range(PARTS)
    ]
    found = [answer(each) for each in parts]
    delays = [delay for each in found for delay in each["delays"]]
    cost = {"CPU ms": sum(each["cpu"] for each in found) / len(delays) * 1000}
    spent = max(each["seconds"] for each in found)
    show(f"acts alone, {WRITERS} writers, {len(delays):,}", figures(delays, spent) | cost)
    ended = answer(start(environment, "end", opened["poll"], file))
    seconds = "  ".join(f"{name} {value:.1f} s" for name, value in ended["seconds"].items())
    print(f"{ended['ballots']:,} ballots, {ended['marks']:,} marks: {seconds}")
    began = time.perf_counter()
    verify = [sys.executable, "-m", "citizenspring", "verify", str(file)]
    subprocess.run(verify, check=True, env=environment)
    print(f"verified {ended['megabytes']:.1f} MB in {time.perf_counter() - began:.1f} s")


def drill(ballots: int) -> None:
    # On a busy machine a new database may take longer than a drill waits for the first page.
    with scratch() as var:
        with database(var):
            pass
        _drilled(var, ballots)


def _drilled(var: Path, ballots: int) -> None:
    def line(what: str, found: dict[str, int], note: str = "") -> None:
        told = (found[name] for name in ("acknowledged", "lost", "wrong", "double"))
        print(ROW.format(what, *told, note), flush=True)

    print(ROW.format("killed", "acknowledged", "lost", "wrong", "double", "serving again after"))
    with running(var) as platform:
        found, away = ballots_killed(platform, ballots)
        line("one process of each kind", found)
        for victim, seconds in away.items():
            print(ROW.format(f"  {victim}", "", "", "", "", f"{seconds:.1f} s"))
        line("the whole database at once", ballots_stopped(platform, ballots // 10))
        control = ballots_forgotten(platform, ballots // 10)
        line("the same, synchronous_commit=off", control, "the control: it must lose some")
    if not control["lost"]:
        sys.exit("The control lost nothing, so this drill shows nothing.")


def main() -> None:
    voters = int(sys.argv[1]) if len(sys.argv) > 1 else VOTERS
    killed = int(sys.argv[2]) if len(sys.argv) > 2 else KILLED
    if voters:
        measure(voters)
    drill(killed)


def measure(voters: int) -> None:
    with scratch() as var, database(var) as environment:
        with serving(environment, "citizenspring", "serve", "--port", "{port}") as server:
            through_server(server, environment)
        over_one_roll(environment, var / "vote.zip", voters)
        found = answer(start(environment, "import", IMPORTED))
        print(f"{IMPORTED:,} ballots imported and sealed in {found['seconds']:.1f} s")


if __name__ == "__main__":
    main()
