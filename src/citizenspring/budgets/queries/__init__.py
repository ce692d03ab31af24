"""Reading budget rounds: what each page shows, as far as the visitor may see it."""

from .ideas import (
    Became,
    IdeasWanted,
    became_of,
    idea_marks,
    idea_of,
    idea_pins,
    ideas_found,
    ideas_page,
    pin_of,
    similar_ideas,
    supported_by,
)
from .milestones import Milestone, milestones
from .pages import Now, counts_of, now_of, parts_of, pots_of, projects_shown
from .projects import (
    Bench,
    Origin,
    ProjectList,
    bench_of,
    is_fixed,
    origins_of,
    project_of,
    project_pins,
    projects_of,
)
from .readiness import due_at, missing_for, stage_after, standing_projects
from .results import PotResult, counting_of, groups_in, published, results_of
from .rounds import has_reached, round_of, total_of

__all__ = [
    "Became",
    "Bench",
    "IdeasWanted",
    "Milestone",
    "Now",
    "Origin",
    "PotResult",
    "ProjectList",
    "became_of",
    "bench_of",
    "counting_of",
    "counts_of",
    "due_at",
    "groups_in",
    "has_reached",
    "idea_marks",
    "idea_of",
    "idea_pins",
    "ideas_found",
    "ideas_page",
    "is_fixed",
    "milestones",
    "missing_for",
    "now_of",
    "origins_of",
    "parts_of",
    "pin_of",
    "pots_of",
    "project_of",
    "project_pins",
    "projects_of",
    "projects_shown",
    "published",
    "results_of",
    "round_of",
    "similar_ideas",
    "stage_after",
    "standing_projects",
    "supported_by",
    "total_of",
]
