"""Reading budget rounds: what each page shows, as far as the visitor may see it."""

from .milestones import Milestone, milestones
from .pages import Now, counts_of, now_of, page_of, parts_of, pots_of, projects_shown
from .readiness import due_at, missing_for, stage_after, standing_projects
from .rounds import has_reached, round_of, total_of

__all__ = [
    "Milestone",
    "Now",
    "counts_of",
    "due_at",
    "has_reached",
    "milestones",
    "missing_for",
    "now_of",
    "page_of",
    "parts_of",
    "pots_of",
    "projects_shown",
    "round_of",
    "stage_after",
    "standing_projects",
    "total_of",
]
