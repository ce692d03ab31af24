"""Seconds from a clone to the first page: everything new, packages cached, and a second start.

``python bench/start.py [--cold]``; without ``--cold`` the packages come from the usual cache.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from _server import scratch

from citizenspring.common.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 900


@contextmanager
def make_run(clone: Path, environment: dict[str, str]) -> Iterator[float]:
    """``make run`` until it says its address; how long that took."""
    started = time.monotonic()
    process = subprocess.Popen(
        ["make", "run"],
        cwd=clone,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "Citizen Spring is at" in line:
            break
    else:
        message = "it ended without a page"
        raise RuntimeError(message)
    try:
        yield time.monotonic() - started
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
        process.stdout.close()


def main() -> None:
    with scratch() as folder:
        clone = folder / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        environment = {**os.environ}
        environment["CITIZENSPRING_PORT"] = str(free_port("127.0.0.1", 18_700, only=False))
        for given in ("DATABASE_URL", "CITIZENSPRING_VAR", "VIRTUAL_ENV"):
            environment.pop(given, None)
        if "--cold" in sys.argv:
            for cache in ("HOME", "UV_CACHE_DIR", "PIP_CACHE_DIR"):
                (folder / cache).mkdir()
                environment[cache] = str(folder / cache)
        with make_run(clone, environment) as first:
            print(f"first start, from clone to page: {first:.1f} s")
        with make_run(clone, environment) as second:
            print(f"second start: {second:.1f} s")


if __name__ == "__main__":
    main()
