"""What a mood check may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "AnswerMissing",
    "AnswerUnknown",
    "CheckClosed",
    "CheckFrozen",
    "CheckNotMet",
    "CheckNotOpen",
    "CheckNotReady",
    "CodeUnknown",
    "ConfirmedAlready",
    "GatheringCalled",
    "InPersonNeeded",
    "LinkExpired",
    "LinkUnknown",
    "LinkUsed",
    "MailMissing",
    "MailPending",
    "MailboxCounted",
    "NameKnown",
    "NotYourOwn",
    "PaperKnown",
    "WaveExists",
]


class CheckClosed(Refusal):
    code = "mood_closed"
    status = 403
    sentence = _(
        "This mood check is over, so nothing was counted. You can read what came of it on its page."
    )


class CheckNotOpen(Refusal):
    code = "mood_not_open"
    status = 403
    sentence = _("This mood check is not open yet, so nothing was kept. Come back when it opens.")


class CheckFrozen(Refusal):
    code = "mood_frozen"
    sentence = _(
        "Questions and thresholds stay as they were when the mood check opened. "
        "Start a new wave to ask something else."
    )


class CheckNotReady(Refusal):
    code = "mood_not_ready"
    status = 422
    sentence = _("Before this mood check can open: %(missing)s")


class CheckNotMet(Refusal):
    code = "mood_not_met"
    sentence = _("The threshold has not been met, so no gathering can be called from it yet.")


class GatheringCalled(Refusal):
    code = "gathering_called"
    sentence = _(
        "A gathering with this title is called already, and everyone was told. Give another "
        "title to call a second one."
    )


class AnswerMissing(Refusal):
    code = "answer_missing"
    sentence = _("There is no answer of yours here. Answer the mood check first.")


class AnswerUnknown(Refusal):
    code = "answer_unknown"
    status = 422
    sentence = _("An answer does not fit its question, so nothing was kept. Choose again.")


class ConfirmedAlready(Refusal):
    code = "confirmed_already"
    sentence = _("This answer is confirmed already and counts once. Nothing more is needed.")


class LinkUnknown(Refusal):
    code = "link_unknown"
    status = 404
    sentence = _(
        "This link is not one of ours. Copy it whole from the mail, or ask for a new one on the "
        "page of the mood check."
    )


class LinkUsed(Refusal):
    code = "link_used"
    status = 410
    sentence = _(
        "This link was used before. The answer it confirmed does not count any more: it was taken "
        "back, or a newer one took its place."
    )


class LinkExpired(Refusal):
    code = "link_expired"
    status = 410
    sentence = _(
        "This link is too old, so it confirmed nothing. Ask for a new one on the page of the "
        "mood check; what you answered is still there."
    )


class MailMissing(Refusal):
    code = "mail_missing"
    status = 422
    sentence = _("Write your mail address, so that your answer can be confirmed and counts.")


class CodeUnknown(Refusal):
    code = "answer_code_unknown"
    status = 404
    sentence = _(
        "No answer waits under this code. Look at the page of the person and type it again."
    )


class NotYourOwn(Refusal):
    code = "not_your_own"
    status = 403
    sentence = _("You cannot confirm your own answer in person. Ask another verifier to do it.")


class PaperKnown(Refusal):
    code = "paper_known"
    sentence = _(
        "An answer with this mail address is here already, and each address counts once. "
        "Lay this sheet aside and go on with the next."
    )


class NameKnown(Refusal):
    code = "name_known"
    sentence = _(
        "A paper answer with this name and commune is here already. Tick the box if this is "
        "another person with the same name."
    )


class WaveExists(Refusal):
    code = "wave_exists"
    sentence = _("The next wave exists already. Open it from the page of the process.")


class MailboxCounted(Refusal):
    code = "mailbox_counted"
    sentence = _(
        "An answer from this mailbox counts already, written with another spelling of the address. "
        "Change that answer, or use the same spelling again."
    )


class MailPending(Refusal):
    code = "mail_pending"
    status = 422
    sentence = _(
        "Anybody can have an address like this one for a few minutes, so it cannot confirm an "
        "answer. Use another address, or show your code to a verifier."
    )


class InPersonNeeded(Refusal):
    code = "in_person_needed"
    status = 403
    sentence = _(
        "This mood check counts only people who were confirmed in person or by phone. "
        "Your answer is kept: show your code to a verifier."
    )
