"""The acts of budget rounds; the only place that writes them."""

from .counting import ask_for_count, count_round, count_waiting
from .deciding import decide, funded_after_all, lift_override, override
from .due import carry_out_due
from .following import (
    CommitmentFacts,
    ReportFacts,
    open_commitments,
    remind_stewards,
    report,
    set_commitment,
)
from .ideas import (
    IdeaFacts,
    edit_idea,
    propose_idea,
    support_idea,
    unsupport_idea,
    withdraw_idea,
)
from .projects import ProjectFacts, edit_project, make_project, withdraw_project
from .reviewing import AnswerFacts, answer_feasibility
from .rounds import KIND, PotFacts, RoundFacts, create_round, edit_round
from .stages import (
    guard_closing,
    guard_edit,
    move_on,
    on_opening,
    start_ideas,
    start_review,
)
from .telling import tell_result
from .uploads import read_next_upload, read_upload, take_upload
from .voting import bring_in_vote, open_vote, start_campaign

__all__ = [
    "KIND",
    "AnswerFacts",
    "CommitmentFacts",
    "IdeaFacts",
    "PotFacts",
    "ProjectFacts",
    "ReportFacts",
    "RoundFacts",
    "answer_feasibility",
    "ask_for_count",
    "bring_in_vote",
    "carry_out_due",
    "count_round",
    "count_waiting",
    "create_round",
    "decide",
    "edit_idea",
    "edit_project",
    "edit_round",
    "funded_after_all",
    "guard_closing",
    "guard_edit",
    "lift_override",
    "make_project",
    "move_on",
    "on_opening",
    "open_commitments",
    "open_vote",
    "override",
    "propose_idea",
    "read_next_upload",
    "read_upload",
    "remind_stewards",
    "report",
    "set_commitment",
    "start_campaign",
    "start_ideas",
    "start_review",
    "support_idea",
    "take_upload",
    "tell_result",
    "unsupport_idea",
    "withdraw_idea",
    "withdraw_project",
]
