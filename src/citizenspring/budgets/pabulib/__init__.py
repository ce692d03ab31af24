"""Budget rounds in the ``.pb`` format of Pabulib, in and out."""

from .bringing_in import Imported, import_pb
from .taking_out import pb_of

__all__ = ["Imported", "import_pb", "pb_of"]
