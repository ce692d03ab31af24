"""Decisions as one sentence, for threads and for the news."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Decision

__all__ = ["OVERTURNED", "UPHELD", "sentence_of"]

Act = Decision.Act
UPHELD = _("A second moderator looked: it stays hidden")
OVERTURNED = _("A second moderator looked and showed it again")
BY_REPORTS = _("The platform hid it until a moderator has looked")
BY_TWO = _("Two moderators hid it")
SENTENCES: dict[Decision.Act, Promise | str] = {
    Act.HIDDEN: _("A moderator hid it"),
    Act.SHOWN: _("A moderator showed it"),
    Act.KEPT: _("A moderator looked at the reports and kept it"),
    Act.ERASED: _("A moderator erased its words"),
    Act.WITHDRAWN: _("Its author took it back"),
    Act.MERGED: _("A moderator merged it into another"),
    Act.GROUPED: _("Near-identical texts are shown together with it"),
    Act.UNGROUPED: _("A moderator showed its near-identical texts one by one"),
    Act.FLAGGED: _("A moderator marked answers that are all alike"),
    Act.UNFLAGGED: _("A moderator found nothing wrong with answers that are all alike"),
}


def sentence_of(decision: Decision) -> Promise | str:
    if decision.standard == Decision.Standard.REPORTS:
        return BY_REPORTS
    if decision.act == Act.HIDDEN and decision.seconded_by_id:
        return BY_TWO
    return SENTENCES[Act(decision.act)]
