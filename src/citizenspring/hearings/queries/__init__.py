"""What pages of hearings show."""

from .pages import (
    AnswerView,
    QuestionView,
    answering,
    answers_of,
    brief_at,
    briefs_of,
    experts_of,
    hearing_at,
    page_of_questions,
    prepared_at,
    question_at,
    questions_of,
)
from .ranking import Alike, Ranked, alike, ranked

__all__ = [
    "Alike",
    "AnswerView",
    "QuestionView",
    "Ranked",
    "alike",
    "answering",
    "answers_of",
    "brief_at",
    "briefs_of",
    "experts_of",
    "hearing_at",
    "page_of_questions",
    "prepared_at",
    "question_at",
    "questions_of",
    "ranked",
]
