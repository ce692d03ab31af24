"""What a panel may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "AddressesUnreadable",
    "AlreadyCommitted",
    "AlreadyDrawn",
    "AnswersClosed",
    "BallOutOfTurn",
    "BallsMissing",
    "FeaturesFixed",
    "FiguresDoNotAdd",
    "LetterAnswered",
    "LetterUnknown",
    "MemberSettled",
    "MemberUnknown",
    "NobodyToWrite",
    "PanelExists",
    "PanelNotCommitted",
    "PanelNotFrozen",
    "PanelNotInviting",
    "PanelNotSearched",
    "QuotasCannotBeMet",
    "QuotasDoNotAdd",
    "ReasonForQuotas",
    "ReceiptUnknown",
    "SourceMissing",
    "TooFewPeople",
    "TooManyLetters",
    "ValueIsOut",
    "ValueNotYet",
    "ValueUnnamed",
    "ValuesMissing",
]


class PanelExists(Refusal):
    code = "panel_exists"
    sentence = _("This gathering has a panel already. Change it on its page.")


class QuotasDoNotAdd(Refusal):
    code = "quotas_do_not_add"
    status = 422
    sentence = _(
        "The quotas of %(feature)s ask for at least %(least)s and allow at most %(most)s seats; "
        "the panel has %(size)s. Change them until %(size)s lies between."
    )


class QuotasCannotBeMet(Refusal):
    code = "quotas_cannot_be_met"
    status = 422
    sentence = _(
        "With these answers the quotas cannot all be met. The smallest change that works: "
        "%(changes)s. Change the quotas so, or wait for more answers."
    )


class TooFewPeople(Refusal):
    code = "panel_too_few_people"
    status = 422
    sentence = _(
        "%(people)s people said yes, and the panel has %(size)s seats. Send more letters or wait "
        "for more answers."
    )


class FiguresDoNotAdd(Refusal):
    code = "figures_do_not_add"
    status = 422
    sentence = _(
        "Write one value a line, then a colon and its percentage: “fr: 81”. All lines together "
        "must make 100; they make %(sum)s."
    )


class FeaturesFixed(Refusal):
    code = "panel_features_fixed"
    sentence = _(
        "People have answered for these features already. The seats can still change, the features "
        "cannot."
    )


class ReasonForQuotas(Refusal):
    code = "panel_quotas_reason"
    status = 422
    sentence = _("The quotas are public. Write why you change them; the reason is published too.")


class SourceMissing(Refusal):
    code = "panel_source_missing"
    status = 422
    sentence = _("Say where the figures behind the quotas come from; it is published with them.")


class PanelNotInviting(Refusal):
    code = "panel_not_inviting"
    sentence = _("Publish the quotas first; letters and answers come after them.")


class NobodyToWrite(Refusal):
    code = "panel_nobody_to_write"
    status = 422
    sentence = _("Plan the letters first: how many, and how many households each commune has.")


class TooManyLetters(Refusal):
    code = "panel_too_many_letters"
    status = 422
    sentence = _("At most %(most)s letters at once. Make several batches.")


class AddressesUnreadable(Refusal):
    code = "panel_addresses_unreadable"
    status = 422
    sentence = _(
        "The list of addresses cannot be used: %(problem)s It needs the columns “stratum” (the "
        "code or the name of the commune) and “household” (the address)."
    )


class LetterUnknown(Refusal):
    code = "panel_letter_unknown"
    status = 422
    sentence = _("No letter has this code. Compare it sign by sign with your letter.")


class LetterAnswered(Refusal):
    code = "panel_letter_answered"
    sentence = _(
        "This letter was answered already: a code is good for one answer. To change something, "
        "open “My answer” with the receipt you got."
    )


class AnswersClosed(Refusal):
    code = "panel_answers_closed"
    status = 403
    sentence = _("Answers are no longer taken: the pool is closed. Its page says what comes next.")


class ValuesMissing(Refusal):
    code = "panel_values_missing"
    status = 422
    sentence = _("Answer every question about you: without them nobody can be drawn fairly.")


class ReceiptUnknown(Refusal):
    code = "panel_receipt_unknown"
    status = 422
    sentence = _("No answer has this receipt. Compare it sign by sign, or call the organisers.")


class PanelNotFrozen(Refusal):
    code = "panel_not_frozen"
    sentence = _("Close the pool first.")


class PanelNotSearched(Refusal):
    code = "panel_not_searched"
    sentence = _("The numbered panels are still being made. Wait until they are there.")


class AlreadyCommitted(Refusal):
    code = "panel_committed"
    sentence = _("Pool, quotas and panels are published and fixed. Go on to the draw.")


class ValueUnnamed(Refusal):
    code = "panel_value_unnamed"
    status = 422
    sentence = _("Say which public value will decide, and from when it is known.")


class ValueIsOut(Refusal):
    code = "panel_value_is_out"
    status = 422
    sentence = _(
        "This value may be known already, so it proves nothing. Name one that is published "
        "after now."
    )


class PanelNotCommitted(Refusal):
    code = "panel_not_committed"
    sentence = _("Publish pool, quotas and panels first; only then can the draw be trusted.")


class ValueNotYet(Refusal):
    code = "panel_value_not_yet"
    status = 422
    sentence = _("The value is known from %(when)s on. Draw then.")


class BallsMissing(Refusal):
    code = "panel_balls_missing"
    status = 422
    sentence = _("%(missing)s more balls are to be drawn.")


class BallOutOfTurn(Refusal):
    code = "panel_ball_out_of_turn"
    sentence = _("Another ball was keyed in meanwhile. Look at the wall and go on from there.")


class AlreadyDrawn(Refusal):
    code = "panel_drawn"
    sentence = _("The panel is drawn, and nobody can draw it again. Go on to its members.")


class MemberUnknown(Refusal):
    code = "panel_member_unknown"
    status = 404
    sentence = _("Nobody with this name is on the panel. Look at its list again.")


class MemberSettled(Refusal):
    code = "panel_member_settled"
    sentence = _("This seat was given back already. Look at the log of replacements.")
