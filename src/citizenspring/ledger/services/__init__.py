"""Writing in the public record, and giving what is written its place."""

from .adopting import adopt
from .recording import RECORD_FROM, SALT_BYTES, entry_for, entry_values, record, seal
from .sequencing import sequence

__all__ = [
    "RECORD_FROM",
    "SALT_BYTES",
    "adopt",
    "entry_for",
    "entry_values",
    "record",
    "seal",
    "sequence",
]
