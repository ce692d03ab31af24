"""Budget rounds in the ``.pb`` format of Pabulib, in and out."""

from .bringing_in import Imported, import_pb
from .plan import Plan, plan_of
from .taking_out import pb_of

__all__ = ["Imported", "Plan", "import_pb", "pb_of", "plan_of"]
