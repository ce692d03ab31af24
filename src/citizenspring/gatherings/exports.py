"""Who comes, as a file for the organisers: what they print lists, badges and seats from."""

from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localtime

from citizenspring.common.cells import csv_text

from .models import Gathering
from .queries import all_registered, expected_at
from .queries.after import Attendance

__all__ = ["attendance_csv", "doors_csv", "registrations_csv"]

# As the seating engine reads them, so that the file can be given to it as it is.
HEADER = (
    "id", "name", "state", "how", "language", "commune", "age", "gender", "education", "needs",
)  # fmt: skip


def registrations_csv(gathering: Gathering) -> str:
    """A line for each who comes or waits; no cell becomes a formula."""
    return csv_text(HEADER, _rows(gathering))


def _rows(gathering: Gathering) -> Iterator[list[Any]]:
    for one in all_registered(gathering).iterator(2000):
        commune = one.home.code if one.home else ""
        spoken = "+".join(one.speaks)
        yield [
            one.number, one.name, one.state, one.how, spoken,
            commune, one.age, one.gender, one.education, one.needs,
        ]  # fmt: skip


CAME = ("by", "group", "came", "percent", "percent_of_the_city")


def attendance_csv(found: Attendance | None) -> str:
    """Who came beside the population; hidden figures are empty cells."""
    return csv_text(CAME, _came(found) if found else ())


def _came(found: Attendance) -> Iterator[list[Any]]:
    yield ["all", "", found.came, "", ""]
    for comparison in found.comparisons:
        for one in comparison.groups:
            shares = ["" if part is None else round(part) for part in (one.share, one.city)]
            yield [comparison.key, str(one.name), "" if one.came is None else one.came, *shares]


def doors_csv(gathering: Gathering) -> str:
    """The list of the doors by name: who is expected, who is in, since when and by which door."""
    return csv_text(("name", "number", "ticket", "state", "in_since", "door"), _lines(gathering))


def _lines(gathering: Gathering) -> Iterator[list[Any]]:
    for one in expected_at(gathering):
        arrival = getattr(one, "arrival", None)
        since = localtime(arrival.said_at or arrival.at) if arrival else None
        when = since.isoformat(timespec="minutes") if since else ""
        door = arrival.door if arrival else ""
        yield [one.name, one.number, one.ticket, one.state, when, door]
