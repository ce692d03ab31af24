"""What the ledger costs in the database: writing entries, giving them places, proving, checking.

python bench/ledger.py [--entries 50000]
"""

import argparse
import os
import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _server import database


def timed(what: str, act: Callable[[], object], count: int) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    rate, each = count / wall, wall / count * 1e3
    print(f"{what:34} {rate:>10,.0f}/s {each:>9.3f} ms wall {cpu / count * 1e3:>9.3f} ms CPU")


def measure(entries: int) -> None:
    import django  # noqa: PLC0415  # because the database is known only now

    django.setup()
    from citizenspring.ledger.checks import check_record  # noqa: PLC0415
    from citizenspring.ledger.models import Entry  # noqa: PLC0415
    from citizenspring.ledger.queries import receipt_for  # noqa: PLC0415
    from citizenspring.ledger.services import (  # noqa: PLC0415
        SALT_BYTES,
        entry_for,
        record,
        sequence,
    )

    def one() -> dict[str, object]:
        return {"sealed": {"choice": 1}, "salt": secrets.token_bytes(SALT_BYTES)}

    def many() -> None:
        made = [entry_for("vote.cast", **one()) for _ in range(entries)]
        Entry.objects.bulk_create(made, batch_size=5_000)

    def append() -> None:
        while sequence(hold=False):
            pass

    timed(
        "one entry, its own transaction",
        lambda: [record("vote.cast", **one()) for _ in range(500)],
        500,
    )
    timed("entries in bulk", many, entries)
    timed("places, hashes, checkpoints", append, entries + 500)
    some = list(Entry.objects.order_by("index")[:200])
    timed("receipt with its proof", lambda: [receipt_for(entry) for entry in some], len(some))
    timed("the record checked row by row", lambda: list(check_record()), entries + 500)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=50_000)
    chosen = options.parse_args()
    prefix = "citizenspring-bench-"
    with tempfile.TemporaryDirectory(prefix=prefix) as var, database(Path(var)) as environment:
        os.environ.update(environment)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citizenspring.settings")
        measure(chosen.entries)
