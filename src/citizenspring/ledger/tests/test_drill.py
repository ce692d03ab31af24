"""Drill: the sequencer is killed again and again while thousands of acts are recorded."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from citizenspring.engines.record import proves_consistency, verify_record
from citizenspring.ledger.checks import check_record
from citizenspring.ledger.exporting import export_record
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.models import Checkpoint, Entry
from citizenspring.ledger.queries import consistency
from citizenspring.ledger.services import entry_for, sequence

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ENTRIES = 3_000
BATCH = 25
KILLS = 6
SEQUENCER = """
import django
django.setup()
from citizenspring.ledger.services import sequence
print("ready", flush=True)
while True:
    sequence(hold=False)
"""


def own_environment() -> dict[str, str]:
    facts = connection.settings_dict
    place = f"{quote(facts['NAME'])}?host={quote(facts['HOST'], safe='')}"
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql://{quote(facts['USER'])}:{quote(facts['PASSWORD'])}@/{place}",
        "DJANGO_SETTINGS_MODULE": "citizenspring.settings",
        "CITIZENSPRING_KEYS": str(settings.KEYS_FOLDER),
        "CITIZENSPRING_RECORD_FOLDER": str(settings.RECORD_FOLDER),
    }


def write_entries(enough: threading.Event, written: list[int]) -> None:
    """Record acts, many in a transaction, as long as sequencers are killed."""
    while not enough.is_set() or sum(written) < ENTRIES:
        Entry.objects.bulk_create([entry_for("vote.cast") for _ in range(BATCH)])
        written.append(BATCH)
        time.sleep(0.05)
    connection.close()


def kill_one_at_work(environment: dict[str, str]) -> None:
    before = Checkpoint.objects.count()
    child = subprocess.Popen(
        [sys.executable, "-c", SEQUENCER], env=environment, stdout=subprocess.PIPE
    )
    assert child.stdout
    child.stdout.readline()
    while Checkpoint.objects.count() == before:
        time.sleep(0.01)
    time.sleep(random.uniform(0.05, 0.4))
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


def test_a_killed_sequencer_leaves_no_gap_and_no_contradiction(tmp_path: Path) -> None:
    public_key()
    enough, written = threading.Event(), list[int]()
    writer = threading.Thread(target=write_entries, args=(enough, written))
    writer.start()
    for _ in range(KILLS):
        kill_one_at_work(own_environment())
    enough.set()
    writer.join()
    deadline = time.monotonic() + 30
    # The lock of the last one killed falls when the server notices that it is gone.
    while Entry.objects.filter(index__isnull=True).exists() and time.monotonic() < deadline:
        sequence(hold=False)

    places = Entry.objects.order_by("index").values_list("index", flat=True)
    assert list(places) == [*range(sum(written))]
    assert list(check_record()) == []
    points = list(Checkpoint.objects.order_by("size"))
    assert len(points) > KILLS
    for small, large in pairwise(points):
        proof = consistency(small.size, large.size)
        roots = bytes(small.root), bytes(large.root)
        assert proves_consistency(small.size, large.size, *roots, proof)
    export_record(tmp_path / "record")
    assert verify_record(tmp_path / "record", key=public_key()).holds
