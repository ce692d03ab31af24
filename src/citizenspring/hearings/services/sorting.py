"""Putting questions together that say the same, whatever their language, and undoing it."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from citizenspring.common.live import tell
from citizenspring.hearings.errors import MergeElsewhere
from citizenspring.hearings.models import Hearing, Question
from citizenspring.hearings.permissions import may_sort_questions
from citizenspring.hearings.saying import in_all
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link, unlink

__all__ = ["merge_questions", "separate_question"]

SAME = _("Both ask the same; they are answered together.")


@transaction.atomic
def merge_questions(question: Question, into: Question, *, by: Person) -> Question:
    """Rank one question for both; those who want to know either count once.

    What stood with ``question`` goes along, so that nothing stands two steps away.
    """
    hearing = question.hearing
    may_sort_questions.require(by, hearing.gathering)
    Hearing.objects.select_for_update(no_key=True).get(pk=hearing.pk)
    rows = hearing.questions.filter(merged_into=None).select_related("node")
    loser, root = rows.filter(pk=question.pk).first(), rows.filter(pk=into.pk).first()
    if loser is None or root is None or loser == root or loser.answers.exists():
        raise MergeElsewhere
    said = in_all(SAME)
    reason = said[settings.LANGUAGE_CODE]
    for one in [loser, *loser.merged_from.select_related("node")]:
        for edge in one.node.edges_out.filter(kind=Edge.Kind.GROUPED_INTO):
            unlink(edge)
        link(one.node, Edge.Kind.GROUPED_INTO, root.node, reason=reason, by=by, reasons=said)
    loser.merged_from.update(merged_into=root)
    Question.objects.filter(pk=loser.pk).update(merged_into=root)
    facts = {"number": loser.number, "to": str(root.node_id)}
    record("hearing.question_merged", by=by, about=loser.node_id, facts=facts)
    tell(hearing.topic, "questions")
    return root


@transaction.atomic
def separate_question(question: Question, *, by: Person) -> None:
    """Let it stand alone again, with the supports it had itself."""
    hearing = question.hearing
    may_sort_questions.require(by, hearing.gathering)
    rows = hearing.questions.filter(pk=question.pk, merged_into__isnull=False)
    if not rows.update(merged_into=None):
        raise MergeElsewhere
    for edge in question.node.edges_out.filter(kind=Edge.Kind.GROUPED_INTO):
        unlink(edge)
    facts = {"number": question.number}
    record("hearing.question_separated", by=by, about=question.node_id, facts=facts)
    tell(hearing.topic, "questions")
