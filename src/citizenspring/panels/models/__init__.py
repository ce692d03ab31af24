"""Facts of panels: quotas, letters, answers, the draw, and who sits on the panel."""

from .answers import Volunteer
from .inviting import Batch, Invitation
from .planning import Panel, Quota
from .searching import Portfolio, Search
from .seats import Member, Replacement

__all__ = [
    "Batch",
    "Invitation",
    "Member",
    "Panel",
    "Portfolio",
    "Quota",
    "Replacement",
    "Search",
    "Volunteer",
]
