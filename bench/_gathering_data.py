"""Makes the gathering that ``gathering.py`` measures, and counts what is left of it.

``set-up PEOPLE TABLES`` calls a gathering that has begun, registers people and prepares a run;
``drive RUN`` does what the organiser says line by line (seat, show, again, start, pause, resume,
skip, end); ``count RUN`` says what the database and an independent recount hold at the end.
"""

import json
import random
import sys
import time
from collections import Counter
from datetime import timedelta
from typing import Any

from citizenspring.cli._platform import load_platform

LANGUAGES = (("fr", 52), ("fr nl", 14), ("nl", 12), ("fr en", 10), ("en", 8), ("ar fr", 4))
METHOD = "blank-sheet"


def set_up(people: int, tables: int) -> dict[str, Any]:
    from django.conf import settings  # noqa: PLC0415  # Django first

    from citizenspring.city.services import load_city  # noqa: PLC0415
    from citizenspring.gatherings.models import Gathering  # noqa: PLC0415
    from citizenspring.gatherings.services import (  # noqa: PLC0415
        import_registrations,
        set_tables,
    )
    from citizenspring.gatherings.tests.factories import (  # noqa: PLC0415
        make_gathering,
        make_helper,
        organiser_of,
    )
    from citizenspring.people.tests.factories import signed_in  # noqa: PLC0415
    from citizenspring.rounds.services import prepare_run  # noqa: PLC0415

    load_city()
    found = make_gathering(capacity=people)
    olga = organiser_of(found)
    import_registrations(found, facts_of(people), by=olga)
    laid = set_tables(found, tables, by=olga)
    run = prepare_run(found, METHOD, by=olga)
    moment = found.starts_at
    Gathering.objects.filter(pk=found.pk).update(
        starts_at=moment - timedelta(days=30), ends_at=moment + timedelta(days=1)
    )
    name = settings.SESSION_COOKIE_NAME
    return {
        "gathering": str(found.pk),
        "code": found.code,
        "page": found.get_absolute_url(),
        "tickets": list(found.registrations.order_by("number").values_list("ticket", flat=True)),
        "keys": [table.key for table in laid],
        "run": str(run.pk),
        "topic": run.topic,
        "cards_topic": run.cards_topic,
        "table_topics": [run.table_topic(table.number) for table in laid],
        "cookie": name,
        "organiser": signed_in(olga).cookies[name].value,
        "helpers": [signed_in(make_helper(found)).cookies[name].value for _ in range(8)],
    }


def facts_of(people: int) -> list[Any]:
    """As a city's residents would register: most speak French, few one language alone."""
    from citizenspring.city.queries import communes  # noqa: PLC0415
    from citizenspring.gatherings.models import Registration  # noqa: PLC0415
    from citizenspring.gatherings.services import RegistrationFacts  # noqa: PLC0415

    lot, homes = random.Random("a gathering"), list(communes())  # no secret
    spoken, weights = zip(*LANGUAGES, strict=True)
    found = []
    for number in range(people):
        speaks = lot.choices(spoken, weights)[0].split()
        found.append(
            RegistrationFacts(
                name=f"Person {number}",
                language=speaks[0] if speaks[0] != "ar" else "fr",
                speaks=speaks,
                home=lot.choice(homes),
                age=lot.choice(Registration.Age.values),
                gender=lot.choice(("woman", "man")),
                education=lot.choice(Registration.Education.values),
            )
        )
    return found


def drive(run_id: str) -> None:
    """One word a line in, one line of JSON out."""
    from citizenspring.gatherings import services as of_days  # noqa: PLC0415  # Django first
    from citizenspring.gatherings.queries import current_plan  # noqa: PLC0415
    from citizenspring.gatherings.tests.factories import organiser_of  # noqa: PLC0415
    from citizenspring.rounds import services  # noqa: PLC0415
    from citizenspring.rounds.models import Run  # noqa: PLC0415

    run = Run.objects.select_related("gathering__activity__process").get(pk=run_id)
    day, olga = run.gathering, organiser_of(run.gathering)
    for line in sys.stdin:
        what, began = line.strip(), time.perf_counter()
        told: dict[str, Any] = {}
        if what == "seat":
            told = finished(of_days.ask_to_seat(day, rounds=2, size=9, seed="spring", by=olga))
        elif what == "again":
            told = finished(of_days.ask_to_seat_again(day, by=olga))
        elif what == "show":
            plan = current_plan(day)
            assert plan is not None
            of_days.show(plan, by=olga)
        else:
            run.refresh_from_db()
            getattr(services, "end_run" if what == "end" else what)(run, by=olga)
        sys.stdout.write(json.dumps(told | {"seconds": time.perf_counter() - began}) + "\n")
        sys.stdout.flush()


def finished(plan: Any) -> dict[str, Any]:
    """What the worker says of a plan once it has made it."""
    while plan.state == plan.State.MAKING:
        time.sleep(0.02)
        plan.refresh_from_db()
    return {"state": plan.state, "told": plan.told, "problem": plan.problem}


def count(run_id: str) -> dict[str, Any]:
    """Cards by their key and text, answers by voice, and whether the recount is the same."""
    from citizenspring.engines.rounds import recount  # noqa: PLC0415  # Django first
    from citizenspring.rounds.models import Run  # noqa: PLC0415
    from citizenspring.rounds.queries import events_of, method_of  # noqa: PLC0415

    run = Run.objects.get(pk=run_id)
    cards = {str(key): text for key, text in run.cards.values_list("key", "text")}
    began = time.perf_counter()
    outcome = recount(method_of(run), events_of(run))
    seconds = time.perf_counter() - began
    dots = Counter(run.facts.filter(kind="dotted").values_list("voice", flat=True))
    scores = outcome.result("choose").scores if dots else ()
    return {
        "cards": cards,
        "kept": {card.id: card.text for card in outcome.cards},
        "voters": len(dots),
        "dots": sum(one.score for one in scores),
        "facts": run.facts.count(),
        "refused": len(outcome.refused),
        "late": sum(card.is_late for card in outcome.cards),
        "seconds": seconds,
    }


if __name__ == "__main__":
    load_platform()
    what, *rest = sys.argv[1:]
    if what == "drive":
        drive(*rest)
    else:
        told = set_up(*map(int, rest)) if what == "set-up" else count(*rest)
        sys.stdout.write(json.dumps(told))
