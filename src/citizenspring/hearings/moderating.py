"""Questions as contributions that can be reported, hidden, shown and erased."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import gettext_noop as _

from citizenspring.moderation.kinds import Contribution, Reportable, register
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.services import rename_node, unlink

from .models import Question
from .saying import in_all

__all__ = ["forget_words", "hide_question", "offer"]

ERASED = _("These words were erased.")


def _find(nodes: Collection[UUID]) -> Iterator[Contribution]:
    found = Question.objects.filter(node__in=nodes)
    for one in found.select_related("node", "hearing__gathering__activity__process"):
        yield Contribution(
            node=one.node,
            text=one.text,
            language=one.language,
            author=one.author_id,
            is_shown=not one.is_hidden,
            scope=one.hearing.gathering.activity.process_id,
            place=str(one.hearing),
            place_url=one.hearing.get_absolute_url(),
            vector=None if one.embedding is None else list(map(float, one.embedding)),
        )


def _move(node: Node, *, is_hidden: bool) -> bool:
    rows = Question.objects.filter(node=node, is_hidden=not is_hidden, erased_at=None)
    if not rows.update(is_hidden=is_hidden):
        return False
    Node.objects.filter(pk=node.pk).update(is_public=not is_hidden)
    return True


def hide_question(node: Node) -> bool:
    """What stood with it stands alone from now on: hidden words must not rank others."""
    changed = _move(node, is_hidden=True)
    if changed:
        for twin in Question.objects.filter(merged_into__node=node).select_related("node"):
            _free(twin)
    return changed


def _free(question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(merged_into=None)
    for edge in question.node.edges_out.filter(kind=Edge.Kind.GROUPED_INTO):
        unlink(edge)


def _show(node: Node) -> bool:
    return _move(node, is_hidden=False)


def _erase(node: Node) -> None:
    for question in Question.objects.filter(node=node).select_related("node"):
        forget_words(question)


def forget_words(question: Question) -> None:
    """Put a neutral sentence in the place of the words; the thread stays."""
    said = in_all(ERASED)
    text, language = said[settings.LANGUAGE_CODE], settings.LANGUAGE_CODE
    changes = {"text": text, "language": language, "embedding": None, "is_hidden": True}
    Question.objects.filter(pk=question.pk).update(**changes, erased_at=now())
    for twin in question.merged_from.select_related("node"):
        _free(twin)
    rename_node(question.node, title=text, language=language, titles=said)
    Node.objects.filter(pk=question.node_id).update(is_public=False)


def offer() -> None:
    """Called when the app starts."""
    register(Reportable(kind="question", find=_find, hide=hide_question, show=_show, erase=_erase))
