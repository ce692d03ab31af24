import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import (
    Checkpoint,
    KeyMismatch,
    SigningKey,
    SplitView,
    Tree,
    cosign,
    cosigned_at,
    witness,
)
from citizenspring.engines.record.notes import COSIGNATURE

KEY = SigningKey("spring.example", bytes(32))
WITNESS = SigningKey("witness.example", bytes(32), COSIGNATURE)
TREE = Tree([b"one", b"two", b"three", b"four", b"five"])


def checkpoint(size: int, tree: Tree = TREE) -> Checkpoint:
    return Checkpoint("spring.example", size, tree.root(size))


def test_the_first_checkpoint_is_accepted() -> None:
    assert witness(checkpoint(2).signed(KEY), key=KEY.public, seen=None) == checkpoint(2)


def test_a_continuation_is_accepted() -> None:
    proof = TREE.consistency(2, 5)
    offered = checkpoint(5).signed(KEY)
    assert witness(offered, key=KEY.public, seen=checkpoint(2), proof=proof) == checkpoint(5)


def test_a12_two_checkpoints_of_one_size_are_refused_as_a_split_view() -> None:
    forged = checkpoint(2, Tree([b"one", b"zwei"])).signed(KEY)
    with pytest.raises(SplitView) as refusal:
        witness(forged, key=KEY.public, seen=checkpoint(2))
    assert refusal.value.status == 409


def test_a12_a_larger_checkpoint_with_another_past_is_refused() -> None:
    forged = Tree([b"one", b"zwei", b"three", b"four", b"five"])
    offered = checkpoint(5, forged).signed(KEY)
    with pytest.raises(SplitView, match="do not continue"):
        witness(offered, key=KEY.public, seen=checkpoint(2), proof=forged.consistency(2, 5))


def test_a13_a_checkpoint_that_shrank_is_refused() -> None:
    with pytest.raises(SplitView, match="had 5 entries and now claims 2"):
        witness(checkpoint(2).signed(KEY), key=KEY.public, seen=checkpoint(5))


def test_a_stranger_signature_is_refused() -> None:
    other = SigningKey.generate("spring.example")
    with pytest.raises(KeyMismatch):
        witness(checkpoint(2).signed(other), key=KEY.public, seen=None)


def test_a_checkpoint_of_another_record_is_refused() -> None:
    offered = Checkpoint("other.example", 5, TREE.root()).signed(KEY)
    with pytest.raises(BadInput, match="is of other"):
        witness(offered, key=KEY.public, seen=checkpoint(5))


def test_a_cosignature_says_when() -> None:
    note = cosign(checkpoint(2).signed(KEY), WITNESS, at=1_800_000_000)
    assert cosigned_at(note, WITNESS.public) == 1_800_000_000
    assert Checkpoint.open(note, [KEY.public]) == checkpoint(2)


def test_a_cosignature_on_another_text_does_not_hold() -> None:
    note = cosign(checkpoint(2).signed(KEY), WITNESS, at=1_800_000_000)
    assert cosigned_at(note.replace("\n2\n", "\n3\n"), WITNESS.public) is None


def test_only_a_witness_key_cosigns() -> None:
    with pytest.raises(BadInput, match="not a witness's"):
        cosign(checkpoint(2).signed(KEY), KEY, at=0)
