"""What the theme workshop shows, to those who shape themes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.common.errors import Missing
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.queries import gathering_at
from citizenspring.harvests.models import Theme, ThemeAct
from citizenspring.rounds.models import Card, Run
from citizenspring.rounds.queries import cards_of

__all__ = [
    "ActRow",
    "acts_of",
    "all_acts",
    "cards_of_theme",
    "loose_cards",
    "run_at",
    "theme_at",
    "themes_of",
]

Kind = ThemeAct.Kind


def run_at(process: str, activity: str, visitor: Any, number: int | None) -> Run:
    """A run of a gathering by its number, or else the latest that has cards."""
    gathering = gathering_at(process, activity, visitor)
    runs = gathering.runs.order_by("-number")
    if number is not None:
        found = runs.filter(number=number).first()
    else:
        found = runs.exclude(cards=None).first() or runs.first()
    if found is None:
        raise Missing
    found.gathering = gathering
    return found


def themes_of(run: Run) -> QuerySet[Theme]:
    """Themes with cards that are shown, the largest first."""
    shown = Q(placed__card__is_hidden=False) & ~Q(placed__card__text="")
    counted = Theme.objects.filter(run=run, merged_into=None).annotate(
        cards=Count("placed", filter=shown),
        tables=Count("placed__card__table", filter=shown, distinct=True),
    )
    return counted.filter(cards__gt=0).order_by("-cards", "number")


def theme_at(run: Run, theme: UUID) -> Theme:
    """A theme, or the one it was merged into."""
    found = Theme.objects.filter(run=run, pk=theme).first()
    seen: set[UUID] = set()
    while found and found.merged_into_id and found.pk not in seen:
        seen.add(found.pk)
        found = Theme.objects.get(pk=found.merged_into_id)
    if found is None:
        raise Missing
    found.run = run
    return found


def cards_of_theme(theme: Theme) -> QuerySet[Card]:
    """Its cards, the most typical first."""
    found = cards_of(theme.run).filter(grouped__theme=theme).prefetch_related("became")
    return found.order_by("grouped__position", "pk")


def loose_cards(run: Run) -> QuerySet[Card]:
    """Cards in no theme."""
    return cards_of(run).filter(grouped__theme=None).prefetch_related("became")


def all_acts(gathering: Gathering) -> QuerySet[ThemeAct]:
    """Every act on the themes of a gathering."""
    found = ThemeAct.objects.filter(run__gathering=gathering)
    return found.select_related("run__gathering__activity__process")


@dataclass(frozen=True)
class ActRow:
    """One act in the log, as a sentence."""

    act: ThemeAct
    sentence: str


def acts_of(run: Run, most: int = 20) -> list[ActRow]:
    """What was done last, the newest first."""
    found = list(run.theme_acts.select_related("by", "undone_by").order_by("-number")[:most])
    names = _names(run, found)
    return [ActRow(act, _sentence(act, names)) for act in found]


def _names(run: Run, acts: Iterable[ThemeAct]) -> dict[str, str]:
    wanted = {pk for act in acts for pk in _themes_in(act)}
    rows = Theme.objects.filter(run=run, pk__in=wanted)
    return {str(theme.pk): str(theme) or f"#{theme.number}" for theme in rows}


def _themes_in(act: ThemeAct) -> set[str]:
    places = {place for pair in act.facts["cards"].values() for place in pair if place}
    return places | set(act.facts["themes"])


def _goal(act: ThemeAct) -> str | None:
    """The theme to which cards went."""
    if act.kind == Kind.MERGE:
        into = (of["merged_into_id"][1] for of in act.facts["themes"].values() if len(of) > 1)
        return next(into, None)
    return next((new for _old, new in act.facts["cards"].values()), None)


def _sentence(act: ThemeAct, names: dict[str, str]) -> str:
    count = len(act.facts["cards"])
    name = names.get(_goal(act) or "", "")
    if act.kind == Kind.NAME:
        return _sentence_of_name(act)
    if act.kind == Kind.MERGE:
        return _("Merged themes into “%(name)s”") % {"name": name}
    if act.kind == Kind.SPLIT:
        said = ngettext(
            "Made the theme “%(name)s” of %(count)s card",
            "Made the theme “%(name)s” of %(count)s cards",
            count,
        )
        return said % {"name": name, "count": count}
    if not name:
        said = ngettext(
            "Took %(count)s card out of its theme", "Took %(count)s cards out of their theme", count
        )
        return said % {"count": count}
    said = ngettext(
        "Moved %(count)s card to “%(name)s”", "Moved %(count)s cards to “%(name)s”", count
    )
    return said % {"name": name, "count": count}


def _sentence_of_name(act: ThemeAct) -> str:
    fields = next(iter(act.facts["themes"].values()))
    title = fields["title"][1]
    if not title:
        return _("Gave a theme its cards' own words back")
    return _("Named a theme “%(name)s”") % {"name": title}
