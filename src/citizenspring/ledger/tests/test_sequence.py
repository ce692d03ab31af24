from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils.timezone import now

from citizenspring.engines.record import Checkpoint as SignedCheckpoint
from citizenspring.engines.record import SigningKey, Tree, tiles_of
from citizenspring.ledger.errors import KeyChanged, RecordIsBehind
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.models import Checkpoint, Entry, Tile
from citizenspring.ledger.published import publish, published_size
from citizenspring.ledger.services import sequence, sequencing
from citizenspring.ledger.services.sequencing import SEQUENCER
from citizenspring.ledger.tests.factories import make_entries, make_entry, sequenced

pytestmark = pytest.mark.django_db


def leaves() -> list[bytes]:
    found = Entry.objects.filter(index__isnull=False).order_by("index")
    return [bytes(leaf) for leaf in found.values_list("leaf", flat=True)]


def test_entries_take_the_next_places_without_a_gap() -> None:
    sequenced(3)
    assert [entry.index for entry in sequenced(4)] == [3, 4, 5, 6]


def test_the_checkpoint_is_signed_over_all_leaves() -> None:
    sequenced(5)
    note = Checkpoint.objects.get(size=5).note
    assert SignedCheckpoint.open(note, [public_key()]).root == Tree.of_hashes(leaves()).root()


def test_a31_a_batch_is_ordered_by_hash_and_not_by_arrival() -> None:
    made = make_entries(20)
    sequence(hold=False)
    assert leaves() == sorted(bytes(entry.leaf) for entry in made)


def test_a31_too_few_entries_wait_for_each_other() -> None:
    make_entries(settings.RECORD_BATCH - 1)
    assert sequence() == 0
    make_entry()
    assert sequence() == settings.RECORD_BATCH


def test_a_single_entry_does_not_wait_for_ever() -> None:
    entry = make_entry()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER entry_takes_its_place")
    long_ago = now() - timedelta(seconds=settings.RECORD_WAIT_SECONDS + 1)
    Entry.objects.filter(pk=entry.pk).update(recorded_at=long_ago)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER entry_takes_its_place")
    assert sequence() == 1


def test_tiles_hold_every_hash_of_the_tree() -> None:
    sequenced(300)
    sequenced(5)
    stored = {(tile.level, tile.number): len(bytes(tile.hashes)) for tile in Tile.objects.all()}
    assert stored == {(tile.level, tile.number): 32 * tile.width for tile in tiles_of(305)}


def test_nothing_waiting_signs_nothing() -> None:
    assert sequence(hold=False) == 0
    assert not Checkpoint.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_only_one_sequencer_works_at_a_time() -> None:
    make_entry()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [SEQUENCER])
        assert sequence(hold=False) == 0
        cursor.execute("SELECT pg_advisory_unlock(%s)", [SEQUENCER])
    other.close()
    assert sequence(hold=False) == 1


def test_an_entry_changed_while_it_waited_never_enters() -> None:
    entry, other = make_entries(2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER entry_takes_its_place")
        cursor.execute('UPDATE ledger_entry SET body = \'{"kind": "x"}\' WHERE id = %s', [entry.pk])
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER entry_takes_its_place")
    assert sequence(hold=False) == 1
    assert Entry.objects.get(index=0) == other


def test_a59_an_entry_that_has_no_canonical_form_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sequencing, "LARGEST_BATCH", 2)
    for _ in range(3):
        Entry.objects.create(kind="x", body={"kind": "x", "n": 2**70}, leaf=bytes(32))
    make_entries(2)
    assert sequence(hold=False) == 2
    assert Entry.objects.filter(kind="x", index=None).count() == 3


def test_another_key_does_not_continue_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    sequenced(1)
    stranger = SigningKey.generate("stranger.example").secret_text()
    monkeypatch.setattr(settings, "RECORD_KEY", stranger)
    make_entry()
    with pytest.raises(KeyChanged):
        sequence(hold=False)


def test_a13_an_older_copy_of_the_record_is_not_continued() -> None:
    sequenced(2)
    newer = SignedCheckpoint("spring.example", 3, bytes(32))
    publish(newer.signed(SigningKey.generate("spring.example")))
    make_entry()
    with pytest.raises(RecordIsBehind):
        sequence(hold=False)


def test_what_was_published_never_becomes_smaller() -> None:
    key = SigningKey.generate("spring.example")
    publish(SignedCheckpoint("spring.example", 3, bytes(32)).signed(key))
    publish(SignedCheckpoint("spring.example", 2, bytes(32)).signed(key))
    assert published_size() == 3
