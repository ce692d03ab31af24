"""Receipts: a small file that proves one entry to be in the record, for whoever holds it."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record.canonical import canonical, parse
from citizenspring.engines.record.checkpoints import Checkpoint
from citizenspring.engines.record.commitments import Sealed
from citizenspring.engines.record.notes import KeyMismatch, PublicKey
from citizenspring.engines.record.proofs import proves_inclusion
from citizenspring.engines.record.report import Problem, Report
from citizenspring.engines.record.tree import hash_leaf

__all__ = ["RECEIPT_TYPE", "Receipt", "read_receipt", "verify_receipt"]

RECEIPT_TYPE = "citizenspring-receipt/1"
SEALED = "seal"
"""The key under which an entry shows the digest of its private facts."""


@dataclass(frozen=True)
class Receipt:
    """One entry, the proof of its place, and the signed checkpoint it is proved in.

    Parameters
    ----------
    entry : mapping
        The entry as the record shows it.
    index : int
        Its place, counted from 0.
    proof : tuple of bytes
        Inclusion proof up to the root of the checkpoint.
    checkpoint : str
        Signed note.
    key : str
        Public key the checkpoint is signed with.
    private : Sealed, optional
        The holder's own facts and their salt; whoever sees these sees the facts.
    """

    entry: Mapping[str, Any]
    index: int
    proof: tuple[bytes, ...]
    checkpoint: str
    key: str
    private: Sealed | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what the file holds."""
        held: dict[str, Any] = {
            "type": RECEIPT_TYPE,
            "entry": dict(self.entry),
            "index": self.index,
            "proof": [base64.b64encode(step).decode() for step in self.proof],
            "checkpoint": self.checkpoint,
            "key": self.key,
        }
        if self.private:
            salt = base64.b64encode(self.private.salt).decode()
            held["private"] = {"facts": dict(self.private.facts), "salt": salt}
        return held


def read_receipt(text: bytes | str, *, file: str | None = None) -> Receipt:
    """Read a receipt.

    Raises
    ------
    BadInput
        Not a receipt.
    """
    held = parse(text, file=file)
    try:
        if held["type"] != RECEIPT_TYPE:
            raise BadInput("this is not a receipt", file=file, expected=RECEIPT_TYPE)
        private = held.get("private")
        return Receipt(
            entry=dict(held["entry"]),
            index=int(held["index"]),
            proof=tuple(base64.b64decode(step, validate=True) for step in held["proof"]),
            checkpoint=str(held["checkpoint"]),
            key=str(held["key"]),
            private=private and Sealed(private["facts"], base64.b64decode(private["salt"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
        raise BadInput("this receipt is damaged", file=file, expected=RECEIPT_TYPE) from error


def verify_receipt(receipt: Receipt | Path, *, key: PublicKey | None = None) -> Report:
    """Check that the entry of a receipt stands in the signed record.

    Parameters
    ----------
    receipt : Receipt or Path
        The receipt or its file.
    key : PublicKey, optional
        The record's key as you know it from elsewhere. Without it the receipt's own key is used,
        which shows only that the receipt agrees with itself.

    Returns
    -------
    Report
        With one problem for each thing that does not hold.

    Raises
    ------
    BadInput
        The file is not a receipt.
    """
    if isinstance(receipt, Path):
        receipt = read_receipt(receipt.read_bytes(), file=str(receipt))
    trusted = key or PublicKey.parse(receipt.key)
    try:
        checkpoint = Checkpoint.open(receipt.checkpoint, [trusted])
    except KeyMismatch as error:
        return Report(1, 0, trusted, (Problem("signature", str(error)),), key_given=bool(key))
    problems = (*_misplaced(receipt, checkpoint), *_misfit(receipt))
    return Report(1, checkpoint.size, trusted, problems, key_given=bool(key))


def _misplaced(receipt: Receipt, checkpoint: Checkpoint) -> list[Problem]:
    leaf = hash_leaf(canonical(dict(receipt.entry)))
    if proves_inclusion(leaf, receipt.index, checkpoint.size, receipt.proof, checkpoint.root):
        return []
    sentence = f"This entry is not row {receipt.index} of the signed record."
    return [Problem("inclusion", sentence, receipt.index)]


def _misfit(receipt: Receipt) -> list[Problem]:
    if receipt.private is None or receipt.private.opens(str(receipt.entry.get(SEALED))):
        return []
    return [Problem("private", "The private facts are not those the entry stands for.")]
