"""Reading mood checks, as a visitor may see them."""

from .checks import (
    answer_by_link,
    comparable_questions,
    confirmation_of,
    confirmed_by,
    mood_at,
    mood_of_code,
    next_of,
    own_answer,
    page_of_link,
    parts_of,
    require_open_for_answers,
)
from .readiness import missing_for_opening
from .results import Results, label_of, results_of
from .standing import Standing, standing_of
from .words import ThemeShown, remarks_of, themes_of, waiting_on_paper

__all__ = [
    "Results",
    "Standing",
    "ThemeShown",
    "answer_by_link",
    "comparable_questions",
    "confirmation_of",
    "confirmed_by",
    "label_of",
    "missing_for_opening",
    "mood_at",
    "mood_of_code",
    "next_of",
    "own_answer",
    "page_of_link",
    "parts_of",
    "remarks_of",
    "require_open_for_answers",
    "results_of",
    "standing_of",
    "themes_of",
    "waiting_on_paper",
]
