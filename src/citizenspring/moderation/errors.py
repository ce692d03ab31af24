"""What moderation refuses, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "AlreadyAppealed",
    "AlreadyReported",
    "AlreadySeconded",
    "AlreadySo",
    "AppealAnswered",
    "AppealEmpty",
    "NotHidden",
    "NotReportable",
    "NothingChosen",
    "ProposedAlready",
    "ReasonMissing",
    "TooManyReports",
    "YourOwn",
    "YourOwnToDecide",
]


class YourOwn(Refusal):
    code = "your_own"
    sentence = _(
        "You wrote this yourself, so there is nothing to report. "
        "If you no longer want it here, take it back with the button below."
    )


class YourOwnToDecide(Refusal):
    code = "your_own_to_decide"
    status = 403
    sentence = _("You wrote this yourself. Leave the decision to another moderator.")


class AlreadyReported(Refusal):
    code = "already_reported"
    sentence = _(
        "You have reported this already, and each person counts once. "
        "You find what became of it under “My reports”."
    )


class TooManyReports(Refusal):
    code = "too_many_reports"
    status = 429
    sentence = _(
        "You have sent many reports in a short while. Wait a few minutes, then send this one again."
    )


class NotReportable(Refusal):
    code = "not_reportable"
    status = 404
    sentence = _("This cannot be reported here. Write to an organiser if something is wrong.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    status = 422
    sentence = _("Write the reason. Everybody can read it in the moderation log.")


class NothingChosen(Refusal):
    code = "nothing_chosen"
    status = 422
    sentence = _("Nothing is chosen yet. Tick what your decision is about, then press again.")


class AlreadySo(Refusal):
    code = "already_so"
    sentence = _("It is already in that state. Reload the page to see what was decided.")


class ProposedAlready(Refusal):
    code = "proposed_already"
    sentence = _(
        "A decision about this waits for a second moderator. "
        "You find it under “Waits for a second moderator”."
    )


class AlreadySeconded(Refusal):
    code = "already_seconded"
    sentence = _("Somebody has answered this proposal already. Reload the page to see how.")


class NotHidden(Refusal):
    code = "not_hidden"
    sentence = _("Words can be erased only once they are hidden. Hide them first.")


class AlreadyAppealed(Refusal):
    code = "already_appealed"
    sentence = _(
        "You have asked for a second look at this decision already. "
        "The answer will stand on this page."
    )


class AppealEmpty(Refusal):
    code = "appeal_empty"
    status = 422
    sentence = _("Write in a few words why the decision is wrong, then send it again.")


class AppealAnswered(Refusal):
    code = "appeal_answered"
    sentence = _("This appeal was answered already. Reload the page to see how.")
