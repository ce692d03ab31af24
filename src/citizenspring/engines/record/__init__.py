"""An append-only public record that anyone can verify.

A Merkle tree over canonical JSON, signed checkpoints, proofs, receipts, private facts that can be
erased without a trace in the tree, and a verifier that names the very row that was touched.

References
----------
RFC 6962 (Merkle tree), RFC 8785 (canonical JSON), RFC 8032 (Ed25519); C2SP signed-note,
tlog-checkpoint, tlog-tiles and tlog-cosignature (https://c2sp.org).
"""

from citizenspring.engines.record.canonical import MAX_ENTRY_BYTES, canonical, parse
from citizenspring.engines.record.checkpoints import Checkpoint
from citizenspring.engines.record.commitments import Sealed, digest_of, new_salt, seal
from citizenspring.engines.record.folder import RecordFolder, write_record
from citizenspring.engines.record.notes import KeyMismatch, PublicKey, SigningKey
from citizenspring.engines.record.proofs import proves_consistency, proves_inclusion
from citizenspring.engines.record.receipts import Receipt, read_receipt, verify_receipt
from citizenspring.engines.record.report import Problem, Report
from citizenspring.engines.record.tiles import (
    TILE_WIDTH,
    Tile,
    TiledTree,
    bundle,
    tiles_of,
    unbundle,
)
from citizenspring.engines.record.tree import (
    Tree,
    consistency_path,
    hash_children,
    hash_leaf,
    inclusion_path,
    root_at,
)
from citizenspring.engines.record.verification import verify_diff, verify_record
from citizenspring.engines.record.witness import SplitView, cosign, cosigned_at, witness

__all__ = [
    "MAX_ENTRY_BYTES",
    "TILE_WIDTH",
    "Checkpoint",
    "KeyMismatch",
    "Problem",
    "PublicKey",
    "Receipt",
    "RecordFolder",
    "Report",
    "Sealed",
    "SigningKey",
    "SplitView",
    "Tile",
    "TiledTree",
    "Tree",
    "bundle",
    "canonical",
    "consistency_path",
    "cosign",
    "cosigned_at",
    "digest_of",
    "hash_children",
    "hash_leaf",
    "inclusion_path",
    "new_salt",
    "parse",
    "proves_consistency",
    "proves_inclusion",
    "read_receipt",
    "root_at",
    "seal",
    "tiles_of",
    "unbundle",
    "verify_diff",
    "verify_receipt",
    "verify_record",
    "witness",
    "write_record",
]
