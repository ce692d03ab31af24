"""Forms of processes, their phases and activities."""

from .activity import ActivityForm
from .find import FindForm
from .phase import PhaseForm
from .process import OutcomeForm, ProcessForm
from .words import FormInLanguages, Words

__all__ = [
    "ActivityForm",
    "FindForm",
    "FormInLanguages",
    "OutcomeForm",
    "PhaseForm",
    "ProcessForm",
    "Words",
]
