"""Acts on mood checks: preparing, answering, confirming, counting, telling."""

from .answering import (
    AnswerFacts,
    answer_by_program,
    save_answer,
    say_whether_done,
    withdraw_answer,
)
from .bulk import Invented, answer_many
from .checks import (
    KIND,
    MoodRules,
    QuestionFacts,
    add_question,
    create_mood,
    create_mood_once,
    edit_mood,
    edit_question,
    freeze,
    guard_edit,
    next_wave,
    remove_question,
    usual_questions,
)
from .confirming import (
    WRONG_LINKS,
    ask_to_confirm,
    confirm_by_link,
    confirm_in_person,
    release_answer,
)
from .counting import decide, miss, recount
from .erasing import erase_from_moods
from .gathering import GatheringFacts, announce_gathering, call_gathering
from .nudging import nudge
from .paper import PaperFacts, key_in
from .publishing import publish
from .telling import DID, LEAVE, ask_of, leave_messages, tell_some

__all__ = [
    "DID",
    "KIND",
    "LEAVE",
    "WRONG_LINKS",
    "AnswerFacts",
    "GatheringFacts",
    "Invented",
    "MoodRules",
    "PaperFacts",
    "QuestionFacts",
    "add_question",
    "announce_gathering",
    "answer_by_program",
    "answer_many",
    "ask_of",
    "ask_to_confirm",
    "call_gathering",
    "confirm_by_link",
    "confirm_in_person",
    "create_mood",
    "create_mood_once",
    "decide",
    "edit_mood",
    "edit_question",
    "erase_from_moods",
    "freeze",
    "guard_edit",
    "key_in",
    "leave_messages",
    "miss",
    "next_wave",
    "nudge",
    "publish",
    "recount",
    "release_answer",
    "remove_question",
    "save_answer",
    "say_whether_done",
    "tell_some",
    "usual_questions",
    "withdraw_answer",
]
