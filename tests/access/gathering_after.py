"""Rows of what is said after a gathering."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from citizenspring.gatherings.services.after import StepFacts, say_next_step
from citizenspring.gatherings.tests.factories import make_gathering, organiser_of
from tests.access import OTHERS, Row

from .gatherings import a_gathering, address_of

ORGANISER = {"organiser": 200, OTHERS: 403}
DONE = {"organiser": 302, OTHERS: 403}


def a_step() -> dict[str, Any]:
    gathering = make_gathering()
    due = localdate() + timedelta(days=9)
    facts = StepFacts({"en": "We meet again."}, "The organisers", due)
    step = say_next_step(gathering, facts, by=organiser_of(gathering))
    return {**address_of(gathering), "step": step.pk}


def costs() -> dict[str, Any]:
    return {"line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0"}


def words() -> dict[str, Any]:
    return {"text_fr": "On se revoit.", "owner": "Nous", "due": "2190-01-01"}


ROWS = [
    Row("gatherings:after", at=a_gathering, get=200),
    Row("gatherings:after-csv", at=a_gathering, get=200),
    Row("gatherings:exit", at=a_gathering, get=200, sends=lambda: {"heard": "3"}, post=422),
    Row("gatherings:costs", at=a_gathering, get=ORGANISER, sends=costs, post=DONE),
    Row("gatherings:steps", at=a_gathering, get=ORGANISER, sends=words, post=DONE),
    Row("gatherings:change-step", at=a_step, get=ORGANISER, sends=words, post=DONE),
    Row(
        "gatherings:finish-step",
        at=a_step,
        get=ORGANISER,
        sends=lambda: {"how_fr": "On a fini."},
        post=DONE,
    ),
]
