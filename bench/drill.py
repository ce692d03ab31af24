"""kill -9 under votes: what is lost of what was acknowledged, beside a database that forgets.

``python bench/drill.py [votes]``
"""

import sys
import time
from pathlib import Path

from _server import scratch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.drills.platform import running
from tests.drills.runs import forgotten, killed_one_by_one, stopped_at_once

VOTES = 1500
ROW = "{:<38} {:>12} {:>6} {:>6}  {}"


def line(what: str, found: dict[str, int], note: str = "") -> None:
    print(ROW.format(what, found["acknowledged"], found["lost"], found["wrong"], note), flush=True)


def main() -> None:
    votes = int(sys.argv[1]) if len(sys.argv) > 1 else VOTES
    began = time.monotonic()
    print(ROW.format("killed under votes", "acknowledged", "lost", "wrong", "serving again after"))
    with scratch() as var, running(var / "one") as platform:
        found, away = killed_one_by_one(platform, votes)
        line("one process of each kind", found)
        for victim, seconds in away.items():
            print(ROW.format(f"  {victim}", "", "", "", f"{seconds:.1f} s"))
        line("the whole database at once", stopped_at_once(platform, votes))
    with scratch() as var, running(var / "one") as platform:
        found = forgotten(platform, votes)
        line("the same, synchronous_commit=off", found, "the control: it must lose some")
    print(f"the drill took {time.monotonic() - began:.0f} s")
    if not found["lost"]:
        sys.exit("The control lost nothing, so this drill shows nothing.")


if __name__ == "__main__":
    main()
