"""What a secret vote may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "AdmissionOver",
    "AlreadyVoted",
    "AskedAlready",
    "BadBallot",
    "ChangeDecided",
    "CodeUnknown",
    "DocumentUnknown",
    "NotOnRoll",
    "NotSealed",
    "OnRollAlready",
    "OptionsMissing",
    "OtherDocument",
    "PollClosed",
    "PollFixed",
    "PollNotOpen",
    "PollStarted",
    "ReceiptElsewhere",
    "ReceiptUnknown",
    "RollClosed",
    "RollFixed",
    "RollStays",
    "RollTooLong",
    "SecondPersonNeeded",
    "SheetDiffers",
    "TimesMissing",
    "TrackerNotWhole",
    "TrackerUsed",
    "VotedAlready",
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


class NotOnRoll(Refusal):
    code = "not_on_roll"
    status = 403
    sentence = _(
        "You are not on the roll of this vote, so nothing was counted. "
        "The page of the vote says who is on it and whom to ask."
    )


class AlreadyVoted(Refusal):
    code = "already_voted"
    sentence = _(
        "You have voted already, and your first ballot counts. "
        "You can check it with the receipt you got then."
    )


class TrackerUsed(Refusal):
    code = "tracker_used"
    sentence = _(
        "The number of this ballot is taken by another one, so nothing was counted. "
        "Load the page again and send your ballot once more."
    )


class PollNotOpen(Refusal):
    code = "poll_not_open"
    status = 403
    sentence = _("This vote is not open yet. Come back when it has begun.")


class PollClosed(Refusal):
    code = "poll_closed"
    status = 403
    sentence = _(
        "This vote is over, so your ballot was not counted. "
        "The clock of the platform decides; the page of the vote shows when it closed."
    )


class BadBallot(Refusal):
    """``faults`` has a sentence for each way in which a ballot breaks the rules."""

    code = "bad_ballot"
    status = 422
    sentence = _("Your ballot does not keep to the rules of this vote. Look at it again.")
    faults = {
        "too_few": _("You chose too few. Choose more, then send your ballot again."),
        "too_many": _("You chose too many. Take something away, then send your ballot again."),
        "over_limit": _(
            "What you chose costs more than the money there is. "
            "Take something away, then send your ballot again."
        ),
        "points_each": _(
            "One of your choices has too many points or none. "
            "Change its points, then send your ballot again."
        ),
        "points_sum": _(
            "You gave more points than you have. Take some away, then send your ballot again."
        ),
        "unknown_place": _("Choose your place from the list, or leave it out."),
        "unknown_age": _("Choose your age from the list, or leave it out."),
    }

    def __init__(self, fault: str = "") -> None:
        self.fault = fault
        super().__init__()

    def __str__(self) -> str:
        return str(self.faults.get(self.fault, self.sentence))


class PollFixed(Refusal):
    code = "poll_fixed"
    sentence = _(
        "Rules, options and roll cannot change once a vote has opened, for anybody. "
        "This attempt was noted in the public record. Close the vote and start a new one."
    )


class PollStarted(Refusal):
    code = "poll_started"
    sentence = _("Somebody has opened or closed this vote already. Load the page again.")


class OptionsMissing(Refusal):
    code = "options_missing"
    status = 422
    sentence = _(
        "This vote has fewer options than a ballot must name. Add options, then open it again."
    )


class TimesMissing(Refusal):
    code = "times_missing"
    status = 422
    sentence = _("Say when the vote closes: a moment that is still to come. Then open it again.")


class NotSealed(Refusal):
    code = "not_sealed"
    status = 403
    sentence = _(
        "Nobody sees ballots or results before the vote is closed and sealed. "
        "Come back when it is over."
    )


class ReceiptUnknown(Refusal):
    code = "receipt_unknown"
    status = 422
    sentence = _(
        "This is not a receipt of this platform, or something in it was changed. "
        "Copy all of it, from the first line to the last."
    )


class AskedAlready(Refusal):
    code = "roll_change_asked"
    sentence = _("This change waits for a second person already. Ask a colleague to decide on it.")


class OtherDocument(Refusal):
    code = "other_document"
    status = 422
    sentence = _(
        "This is not the number that the first person typed. Look at the document together and "
        "type it again; if the first number is wrong, refuse this and ask anew."
    )


class RollClosed(Refusal):
    code = "roll_closed"
    status = 403
    sentence = _("This vote is over, so its roll changes no more. Read the result on its page.")


class VotedAlready(Refusal):
    code = "voted_already"
    sentence = _(
        "This person has voted already, and nobody can find her ballot again. "
        "Each person votes once, whichever way she chose."
    )


class DocumentUnknown(Refusal):
    code = "document_unknown"
    status = 422
    sentence = _(
        "Nobody on the roll has this document. Type the number again as it stands on the card. "
        "If it is right, ask on the page of the roll to put the person on it."
    )


class SheetDiffers(Refusal):
    code = "sheet_differs"
    sentence = _(
        "Somebody else read this ballot in another way, so it is not counted yet and nothing is "
        "lost. Look at the paper again, both of you, and key it in anew."
    )


class AdmissionOver(Refusal):
    code = "admission_over"
    status = 410
    sentence = _(
        "This ballot lay open for more than half an hour. Ask the person at the desk to open a "
        "new one; nothing was counted."
    )


class ReceiptElsewhere(Refusal):
    code = "receipt_elsewhere"
    status = 422
    sentence = _("This receipt belongs to another vote. Check it on the page of that vote.")


class TrackerNotWhole(Refusal):
    code = "tracker_not_whole"
    status = 422
    sentence = _(
        "A part of the number is not enough: anybody could guess it. "
        "Copy all 64 signs from your receipt."
    )


class RollTooLong(Refusal):
    code = "roll_too_long"
    sentence = _(
        "There are more than 300 letters, too many for one file to print. "
        "Download the table and give it to a printing house."
    )
