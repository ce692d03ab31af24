"""Loading the demo's gatherings that are over: who came, what the tables wrote, the harvest."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from citizenspring.gatherings.models import MIXING, Arrival, Gathering, Seat, SeatingPlan
from citizenspring.gatherings.services import (
    GatheringFacts,
    RegistrationFacts,
    create_gathering,
    import_registrations,
    register,
    set_tables,
)
from citizenspring.harvests.destinations import destination_named
from citizenspring.harvests.services import publish, send_cards, split_theme
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.services import ActivityFacts, close_activity, open_activity
from citizenspring.rounds.models import Card, Run
from citizenspring.rounds.queries import results_of

from .cast import Calendar, Troupe
from .evening import date_the_harvest, promise_next_step
from .gatherings import invented_people
from .tables import hold_rounds

__all__ = ["load_harvests"]

FILE = Path(__file__).parent.parent / "content" / "harvests.toml"
SEED = "citizen-spring-harvests"
HOURS = timedelta(hours=8)
BEST = 4


def load_harvests(
    slug: str, process: Process, calendar: Calendar, troupe: Troupe
) -> tuple[int, int]:
    """The gatherings of one process that are over: how many people came, and statements made."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))["gathering"]
    here = [one for one in found if one["process"] == slug]
    told = [_load(one, process, calendar, troupe) for one in here]
    return sum(came for came, _made in told), sum(made for _came, made in told)


def _load(
    content: dict[str, Any], process: Process, calendar: Calendar, troupe: Troupe
) -> tuple[int, int]:
    begins = calendar.moment(content["day"])
    gathering = _called(content, process, troupe)
    people = _registered(gathering, content["came"], troupe)
    _seated(gathering, people, begins)
    run = hold_rounds(gathering, content, begins, by=troupe.organiser)
    _day_over(gathering, calendar, content, troupe)
    _name_themes(run, content, troupe)
    publish(gathering, by=troupe.organiser)
    promise_next_step(gathering, content["step"], calendar, by=troupe.organiser)
    made = _send_best(run, process, content, troupe)
    date_the_harvest(gathering, begins + HOURS + timedelta(hours=1))
    return int(content["came"]), made


def _called(content: dict[str, Any], process: Process, troupe: Troupe) -> Gathering:
    """As a day to come, as nobody registers for one that is over."""
    soon = datetime.now().astimezone() + timedelta(days=1)
    gathering = create_gathering(
        process,
        ActivityFacts(content["title"], content["introduction"]),
        GatheringFacts(
            starts_at=soon,
            ends_at=soon + HOURS,
            place=content["place"],
            address=content["address"],
            capacity=content["capacity"],
            care=content["care"],
            asks=MIXING,
            languages=process.languages,
        ),
        by=troupe.organiser,
    )
    open_activity(gathering.activity, by=troupe.organiser)
    set_tables(gathering, content["tables"], by=troupe.organiser)
    return gathering


def _registered(gathering: Gathering, count: int, troupe: Troupe) -> list[Any]:
    """Two of the troupe, so that a visitor who tries them on has sat at a table."""
    for persona in (troupe.everyone[0], troupe.steward):
        facts = RegistrationFacts(name=persona.name, language="fr", speaks=["fr"])
        register(gathering, facts, by=persona)
    import_registrations(gathering, invented_people(count - 2, SEED), by=troupe.organiser)
    return list(gathering.registrations.order_by("number"))


def _seated(gathering: Gathering, people: list[Any], begins: datetime) -> None:
    Arrival.objects.bulk_create(
        Arrival(gathering=gathering, registration=one, door="A", at=begins) for one in people
    )
    plan = SeatingPlan.objects.create(
        gathering=gathering, number=1, seed=SEED, made_at=begins, shown_at=begins
    )
    tables = gathering.tables.count()
    Seat.objects.bulk_create(
        Seat(plan=plan, round=1, registration=one, table=1 + place % tables)
        for place, one in enumerate(people)
    )


def _day_over(
    gathering: Gathering, calendar: Calendar, content: dict[str, Any], troupe: Troupe
) -> None:
    begins, opened = calendar.moment(content["day"]), calendar.moment(content["opens"])
    close_activity(gathering.activity, by=troupe.organiser)
    Activity.objects.filter(pk=gathering.activity_id).update(
        created_at=opened, opened_at=opened, closed_at=begins
    )
    times = {"starts_at": begins, "ends_at": begins + HOURS}
    Gathering.objects.filter(pk=gathering.pk).update(**times)
    gathering.registrations.update(made_at=opened + timedelta(days=3))
    gathering.refresh_from_db(fields=[*times])


def _name_themes(run: Run, content: dict[str, Any], troupe: Troupe) -> None:
    """People put the cards together and say what each theme is about."""
    for name, (language, title) in content["themes"].items():
        cards = Card.objects.filter(run=run, theme=name).values_list("pk", flat=True)
        split_theme(run, list(cards), title, language=language, by=troupe.facilitator)
    Card.objects.filter(run=run).update(theme="")


def _send_best(run: Run, process: Process, content: dict[str, Any], troupe: Troupe) -> int:
    """What the room gave most dots goes on to the opinion map of the process."""
    place = destination_named("statement")
    targets = place.targets(process) if place else []
    result = results_of(run, "choose")
    if not targets or result is None:
        return 0
    best = run.cards.filter(key__in=[one.card for one in result.scores[:BEST]])
    sent = send_cards(
        run.gathering,
        list(best.values_list("pk", flat=True)),
        "statement",
        targets[0].pk,
        reason=content["because"]["fr"],
        language="fr",
        by=troupe.organiser,
    )
    return len(sent.made)
