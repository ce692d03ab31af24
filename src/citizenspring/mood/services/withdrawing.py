"""Taking an answer back: it no longer counts, and what was said in it is forgotten."""

from citizenspring.mood.models import Answer, Remark
from citizenspring.threads.models import Part
from citizenspring.threads.services import show_node

from .counting import count_answer, marks_of
from .sealing import note_withdrawn

__all__ = ["drop_remark", "take_back"]


def drop_remark(remark: Remark) -> None:
    """Words taken back are gone; where a thread begins at them, it stays without them."""
    node = remark.node
    remark.delete()
    if node is None:
        return
    if node.edges_out.exists() or node.edges_in.exists():
        show_node(node, is_public=False)
        node.title, node.titles = "…", {}
        node.save(update_fields=["title", "titles"])
    else:
        node.delete()


def take_back(answer: Answer) -> None:
    """Stop counting a confirmed answer and forget what was said in it."""
    before = marks_of(answer) if answer.is_confirmed else None
    if before is not None:
        note_withdrawn(answer)
        count_answer(answer.mood_id, before=before)
    for remark in answer.remarks.select_related("node"):
        drop_remark(remark)
    answer.confirmations.all().delete()
    answer.messages.filter(told_at=None).delete()
    Part.objects.filter(person=answer.person_id, node=answer.mood.activity.node_id).delete()
    answer.state, answer.said, answer.rung, answer.age = Answer.State.WITHDRAWN, {}, None, ""
    answer.email, answer.mailbox, answer.seal, answer.salt = "", None, None, None
    answer.name = answer.name_key = answer.how = answer.did = ""
    answer.confirmed_at = answer.confirmed_by = None
    answer.save()
