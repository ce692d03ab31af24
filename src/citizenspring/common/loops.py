"""Runs the background work: one thread and one database connection for each piece."""

import logging
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import psycopg
from django.db import DatabaseError, connections
from psycopg import sql

from .background import Work
from .connecting import own_connection

__all__ = ["run_until"]

LONGEST_PAUSE = 60.0
log = logging.getLogger("citizenspring.worker")


def run_until(stop: threading.Event, all_work: Iterable[Work]) -> None:
    """Repeat every piece of work until ``stop`` is set, then wait for the steps under way."""
    bells = {work: threading.Event() for work in all_work}
    threads = [
        threading.Thread(target=_repeat, args=(work, bell, stop), name=work.name)
        for work, bell in bells.items()
    ]
    threads.append(threading.Thread(target=_listen, args=(bells, stop), name="bells"))
    for thread in threads:
        thread.start()
    stop.wait()
    for bell in bells.values():
        bell.set()
    for thread in threads:
        thread.join()


def _repeat(work: Work, bell: threading.Event, stop: threading.Event) -> None:
    failures = 0
    # The step's thread hands its fault over as a value: one app's fault never ends another's work.
    with ThreadPoolExecutor(1, thread_name_prefix=work.name) as thread:
        while not stop.is_set():
            bell.clear()
            step = thread.submit(work.step)
            problem = step.exception()
            if problem is None:
                failures = 0
                if not step.result():
                    bell.wait(work.every)
                continue
            failures += 1
            _report(work, problem)
            thread.submit(connections.close_all).result()
            stop.wait(min(LONGEST_PAUSE, 0.25 * 2 ** min(failures, 8)))
        thread.submit(connections.close_all).result()


def _report(work: Work, problem: BaseException) -> None:
    if isinstance(problem, DatabaseError):
        log.warning("%s waits for the database: %s", work.name, str(problem).split("\n")[0])
    else:
        log.error("%s failed and will be tried again", work.name, exc_info=problem)


def _listen(bells: dict[Work, threading.Event], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            _hear(bells, stop)
        except psycopg.OperationalError as problem:
            log.warning("The worker lost the database: %s", str(problem).split("\n")[0])
            stop.wait(1)


def _hear(bells: dict[Work, threading.Event], stop: threading.Event) -> None:
    """Ring the bell of the work whose channel is notified; at first all, for what was missed."""
    with own_connection() as listener:
        for work, bell in bells.items():
            if work.listen:
                listener.execute(sql.SQL("LISTEN {}").format(sql.Identifier(work.listen)))
            bell.set()
        while not stop.is_set():
            for note in listener.notifies(timeout=0.5, stop_after=1):
                for work, bell in bells.items():
                    if work.listen == note.channel:
                        bell.set()
