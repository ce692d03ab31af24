"""Judging answers that are all alike: the result stays, and is shown without them too (A62)."""

from typing import Any

from django.db import transaction

from citizenspring.moderation.models import Decision
from citizenspring.moderation.services import note
from citizenspring.opinions.errors import NothingAlike
from citizenspring.opinions.mapper import with_and_without
from citizenspring.opinions.models import OpinionMap
from citizenspring.opinions.permissions import may_moderate
from citizenspring.opinions.queries import rushes
from citizenspring.people.models import Person

__all__ = ["judge_alike"]

Act = Decision.Act


@transaction.atomic
def judge_alike(opinion_map: OpinionMap, *, is_one_hand: bool, reason: str, by: Person) -> Decision:
    """Log whether these may be one hand; no vote is touched, whatever is decided.

    What the map shows with and without them is kept with the decision, as it is now.
    """
    may_moderate.require(by, opinion_map)
    found = rushes(opinion_map)
    if not found:
        raise NothingAlike
    facts: dict[str, Any] = {
        "rushes": [
            {
                "count": rush.count,
                "answers": rush.answers,
                "began": rush.began.isoformat(),
                "ended": rush.ended.isoformat(),
            }
            for rush in found
        ]
    }
    if is_one_hand:
        people = frozenset().union(*(rush.people for rush in found))
        facts["both"] = [_kept(one) for one in with_and_without(opinion_map, people)]
    return note(
        opinion_map.activity.node,
        Act.FLAGGED if is_one_hand else Act.UNFLAGGED,
        by=by,
        scope=opinion_map.activity.process_id,
        reason=reason,
        facts=facts,
    )


def _kept(result: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of one drawing, with small groups hidden already."""
    kept = {name: result.get(name, []) for name in ("common", "groups")}
    return {"people": result.get("people", 0), **kept}
