"""A seating in sentences for people and as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citizenspring.engines.seating.result import (
        Mixture,
        Repeat,
        Reseating,
        Seating,
        Table,
    )

__all__ = ["describe", "describe_changes", "to_dict", "to_json", "traded_off"]

_NEAR = 0.0005
_MOST_TABLES = 12


def traded_off(
    mixtures: Sequence[Mixture], repeats: Sequence[Repeat], tables: Sequence[Table]
) -> tuple[str, ...]:
    """Say what was given up for what."""
    found = [_further(one) for one in mixtures if one.mean > one.possible + _NEAR]
    again = sum(len(pair.rounds) - 1 for pair in repeats if not pair.wanted)
    if again:
        found.append(
            f"{again} meetings are repeated, because tables are mixed and share a language."
        )
    without = sum(bool(table.posts) for table in tables)
    if without:
        found.append(f"{without} tables have no common language and need interpreters.")
    return tuple(found)


def _further(one: Mixture) -> str:
    return (
        f"Tables are {one.mean - one.possible:.3f} further from the room by {one.attribute} than"
        " the least possible, because of languages, conditions, the other attributes and new"
        " people at each round."
    )


def describe(seating: Seating) -> str:
    """Return the seating as text for a terminal."""
    return "\n".join(_lines(seating))


def _lines(seating: Seating) -> Iterator[str]:
    people = len(seating.seats)
    yield (
        f"{people:,} people in {_count(len(seating.rounds), 'round')} at"
        f" {len(seating.rounds[0].tables)} tables, seed {seating.seed!r}."
    )
    yield ""
    yield from _table_of_mixtures(seating.mixtures)
    if seating.languages:
        words = ", ".join(seating.languages)
        yield f"Tables with a common language ({words}): {seating.common:,} of {seating.tables:,}."
    for language, number in seating.interpreters.items():
        yield f"Interpreters for {language}: {number}."
    yield f"Repeated meetings: {seating.repeated:,} of {seating.meetings:,}."
    for sentence in seating.traded:
        yield f"- {sentence}"
    for one in seating.rounds:
        yield ""
        yield f"Round {one.number}"
        for table in one.tables[:_MOST_TABLES]:
            yield _row(table)
        if len(one.tables) > _MOST_TABLES:
            yield f"  … and {len(one.tables) - _MOST_TABLES} more tables (--out writes them all)."


def _table_of_mixtures(mixtures: Sequence[Mixture]) -> Iterator[str]:
    if not mixtures:
        return
    width = max(len("distance from the room"), *(len(one.attribute) for one in mixtures))
    yield f"{'distance from the room':{width}}   mean  worst  possible  by chance"
    for one in mixtures:
        yield (
            f"{one.attribute:{width}}  {one.mean:5.3f}  {one.worst:5.3f}     {one.possible:5.3f}"
            f"      {one.chance:5.3f}"
        )
    yield ""


def _row(table: Table) -> str:
    spoken = f" [{table.language}]" if table.language else ""
    led = f", led by {table.facilitator}" if table.facilitator else ""
    needs = f", must be {', '.join(table.needs)}" if table.needs else ""
    posts = "".join(f", {post.interpreter} for {', '.join(post.listeners)}" for post in table.posts)
    return f"  Table {table.number}{spoken}: {', '.join(table.people)}{led}{needs}{posts}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def describe_changes(found: Reseating) -> str:
    """Return who moves and why as text for a terminal."""
    head = (
        f"{len(found.absent):,} absent, {len(found.arrived):,} new,"
        f" {len(found.moved):,} moved; no fewer than {found.fewest:,} moves are possible."
    )
    lines = [head]
    for number, tables in found.closed.items():
        lines.append(f"Round {number}: {_numbers(tables)} no longer laid.")
    lines += [
        f"Round {move.round}: {move.person} from table {move.before} to {move.after}. {move.why}"
        for move in found.moved
    ]
    lines += [
        f"Round {move.round}: {move.person} comes to table {move.after}." for move in found.arrived
    ]
    return "\n".join([*lines, "", describe(found.seating)])


def _numbers(tables: Sequence[int]) -> str:
    named = ", ".join(str(table) for table in tables)
    return f"table {named} is" if len(tables) == 1 else f"tables {named} are"


def to_dict(found: Seating | Reseating) -> dict[str, Any]:
    """Return all of it as plain data."""
    plain: dict[str, Any] = _plain(asdict(found))
    return plain


def _plain(found: Any) -> Any:
    if isinstance(found, dict):
        return {str(key): _plain(each) for key, each in found.items()}
    if isinstance(found, list | tuple):
        return [_plain(each) for each in found]
    return found


def to_json(found: Seating | Reseating, indent: int | None = None) -> str:
    """Return all of it as JSON."""
    return json.dumps(to_dict(found), ensure_ascii=False, indent=indent)
