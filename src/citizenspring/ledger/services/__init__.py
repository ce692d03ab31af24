"""Writing in the public record, and giving what is written its place."""

from .adopting import adopt
from .recording import SALT_BYTES, entry_for, record, seal
from .sequencing import sequence

__all__ = ["SALT_BYTES", "adopt", "entry_for", "record", "seal", "sequence"]
