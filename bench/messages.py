"""Ten thousand messages: told in one act, then written and sent by the real worker.

python bench/messages.py [--people 10000] [--workers 1]
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from _server import Running, database, scratch

TRIES = 5
LONGEST = 600


@contextmanager
def sink() -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    here = Path(__file__).parent / "_sink.py"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen([sys.executable, str(here)], text=True, **pipes)
    assert process.stdout
    try:
        yield int(process.stdout.readline()), process
    finally:
        process.kill()


@contextmanager
def working(environment: dict[str, str], count: int) -> Iterator[None]:
    command = [sys.executable, "-m", "citizenspring", "worker"]
    running = [subprocess.Popen(command, env=environment) for _ in range(count)]
    try:
        yield
        cpu = sum(Running(0, process.pid, environment).cpu_seconds() for process in running)
        print(f"the worker used {cpu:.1f} s CPU, its start included")
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(30)


def queue(people: int) -> None:
    """The act itself: one row for each person, in one transaction."""
    from citizenspring.notifications.kinds import Kind, Rhythm, register  # noqa: PLC0415
    from citizenspring.notifications.models import Telling  # noqa: PLC0415
    from citizenspring.notifications.services import notify  # noqa: PLC0415
    from citizenspring.people.models import Consent, Person  # noqa: PLC0415

    languages = ("fr", "nl", "en")
    Person.objects.bulk_create(
        Person(email=f"r{n}@example.org", is_guest=False, language=languages[n % 3])
        for n in range(people)
    )
    agreed = (Consent(person=one, kind="news") for one in Person.objects.all())
    Consent.objects.bulk_create(agreed)
    register(Kind("bench", "Bench", "%(title)s", "", default=Rhythm.AT_ONCE))
    facts = {"title": {"fr": "Un seuil est atteint", "nl": "Een drempel is gehaald", "en": "Met"}}
    took: list[tuple[float, float]] = []
    for _ in range(TRIES):
        Telling.objects.all().delete()
        wall, cpu = time.perf_counter(), time.process_time()
        assert notify("bench", Person.objects.all(), facts=facts) == people
        took.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall = statistics.median(one for one, _ in took)
    cpu = statistics.median(one for _, one in took)
    print(f"queued {people:,} messages in {wall:.2f} s wall, {cpu:.3f} s CPU (median of {TRIES})")


def send(people: int) -> None:
    """Look on, as the page for organisers does, until the last is sent."""
    from citizenspring.notifications.queries import sendings  # noqa: PLC0415

    started = time.perf_counter()
    first = None
    while time.perf_counter() - started < LONGEST:
        (sending,) = sendings(1).object_list
        first = first or (time.perf_counter() if sending.sent else None)
        print(f"{time.perf_counter() - started:6.1f} s  {sending.mails:,}: {sending.sent:,} sent")
        if sending.sent == people:
            break
        time.sleep(1)
    assert first
    took = time.perf_counter() - started
    print(f"{people:,} written and sent in {took:.1f} s: {people / took:,.0f} messages a second")


def main(people: int, workers: int) -> None:
    with scratch() as var, database(var) as environment, sink() as (port, process):
        ours = environment | {
            "CITIZENSPRING_MAIL_URL": f"smtp://127.0.0.1:{port}?tls=off",
            "DJANGO_SETTINGS_MODULE": "citizenspring.settings",
        }
        os.environ.update(ours)
        import django  # noqa: PLC0415  # because the database is known only now

        django.setup()
        queue(people)
        with working(ours, workers):
            send(people)
        told, _ = process.communicate()
        mails, mailboxes, connections = told.split()
        print(f"the sink took {mails} mails for {mailboxes} mailboxes on {connections} connections")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=10_000)
    options.add_argument("--workers", type=int, default=1)
    given = options.parse_args()
    main(given.people, given.workers)
