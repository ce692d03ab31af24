"""What the tests of opinion maps are about."""

from typing import Any
from uuid import uuid4

from citizenspring.common.clock import database_now
from citizenspring.opinions import services
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_role
from citizenspring.processes.models import Activity, Process
from citizenspring.threads.services import open_node

__all__ = ["close", "make_map", "make_organiser", "make_process", "make_statement", "vote"]


def make_organiser(process: Process) -> Person:
    return make_role("organiser", scope=process.pk).person


def make_process(question: str = "How do we cool our streets?", **facts: Any) -> Process:
    slug = f"streets-{uuid4().hex[:8]}"
    node = open_node("process", title=question, language="en")
    facts = {"state": Process.State.OPEN, "opened_at": database_now(), **facts}
    if facts["state"] == Process.State.CLOSED:
        facts["closed_at"] = facts["opened_at"]
    return Process.objects.create(slug=slug, node=node, question=question, **facts)


def make_map(
    *seeds: str, is_open: bool = True, process: Process | None = None, **rules: Any
) -> OpinionMap:
    """An opinion map with English statements, open unless told otherwise."""
    process = process or make_process()
    organiser = make_organiser(process)
    made = services.create_map(
        process,
        title="Cool streets",
        seeds=[("en", text) for text in seeds or ("More trees in every street.",)],
        by=organiser,
        **rules,
    )
    if is_open:
        services.open_map(made, by=organiser)
    return made


def make_statement(opinion_map: OpinionMap, text: str = "More benches.", **facts: Any) -> Statement:
    by = facts.pop("by", None) or make_guest()
    language = facts.pop("language", "en")
    return services.add_statement(opinion_map, text, language, by=by, **facts)


def vote(person: Person, statement: Statement, choice: int = 1, **facts: Any) -> None:
    services.cast_vote(statement, choice, by=person, **facts)


def close(opinion_map: OpinionMap) -> None:
    found = Activity.objects.filter(pk=opinion_map.activity_id)
    found.update(state=Activity.State.CLOSED, closed_at=database_now())
