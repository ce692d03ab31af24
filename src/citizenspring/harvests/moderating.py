"""Published cards as contributions that can be reported, hidden, shown and erased."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizenspring.moderation.kinds import Contribution, Reportable, register
from citizenspring.rounds.models import Card, Fact
from citizenspring.threads.models import Node
from citizenspring.threads.services import rename_node

from .addresses import page
from .models import CardVector
from .services.grouping_nodes import follow_themes, forget_words
from .services.publishing import KIND
from .services.sentences import in_every_language

__all__ = ["offer"]

ERASED = gettext_lazy("These words were erased.")


def _find(nodes: Collection[UUID]) -> Iterator[Contribution]:
    found = Card.objects.filter(node__in=nodes)
    for card in found.select_related("node", "run__gathering__activity__process"):
        assert card.node is not None
        gathering = card.run.gathering
        table = _("Table %(number)s") % {"number": card.table}
        yield Contribution(
            node=card.node,
            text=card.text or card.node.title,
            language=card.node.language,
            author=None,
            is_shown=not card.is_hidden,
            scope=gathering.activity.process_id,
            place=f"{gathering}, {table}",
            place_url=f"{page(gathering, 'cards')}?table={card.table}",
        )


def _change(found: QuerySet[Card], *, hidden: bool) -> bool:
    cards = list(found.select_related("run__gathering__activity__node"))
    changed = found.update(is_hidden=hidden)
    Node.objects.filter(pk__in=[card.node_id for card in cards]).update(is_public=not hidden)
    if hidden:
        forget_words(cards)
        for gathering in {card.run.gathering for card in cards}:
            follow_themes(gathering, by=None)
    return bool(changed)


def _hide(node: Node) -> bool:
    return _change(Card.objects.filter(node=node, is_hidden=False), hidden=True)


def _show(node: Node) -> bool:
    """What its table took back, or what was erased, has no words and does not come back."""
    hidden = Card.objects.filter(node=node, is_hidden=True)
    return _change(hidden.exclude(text=""), hidden=False)


def _erase(node: Node) -> None:
    """The words go wherever they are kept: the card, its facts and its vector."""
    said = in_every_language(ERASED)
    language = settings.LANGUAGE_CODE
    rename_node(node, title=said[language], language=language, titles=said)
    card = Card.objects.get(node=node)
    for fact in Fact.objects.filter(run=card.run_id, card=card.key, body__has_key="text"):
        fact.body |= {"text": said[language], "theme": ""}
        fact.save(update_fields=["body"])
    CardVector.objects.filter(card=card).delete()
    Card.objects.filter(pk=card.pk).update(text="", theme="", language=language)


def offer() -> None:
    """Called when the app starts."""
    register(Reportable(kind=KIND, find=_find, hide=_hide, show=_show, erase=_erase))
