"""What people do to themes. Every act says what was before and after, so that it can be undone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.common.seen import seen_text
from citizenspring.harvests.errors import (
    ActUndone,
    CardsElsewhere,
    CardsMissing,
    ChangedSince,
    NoOtherTheme,
    ThemeGone,
    ThemeNameless,
)
from citizenspring.harvests.holding import hold
from citizenspring.harvests.models import Theme, ThemeAct, ThemeCard
from citizenspring.harvests.permissions import may_shape_themes
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.rounds.models import Card, Run

__all__ = ["merge_themes", "move_cards", "name_theme", "split_theme", "undo_act"]

LONGEST_NAME = 120
Kind = ThemeAct.Kind
Pair = tuple[Any, Any]


@dataclass
class _Change:
    """What an act changes, as (before, after): where cards are, and fields of themes."""

    cards: dict[UUID, Pair] = field(default_factory=dict)
    themes: dict[UUID, dict[str, Pair]] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        cards = {str(card): [_kept(one) for one in pair] for card, pair in self.cards.items()}
        themes = {
            str(theme): {name: [_kept(one) for one in pair] for name, pair in fields.items()}
            for theme, fields in self.themes.items()
        }
        return {"cards": cards, "themes": themes}

    @classmethod
    def backwards(cls, facts: Mapping[str, Any]) -> "_Change":
        cards = {UUID(card): (_id(new), _id(old)) for card, (old, new) in facts["cards"].items()}
        themes = {
            UUID(theme): {
                name: (_read(name, new), _read(name, old)) for name, (old, new) in of.items()
            }
            for theme, of in facts["themes"].items()
        }
        return cls(cards, themes)


def _kept(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _id(value: Any) -> UUID | None:
    return UUID(value) if value else None


def _read(name: str, value: Any) -> Any:
    return _id(value) if name == "merged_into_id" else value


@transaction.atomic
def name_theme(theme: Theme, title: str, *, language: str, by: Person) -> ThemeAct | None:
    """Give it a name of people's own, or with no words its cards' own words back."""
    run = _held(theme.run, by)
    said = _title(title) if seen_text(title) else ""
    (kept,) = _live(run, [theme.pk])
    if (kept.title, kept.language) == (said, language) or kept.title == said == "":
        return None
    fields = {"title": (kept.title, said), "language": (kept.language, language)}
    change = _Change(themes={kept.pk: fields | _peoples(kept)})
    return _do(run, Kind.NAME, change, by)


@transaction.atomic
def merge_themes(into: Theme, others: Collection[UUID], *, by: Person) -> ThemeAct:
    """Put the cards of other themes into one; the others stand behind it from now on."""
    run = _held(into.run, by)
    sources = set(others) - {into.pk}
    if not sources:
        raise NoOtherTheme
    found = {theme.pk: theme for theme in _live(run, [into.pk, *sources])}
    change = _Change(themes={into.pk: _peoples(found[into.pk])})
    for pk in sources:
        change.themes[pk] = {"merged_into_id": (None, into.pk)} | _peoples(found[pk])
    for card, theme in ThemeCard.objects.filter(theme__in=sources).values_list("card", "theme"):
        change.cards[card] = (theme, into.pk)
    return _do(run, Kind.MERGE, change, by)


@transaction.atomic
def split_theme(
    run: Run, cards: Collection[UUID], title: str, *, language: str, by: Person
) -> ThemeAct:
    """Make a theme of some cards, wherever they are now."""
    run = _held(run, by)
    said, before = _title(title), _places(run, cards)
    number = (Theme.objects.filter(run=run).aggregate(last=Max("number"))["last"] or 0) + 1
    theme = Theme.objects.create(
        run=run, number=number, title=said, language=language, is_peoples=True
    )
    change = _Change({card: (place, theme.pk) for card, place in before.items()})
    _keep_emptied(change)
    return _do(run, Kind.SPLIT, change, by)


@transaction.atomic
def move_cards(
    run: Run, cards: Collection[UUID], theme: Theme | None, *, by: Person
) -> ThemeAct | None:
    """Put cards into a theme, or with none out of every theme."""
    run = _held(run, by)
    target = _live(run, [theme.pk])[0].pk if theme else None
    before = _places(run, cards)
    change = _Change({card: (at, target) for card, at in before.items() if at != target})
    if not change.cards:
        return None
    _keep_emptied(change)
    return _do(run, Kind.MOVE, change, by)


@transaction.atomic
def undo_act(act: ThemeAct, *, by: Person) -> ThemeAct:
    """Put everything back as it was, unless somebody has changed the same things since."""
    run = _held(act.run, by)
    undone = ThemeAct.objects.filter(pk=act.pk, undone_at=None)
    if not undone.update(undone_at=database_now(), undone_by=by):
        raise ActUndone
    change = _Change.backwards(act.facts)
    _require_unchanged(change)
    _apply(change)
    number, about = act.number, run.gathering.activity.node_id
    record("theme.undone", by=by, about=about, facts={"run": run.number, "number": number})
    tell(run.cards_topic, "themes")
    act.refresh_from_db()
    return act


def _held(run: Run, by: Person) -> Run:
    """Check the rule, then go on alone: twenty people shape themes at once."""
    may_shape_themes.require(by, run.gathering)
    hold(run)
    return run


def _live(run: Run, themes: Collection[UUID]) -> list[Theme]:
    """These themes in the order asked for, or a refusal where one was merged away."""
    found = Theme.objects.filter(run=run, merged_into=None).in_bulk(list(themes))
    if len(found) < len(set(themes)):
        raise ThemeGone
    return [found[pk] for pk in themes]


def _peoples(theme: Theme) -> dict[str, Pair]:
    return {"is_peoples": (theme.is_peoples, True)}


def _keep_emptied(change: _Change) -> None:
    """A theme that loses all its cards becomes people's: the grouping drops what is nobody's."""
    sources = {old for old, _new in change.cards.values() if old}
    others = ThemeCard.objects.filter(theme__in=sources).exclude(card__in=change.cards)
    for theme in Theme.objects.filter(pk__in=sources - set(others.values_list("theme", flat=True))):
        change.themes[theme.pk] = _peoples(theme)


def _title(title: str) -> str:
    said = seen_text(title)
    if not any(letter.isalnum() for letter in said) or len(said) > LONGEST_NAME:
        raise ThemeNameless
    return said


def _places(run: Run, cards: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Where each of these cards is now."""
    if not cards:
        raise CardsMissing
    known = Card.objects.filter(run=run, pk__in=cards).values_list("pk", "grouped__theme")
    found: dict[UUID, UUID | None] = dict(known)
    if len(found) < len(set(cards)):
        raise CardsElsewhere
    return found


def _do(run: Run, kind: Kind, change: _Change, by: Person) -> ThemeAct:
    _apply(change)
    number = (ThemeAct.objects.filter(run=run).aggregate(last=Max("number"))["last"] or 0) + 1
    made = ThemeAct.objects.create(run=run, number=number, kind=kind, facts=change.facts(), by=by)
    facts = {"run": run.number, "number": number, "cards": len(change.cards)}
    record(f"theme.{kind.value}", by=by, about=run.gathering.activity.node_id, facts=facts)
    tell(run.cards_topic, "themes")
    return made


def _apply(change: _Change) -> None:
    for theme, fields in change.themes.items():
        after = {name: new for name, (_old, new) in fields.items()}
        Theme.objects.filter(pk=theme).update(**after)
    missing = set(change.cards) - set(_rows(change).values_list("card", flat=True))
    ThemeCard.objects.bulk_create([ThemeCard(card_id=card) for card in missing])
    for target in {new for _old, new in change.cards.values()}:
        moved = [card for card, (_old, new) in change.cards.items() if new == target]
        ThemeCard.objects.filter(card__in=moved).update(theme=target, by_people=True)


def _rows(change: _Change) -> QuerySet[ThemeCard]:
    return ThemeCard.objects.filter(card__in=change.cards)


def _require_unchanged(change: _Change) -> None:
    """Whether all stands where the act left it; going backwards, that is what is before."""
    places = dict(_rows(change).values_list("card", "theme"))
    if any(places.get(card) != now for card, (now, _back) in change.cards.items()):
        raise ChangedSince
    backs = {back for _now, back in change.cards.values() if back}
    themes = Theme.objects.in_bulk([*change.themes, *backs])
    if backs - themes.keys():
        raise ChangedSince
    for pk, fields in change.themes.items():
        if any(getattr(themes[pk], name) != now for name, (now, _back) in fields.items()):
            raise ChangedSince
