"""``citizenspring worker``: background work and queued jobs, without pages."""

import signal
import threading
from types import FrameType

import click

from citizenspring.common.parent import end_with_parent

from ._platform import load_platform

__all__ = ["command"]


@click.command("worker")
def command() -> None:
    """Do the background work: the public record, opinion maps, due dates, queued jobs."""
    end_with_parent(signal.SIGTERM)
    load_platform()
    from citizenspring.common.background import all_work  # noqa: PLC0415
    from citizenspring.common.jobs import run_jobs_until  # noqa: PLC0415
    from citizenspring.common.loops import run_until  # noqa: PLC0415

    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    jobs = threading.Thread(target=run_jobs_until, args=(stop,), name="jobs")
    jobs.start()
    run_until(stop, all_work())
    jobs.join()
