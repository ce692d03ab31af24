"""What may be refused after a gathering, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "AlreadySaid",
    "ExitNotNow",
    "MarkUnknown",
    "NotThere",
    "NothingSaid",
    "StepDone",
    "StepEmpty",
    "TooManyCosts",
]


class NotThere(Refusal):
    code = "not_there"
    status = 403
    sentence = _(
        "Only people who came in at the door say how it was. If you were there, go to the door or "
        "to an organiser and show your ticket."
    )


class AlreadySaid(Refusal):
    code = "exit_said_already"
    sentence = _("You have said how it was. It is kept without your name, so it stays as it is.")


class ExitNotNow(Refusal):
    code = "exit_not_now"
    status = 403
    sentence = _(
        "People say how it was from the beginning of the gathering until two weeks after its end."
    )


class NothingSaid(Refusal):
    code = "exit_empty"
    status = 422
    sentence = _("Give at least one mark or write a few words.")


class MarkUnknown(Refusal):
    code = "exit_mark_unknown"
    status = 422
    sentence = _("A mark is a number from 1 to 5. Choose one of those shown.")


class TooManyCosts(Refusal):
    code = "costs_too_many"
    status = 422
    sentence = _("At most %(most)s lines. Put small ones together.")


class StepEmpty(Refusal):
    code = "step_empty"
    status = 422
    sentence = _("Say what happens next, who owes it, and when it is due.")


class StepDone(Refusal):
    code = "step_done"
    sentence = _("This step was ended already. Reload the page to see how.")
