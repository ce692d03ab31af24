"""Themes as everybody sees them: with the words that people wrote."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from citizenspring.harvests.merges import merges_of, root_of
from citizenspring.harvests.models import Theme, ThemeCard
from citizenspring.rounds.models import Run

__all__ = ["Shown", "ThemeShown", "themes_of"]


class Shown(Protocol):
    """What a page needs of a card."""

    @property
    def pk(self) -> UUID: ...
    @property
    def key(self) -> UUID: ...
    @property
    def table(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True)
class ThemeShown:
    """A theme with its cards, the most typical first."""

    theme: Theme
    cards: list[Shown]

    @property
    def quotes(self) -> list[Shown]:
        """The most typical card, and the most typical one in another language."""
        first = self.cards[:1]
        others = (one for one in self.cards[1:] if one.language != first[0].language)
        return first + list(others)[:1]

    @property
    def language(self) -> str:
        return self.theme.language if self.theme.title else ""


def themes_of(run: Run, shown: Iterable[Shown], *, most: int) -> tuple[list[ThemeShown], int]:
    """Themes with the cards that may be seen, those of most cards first, and how many there are."""
    cards = {card.pk: card for card in shown}
    merges = merges_of(run)
    found: dict[UUID, list[Shown]] = defaultdict(list)
    rows = ThemeCard.objects.filter(card__run=run, theme__isnull=False)
    for card, theme in rows.order_by("position", "card_id").values_list("card_id", "theme_id"):
        if card in cards:
            found[root_of(theme, merges)].append(cards[card])
    best = sorted(found, key=lambda theme: (-len(found[theme]), theme))[:most]
    themes = Theme.objects.in_bulk(best)
    return [ThemeShown(themes[theme], found[theme]) for theme in best], len(found)
