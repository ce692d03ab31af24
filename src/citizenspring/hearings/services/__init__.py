"""Acts on hearings; the only place that writes."""

from .answering import AnswerFacts, answer_question, rate_answer
from .asking import MOST_QUESTIONS, ask, support, voice_of, withdraw_support
from .briefs import BriefFacts, SourceFacts, publish_brief, write_brief
from .experts import ExpertFacts, change_expert, dismiss_expert, name_expert
from .gathering_cards import follow_hidden_cards, link_cards, take_cards
from .opening import close_asking, hearing_of, open_asking
from .sorting import merge_questions, separate_question

__all__ = [
    "MOST_QUESTIONS",
    "AnswerFacts",
    "BriefFacts",
    "ExpertFacts",
    "SourceFacts",
    "answer_question",
    "ask",
    "change_expert",
    "close_asking",
    "dismiss_expert",
    "follow_hidden_cards",
    "hearing_of",
    "link_cards",
    "merge_questions",
    "name_expert",
    "open_asking",
    "publish_brief",
    "rate_answer",
    "separate_question",
    "support",
    "take_cards",
    "voice_of",
    "withdraw_support",
    "write_brief",
]
