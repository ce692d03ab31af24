"""Giving waiting entries their place: one sequencer at a time, whole batches, signed."""

from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db import connection, transaction

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import Checkpoint as SignedCheckpoint
from citizenspring.engines.record import KeyMismatch, canonical, hash_leaf
from citizenspring.ledger.errors import KeyChanged, RecordIsBehind
from citizenspring.ledger.keys import origin, public_key, signing_key
from citizenspring.ledger.models import Checkpoint, Entry
from citizenspring.ledger.published import publish, published_size
from citizenspring.ledger.storage import stored_tree, write_tiles

__all__ = ["LARGEST_BATCH", "TOPIC", "place_entries", "sequence", "wait_for_the_pen"]

LARGEST_BATCH = 5_000
TOPIC = "record"
# Any number, the same for all: who holds it in the database is the sequencer.
SEQUENCER = 6_962_000

TAKE_PLACES = """
UPDATE ledger_entry SET index = place.index
FROM unnest(%s::uuid[], %s::bigint[]) AS place (id, index) WHERE ledger_entry.id = place.id
"""


def sequence(*, hold: bool = True) -> int:
    """Append what waits, sign the new checkpoint, and return how many entries got their place.

    With ``hold``, fewer than ``RECORD_BATCH`` entries wait together for at most
    ``RECORD_WAIT_SECONDS``: a batch of one would tell when its act was done (A31). Within a batch
    the order is that of the hashes. Returns 0 where another sequencer is at work.
    """
    note = ""
    with transaction.atomic():
        if not _is_the_only_one():
            return 0
        batch = _batch(hold=hold)
        if batch:
            note = _append(batch)
    if note:
        publish(note)
    return len(batch)


def wait_for_the_pen() -> None:
    """Become the only one who appends, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCER])


def place_entries(entries: list[Entry], places: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PLACES, [[entry.pk for entry in entries], places])


def _is_the_only_one() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEQUENCER])
        return bool(cursor.fetchone()[0])


def _batch(*, hold: bool) -> list[Entry]:
    waiting = Entry.objects.filter(index__isnull=True).order_by("recorded_at")
    # An entry that was tampered with while it waited never enters; the check reports it. It takes
    # no room in the batch either, so that no number of them keeps the others waiting.
    whole = (entry for entry in waiting.iterator(LARGEST_BATCH) if _is_whole(entry))
    batch = list(islice(whole, LARGEST_BATCH))
    if not batch or (hold and _must_wait(len(batch), batch[0].recorded_at)):
        return []
    return sorted(batch, key=lambda entry: bytes(entry.leaf))


def _is_whole(entry: Entry) -> bool:
    try:
        return bytes(entry.leaf) == hash_leaf(canonical(entry.body))
    except BadInput:
        return False


def _must_wait(count: int, oldest: datetime) -> bool:
    longest = timedelta(seconds=settings.RECORD_WAIT_SECONDS)
    return count < settings.RECORD_BATCH and database_now() - oldest < longest


def _append(batch: list[Entry]) -> str:
    before = _last_size()
    tree = stored_tree(before)
    tree.append(bytes(entry.leaf) for entry in batch)
    write_tiles(tree.changed)
    place_entries(batch, list(range(before, tree.size)))
    signed = SignedCheckpoint(origin(), tree.size, tree.root())
    note = signed.signed(signing_key())
    Checkpoint.objects.create(size=signed.size, root=signed.root, note=note)
    tell(TOPIC, "checkpoint", size=signed.size)
    return note


def _last_size() -> int:
    """The size to continue from, once it is certain that this installation may continue it."""
    last = Checkpoint.objects.first()
    size = last.size if last else 0
    if published_size() > size:
        raise RecordIsBehind
    if last:
        try:
            SignedCheckpoint.open(last.note, [public_key()])
        except KeyMismatch as problem:
            raise KeyChanged from problem
    return size
