"""Rounds of a gathering: methods as data, the clock, and what came of what people entered.

A :class:`Method` comes with the package (:func:`shipped`) or from a file (:func:`read_method`).
What happens is a list of facts (:mod:`.events`); :func:`standing_at` says where the gathering
stands, :func:`recount` what came of it, and :func:`rehearse` runs a method with invented people.
"""

from citizenspring.engines.rounds.clock import Span, Standing, spans_of, standing_at
from citizenspring.engines.rounds.definition import Entry, Method, Phase, Repeat
from citizenspring.engines.rounds.events import (
    Card,
    Consented,
    Dotted,
    Event,
    Extended,
    Paused,
    Picked,
    Rated,
    Resisted,
    Resumed,
    Skipped,
    Spoke,
    Started,
    read_events,
    write_events,
)
from citizenspring.engines.rounds.outcome import Outcome, recount
from citizenspring.engines.rounds.reading import METHODS, parse_method, read_method, shipped
from citizenspring.engines.rounds.rehearsing import Rehearsal, rehearse
from citizenspring.engines.rounds.result import Kept, Objection, Refused, Result, Scored
from citizenspring.engines.rounds.seats import tables_by_phase
from citizenspring.engines.rounds.speaking import next_speaker
from citizenspring.engines.rounds.telling import describe, to_dict

__all__ = [
    "METHODS",
    "Card",
    "Consented",
    "Dotted",
    "Entry",
    "Event",
    "Extended",
    "Kept",
    "Method",
    "Objection",
    "Outcome",
    "Paused",
    "Phase",
    "Picked",
    "Rated",
    "Refused",
    "Rehearsal",
    "Repeat",
    "Resisted",
    "Result",
    "Resumed",
    "Scored",
    "Skipped",
    "Span",
    "Spoke",
    "Standing",
    "Started",
    "describe",
    "next_speaker",
    "parse_method",
    "read_events",
    "read_method",
    "recount",
    "rehearse",
    "shipped",
    "spans_of",
    "standing_at",
    "tables_by_phase",
    "to_dict",
    "write_events",
]
