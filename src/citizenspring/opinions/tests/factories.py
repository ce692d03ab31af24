"""What the tests of opinion maps are about."""

from typing import Any

from citizenspring.opinions import services
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest
from citizenspring.processes.models import Process
from citizenspring.processes.services import close_activity, open_activity
from citizenspring.processes.tests import factories

__all__ = ["close", "make_map", "make_organiser", "make_process", "make_statement", "vote"]


def make_process(**facts: Any) -> Process:
    return factories.make_open_process(**facts)


def make_organiser(process: Process) -> Person:
    return factories.make_organiser("Olga", scope=process.pk)


def make_map(
    *seeds: str, is_open: bool = True, process: Process | None = None, **rules: Any
) -> OpinionMap:
    """An opinion map with English statements, open unless told otherwise."""
    process = process or make_process()
    olga = make_organiser(process)
    made = services.create_map(
        process,
        title={"fr": "Rues fraîches", "nl": "Koele straten", "en": "Cool streets"},
        seeds=[("en", text) for text in seeds or ("More trees in every street.",)],
        by=olga,
        **rules,
    )
    if is_open:
        open_activity(made.activity, by=olga)
    return made


def make_statement(opinion_map: OpinionMap, text: str = "More benches.", **facts: Any) -> Statement:
    by = facts.pop("by", None) or make_guest()
    language = facts.pop("language", "en")
    return services.add_statement(opinion_map, text, language, by=by, **facts)


def vote(person: Person, statement: Statement, choice: int = 1, **facts: Any) -> None:
    services.cast_vote(statement, choice, by=person, **facts)


def close(opinion_map: OpinionMap) -> None:
    organiser = make_organiser(opinion_map.activity.process)
    close_activity(opinion_map.activity, by=organiser)
