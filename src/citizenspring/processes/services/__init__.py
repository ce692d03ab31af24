"""Acts on processes, their phases and their activities; the only place that writes them."""

from .activities import (
    LOCKS_TOGETHER,
    ActivityFacts,
    close_activity,
    create_activity,
    edit_activity,
    open_activity,
    plan_activity,
    require_open,
    unplan_activity,
)
from .due import carry_out_due
from .phases import PhaseFacts, add_phase, edit_phase, remove_phase
from .processes import (
    ProcessFacts,
    archive_process,
    close_process,
    create_process,
    edit_process,
    open_process,
    record_outcome,
)

__all__ = [
    "LOCKS_TOGETHER",
    "ActivityFacts",
    "PhaseFacts",
    "ProcessFacts",
    "add_phase",
    "archive_process",
    "carry_out_due",
    "close_activity",
    "close_process",
    "create_activity",
    "create_process",
    "edit_activity",
    "edit_phase",
    "edit_process",
    "open_activity",
    "open_process",
    "plan_activity",
    "record_outcome",
    "remove_phase",
    "require_open",
    "unplan_activity",
]
