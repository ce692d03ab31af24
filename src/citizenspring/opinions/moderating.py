"""Statements as contributions that can be reported, hidden, shown and erased."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking

from citizenspring.moderation.kinds import Contribution, Reportable, register
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.services import rename_node, unlink

from .models import OpinionMap, Statement, StatementTranslation

__all__ = ["copies_of", "offer"]

State = Statement.State
GROUPED = Q(
    merged_from__node__edges_out__kind=Edge.Kind.GROUPED_INTO,
    merged_from__node__edges_out__target=F("node"),
)


def _find(nodes: Collection[UUID]) -> Iterator[Contribution]:
    found = Statement.objects.filter(node__in=nodes).select_related(
        "node", "map__activity__process"
    )
    copies = Count("merged_from", filter=GROUPED, distinct=True)
    for one in found.annotate(copies=copies).prefetch_related("translations"):
        yield Contribution(
            node=one.node,
            text=one.text,
            language=one.language,
            author=one.author_id,
            is_shown=one.state in {State.SHOWN, State.MERGED},
            scope=one.map.activity.process_id,
            place=str(one.map),
            place_url=one.map.get_absolute_url(),
            translations=[(each.language, each.text) for each in one.translations.all()],
            vector=None if one.embedding is None else list(map(float, one.embedding)),
            copies=one.copies,
        )


def copies_of(node: Node) -> QuerySet[Statement]:
    """The near-identical statements that are shown together with this one."""
    grouped = Edge.objects.filter(kind=Edge.Kind.GROUPED_INTO, target=node, source__kind=node.kind)
    return Statement.objects.filter(node__in=grouped.values("source"))


def _change(found: QuerySet[Statement], **values: Any) -> int:
    """Change statements and their nodes, and let the map be drawn anew."""
    shown = values["state"] in {State.SHOWN, State.MERGED}
    nodes = list(found.values_list("node", flat=True))
    # The map first, as whoever adds a statement does: two acts never wait for each other.
    maps = OpinionMap.objects.filter(pk__in=list(found.values_list("map", flat=True)))
    list(maps.select_for_update(no_key=True).order_by("pk"))
    changed = found.update(**values)
    Node.objects.filter(pk__in=nodes).update(is_public=shown)
    maps.update(revision=F("revision") + 1)
    return changed


def _hide(node: Node) -> bool:
    may = Statement.objects.filter(node=node, state__in=[State.WAITING, State.SHOWN, State.MERGED])
    changed = _change(may, state=State.HIDDEN, merged_into=None)
    if changed:
        _change(copies_of(node).exclude(state=State.HIDDEN), state=State.HIDDEN, merged_into=None)
    return bool(changed)


def _show(node: Node) -> bool:
    may = Statement.objects.filter(node=node, state__in=[State.WAITING, State.HIDDEN])
    changed = _change(may.filter(erased_at=None), state=State.SHOWN, merged_into=None)
    if changed:
        copies = copies_of(node).filter(state=State.HIDDEN, erased_at=None)
        _change(copies, state=State.MERGED, merged_into=Statement.objects.get(node=node))
    return bool(changed)


def _ungroup(node: Node) -> int:
    copies = copies_of(node).filter(state=State.MERGED)
    nodes = list(copies.values_list("node", flat=True))
    changed = _change(copies, state=State.SHOWN, merged_into=None)
    for edge in Edge.objects.filter(
        kind=Edge.Kind.GROUPED_INTO, target=node, source__in=nodes
    ).select_related("source", "target"):
        unlink(edge)
    return changed


def _erase(node: Node) -> None:
    """Forget the words of a statement and of its copies: translations and vectors too."""
    own = Statement.objects.filter(node=node)
    everything = Statement.objects.filter(Q(pk__in=own) | Q(pk__in=copies_of(node)))
    said = _erased_in_all_languages()
    text = said[settings.LANGUAGE_CODE]
    StatementTranslation.objects.filter(statement__in=everything).delete()
    for statement in everything.select_related("node"):
        rename_node(statement.node, title=text, language=settings.LANGUAGE_CODE, titles=said)
    everything.update(text=text, language=settings.LANGUAGE_CODE, embedding=None, erased_at=now())


def _erased_in_all_languages() -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            said[language] = _("These words were erased.")
    return said


def offer() -> None:
    """Called when the app starts."""
    register(
        Reportable(
            kind="statement",
            find=_find,
            hide=_hide,
            show=_show,
            erase=_erase,
            ungroup=_ungroup,
        )
    )
