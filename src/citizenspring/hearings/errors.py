"""What a hearing may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = [
    "AnswerMissing",
    "AskingClosed",
    "BriefEmpty",
    "ExpertGone",
    "ExpertsDoNotVote",
    "HasVoted",
    "InterestsMissing",
    "MarkUnknown",
    "MergeElsewhere",
    "NotInRoom",
    "QuestionEmpty",
    "QuestionGone",
    "QuestionTooLong",
    "QuestionsTooMany",
    "SourceMissing",
    "SourceOrJudgement",
    "SourceUnsafe",
    "TicketUnknown",
]


class AskingClosed(Refusal):
    code = "asking_closed"
    status = 403
    sentence = _("Questions are not collected now. The organisers say when they are.")


class NotInRoom(Refusal):
    code = "not_in_room"
    status = 403
    sentence = _(
        "Only people who came in at the door ask, support and rate. Type your ticket on the page "
        "“I am here”, or show it at the door."
    )


class ExpertsDoNotVote(Refusal):
    code = "experts_do_not_vote"
    status = 403
    sentence = _(
        "Experts and witnesses answer; they do not ask, support or rate. If you are none, talk to "
        "an organiser."
    )


class QuestionEmpty(Refusal):
    code = "question_empty"
    status = 422
    sentence = _("Write your question in words.")


class QuestionTooLong(Refusal):
    code = "question_too_long"
    status = 422
    sentence = _("It is %(length)s signs long; at most %(longest)s can be read aloud. Shorten it.")


class QuestionsTooMany(Refusal):
    code = "questions_too_many"
    status = 429
    sentence = _("You have asked %(most)s questions. Support those of others, or talk to them.")


class QuestionGone(Refusal):
    code = "question_gone"
    status = 404
    sentence = _("This question is not shown any more. Look at the list of all questions.")


class MergeElsewhere(Refusal):
    code = "merge_elsewhere"
    sentence = _("This question stands with another one already. Reload the page and look again.")


class InterestsMissing(Refusal):
    code = "interests_missing"
    status = 422
    sentence = _(
        "Nobody is heard without saying her interests. Write them, or tick that there are none: "
        "exactly one of the two."
    )


class ExpertGone(Refusal):
    code = "expert_gone"
    sentence = _("This person is not heard any more. Choose another one.")


class HasVoted(Refusal):
    code = "expert_has_voted"
    sentence = _(
        "Whoever has this ticket has voted in the room already, and experts never vote. Hear "
        "somebody else, or leave the ticket empty if it is not hers."
    )


class TicketUnknown(Refusal):
    code = "expert_ticket_unknown"
    status = 422
    sentence = _("Nobody registered with this ticket. Compare its ten signs, or leave it empty.")


class BriefEmpty(Refusal):
    code = "brief_empty"
    status = 422
    sentence = _("Write the title and the text in at least one language.")


class SourceMissing(Refusal):
    code = "source_missing"
    status = 422
    sentence = _("Nothing is published without a source. Name at least one.")


class SourceUnsafe(Refusal):
    code = "source_unsafe"
    status = 422
    sentence = _("The address of a source begins with https:// or http://. Correct “%(url)s”.")


class SourceOrJudgement(Refusal):
    code = "source_or_judgement"
    status = 422
    sentence = _(
        "Name at least one source, or tick that it is her own judgement: exactly one of the two."
    )


class AnswerMissing(Refusal):
    code = "answer_missing"
    status = 422
    sentence = _("Write the answer, also when it is that nobody knows.")


class MarkUnknown(Refusal):
    code = "clarity_unknown"
    status = 422
    sentence = _("A mark is a number from 1 to 5. Choose one of those shown.")
