"""Everyone who took part in a thread is told at each change of it, and once per change."""

from django.conf import settings
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override as speaking

from citizenspring.threads.listening import Ruled
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.participants import people_in
from citizenspring.threads.queries import nodes_before

from .kinds import Kind, Rhythm, register
from .models import Telling
from .services import notify

__all__ = ["RULING", "STEP", "ruling_key", "tell_of_change"]

# Neither says how she took part, and nothing here knows what a vote said.
STEP = register(
    Kind(
        "thread.step",
        label=_("What became of what I took part in"),
        subject=_("“%(about)s” %(step)s “%(outcome)s”"),
        text=_("You took part in what led to this. The reason that was given: “%(reason)s”"),
        default=Rhythm.DAILY,
        action=_("See the whole thread"),
        words={"step": {str(kind): kind.label for kind in Edge.Kind}},
    )
)
RULING = register(
    Kind(
        "thread.ruling",
        label=_("Decisions of moderators about what I took part in"),
        subject=_("%(act)s: “%(about)s”"),
        text=_("You took part in this. The reason that was given: “%(reason)s”"),
        default=Rhythm.DAILY,
        action=_("See the whole thread"),
    )
)


def tell_of_change(change: Edge | Ruled) -> None:
    """Called by threads within the act that made the change."""
    if isinstance(change, Ruled):
        _tell_of_ruling(change)
    else:
        _tell_of_step(change)


def _tell_of_step(edge: Edge) -> None:
    """One act that gathers many things into one is one change for whoever took part in several."""
    act = _this_act()
    # A draft that is shown announces its steps again; who was told when they were drawn knows.
    told = Telling.objects.filter(kind=STEP.code, outcome=edge.target, at__gte=edge.at)
    if told.exclude(news__key__endswith=f":{act}").exists():
        return
    notify(
        STEP.code,
        people_in(nodes_before(edge.source)),
        about=edge.source,
        outcome=edge.target,
        facts={"step": edge.kind, "reason": edge.reasons or edge.reason},
        key=f"step:{edge.target_id}:{act}",
        by=edge.by,
    )


def _tell_of_ruling(ruled: Ruled) -> None:
    notify(
        RULING.code,
        people_in(nodes_before(ruled.node)),
        about=ruled.node,
        facts={"act": _in_every_language(ruled.act), "reason": ruled.reason},
        key=ruling_key(ruled.node),
        by=ruled.by,
    )


def ruling_key(node: Node) -> str:
    """Whoever was told in words of her own in this act is not told again of its ruling."""
    return f"ruling:{node.pk}:{_this_act()}"


def _this_act() -> str:
    """An act is a transaction: its number is the same for all that changes in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        return str(cursor.fetchone()[0])


def _in_every_language(text: Promise | str) -> dict[str, str]:
    said: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            said[language] = str(text)
    return said
