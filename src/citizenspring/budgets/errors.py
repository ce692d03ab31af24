"""What a budget round may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "AlreadyDecided",
    "BallotUnreadable",
    "CommitmentDatesWrong",
    "CommitmentMoneyWrong",
    "EvidenceElsewhere",
    "FileNotRead",
    "MoneyMissing",
    "NotYetCounted",
    "NotYetSealed",
    "OverrideEmpty",
    "OverrideIdle",
    "OverrideTooDear",
    "PlaceMissing",
    "ReportEmpty",
    "RoundFixed",
    "RoundGoesOn",
    "RoundNotReady",
    "RoundTimesWrong",
    "StageBefore",
    "StageOver",
]


class CommitmentDatesWrong(Refusal):
    code = "commitment_dates_wrong"
    status = 422
    sentence = _("A project cannot be due before it starts. Change one of the two dates.")


class CommitmentMoneyWrong(Refusal):
    code = "commitment_money_wrong"
    status = 422
    sentence = _(
        "Amounts here are above zero; what was spent may also be zero. Write the amount again."
    )


class EvidenceElsewhere(Refusal):
    code = "commitment_evidence_elsewhere"
    status = 422
    sentence = _(
        "Evidence is an address that begins with https://, such as that of a photo or an invoice."
    )


class FileNotRead(Refusal):
    code = "budget_file_not_read"
    sentence = _(
        "Something went wrong on our side while the file was read, and nothing was imported. "
        "Send it again; if it happens again, tell the administrator."
    )


class ReportEmpty(Refusal):
    code = "commitment_report_empty"
    status = 422
    sentence = _("Say in your own words what was done, in at most 5,000 letters.")


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


class NotYetSealed(Refusal):
    code = "budget_not_sealed"
    sentence = _(
        "The votes are still secret. They can be counted as soon as the vote has closed and its "
        "ballots are sealed."
    )


class NotYetCounted(Refusal):
    code = "budget_not_counted"
    sentence = _("The votes have not been counted yet. Wait until the count is done.")


class AlreadyDecided(Refusal):
    code = "budget_decided"
    sentence = _("This round is decided. Its result and its reasons stay as they are.")


class OverrideEmpty(Refusal):
    code = "override_without_reason"
    status = 422
    sentence = _("Give the reason, in words that everybody can read beside the count.")


class OverrideIdle(Refusal):
    code = "override_changes_nothing"
    status = 422
    sentence = _("The count says so already: there is nothing to decide against it.")


class OverrideTooDear(Refusal):
    code = "override_too_dear"
    status = 422
    sentence = _(
        "That would cost more than there is: %(amount)s is left. Take money from another project "
        "first."
    )


class BallotUnreadable(Refusal):
    code = "budget_choices_unreadable"
    status = 422
    sentence = _("Tick at least one project, as you did when you voted.")
