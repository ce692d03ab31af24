"""Making an opinion map, changing it, opening it, closing it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import get_language
from i18nfield.strings import LazyI18nString

from citizenspring.common.clock import database_now
from citizenspring.ledger.services import record
from citizenspring.opinions.errors import MapClosed, MapFrozen, ReasonMissing, StatementElsewhere
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.permissions import may_edit_map, may_make_map
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity, Process
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.services import link, open_node

from .statements import add_statement

__all__ = ["KIND", "close_into_common_ground", "close_map", "create_map", "edit_map", "open_map"]

KIND = "opinions"
FROZEN_ONCE_OPEN = "moderation", "mode", "smallest_group", "votes_floor", "shows_results_while_open"

EDITABLE = "title", "introduction", "opens_at", "closes_at"


@transaction.atomic
def create_map(  # noqa: PLR0913  # because each names one field of the organiser's form
    process: Process,
    *,
    title: LazyI18nString | str,
    introduction: LazyI18nString | str = "",
    seeds: Iterable[tuple[str, str]] = (),
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    by: Person,
    **rules: Any,
) -> OpinionMap:
    """Make an opinion map in a process, with its first statements as (language, text).

    ``rules`` are the fields of ``OpinionMap`` that say how it counts. It opens later.
    """
    may_make_map.require(by, process)
    slug = _free_slug(process, str(title))
    activity = Activity.objects.create(
        process=process,
        kind=KIND,
        slug=slug,
        node=open_node(
            "activity", title=str(title), language=get_language() or "fr", url=_url(process, slug)
        ),
        title=title,
        introduction=introduction,
        opens_at=opens_at,
        closes_at=closes_at,
        created_by=by,
    )
    opinion_map = OpinionMap.objects.create(activity=activity, **rules)
    record("map.created", by=by, about=activity.node_id, facts={"rules": _rules(opinion_map)})
    for language, text in seeds:
        add_statement(opinion_map, text, language, is_seed=True, by=by)
    return opinion_map


def _url(process: Process, slug: str) -> str:
    stand_in = OpinionMap(activity=Activity(process=process, slug=slug))
    return stand_in.get_absolute_url()


def _free_slug(process: Process, title: str) -> str:
    base = slugify(title)[:60] or "map"
    taken = set(process.activities.values_list("slug", flat=True))
    return next(
        slug
        for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
        if slug not in taken
    )


def _rules(opinion_map: OpinionMap) -> dict[str, Any]:
    return {name: getattr(opinion_map, name) for name in FROZEN_ONCE_OPEN}


@transaction.atomic
def edit_map(opinion_map: OpinionMap, changes: dict[str, Any], *, by: Person) -> OpinionMap:
    """Change words and dates at any time until the end, how it counts only before it opens."""
    may_edit_map.require(by, opinion_map)
    activity = Activity.objects.select_for_update().get(pk=opinion_map.activity_id)
    if activity.state == Activity.State.CLOSED:
        raise MapClosed
    rules = {name: changes[name] for name in FROZEN_ONCE_OPEN if name in changes}
    changed = {n: v for n, v in rules.items() if getattr(opinion_map, n) != v}
    if changed and activity.state != Activity.State.DRAFT:
        raise MapFrozen
    if "allow_statements" in changes:
        rules["allow_statements"] = changes["allow_statements"]
    if rules:
        OpinionMap.objects.filter(pk=opinion_map.pk).update(**rules)
    words = {k: v for k, v in changes.items() if k in EDITABLE}
    for name, value in words.items():
        setattr(activity, name, value)
    activity.save(update_fields=[*words])
    record("map.edited", by=by, about=activity.node_id, facts={"fields": sorted(changes)})
    return OpinionMap.objects.select_related("activity__process").get(pk=opinion_map.pk)


@transaction.atomic
def open_map(opinion_map: OpinionMap, *, by: Person) -> None:
    """Take statements and votes from now on; from now on how it counts is fixed."""
    _change_state(opinion_map, Activity.State.DRAFT, Activity.State.OPEN, by)


@transaction.atomic
def close_map(opinion_map: OpinionMap, *, by: Person) -> None:
    """Take no more votes: each is either counted before this or refused."""
    _change_state(opinion_map, Activity.State.OPEN, Activity.State.CLOSED, by)


def _change_state(
    opinion_map: OpinionMap, before: Activity.State, after: Activity.State, by: Person
) -> None:
    may_edit_map.require(by, opinion_map)
    found = Activity.objects.filter(pk=opinion_map.activity_id, state=before)
    moment = "opened_at" if after == Activity.State.OPEN else "closed_at"
    if not found.update(state=after, **{moment: database_now()}):
        raise MapClosed
    opinion_map.activity.state = after
    facts = {"state": str(after)}
    record("map.opened_or_closed", by=by, about=opinion_map.activity.node_id, facts=facts)


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
    if opinion_map.activity.state == Activity.State.OPEN:
        close_map(opinion_map, by=by)
    node = open_node(
        "common_ground",
        title=title,
        language=get_language() or "fr",
        url=opinion_map.page("common-ground"),
    )
    for statement in chosen:
        link(statement.node, Edge.Kind.GROUPED_INTO, node, reason=reason.strip(), by=by)
    link(opinion_map.activity.node, Edge.Kind.RESULTED_IN, node, reason=reason.strip(), by=by)
    facts = {"statements": [s.number for s in chosen], "reason": reason.strip()}
    record("map.common_ground", by=by, about=opinion_map.activity.node_id, facts=facts)
    return node
