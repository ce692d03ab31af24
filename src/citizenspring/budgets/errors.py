"""What a budget round may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "MoneyMissing",
    "PlaceMissing",
    "RoundFixed",
    "RoundGoesOn",
    "RoundNotReady",
    "RoundTimesWrong",
    "StageBefore",
    "StageOver",
]


class RoundFixed(Refusal):
    code = "budget_fixed"
    sentence = _(
        "Money, projects and rules stay as they were when voting opened, for everybody. That "
        "somebody tried to change them is in the public record."
    )


class RoundGoesOn(Refusal):
    code = "budget_goes_on"
    sentence = _(
        "People are voting or their votes are being counted. The round ends by itself when its "
        "result is decided."
    )


class RoundNotReady(Refusal):
    code = "budget_not_ready"
    status = 422
    sentence = _("Before the next stage can begin: %(missing)s")


class RoundTimesWrong(Refusal):
    code = "budget_times_wrong"
    status = 422
    sentence = _(
        "The dates must follow each other: ideas, answers, voting opens, voting closes. "
        "Change the one that comes too early."
    )


class StageBefore(Refusal):
    code = "budget_stage_before"
    status = 403
    sentence = _(
        "This round has not come so far yet. The dates of its stages are on its page: come back "
        "then."
    )


class StageOver(Refusal):
    code = "budget_stage_over"
    status = 403
    sentence = _(
        "This stage of the round is over, and a round never goes back. Its page says what you can "
        "do now."
    )


class MoneyMissing(Refusal):
    code = "budget_money_missing"
    status = 422
    sentence = _("Write how much money there is: at least one amount above zero.")


class PlaceMissing(Refusal):
    code = "budget_place_missing"
    status = 422
    sentence = _(
        "Each part of the money needs its own part of the city, or its own theme, and each only "
        "once. Choose them again."
    )
