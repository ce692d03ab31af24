"""What visitors and organisers send about panels."""

from .answering import AnswerForm, KeyInForm, ReceiptForm
from .drawing import CommitForm, TakeBackForm, ValueForm
from .planning import FiguresForm, LettersForm, PlanForm, PrepareForm, PublishForm, QuotasForm

__all__ = [
    "AnswerForm",
    "CommitForm",
    "FiguresForm",
    "KeyInForm",
    "LettersForm",
    "PlanForm",
    "PrepareForm",
    "PublishForm",
    "QuotasForm",
    "ReceiptForm",
    "TakeBackForm",
    "ValueForm",
]
