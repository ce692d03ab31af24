"""Publishing results: after every ten answers, so that no single one can be read from them."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from django.db import connection, transaction

from citizenspring.city.models import Territory
from citizenspring.city.queries import communes
from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.language import embed, find_themes
from citizenspring.engines.mood import SMALLEST, Weighting, suppressed, weighting
from citizenspring.mood.models import OUTSIDE, MoodCheck, Question, Remark, Rung, Snapshot
from citizenspring.mood.queries.checks import comparable_questions
from citizenspring.mood.queries.results import AGES, FACES
from citizenspring.mood.queries.standing import Counts, counts_of
from citizenspring.processes.models import Activity

__all__ = ["publish"]

MOST_READ = 3_000
SHOWN_MEMBERS = 12
MOST_THEMES = 12
AGE_MARGINS = "age_gender"
PAIRS = """
SELECT was.said::text, now.said::text FROM mood_answer now JOIN mood_answer was
    ON was.mood_id = %(before)s AND was.state = 'confirmed'
    AND (was.person_id = now.person_id OR was.mailbox = now.mailbox)
WHERE now.mood_id = %(now)s AND now.state = 'confirmed'
"""


def publish(mood: MoodCheck) -> bool:
    """Renew what is shown when ten more answers count, or when the check has closed."""
    is_final = mood.activity.state == Activity.State.CLOSED
    total = sum(counts_of(mood).get("", {}).values())
    known = Snapshot.objects.filter(mood=mood).first()
    waits = known.remarks == 0 if known else False
    is_new = known is None or abs(total - known.total) >= SMALLEST
    ends = is_final and not (known and known.is_final)
    if total < SMALLEST or not (is_new or ends or waits):
        return False
    counts = counts_of(mood, everything=True)
    number, themes = _themes(mood, known)
    with transaction.atomic():
        Snapshot.objects.update_or_create(
            mood=mood,
            defaults={
                "total": total,
                "result": result_of(mood, counts),
                "themes": themes,
                "remarks": number,
                "is_final": is_final,
                "made_at": database_now(),
            },
        )
        tell(mood.topic, "results", total=total)
    return True


def result_of(mood: MoodCheck, counts: Counts) -> dict[str, Any]:
    """Every figure that may be shown, as plain data."""
    homes = {commune.code: commune.population or 0 for commune in communes()}
    places = {code: counts.get("", {}).get(code, 0) for code in [*homes, OUTSIDE]}
    weights = weighting({code: places[code] for code in homes}, homes)
    hidden = suppressed(places)
    ages = {age: sum(counts.get(f"age:{age}", {}).values()) for age in AGES}
    pairs, waves = _waves(mood)
    return {
        "places": hidden,
        "gaps": {code: gap for code, gap in weights.gaps.items() if hidden[code] is not None},
        "questions": {
            str(question.number): _figures(question, counts, weights)
            for question in mood.questions.all()
            if question.kind != Question.Kind.OPEN
        },
        "days": {
            key[4:]: sum(found.values())
            for key, found in sorted(counts.items())
            if key[:4] == "day:"
        },
        "ages": suppressed(ages) if mood.asks_age and sum(ages.values()) >= SMALLEST else {},
        "age_gaps": _age_gaps(ages),
        "did": _did(counts),
        "pairs": pairs,
        "waves": waves,
    }


def _values(question: Question) -> range:
    last = {
        Question.Kind.MOOD: len(FACES),
        Question.Kind.LADDER: len(Rung),
        Question.Kind.CHOICE: len(question.options),
    }[Question.Kind(question.kind)]
    return range(1, last + 1)


def _figures(question: Question, counts: Counts, weights: Weighting) -> dict[str, Any]:
    by_value = {str(v): counts.get(f"q{question.number}:{v}", {}) for v in _values(question)}
    # Weights compare communes: who lives in none of them has no population to stand for.
    inside = {
        value: {place: count for place, count in found.items() if place != OUTSIDE}
        for value, found in by_value.items()
    }
    weighted = {value: weights.weighted(found) for value, found in inside.items()}
    whole = sum(weighted.values())
    return {
        "counts": {value: sum(found.values()) for value, found in by_value.items()},
        "weighted": {value: round(100 * w / whole) for value, w in weighted.items()}
        if whole
        else {},
    }


def _age_gaps(ages: Mapping[str, int]) -> dict[str, float]:
    region = Territory.objects.filter(kind=Territory.Kind.REGION).first()
    margins = region.margins.get(AGE_MARGINS, {}) if region else {}
    population = {age: sum(margins.get(age, {}).values()) for age in ages}
    return weighting(ages, population).gaps if all(population.values()) else {}


def _did(counts: Counts) -> dict[str, int]:
    found = {did: sum(counts.get(f"did:{did}", {}).values()) for did in ("yes", "not_yet", "no")}
    return found if sum(found.values()) >= SMALLEST else {}


def _waves(mood: MoodCheck) -> tuple[int, dict[str, Any]]:
    """How the same people answered the same questions before and now."""
    questions = comparable_questions(mood)
    if not questions:
        return 0, {}
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, {"before": mood.previous_id, "now": mood.pk})
        pairs = [(json.loads(was), json.loads(said)) for was, said in cursor.fetchall()]
    if len(pairs) < SMALLEST:
        return 0, {}
    found = {}
    for was, now in questions:
        before = {str(value): 0 for value in _values(now)}
        after = dict(before)
        for said_before, said_now in pairs:
            one, other = said_before.get(str(was.number)), said_now.get(str(now.number))
            if one and other:
                before[str(one)] = before.get(str(one), 0) + 1
                after[str(other)] = after.get(str(other), 0) + 1
        found[str(now.number)] = {"before": before, "after": after}
    return len(pairs), found


def _themes(mood: MoodCheck, known: Snapshot | None) -> tuple[int, dict[str, Any]]:
    """Themes of the open answers, drawn anew when a twentieth of them is new."""
    shown = mood.remarks.filter(is_confirmed=True, state=Remark.State.SHOWN)
    number = shown.count()
    drawn = known.remarks if known else 0
    if known and drawn and abs(number - drawn) < max(5, drawn // 20):
        return drawn, known.themes
    _read(mood)
    questions = mood.questions.filter(kind=Question.Kind.OPEN)
    return max(1, number), {str(q.number): _themes_of(q) for q in questions}


def _read(mood: MoodCheck) -> None:
    """Keep a vector beside each open answer that has none yet."""
    unread = list(mood.remarks.filter(is_confirmed=True, embedding=None)[:MOST_READ])
    if not unread:
        return
    for remark, vector in zip(unread, embed([one.text for one in unread]), strict=True):
        remark.embedding = vector
    Remark.objects.bulk_update(unread, ["embedding"], batch_size=500)


def _themes_of(question: Question) -> list[dict[str, Any]]:
    shown = question.remarks.filter(
        is_confirmed=True, state=Remark.State.SHOWN, embedding__isnull=False
    )
    found = list(shown.order_by("-created_at")[:MOST_READ])
    if not found:
        return []
    themes = find_themes([one.text for one in found], np.array([one.embedding for one in found]))
    return [
        {
            "words": list(theme.words),
            "count": len(theme.members),
            "members": [str(found[at].pk) for at in theme.members[:SHOWN_MEMBERS]],
        }
        for theme in themes[:MOST_THEMES]
    ]
