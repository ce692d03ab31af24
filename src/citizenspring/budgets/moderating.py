"""Ideas as contributions that can be reported, hidden, shown and erased."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking

from citizenspring.moderation.kinds import Contribution, Reportable, register
from citizenspring.threads.models import Node
from citizenspring.threads.services import rename_node

from .models import Idea

__all__ = ["offer"]

State = Idea.State


def _find(nodes: Collection[UUID]) -> Iterator[Contribution]:
    found = Idea.objects.filter(node__in=nodes).select_related("node", "round__activity__process")
    for one in found:
        yield Contribution(
            node=one.node,
            text="\n".join(words for words in (one.title, one.text, one.place) if words),
            language=one.language,
            author=one.person_id,
            is_shown=one.state == State.SHOWN,
            scope=one.round.activity.process_id,
            place=str(one.round),
            place_url=one.round.page("ideas"),
            vector=None if one.embedding is None else list(map(float, one.embedding)),
        )


def _change(found: QuerySet[Idea], state: str) -> bool:
    nodes = list(found.values_list("node", flat=True))
    changed = found.update(state=state)
    Node.objects.filter(pk__in=nodes).update(is_public=state == State.SHOWN)
    return bool(changed)


def _hide(node: Node) -> bool:
    return _change(Idea.objects.filter(node=node, state=State.SHOWN), State.HIDDEN)


def _show(node: Node) -> bool:
    """What its author took back or what was erased does not come back."""
    hidden = Idea.objects.filter(node=node, state=State.HIDDEN, erased_at=None)
    return _change(hidden, State.SHOWN)


def _erase(node: Node) -> None:
    said = _erased_in_all_languages()
    language = settings.LANGUAGE_CODE
    rename_node(node, title=said[language], language=language, titles=said)
    Idea.objects.filter(node=node).update(
        title=said[language],
        language=language,
        text="",
        place="",
        latitude=None,
        longitude=None,
        embedding=None,
        words=None,
        erased_at=now(),
    )


def _erased_in_all_languages() -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            said[language] = _("These words were erased.")
    return said


def offer() -> None:
    """Called when the app starts."""
    register(Reportable(kind="idea", find=_find, hide=_hide, show=_show, erase=_erase))
