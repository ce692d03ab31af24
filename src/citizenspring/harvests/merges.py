"""Themes that people merged: where a card is after one merge, or after several."""

from collections.abc import Mapping
from uuid import UUID

from citizenspring.rounds.models import Run

from .models import Theme

__all__ = ["merges_of", "root_of"]


def merges_of(run: Run) -> dict[UUID, UUID]:
    """Each theme that was merged, and the one into which it went."""
    rows = Theme.objects.filter(run=run, merged_into__isnull=False)
    return dict(rows.values_list("pk", "merged_into_id"))


def root_of(theme: UUID, merges: Mapping[UUID, UUID]) -> UUID:
    """The theme that stands for it; no more steps than there are merges, so a ring ends too."""
    for _step in merges:
        if theme not in merges:
            break
        theme = merges[theme]
    return theme
