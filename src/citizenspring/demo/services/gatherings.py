"""Loading the demo's gatherings: called and opened by the same acts as any."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from citizenspring.city.queries import communes
from citizenspring.demo.content import first_names
from citizenspring.engines.seeds import Stream
from citizenspring.gatherings.models import MIXING, Registration
from citizenspring.gatherings.services import (
    GatheringFacts,
    RegistrationFacts,
    create_gathering,
    register_at_stand,
)
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.services import ActivityFacts, open_activity

from .cast import Calendar, Troupe
from .panels import load_panel

__all__ = ["invented_people", "load_gatherings"]

FILE = Path(__file__).parent.parent / "content" / "gatherings.toml"
SEED = "citizen-spring-gatherings"
HOURS = timedelta(hours=8)
SPOKEN = (["fr"], ["fr"], ["nl"], ["fr", "nl"], ["fr", "en"])


def load_gatherings(slug: str, process: Process, calendar: Calendar, troupe: Troupe) -> int:
    """The gatherings of one process; returns how many people registered."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))["gathering"]
    here = [one for one in found if one["process"] == slug]
    return sum(_load(one, process, calendar, troupe) for one in here)


def _load(content: dict[str, Any], process: Process, calendar: Calendar, troupe: Troupe) -> int:
    starts = calendar.moment(content["day"])
    gathering = create_gathering(
        process,
        ActivityFacts(content["title"], content["introduction"], None, starts - timedelta(days=1)),
        GatheringFacts(
            starts_at=starts,
            ends_at=starts + HOURS,
            place=content["place"],
            address=content["address"],
            capacity=content["capacity"],
            care=content["care"],
            asks=MIXING,
        ),
        by=troupe.organiser,
    )
    open_activity(gathering.activity, by=troupe.organiser)
    for facts in invented_people(content["registered"]):
        register_at_stand(gathering, facts, by=troupe.organiser)
    if seats := content.get("panel"):
        load_panel(gathering, seats, by=troupe.organiser)
    opened = calendar.moment(content["opens"])
    Activity.objects.filter(pk=gathering.activity_id).update(created_at=opened, opened_at=opened)
    return int(content["registered"])


def invented_people(count: int, seed: str = SEED) -> list[RegistrationFacts]:
    """People with what mixes tables, always the same from one seed."""
    chance, homes, names = Stream(seed, "people"), list(communes()), first_names()

    def one_of(choices: Any) -> Any:
        return choices[chance.below(len(choices))]

    return [
        RegistrationFacts(
            name=one_of(names),
            language="fr",
            speaks=one_of(SPOKEN),
            home=one_of(homes),
            age=one_of(Registration.Age.values),
            gender=one_of(Registration.Gender.values[:2]),
            education=one_of(Registration.Education.values),
        )
        for _number in range(count)
    ]
