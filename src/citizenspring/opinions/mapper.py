"""Drawing maps anew when their votes change, so that everyone looking sees it in two seconds."""

import logging
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from django.db import connection, transaction

from citizenspring.common.live import tell
from citizenspring.engines import opinions as engine
from citizenspring.engines.errors import EngineError
from citizenspring.processes.models import Activity

from .board import Board
from .models import MapVersion, OpinionMap, Withdrawal
from .results import published

__all__ = ["Mapper", "recompute", "with_and_without"]

VERSIONS_KEPT = 20
LOCK = 0x6D617073  # "maps"
REST = 3  # a map that took a second to draw rests for three: the votes come first
REST_AFTER_FAILING = 60
UNDRAWABLE = EngineError, ValueError, ArithmeticError
log = logging.getLogger("citizenspring.opinions")

# Maps whose newest version may be behind: new votes, withdrawals or another moderation.
BEHIND = """
SELECT map.id FROM opinions_opinionmap map
JOIN processes_activity activity ON activity.id = map.activity_id
LEFT JOIN LATERAL (
    SELECT revision, horizon FROM opinions_mapversion version
    WHERE version.map_id = map.id ORDER BY number DESC LIMIT 1
) newest ON true
WHERE activity.state <> 'draft' AND (
    newest.revision IS DISTINCT FROM map.revision
    OR newest.horizon > pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    OR EXISTS (SELECT FROM opinions_vote vote
        WHERE vote.map_id = map.id AND vote.change >= newest.horizon)
    OR EXISTS (SELECT FROM opinions_withdrawal gone
        WHERE gone.map_id = map.id AND gone.change >= newest.horizon))
ORDER BY map.id
"""


@dataclass
class Mapper:
    """Keeps the votes of active maps in memory and draws those that changed."""

    boards: dict[UUID, Board] = field(default_factory=dict)
    last: dict[UUID, engine.OpinionMap] = field(default_factory=dict)
    rests_until: dict[UUID, float] = field(default_factory=dict)

    def step(self) -> int:
        """Draw every map that is behind; returns how many new versions there are."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return 0
            try:
                cursor.execute(BEHIND)
                behind = [row[0] for row in cursor.fetchall()]
                return sum(self._draw_if_rested(map_id) for map_id in behind)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def _draw_if_rested(self, map_id: UUID) -> bool:
        """A map that cannot be drawn keeps its last version, and no other map waits for it."""
        started = time.monotonic()
        if self.rests_until.get(map_id, 0.0) > started:
            return False
        self.rests_until[map_id] = started + REST_AFTER_FAILING
        try:
            is_new = self._draw(map_id)
        except UNDRAWABLE:
            log.exception("The opinion map %s cannot be drawn; it keeps its last version.", map_id)
            return False
        self.rests_until[map_id] = started + (1 + REST) * (time.monotonic() - started) * is_new
        return is_new

    def _draw(self, map_id: UUID) -> bool:
        opinion_map = OpinionMap.objects.select_related("activity").get(pk=map_id)
        newest = opinion_map.versions.first()
        # Taken out until it is drawn: a board whose map failed is read again from the start.
        board = self.boards.pop(map_id, Board())
        if newest is not None and newest.horizon > board.horizon:
            # Drawn by another mapper, which removed withdrawals that this board may not know.
            board = Board()
        changed = board.catch_up(opinion_map)
        previous = self.last.pop(map_id, None)
        if newest is not None and not changed and newest.revision == opinion_map.revision:
            MapVersion.objects.filter(pk=newest.pk).update(horizon=board.horizon)
            self._remember(opinion_map, board, previous)
            return False
        found = draw(opinion_map, board, previous=previous)
        keep(opinion_map, board, found)
        self._remember(opinion_map, board, found or previous)
        return True

    def _remember(
        self, opinion_map: OpinionMap, board: Board, found: engine.OpinionMap | None
    ) -> None:
        if opinion_map.activity.state == Activity.State.CLOSED:
            return
        self.boards[opinion_map.pk] = board
        if found is not None:
            self.last[opinion_map.pk] = found


def recompute(opinion_map: OpinionMap) -> MapVersion:
    """Draw the map now, from the table and nothing remembered."""
    board = Board()
    opinion_map = OpinionMap.objects.select_related("activity").get(pk=opinion_map.pk)
    board.catch_up(opinion_map)
    return keep(opinion_map, board, draw(opinion_map, board))


def with_and_without(
    opinion_map: OpinionMap, people: Collection[UUID]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is published of all votes, and of all but those of some people; nothing is kept."""
    board = Board()
    board.catch_up(opinion_map)
    found = draw(opinion_map, board), draw(opinion_map, board.without(people))
    both = [published(one, smallest=opinion_map.smallest_group) if one else {} for one in found]
    return both[0], both[1]


def draw(
    opinion_map: OpinionMap, board: Board, previous: engine.OpinionMap | None = None
) -> engine.OpinionMap | None:
    """The engine's map of the board, none while there is nothing to map."""
    votes = board.matrix(opinion_map)
    if votes.n_votes == 0 or votes.hidden.all():
        return None
    mode: Literal["own", "polis"] = "own" if opinion_map.mode == OpinionMap.Mode.OWN else "polis"
    return engine.map_opinions(votes, mode=mode, seed=str(opinion_map.pk), previous=previous)


@transaction.atomic
def keep(opinion_map: OpinionMap, board: Board, found: engine.OpinionMap | None) -> MapVersion:
    """Store a version, drop the oldest, and tell whoever looks."""
    newest = opinion_map.versions.values_list("number", flat=True).first() or 0
    version = MapVersion.objects.create(
        map=opinion_map,
        number=newest + 1,
        result=published(found, smallest=opinion_map.smallest_group) if found else {},
        routing=_routing(found),
        votes_counted=board.size,
        people_counted=len(found.people) if found else 0,
        revision=opinion_map.revision,
        horizon=board.horizon,
    )
    opinion_map.versions.filter(number__lte=version.number - VERSIONS_KEPT).delete()
    Withdrawal.objects.filter(map=opinion_map, change__lt=board.horizon).delete()
    tell(opinion_map.topic, "changed", version=version.number, votes=board.size)
    return version


def _routing(found: engine.OpinionMap | None) -> dict[str, Any]:
    rows = found.rows if found else ()
    return {str(row.statement): [row.everyone.seen, round(float(row.priority), 4)] for row in rows}
