"""Making the numbered panels, by the worker: minutes for a large pool, so never in a request."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db import connection, transaction

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.errors import EngineError
from citizenspring.engines.sortition import CannotBeMet, Lottery, commit, find_lottery
from citizenspring.panels.models import Panel, Portfolio, Search, Volunteer
from citizenspring.panels.models.planning import PANELS
from citizenspring.panels.pooling import changes_of, pool_of

__all__ = ["POOL_IS", "search_waiting", "seed_of"]

LOCK = 0x70616E65  # "pane"
PAUSE = 0.5  # seconds between two words of progress
# What a file says for every reader is in one language, like the file's other words.
POOL_IS = "Everybody who answered a letter with yes, one of each household."
State = Search.State


@dataclass(frozen=True)
class _Texts:
    categories: str
    respondents: str


def seed_of(panel: Panel) -> str:
    """Fixed when the panel was begun, so that nobody searches for a seed that suits."""
    return f"panel {panel.pk}"


def search_waiting() -> int:
    """Make the panels that wait, and those that a worker that died had begun."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            # Whoever holds the lock is the only one that searches: what runs has no worker.
            waiting = Search.objects.filter(state__in=[State.WAITING, State.RUNNING])
            found = list(waiting.select_related("panel").order_by("asked_at"))
            for search in found:
                _search_one(search)
            return len(found)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _search_one(search: Search) -> None:
    panel = search.panel
    mine = Search.objects.filter(pk=search.pk, attempt=search.attempt)
    told_at = 0.0

    def told(step: str, done: int, total: int) -> None:
        nonlocal told_at
        if monotonic() - told_at < PAUSE:
            return
        told_at = monotonic()
        mine.update(state=State.RUNNING, step=step, done=done, total=total)
        tell(panel.topic, "searching", done=done)

    told("reading", 0, 0)
    try:
        categories, respondents, pool = pool_of(panel)
        lottery = find_lottery(pool, panel.size, seed=seed_of(panel), panels=PANELS, progress=told)
    except EngineError as problem:
        changes = changes_of(problem) if isinstance(problem, CannotBeMet) else []
        facts: dict[str, Any] = {"problem": str(problem), "changes": changes}
        mine.update(state=State.FAILED, finished_at=database_now(), **facts)
        tell(panel.topic, "failed")
        return
    _keep(search, lottery, _Texts(categories, respondents))


@transaction.atomic
def _keep(search: Search, lottery: Lottery, texts: _Texts) -> None:
    """Keep what was found, unless the pool has changed meanwhile."""
    panel = Panel.objects.select_for_update().get(pk=search.panel_id)
    done = Search.objects.filter(pk=search.pk, attempt=search.attempt)
    facts = {"state": State.DONE, "step": "", "finished_at": database_now()}
    if panel.stage != Panel.Stage.FROZEN or not done.update(**facts):
        return
    statement = commit(lottery, pool_is=POOL_IS, quotas_from=panel.source)
    proof = lottery.proof
    Portfolio.objects.update_or_create(
        panel=panel,
        defaults={
            "categories": texts.categories,
            "respondents": texts.respondents,
            "panels": lottery.portfolio_text,
            "chances": lottery.chances_text,
            "alternates": lottery.alternates_text,
            "facts": statement.content,
            "proof": {name: getattr(proof, name) for name in proof.__slots__},
            "seats": [
                {name: getattr(one, name) for name in one.__slots__} for one in lottery.seats
            ],
            "found_at": database_now(),
        },
    )
    _name(panel, lottery)
    tell(panel.topic, "found")


def _name(panel: Panel, lottery: Lottery) -> None:
    """Everybody's pseudonym, chance and place in the order of those who step in."""
    place = {one: number for number, one in enumerate(lottery.alternates, 1)}
    panel.volunteers.update(pseudonym="")
    rows = []
    for one in panel.volunteers.filter(gone_at=None):
        chance = lottery.chances[str(one.pk)]
        one.pseudonym, one.chance, one.panels = chance.pseudonym, chance.best, chance.panels
        one.place = place[str(one.pk)]
        rows.append(one)
    fields = ["pseudonym", "chance", "panels", "place"]
    Volunteer.objects.bulk_update(rows, fields, batch_size=500)
