"""What a round may refuse, each with what to do next."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "BadFact",
    "CardInUse",
    "CardUnknown",
    "ChangedMeanwhile",
    "ClockMoved",
    "ClockStopped",
    "EndFirst",
    "ExtraWrong",
    "FactRefusal",
    "MethodWrong",
    "NoVote",
    "NotAsked",
    "NotBegun",
    "NotHere",
    "NotJson",
    "NotYourCard",
    "OtherRuns",
    "PhaseOver",
    "PhaseUnknown",
    "ReasonMissing",
    "RunEnded",
    "RunStarted",
    "TextTooLong",
    "TooManyCards",
    "TooManyDots",
    "TooManyPicks",
    "TooMuch",
    "ValueWrong",
]


class MethodWrong(Refusal):
    code = "method_wrong"
    status = 422
    sentence = _("This definition cannot be run: %(problem)s")


class OtherRuns(Refusal):
    code = "other_run_runs"
    sentence = _("Another method is still running in this gathering. End it first.")


class RunStarted(Refusal):
    code = "run_started"
    sentence = _("It has begun already. The clock below shows where it stands.")


class EndFirst(Refusal):
    code = "run_not_started"
    sentence = _("It has not begun yet. Press “Start” when the room is ready.")


class ClockMoved(Refusal):
    code = "clock_moved"
    sentence = _(
        "The clock has gone on since you saw it, and nothing was changed. Look where it stands, "
        "and press again if you still want to."
    )


class ClockStopped(Refusal):
    code = "clock_over"
    sentence = _("All phases are over. End it, or prepare another method.")


class ExtraWrong(Refusal):
    code = "extra_wrong"
    status = 422
    sentence = _("Give from 1 second to 4 hours more, or as much less.")


class NotJson(Refusal):
    code = "not_json"
    status = 400
    sentence = _("This message cannot be read. Load the page of the table again.")


class TooMuch(Refusal):
    code = "too_much"
    status = 413
    sentence = _("This is too much at once. Send it in smaller parts.")


class FactRefusal(Refusal):
    """Refuses one fact; ``again`` says whether the device should send it once more, later."""

    status: ClassVar[int] = 422
    again: bool = False


class BadFact(FactRefusal):
    code = "bad_fact"
    sentence = _("This cannot be read. Write it again.")


class PhaseUnknown(FactRefusal):
    code = "phase_unknown"
    sentence = _("This belongs to no phase of this method. Load the page of the table again.")


class NotBegun(FactRefusal):
    code = "not_begun"
    status = 409
    again = True
    sentence = _("This phase has not begun yet. It is sent when it begins.")


class NotAsked(FactRefusal):
    code = "not_asked"
    sentence = _("This phase does not ask for that. Look at what the clock says now.")


class TextTooLong(FactRefusal):
    code = "text_too_long"
    sentence = _("This is longer than %(most)s signs. Make two cards of it.")


class CardUnknown(FactRefusal):
    code = "card_unknown"
    sentence = _("This card is not there, or was taken back. Load the page again.")


class NotYourCard(FactRefusal):
    code = "not_your_card"
    status = 403
    sentence = _("This card belongs to another table. Write one of your own.")


class ChangedMeanwhile(FactRefusal):
    code = "changed_meanwhile"
    status = 409
    sentence = _("Somebody changed this card meanwhile. Read it before you take it back.")


class CardInUse(FactRefusal):
    code = "card_in_use"
    status = 409
    sentence = _("People have begun to choose among these cards, so this one stays.")


class PhaseOver(FactRefusal):
    code = "phase_over"
    status = 409
    sentence = _("This phase is over, so that this does not count any more.")


class RunEnded(FactRefusal):
    code = "run_ended"
    status = 409
    sentence = _("The round is over, so that this does not count any more.")


class TooManyPicks(FactRefusal):
    code = "too_many_picks"
    sentence = _("A table picks at most %(most)s cards. Leave one out.")


class TooManyCards(FactRefusal):
    code = "too_many_cards"
    sentence = _("This table has %(most)s cards in this phase. Take some back first.")


class NoVote(FactRefusal):
    code = "no_vote"
    status = 403
    sentence = _("Experts and witnesses are in the room to be asked, and do not vote.")


class NotHere(FactRefusal):
    code = "not_here"
    status = 403
    sentence = _("Only people who came in, and have not left, vote. Ask at the door.")


class ReasonMissing(FactRefusal):
    code = "reason_missing"
    sentence = _("An objection needs its reason. Write what harm it would do.")


class ValueWrong(FactRefusal):
    code = "value_wrong"
    sentence = _("This answer is none of those that can be given here. Choose another.")


class TooManyDots(FactRefusal):
    code = "too_many_dots"
    sentence = _("You have %(most)s dots, at most %(each)s for one card. Take one back elsewhere.")
