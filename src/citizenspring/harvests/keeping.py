"""Writing down what the machine grouped, only where people have chosen nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils.timezone import now

from citizenspring.common.live import tell
from citizenspring.rounds.models import Card, Run

from .arranging import Arranged
from .holding import hold
from .merges import merges_of, root_of
from .models import Theme, ThemeCard
from .words import cloud_of

__all__ = ["Before", "keep", "read_before"]

LONGEST_WORD = 60
Places = dict[UUID, tuple[UUID | None, bool]]


@dataclass(frozen=True)
class Before:
    """Where cards are (their theme, and whether by people), and which themes are people's."""

    places: Places
    peoples: frozenset[UUID]

    def stays(self, card: UUID) -> bool:
        """Whether people chose where it is."""
        theme, by_people = self.places.get(card, (None, False))
        return by_people or theme in self.peoples


def read_before(run: Run) -> Before:
    """How it stands; a card of a theme that was merged is in the theme it went into."""
    merged = merges_of(run)
    rows = ThemeCard.objects.filter(card__run=run)
    places = {
        row.card_id: (row.theme_id and root_of(row.theme_id, merged), row.by_people) for row in rows
    }
    by_people = {theme for theme, is_placed in places.values() if is_placed and theme}
    named = Theme.objects.filter(Q(is_peoples=True) | ~Q(title=""), run=run, merged_into=None)
    return Before(places, frozenset(by_people | set(named.values_list("pk", flat=True))))


@transaction.atomic
def keep(
    run: Run, cards: Sequence[Card], found: Sequence[Arranged], *, before: Before, seen: str
) -> bool:
    """Write it down, unless somebody changed the themes meanwhile: then it is done again."""
    grouping = hold(run)
    if read_before(run) != before:
        return False
    themes = _write_themes(run, found)
    _place(cards, dict(zip(themes, found, strict=True)), before)
    _drop_empty(run)
    grouping.seen, grouping.at = seen, now()
    grouping.cloud = cloud_of(found, cards)
    grouping.save(update_fields=["seen", "at", "cloud"])
    tell(run.cards_topic, "themes")
    return True


def _write_themes(run: Run, found: Sequence[Arranged]) -> list[UUID]:
    known = {theme.pk: theme for theme in Theme.objects.filter(run=run)}
    number = Theme.objects.filter(run=run).aggregate(last=Max("number"))["last"] or 0
    themes, changed, new = [], [], []
    for one in found:
        words = [word[:LONGEST_WORD] for word in one.words]
        if one.theme is None:
            number += 1
            theme = Theme(run=run, number=number, words=words)
            new.append(theme)
        else:
            theme = known[one.theme]
            changed += [theme] if theme.words != words else []
            theme.words = words
        themes.append(theme.pk)
    Theme.objects.bulk_create(new)
    Theme.objects.bulk_update(changed, ["words"])
    return themes


def _place(cards: Sequence[Card], themes: dict[UUID, Arranged], before: Before) -> None:
    """Where each card is now; what people placed stays where it is, even to be undone."""
    rows = [
        ThemeCard(card_id=card, theme_id=theme, position=position)
        for theme, one in themes.items()
        for position, card in enumerate(one.cards)
        if not before.stays(card)
    ]
    placed = {row.card_id for row in rows} | {
        card for card, (theme, _by_people) in before.places.items() if theme is None
    }
    known = before.places.keys() | {card.pk for card in cards}
    left = [card for card in known if card not in placed and not before.stays(card)]
    rows += [ThemeCard(card_id=card, theme=None) for card in left]
    ThemeCard.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["card"],
        update_fields=["theme", "position"],
    )


def _drop_empty(run: Run) -> None:
    """Nobody has touched them, and nothing is in them."""
    Theme.objects.filter(
        run=run, is_peoples=False, title="", placed=None, merged=None, merged_into=None
    ).delete()
