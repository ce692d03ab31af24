"""Themes as everybody sees them: with the words that people wrote."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from citizenspring.harvests.models import Theme, ThemeCard
from citizenspring.rounds.models import Card, Run

__all__ = ["Quote", "ThemeShown", "themes_of"]


@dataclass(frozen=True)
class Quote:
    """A card as its table wrote it."""

    text: str
    language: str


@dataclass
class ThemeShown:
    """A theme, how many cards of how many tables are in it, and the most typical ones."""

    theme: Theme
    cards: list[Quote] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)

    @property
    def quotes(self) -> list[Quote]:
        """The most typical card, and the most typical one in another language."""
        first = self.cards[:1]
        others = (one for one in self.cards[1:] if one.language != first[0].language)
        return first + list(others)[:1]

    @property
    def language(self) -> str:
        return self.theme.language if self.theme.title else ""


def themes_of(run: Run, shown: Iterable[Card]) -> list[ThemeShown]:
    """Themes with the cards that may be seen, those of most cards first."""
    cards = {card.pk: card for card in shown}
    themes = {theme.pk: theme for theme in Theme.objects.filter(run=run)}
    found: dict[UUID, ThemeShown] = {}
    rows = ThemeCard.objects.filter(card__run=run, theme__isnull=False)
    for card_id, theme_id in rows.order_by("position", "card_id").values_list("card", "theme"):
        card = cards.get(card_id)
        if card is None:
            continue
        theme = _root(themes, theme_id)
        place = found.setdefault(theme.pk, ThemeShown(theme))
        place.cards.append(Quote(card.text, card.language))
        place.tables.add(card.table)
    return sorted(found.values(), key=lambda one: (-len(one.cards), one.theme.number))


def _root(themes: dict[UUID, Theme], key: UUID) -> Theme:
    theme = themes[key]
    for _step in themes:
        if theme.merged_into_id is None:
            break
        theme = themes[theme.merged_into_id]
    return theme
