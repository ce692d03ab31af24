"""Making an opinion map, changing it, and closing it into common ground."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from citizenspring.ledger.services import record
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.opinions.errors import MapFrozen, StatementElsewhere
from citizenspring.opinions.likeness import vectors
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.permissions import may_edit_map
from citizenspring.people.levels import Level
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.services import (
    ActivityFacts,
    close_activity,
    create_activity,
    edit_activity,
)
from citizenspring.processes.texts import Text
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.services import link, open_node

from .statements import add_statement, seen_text

__all__ = ["KIND", "close_into_common_ground", "create_map", "edit_map"]

KIND = "opinions"
FROZEN_ONCE_OPEN = "moderation", "mode", "smallest_group", "shows_results_while_open"


@transaction.atomic
def create_map(  # noqa: PLR0913  # because each names one field of the organiser's form
    process: Process,
    *,
    title: Text,
    introduction: Text = "",
    seeds: Iterable[tuple[str, str]] = (),
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    required_level: Level = Level.GUEST,
    by: Person,
    **rules: Any,
) -> OpinionMap:
    """Make an opinion map in a process, with its first statements as (language, text).

    ``rules`` are the fields of ``OpinionMap`` that say how it counts. It is a draft until its
    activity is opened.
    """
    facts = ActivityFacts(title, introduction, opens_at, closes_at, required_level)
    activity = create_activity(process, KIND, facts, by=by)
    opinion_map = OpinionMap.objects.create(activity=activity, **rules)
    record("map.created", by=by, about=activity.node_id, facts={"rules": _rules(opinion_map)})
    seeds = list(seeds)
    together = vectors([seen_text(text) for _, text in seeds])
    for (language, text), vector in zip(seeds, together, strict=True):
        add_statement(opinion_map, text, language, is_seed=True, embedding=vector, by=by)
    return opinion_map


def _rules(opinion_map: OpinionMap) -> dict[str, Any]:
    return {name: getattr(opinion_map, name) for name in FROZEN_ONCE_OPEN}


@transaction.atomic
def edit_map(
    opinion_map: OpinionMap, facts: ActivityFacts, *, by: Person, **rules: Any
) -> OpinionMap:
    """Change words and dates until the end; how it counts only before it first opens (A07)."""
    may_edit_map.require(by, opinion_map)
    activity = edit_activity(opinion_map.activity, facts, by=by)
    changed = {name: value for name, value in rules.items() if getattr(opinion_map, name) != value}
    frozen = changed.keys() & set(FROZEN_ONCE_OPEN)
    if frozen and activity.state not in {Activity.State.DRAFT, Activity.State.PLANNED}:
        raise MapFrozen
    if changed:
        for name, value in changed.items():
            setattr(opinion_map, name, value)
        opinion_map.save(update_fields=[*changed])
        record("map.edited", by=by, about=activity.node_id, facts={"rules": changed})
    return opinion_map


@transaction.atomic
def close_into_common_ground(
    opinion_map: OpinionMap,
    statements: Iterable[Statement],
    *,
    title: str,
    reason: str,
    by: Person,
) -> Node:
    """Gather the statements that all groups share into one thread, ready to become proposals."""
    may_edit_map.require(by, opinion_map)
    if not reason.strip():
        raise ReasonMissing
    chosen = list(statements)
    if not chosen or any(s.map_id != opinion_map.pk or s.state != "shown" for s in chosen):
        raise StatementElsewhere
    activity, language = opinion_map.activity, get_language() or "fr"
    said: dict[str, Any] = {"reason": reason.strip(), "reasons": {language: reason.strip()}}
    if activity.is_open:
        close_activity(activity, by=by)
    node = open_node(
        "common_ground",
        title=title,
        language=language,
        url=opinion_map.page("common-ground"),
        within=activity.process.node,
    )
    for statement in chosen:
        link(statement.node, Edge.Kind.GROUPED_INTO, node, **said, by=by)
    link(activity.node, Edge.Kind.RESULTED_IN, node, **said, by=by)
    facts = {"statements": [s.number for s in chosen], "reason": reason.strip()}
    record("map.common_ground", by=by, about=activity.node_id, facts=facts)
    return node
