"""A witness: somebody else who signs a checkpoint only if it continues the last one seen.

References
----------
C2SP tlog-witness and tlog-cosignature, https://c2sp.org/tlog-witness
"""

from collections.abc import Sequence

from citizenspring.engines.errors import BadInput, EngineError
from citizenspring.engines.record.checkpoints import Checkpoint
from citizenspring.engines.record.notes import (
    COSIGNATURE,
    PublicKey,
    Signature,
    SigningKey,
    signatures_of,
)
from citizenspring.engines.record.proofs import proves_consistency

__all__ = ["SplitView", "cosign", "cosigned_at", "witness"]

_TIME_SIZE = 8


class SplitView(EngineError):
    """The record shows two histories that cannot both be true."""

    status = 409


def witness(
    note: str,
    *,
    key: PublicKey,
    seen: Checkpoint | None,
    proof: Sequence[bytes] = (),
) -> Checkpoint:
    """Accept a checkpoint that continues the last one seen.

    Parameters
    ----------
    note : str
        The signed checkpoint that is offered.
    key : PublicKey
        The key of the record.
    seen : Checkpoint or None
        The last one this witness accepted.
    proof : sequence of bytes
        Consistency proof from `seen` to the offered one.

    Returns
    -------
    Checkpoint
        To be kept as `seen`.

    Raises
    ------
    SplitView
        It is smaller than, or does not continue, what was seen.
    KeyMismatch
        The record's signature does not hold.

    Examples
    --------
    >>> from citizenspring.engines.record.tree import Tree
    >>> secret = SigningKey("spring.example", bytes(32))
    >>> one = Checkpoint("spring.example", 1, Tree([b"a"]).root())
    >>> other = Checkpoint("spring.example", 1, Tree([b"b"]).root())
    >>> try:
    ...     witness(other.signed(secret), key=secret.public, seen=one)
    ... except SplitView as refusal:
    ...     print(refusal)
    Two checkpoints of 1 entries have different roots.
    """
    offered = Checkpoint.open(note, [key])
    if seen is None:
        return offered
    if offered.origin != seen.origin:
        raise BadInput(f"this checkpoint is of {offered.origin}", expected=seen.origin)
    if offered.size < seen.size:
        message = f"The record had {seen.size} entries and now claims {offered.size}."
        raise SplitView(message)
    if offered.size == seen.size and offered.root != seen.root:
        message = f"Two checkpoints of {seen.size} entries have different roots."
        raise SplitView(message)
    if not proves_consistency(seen.size, offered.size, seen.root, offered.root, proof):
        message = f"The {offered.size} entries do not continue the {seen.size} seen before."
        raise SplitView(message)
    return offered


def cosign(note: str, key: SigningKey, *, at: int) -> str:
    """Add the witness's own dated signature to a checkpoint it has accepted.

    Parameters
    ----------
    note : str
        The checkpoint.
    key : SigningKey
        The witness's key, of kind 4.
    at : int
        Seconds since 1970, in UTC.

    Returns
    -------
    str
        The note with one more line.
    """
    if key.kind != COSIGNATURE:
        raise BadInput("this key is not a witness's", expected="a key of kind 4")
    text, _ = signatures_of(note)
    raw = at.to_bytes(_TIME_SIZE) + key.signature(_message(text, at))
    return f"{note}{Signature(key.name, key.public.id, raw)}\n"


def cosigned_at(note: str, key: PublicKey) -> int | None:
    """Return when a witness signed, or None where no signature of hers holds."""
    text, found = signatures_of(note)
    for each in found:
        if (each.name, each.key_id) == (key.name, key.id):
            at = int.from_bytes(each.raw[:_TIME_SIZE])
            if key.verifies(_message(text, at), each.raw[_TIME_SIZE:]):
                return at
    return None


def _message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
