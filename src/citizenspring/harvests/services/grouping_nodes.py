"""Themes in the thread: each is a node, and what people change later follows."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from citizenspring.gatherings.models import Gathering
from citizenspring.harvests.addresses import page
from citizenspring.harvests.models import Theme, ThemeCard
from citizenspring.people.models import Person
from citizenspring.rounds.models import Card
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.services import link_many, unlink

from .sentences import in_every_language

__all__ = ["KIND", "follow_themes", "forget_words"]

KIND = "theme"
GROUPED = _("These cards of the tables speak of the same thing.")
MERGED = _("People saw that both speak of the same thing.")


def follow_themes(gathering: Gathering, *, by: Person | None) -> None:
    """Bring nodes and steps of the published cards' themes up to date."""
    _name_nodes(gathering)
    themes = Theme.objects.filter(run__gathering=gathering, node__isnull=False)
    known = {theme.pk: theme for theme in themes.select_related("node")}
    _follow_merges(known, by=by)
    _follow_places(gathering, known, by=by)


def forget_words(cards: Iterable[Card]) -> None:
    """A theme keeps no word that only cards had which are hidden now."""
    for card in cards:
        place = ThemeCard.objects.filter(card=card).select_related("theme").first()
        if place is None or place.theme is None:
            continue
        theme, mine = place.theme, card.text.casefold()
        others = theme.placed.filter(card__is_hidden=False).exclude(card=card)
        said = " ".join(others.values_list("card__text", flat=True)).casefold()
        kept = [
            word for word in theme.words if word.casefold() in said or word.casefold() not in mine
        ]
        Theme.objects.filter(pk=theme.pk).update(words=kept)


def _filled(gathering: Gathering) -> QuerySet[Theme]:
    """Themes that are shown: with a card that is public."""
    themes = Theme.objects.filter(run__gathering=gathering, merged_into=None)
    return themes.filter(placed__card__node__is_public=True).distinct()


def _name_nodes(gathering: Gathering) -> None:
    new, changed = [], []
    for theme in _filled(gathering).select_related("node"):
        title, language = str(theme) or f"#{theme.number}", theme.language or settings.LANGUAGE_CODE
        if theme.node is None:
            theme.node = Node(
                kind=KIND,
                title=title,
                language=language,
                within=gathering.activity.node,
                url=f"{page(gathering, 'cards')}?theme={theme.pk}",
            )
            new.append(theme)
        elif theme.node.title != title:
            theme.node.title, theme.node.language = title, language
            changed.append(theme.node)
    Node.objects.bulk_create([theme.node for theme in new if theme.node])
    Theme.objects.bulk_update(new, ["node"])
    Node.objects.bulk_update(changed, ["title", "language"])


def _follow_merges(known: dict[UUID, Theme], *, by: Person | None) -> None:
    merged = [
        (theme, known[theme.merged_into_id])
        for theme in known.values()
        if theme.merged_into_id in known
    ]
    wanted = {(theme.node_id, into.node_id) for theme, into in merged}
    nodes = [theme.node_id for theme in known.values()]
    for edge in Edge.objects.filter(kind=Edge.Kind.MERGED_INTO, source__in=nodes):
        if (edge.source_id, edge.target_id) not in wanted:
            unlink(edge)
    steps = [(_node(theme), _node(into)) for theme, into in merged]
    said = in_every_language(MERGED)
    reason = said[settings.LANGUAGE_CODE]
    link_many(steps, Edge.Kind.MERGED_INTO, reason=reason, reasons=said, by=by)


def _follow_places(gathering: Gathering, known: dict[UUID, Theme], *, by: Person | None) -> None:
    """A step that leads on through a merge to where the card is now stays as it is."""
    rows = ThemeCard.objects.filter(card__run__gathering=gathering, card__node__isnull=False)
    places = dict(rows.values_list("card__node", "theme"))
    themes = {theme.node_id: theme for theme in known.values()}
    kept = set()
    for edge in Edge.objects.filter(kind=Edge.Kind.GROUPED_INTO, source__in=list(places)):
        theme = themes.get(edge.target_id)
        if theme and _root(theme, known) == places[edge.source_id]:
            kept.add(edge.source_id)
        else:
            unlink(edge)
    steps = [
        (Node(pk=node), _node(known[theme]))
        for node, theme in places.items()
        if theme in known and node not in kept
    ]
    said = in_every_language(GROUPED)
    reason = said[settings.LANGUAGE_CODE]
    link_many(steps, Edge.Kind.GROUPED_INTO, reason=reason, reasons=said, by=by)


def _root(theme: Theme, known: dict[UUID, Theme]) -> UUID:
    seen = {theme.pk}
    while theme.merged_into_id in known and theme.merged_into_id not in seen:
        theme = known[theme.merged_into_id]
        seen.add(theme.pk)
    return theme.pk


def _node(theme: Theme) -> Node:
    assert theme.node is not None
    return theme.node
