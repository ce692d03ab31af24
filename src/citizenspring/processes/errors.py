"""Refusals of the acts on processes and activities."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "ActivityClosed",
    "ActivityNotClosed",
    "ActivityNotOpen",
    "ActivityStarted",
    "AlreadyOpen",
    "LevelFixed",
    "NotReady",
    "OutcomeMissing",
    "ProcessDraft",
    "ProcessEnded",
    "ProcessNotOpen",
    "ProcessRunning",
    "TextsMissing",
    "TimesBackwards",
]


class ActivityClosed(Refusal):
    code = "activity_closed"
    sentence = _(
        "This closed while you were at it, so nothing was changed. "
        "See on the page of the process what is open now."
    )


class ActivityNotOpen(Refusal):
    code = "activity_not_open"
    sentence = _("This has not opened yet. The page of the process says when it does.")


class ActivityStarted(Refusal):
    code = "activity_started"
    sentence = _("This was opened before. Make a new activity to ask again.")


class ActivityNotClosed(Refusal):
    code = "activity_not_closed"
    sentence = _("This is not open, so it cannot be closed. Look at the page again.")


class LevelFixed(Refusal):
    code = "level_fixed"
    sentence = _(
        "Who can take part is fixed once people take part. Close this and make a new activity."
    )


class ProcessDraft(Refusal):
    code = "process_draft"
    sentence = _("This process is still a draft. Open the process first.")


class AlreadyOpen(Refusal):
    code = "already_open"
    sentence = _("This process was opened before. Go back to its page.")


class ProcessNotOpen(Refusal):
    code = "process_not_open"
    sentence = _("This process is not open, so this cannot be done. Look at its page again.")


class ProcessEnded(Refusal):
    code = "process_ended"
    sentence = _("This process has ended; its texts stay as they are. Start a new process instead.")


class ProcessRunning(Refusal):
    code = "process_running"
    sentence = _("This process is not closed yet. Close it first, then archive it.")


class OutcomeMissing(Refusal):
    code = "outcome_missing"
    status = 422
    sentence = _("Write what was decided and why, in at least one language.")


class TimesBackwards(Refusal):
    code = "times_backwards"
    status = 422
    sentence = _("The end must come after the beginning. Change one of the two times.")


class TextsMissing(Refusal):
    code = "texts_missing"
    status = 422
    sentence = _("An open process keeps its question and promise in all its languages. %(missing)s")


class NotReady(Refusal):
    code = "not_ready"
    status = 422
    sentence = _("Before this process can open: %(missing)s")
