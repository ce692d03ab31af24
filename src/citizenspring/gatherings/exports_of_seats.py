"""Seats as a file: a line for each person, a column for each round."""

from collections.abc import Iterator
from typing import Any

from citizenspring.common.cells import csv_text

from .models import SeatingPlan
from .queries.lists import by_name

__all__ = ["seats_csv"]


def seats_csv(plan: SeatingPlan) -> str:
    """As the seating engine reads seat lists, with names beside; no cell becomes a formula."""
    rounds = [f"round_{number}" for number in range(1, plan.rounds + 1)]
    return csv_text(("id", "name", "language", *rounds), _rows(plan))


def _rows(plan: SeatingPlan) -> Iterator[list[Any]]:
    for one in by_name(plan):
        person = one.person
        tables = [table or "" for table in one.tables]
        yield [person.number, person.name, "+".join(person.speaks), *tables]
