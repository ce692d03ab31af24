"""Seating: mixed tables that share a language, over several rounds with few repeated meetings.

People come as :class:`Participant` (or from a file by :func:`read_gathering`);
:func:`seat_people` finds the :class:`Seating`, which explains itself; :func:`reseat` changes
it when people do not come or come late, moving as few as possible.
"""

from citizenspring.engines.seating.arranging import seat_people
from citizenspring.engines.seating.lists import (
    read_absent,
    read_facilitators,
    read_groups,
    read_pins,
    read_places,
)
from citizenspring.engines.seating.people import Conditions, Facilitator, Participant, Pin, Place
from citizenspring.engines.seating.reading import Gathering, read_gathering
from citizenspring.engines.seating.reseating import reseat
from citizenspring.engines.seating.result import (
    Mixture,
    Move,
    Post,
    Repeat,
    Reseating,
    Round,
    Seating,
    Table,
)
from citizenspring.engines.seating.seat_lists import read_seats, seat_rows, write_seats
from citizenspring.engines.seating.sizes import table_sizes
from citizenspring.engines.seating.telling import describe, describe_changes, to_dict, to_json

__all__ = [
    "Conditions",
    "Facilitator",
    "Gathering",
    "Mixture",
    "Move",
    "Participant",
    "Pin",
    "Place",
    "Post",
    "Repeat",
    "Reseating",
    "Round",
    "Seating",
    "Table",
    "describe",
    "describe_changes",
    "read_absent",
    "read_facilitators",
    "read_gathering",
    "read_groups",
    "read_pins",
    "read_places",
    "read_seats",
    "reseat",
    "seat_people",
    "seat_rows",
    "table_sizes",
    "to_dict",
    "to_json",
    "write_seats",
]
