"""Polls with a roll of people who vote with an account or with a code."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from citizenspring.ballots.choice import Choice
from citizenspring.ballots.forms import new_tracker
from citizenspring.ballots.models import Poll
from citizenspring.ballots.services import (
    OptionFacts,
    PollFacts,
    cast_ballot,
    create_poll,
    open_poll,
    set_options,
)
from citizenspring.ballots.services.roll import RegisterRow, import_roll
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person, make_role
from citizenspring.processes.tests.factories import make_open_process, make_organiser

__all__ = ["TITLE", "choice_of", "draft_poll", "official", "opened", "register_of", "voted"]

TITLE = {"fr": "Quels parcs ?", "nl": "Welke parken?", "en": "Which parks?"}


def draft_poll(options: int = 4, *, url: str = "", **rules: Any) -> Poll:
    """A draft with so many options, in a process of its own."""
    process = make_open_process(languages=["fr", "nl", "en"])
    rules.setdefault("closes_at", now() + timedelta(days=3))
    facts = PollFacts(title=TITLE, **{"most": 2, **rules})
    poll = create_poll(process, facts, within=process.node, url=url, by=None)
    wanted = [OptionFacts({"fr": f"Parc {n}", "nl": f"Park {n}"}) for n in range(1, options + 1)]
    set_options(poll, wanted, by=None)
    return poll


def register_of(poll: Poll, number: int) -> list[str]:
    """So many voters without an account; their codes."""
    rows = [RegisterRow(f"DOC-{n:05}", f"Voter {n}", "Jette") for n in range(1, number + 1)]
    return import_roll(poll, rows, by=make_organiser())


def official(poll: Poll, kind: str = "verifier", **facts: Any) -> Person:
    return make_role(kind, person=make_person(**facts), scope=poll.process_id).person


def opened(poll: Poll) -> Poll:
    return open_poll(poll, by=None)


def choice_of(*numbers: int) -> Choice:
    return Choice(bytes.fromhex(new_tracker()), numbers)


def voted(poll: Poll, codes: list[str]) -> None:
    for code in codes:
        cast_ballot(poll, choice_of(1), code=code)
