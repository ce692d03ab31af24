"""Cards of kind “question” that tables wrote are questions of the hearing."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from citizenspring.common.live import tell
from citizenspring.hearings.errors import QuestionEmpty, QuestionTooLong
from citizenspring.hearings.models import Hearing, Question
from citizenspring.hearings.moderating import hide_question
from citizenspring.hearings.saying import in_all
from citizenspring.ledger.services import record
from citizenspring.rounds.models import Card
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.services import link, rename_node

from .asking import clean_question, keep_question, vectors

__all__ = ["follow_hidden_cards", "link_cards", "take_cards"]

KIND = "question"
BECAME = _("It was collected as a question for the experts.")


def take_cards(hearing: Hearing) -> int:
    """Collect new question cards and follow changed ones; returns how many there were.

    Nobody does it: the platform does, every few seconds, while questions are collected.
    """
    cards = list(
        Card.objects.filter(run__gathering=hearing.gathering_id, kind=KIND).select_related(
            "question__node"
        )
    )
    changed = [card for card in cards if _has_news(card)]
    read = vectors([card.text for card in changed])
    for card, vector in zip(changed, read, strict=True):
        _take(hearing, card, vector)
    if changed:
        tell(hearing.topic, "questions")
    return len(changed)


def _has_news(card: Card) -> bool:
    known = getattr(card, "question", None)
    if known is None:
        return not card.is_hidden and bool(_asked_on(card))
    if known.card_revision == card.revision or known.merged_into_id or known.erased_at:
        return False
    return not known.answers.exists()


def _asked_on(card: Card) -> str:
    """The question on a card; none where it was taken back, says nothing or is too long.

    Long cards stay with their table: the facilitator sees that they are no question.
    """
    try:
        return clean_question(card.text)
    except (QuestionEmpty, QuestionTooLong):
        return ""


@transaction.atomic
def _take(hearing: Hearing, card: Card, vector: list[float] | None) -> None:
    held = Hearing.objects.select_for_update(no_key=True).get(pk=hearing.pk)
    held.gathering = hearing.gathering
    known = Question.objects.filter(card=card).select_related("node").first()
    if known is None:
        made = Question(
            hearing=held, card=card, card_revision=card.revision, table=card.table,
            text=_asked_on(card), language=card.language, embedding=vector,
        )  # fmt: skip
        keep_question(made)
    else:
        _follow(known, card, vector)


def _follow(question: Question, card: Card, vector: list[float] | None) -> None:
    """A table changed its card; an empty one was taken back, and nobody asks it any more."""
    said = _asked_on(card)
    text = said or question.text
    # One that was taken back has no vector; what somebody hid stays hidden with other words too.
    stays_hidden = question.is_hidden and question.embedding is not None
    if not said:
        hide_question(question.node)
        vector = question.embedding if stays_hidden else None
    Question.objects.filter(pk=question.pk).update(
        text=text,
        language=card.language,
        card_revision=card.revision,
        embedding=vector,
        is_hidden=stays_hidden or not said,
    )
    rename_node(question.node, title=text, language=card.language, titles={})
    Node.objects.filter(pk=question.node_id).update(is_public=bool(said) and not stays_hidden)
    facts = {"number": question.number, "language": card.language}
    record("hearing.question_changed", about=question.node_id, facts=facts)


def follow_hidden_cards() -> int:
    """A card that the team hides is no question any more either."""
    rows = Question.objects.filter(card__is_hidden=True, is_hidden=False)
    found = list(rows.select_related("node", "hearing"))
    for one in found:
        hide_question(one.node)
        tell(one.hearing.topic, "questions")
    return len(found)


def link_cards(hearing: Hearing) -> int:
    """Once the harvest made contributions of the cards, say what became of these."""
    rows = hearing.questions.filter(card__node__isnull=False).exclude(
        node__edges_in__kind=Edge.Kind.BECAME
    )
    found = list(rows.select_related("card__node", "node"))
    said = in_all(BECAME)
    reason = said[settings.LANGUAGE_CODE]
    for one in found:
        assert one.card is not None
        assert one.card.node is not None
        link(one.card.node, Edge.Kind.BECAME, one.node, reason=reason, by=None, reasons=said)
    return len(found)
