"""Reading moderation: the queue, the public log, its figures, and a person's own part."""

from .deciding import deciders, decisions_about, decisions_done
from .figures import SMALLEST_TOLD, Figures, figures
from .log import LogEntry, log_page
from .mine import Mine, mine, standing_hiding
from .queue import (
    CaseView,
    Dossier,
    QueueWanted,
    appeals_for,
    counts_for,
    dossier,
    grounds_open,
    proposals_for,
    queue_page,
    scopes_of,
)

__all__ = [
    "SMALLEST_TOLD",
    "CaseView",
    "Dossier",
    "Figures",
    "LogEntry",
    "Mine",
    "QueueWanted",
    "appeals_for",
    "counts_for",
    "deciders",
    "decisions_about",
    "decisions_done",
    "dossier",
    "figures",
    "grounds_open",
    "log_page",
    "mine",
    "proposals_for",
    "queue_page",
    "scopes_of",
    "standing_hiding",
]
