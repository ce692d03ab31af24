"""What the phone of one table shows, as plain data; `docs/reference/rounds.md` names each part."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Least

from citizenspring.common.clock import database_now
from citizenspring.common.errors import Missing
from citizenspring.engines.rounds import Method, Phase
from citizenspring.gatherings.models import Registration, Table
from citizenspring.processes.texts import in_languages
from citizenspring.rounds.models import Card, Fact, Run

from .cards import ZERO, ballot_of, picks_of, value_of
from .clock import Clock, clock_of
from .methods import JUDGING, method_of, round_of_phase

__all__ = ["people_of", "table_at", "table_state"]

THEMES = 30


def table_at(key: str) -> Table:
    """The table whose address holds this key, as typed from a card."""
    rows = Table.objects.select_related("gathering__activity__process")
    found = rows.filter(key=key.upper()).first()
    if found is None:
        raise Missing
    return found


def table_state(run: Run | None, table: Table, *, ballot: str = "") -> dict[str, Any]:
    """Everything that a phone of the table shows; ``ballot`` is the version it already has."""
    gathering = table.gathering
    title = in_languages(gathering.activity.title)
    said: dict[str, Any] = {
        "gathering": {"title": title, "languages": gathering.languages},
        "languages": gathering.languages,
        "table": {"number": table.number, "place": table.place, "topic": ""},
        "run": None,
    }
    if run is None:
        return {**said, "now": database_now().timestamp()}
    clock, method = clock_of(run), method_of(run)
    said["table"]["topic"] = run.table_topic(table.number)
    return {
        **said,
        "now": clock.now,
        "run": _run(run, method),
        "clock": clock.as_facts(),
        "phases": _phases(method),
        "spans": [span._asdict() for span in clock.spans],
        "cards": [_card(card) for card in run.cards.filter(table=table.number).exclude(text="")],
        "picks": _picks(run, method, clock, table.number),
        **_ballot(run, clock, table.number, ballot),
        **_people(run, clock, table),
        "spoken": _spoken(run, clock, table.number),
        "themes": _themes(run),
    }


def _run(run: Run, method: Method) -> dict[str, Any]:
    return {
        "id": str(run.pk),
        "number": run.number,
        "method": run.method_name,
        "name": dict(method.name),
        "started": run.started_at.timestamp() if run.started_at else None,
        "ended": run.ended_at.timestamp() if run.ended_at else None,
        "topic": run.topic,
        "cards_topic": run.cards_topic,
    }


def _phases(method: Method) -> list[dict[str, Any]]:
    rounds = round_of_phase(method)
    return [_phase(phase, rounds[phase.id]) for phase in method.phases]


def _phase(phase: Phase, seating: int) -> dict[str, Any]:
    entry = phase.entry
    asked = {
        "kind": entry.kind,
        "of": entry.of,
        "card": entry.card,
        "most": entry.most,
        "most_on_one": entry.most_on_one,
        "highest": entry.highest,
    }
    return {
        "id": phase.id,
        "name": dict(phase.name),
        "prompt": dict(phase.prompt),
        "mode": phase.mode,
        "seconds": phase.seconds,
        "entry": asked,
        "reveal": phase.reveal,
        "move": phase.move,
        "repeats": phase.repeat is not None,
        "round": seating,
    }


def _card(card: Card) -> dict[str, Any]:
    return {
        "key": str(card.key),
        "phase": card.phase,
        "turn": card.turn,
        "kind": card.kind,
        "text": card.text,
        "language": card.language,
        "theme": card.theme,
        "position": card.position,
        "revision": str(card.revision),
        "beside": str(card.beside) if card.beside else None,
        "is_late": card.is_late,
        "is_hidden": card.is_hidden,
        "changed": card.changed_at.timestamp(),
    }


def _picks(run: Run, method: Method, clock: Clock, table: int) -> dict[str, list[str]]:
    """The table's last list for each turn in which one was asked."""
    found: dict[str, list[str]] = {}
    for phase in method.phases:
        if phase.entry.kind == "picks" and clock.has_begun(phase.id):
            picked = picks_of(run, phase.id, table=table)
            found |= {f"{phase.id}:{turn}": keys for (turn, _table), keys in picked.items()}
    return found


def _ballot(run: Run, clock: Clock, table: int, known: str) -> dict[str, Any]:
    phase = clock.phase
    if phase is None or not phase.entry.needs_cards:
        return {"ballot_version": "", "ballot": [], "zero": False}
    shown = Count("id", filter=Q(is_hidden=False))
    changed = run.cards.aggregate(shown=shown, last=Max("changed_at"))
    version = f"{phase.id}:{clock.turn}:{changed['shown']}:{changed['last']}"
    cards = None if version == known else ballot_of(run, phase.id, table=table)
    return {
        "ballot_version": version,
        "ballot": None if cards is None else [_choice(card) for card in cards],
        "zero": phase.entry.kind == "resistance",
    }


def _choice(card: Card) -> dict[str, Any]:
    return {
        "key": str(card.key),
        "table": card.table,
        "text": card.text,
        "language": card.language,
        "theme": card.theme,
    }


def people_of(run: Run, phase: str, table: int) -> list[Registration]:
    """Who came and sits at a table in a phase, in the current plan of seats."""
    number = round_of_phase(method_of(run)).get(phase, 1)
    rows = Registration.objects.filter(
        gathering=run.gathering_id,
        arrival__left_at=None,
        arrival__isnull=False,
        seats__plan__is_current=True,
        seats__table=table,
        # A plan of fewer rounds than the method has: people stay where they were last.
        seats__round=Least(number, F("seats__plan__rounds")),
    )
    return list(rows.select_related("arrival").order_by("number"))


def _people(run: Run, clock: Clock, table: Table) -> dict[str, Any]:
    first = method_of(run).phases[0].id
    people = people_of(run, clock.phase.id if clock.phase else first, table.number)
    spoken = [code for one in people for code in one.speaks]
    return {
        "languages": list(dict.fromkeys([*spoken, *table.gathering.languages])),
        "seats": [_seat(one) for one in people],
        "votes": _votes(run, clock, table.number, people),
    }


def _seat(one: Registration) -> dict[str, Any]:
    first = one.name.split()[:1]
    return {
        "by": str(one.number),
        "name": first[0] if first else "",
        "languages": one.speaks,
        "has_vote": one.has_vote,
    }


def _votes(
    run: Run, clock: Clock, table: int, people: list[Registration]
) -> dict[str, dict[str, int | str]]:
    """What was keyed in at this table for people without a phone, and nothing else."""
    kind = JUDGING.get(clock.phase.entry.kind, "") if clock.phase else ""
    if not clock.phase or not kind:
        return {}
    numbers = {one.arrival.voice: str(one.number) for one in people}
    rows = run.facts.filter(kind=kind, phase=clock.phase.id, turn=clock.turn, table=table)
    found: dict[str, dict[str, int | str]] = defaultdict(dict)
    for voice, card, body in rows.order_by("at", "key").values_list("voice", "card", "body"):
        if voice in numbers:
            found[numbers[voice]][str(card) if card else ZERO] = value_of(kind, body)
    return dict(found)


def _spoken(run: Run, clock: Clock, table: int) -> dict[str, float]:
    if not clock.phase or clock.phase.entry.kind != "speaking":
        return {}
    rows = Fact.objects.filter(
        run=run, kind="spoke", phase=clock.phase.id, turn=clock.turn, table=table
    )
    found: dict[str, float] = defaultdict(float)
    for body in rows.values_list("body", flat=True):
        found[body["by"]] += body["seconds"]
    return dict(found)


def _themes(run: Run) -> list[str]:
    rows = run.cards.exclude(theme="").exclude(text="").filter(is_hidden=False)
    counted = rows.values("theme").annotate(count=Count("id")).order_by("-count", "theme")
    return [row["theme"] for row in counted[:THEMES]]
