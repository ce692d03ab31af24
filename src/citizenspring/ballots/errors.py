"""What a secret vote may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "ChangeDecided",
    "CodeUnknown",
    "OnRollAlready",
    "RollFixed",
    "RollStays",
    "SecondPersonNeeded",
]


class CodeUnknown(Refusal):
    code = "voting_code_unknown"
    status = 422
    sentence = _(
        "No voter has this code. Look at your letter and type the code again. "
        "If it still fails, go to a desk with your identity card."
    )


class OnRollAlready(Refusal):
    code = "on_roll_already"
    sentence = _(
        "This document stands on the roll already, so nothing was added. "
        "Look the person up by the number of the document."
    )


class RollFixed(Refusal):
    code = "roll_fixed"
    sentence = _(
        "The roll was fixed when the vote opened. Ask for a change of the roll instead; "
        "a second person decides on it."
    )


class RollStays(Refusal):
    code = "roll_stays"
    sentence = _(
        "Ten or more ballots are in, so the roll stays as it is until the vote is over. "
        "Nobody can be added or taken off any more."
    )


class SecondPersonNeeded(Refusal):
    code = "second_person_needed"
    status = 403
    sentence = _("A second person must do this part. Ask a colleague to sign in and do it.")


class ChangeDecided(Refusal):
    code = "roll_change_decided"
    sentence = _("This change was decided already. Look at the list again.")
