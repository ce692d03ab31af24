"""Open answers as contributions that can be reported, hidden, shown and erased."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override as speaking

from citizenspring.moderation.kinds import Contribution, Reportable, register
from citizenspring.threads.models import Node
from citizenspring.threads.services import rename_node

from .models import Remark, Snapshot

__all__ = ["erased_words", "forget_words", "offer"]

State = Remark.State


def _find(nodes: Collection[UUID]) -> Iterator[Contribution]:
    found = Remark.objects.filter(node__in=nodes, is_confirmed=True)
    for one in found.select_related("node", "answer", "mood__activity__process"):
        assert one.node is not None
        yield Contribution(
            node=one.node,
            text=one.text,
            language=one.language,
            author=one.answer.person_id,
            is_shown=one.state == State.SHOWN,
            scope=one.mood.activity.process_id,
            place=str(one.mood),
            place_url=one.mood.page("words"),
            vector=None if one.embedding is None else list(map(float, one.embedding)),
        )


def _move(node: Node, before: State, after: State) -> bool:
    rows = Remark.objects.filter(node=node, state=before, erased_at=None)
    if not rows.update(state=after):
        return False
    Node.objects.filter(pk=node.pk).update(is_public=after == State.SHOWN)
    # The themes are drawn anew: hidden words must not name one.
    Snapshot.objects.filter(mood__remarks__node=node).update(remarks=0)
    return True


def _hide(node: Node) -> bool:
    return _move(node, State.SHOWN, State.HIDDEN)


def _show(node: Node) -> bool:
    return _move(node, State.HIDDEN, State.SHOWN)


def _erase(node: Node) -> None:
    for remark in Remark.objects.filter(node=node).select_related("node"):
        forget_words(remark)


def forget_words(remark: Remark) -> None:
    """Put a neutral sentence in the place of the words; the thread stays."""
    said = erased_words()
    text = said[settings.LANGUAGE_CODE]
    changes = {"text": text, "language": settings.LANGUAGE_CODE, "state": State.HIDDEN}
    Remark.objects.filter(pk=remark.pk).update(**changes, embedding=None, erased_at=now())
    Snapshot.objects.filter(mood=remark.mood_id).update(remarks=0)
    if remark.node:
        rename_node(remark.node, title=text, language=settings.LANGUAGE_CODE, titles=said)
        Node.objects.filter(pk=remark.node.pk).update(is_public=False)


def erased_words() -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            said[language] = _("These words were erased.")
    return said


def offer() -> None:
    """Called when the app starts."""
    register(Reportable(kind="remark", find=_find, hide=_hide, show=_show, erase=_erase))
