"""Acts on panels; the only place that writes."""

from .answering import (
    AnswerFacts,
    answer_letter,
    check_code,
    key_in_answer,
    volunteer_of_receipt,
)
from .committing import commit_draw
from .drawing import draw_ball, draw_by_balls, draw_by_value, show_digit, take_back_ball
from .forgetting import forget_after, forget_volunteer, withdraw_volunteer
from .freezing import check_answers, freeze_pool, search_again, thaw_pool
from .letters import NewLetter, make_letters, mark_sent, plan
from .planning import (
    drop_feature,
    prepare_panel,
    propose_quotas,
    publish_quotas,
    set_figures,
    set_quotas,
)
from .replacing import notice_given_back
from .searching import search_waiting, seed_of
from .seats import confirm_seat, leave_panel, mend_places

__all__ = [
    "AnswerFacts",
    "NewLetter",
    "answer_letter",
    "check_answers",
    "check_code",
    "commit_draw",
    "confirm_seat",
    "draw_ball",
    "draw_by_balls",
    "draw_by_value",
    "drop_feature",
    "forget_after",
    "forget_volunteer",
    "freeze_pool",
    "key_in_answer",
    "leave_panel",
    "make_letters",
    "mark_sent",
    "mend_places",
    "notice_given_back",
    "plan",
    "prepare_panel",
    "propose_quotas",
    "publish_quotas",
    "search_again",
    "search_waiting",
    "seed_of",
    "set_figures",
    "set_quotas",
    "show_digit",
    "take_back_ball",
    "thaw_pool",
    "volunteer_of_receipt",
    "withdraw_volunteer",
]
