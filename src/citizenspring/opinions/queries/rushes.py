"""Many people who gave the very same answers within minutes: perhaps one hand behind them (A62)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from citizenspring.moderation.models import Decision
from citizenspring.opinions.models import OpinionMap

__all__ = ["FEWEST_PEOPLE", "Rush", "flag_of", "rushes"]

FEWEST_ANSWERS = 5
FEWEST_PEOPLE = 50
ALIKE = """
WITH person AS (
    SELECT person_id, count(*) AS answers, min(cast_at) AS began, max(cast_at) AS ended,
        md5(string_agg(statement_id::text || choice, ',' ORDER BY statement_id)) AS said
    FROM opinions_vote WHERE map_id = %s GROUP BY person_id HAVING count(*) >= %s
)
SELECT count(*), min(answers), min(began), max(ended), array_agg(person_id)
FROM person GROUP BY said, date_bin('10 minutes', began, timestamptz '2000-01-01 00:00Z')
HAVING count(*) >= %s AND max(ended) - min(began) <= interval '20 minutes'
ORDER BY count(*) DESC, min(began)
"""


@dataclass(frozen=True)
class Rush:
    """People whose answers are all the same and came together; nobody is named on a page."""

    count: int
    answers: int
    began: datetime
    ended: datetime
    people: frozenset[UUID]


def rushes(opinion_map: OpinionMap) -> list[Rush]:
    """What a moderator should look at: nothing is left out of the map by machine."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [opinion_map.pk, FEWEST_ANSWERS, FEWEST_PEOPLE])
        return [
            Rush(count, answers, began, ended, frozenset(people))
            for count, answers, began, ended, people in cursor.fetchall()
        ]


def flag_of(opinion_map: OpinionMap) -> Decision | None:
    """The decision that marks answers that are all alike, while it is the last one about them."""
    acts = [Decision.Act.FLAGGED, Decision.Act.UNFLAGGED]
    last = Decision.objects.filter(node=opinion_map.activity.node_id, act__in=acts).first()
    return last if last and last.act == Decision.Act.FLAGGED else None
