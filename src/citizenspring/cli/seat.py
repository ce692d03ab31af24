"""``citizenspring seat``: mixed tables for a gathering, with no platform or database."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from citizenspring.engines.errors import EngineError
from citizenspring.engines.seating import (
    Conditions,
    Gathering,
    Reseating,
    Seating,
    describe,
    describe_changes,
    read_absent,
    read_facilitators,
    read_gathering,
    read_groups,
    read_pins,
    read_places,
    read_seats,
    reseat,
    seat_people,
    to_json,
    write_seats,
)

from ._endings import BadInput, ended_by
from ._progress import Progress

__all__ = ["command"]

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("seat")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--size", type=int, default=9, show_default=True, help="The most at a table.")
@click.option("--smallest", type=int, default=6, show_default=True, help="No table has fewer.")
@click.option("--largest", type=int, default=12, show_default=True, help="No table has more.")
@click.option("--rounds", type=int, default=3, show_default=True)
@click.option("--seed", default="citizenspring", show_default=True, help="Of all that is random.")
@click.option("--attributes", help="Columns to mix by, with commas; else all that fit.")
@click.option("--languages", help="Languages that tables may speak, with commas.")
@click.option("--blank", metavar="WORD", help="What an empty cell stands for; else it is refused.")
@click.option("--pins", type=FILE, help="Who must sit where: person, table, round.")
@click.option("--together", type=FILE, help="Who must share a table: a group a row.")
@click.option("--apart", type=FILE, help="Who must never share one: a pair a row.")
@click.option("--tables", type=FILE, help="The tables of the room: table, seats, offers.")
@click.option("--facilitators", type=FILE, help="Who leads tables: id, language.")
@click.option("--reseat", "previous", type=FILE, help="A seat list to change as little as can be.")
@click.option("--absent", type=FILE, help="With --reseat: who did not come, a column of ids.")
@click.option("--from-round", type=int, default=1, help="With --reseat: earlier rounds are over.")
@click.option("--effort", type=float, default=1.0, show_default=True, help="More takes longer.")
@click.option("--json", "as_json", is_flag=True, help="Answer for programs.")
@click.option("--out", type=FILE, help="Write the seat list there, as CSV.")
def command(*, file: Path, as_json: bool, out: Path | None, **choices: Any) -> None:
    """Seat the people of FILE at mixed tables that share a language.

    FILE is a CSV file with an id, columns to mix by, a column of languages (FR+NL) and, where
    wanted, needs. The exit code is 2 where a file cannot be used or conditions cannot all hold.
    """
    progress = Progress()
    try:
        gathering = _read(file, choices, progress)
        found = _seated(gathering, choices, progress)
    except EngineError as problem:
        raise ended_by(problem) from problem
    finally:
        progress.end()
    for note in gathering.notes:
        click.echo(f"Note: {note}", err=True)
    if out is not None:
        _write(out, found if isinstance(found, Seating) else found.seating)
    if as_json:
        click.echo(to_json(found, indent=1))
    else:
        click.echo(describe(found) if isinstance(found, Seating) else describe_changes(found))


def _read(file: Path, choices: dict[str, Any], progress: Progress) -> Gathering:
    return read_gathering(
        file,
        attributes=_words(choices["attributes"]),
        blank=choices["blank"],
        progress=partial(progress, "reading"),
    )


def _words(text: str | None) -> list[str] | None:
    return None if text is None else [word.strip() for word in text.split(",") if word.strip()]


def _seated(
    gathering: Gathering, choices: dict[str, Any], progress: Progress
) -> Seating | Reseating:
    ids = {person.id for person in gathering.people}
    previous = read_seats(choices["previous"]) if choices["previous"] else None
    rounds = max(map(len, previous.values())) if previous else choices["rounds"]
    options = {
        "seed": choices["seed"],
        "attributes": gathering.attributes,
        "languages": _words(choices["languages"]),
        "conditions": _conditions(choices, ids, rounds),
        "places": read_places(choices["tables"]) if choices["tables"] else (),
        "facilitators": read_facilitators(choices["facilitators"])
        if choices["facilitators"]
        else (),
        "limits": (choices["smallest"], choices["largest"]),
    }
    if previous is None:
        if choices["absent"]:
            message = "--absent needs --reseat with the seat list to change."
            raise BadInput(message)
        return seat_people(
            gathering.people,
            size=choices["size"],
            rounds=rounds,
            effort=choices["effort"],
            progress=partial(progress, "seating"),
            **options,
        )
    absent = read_absent(choices["absent"], ids) if choices["absent"] else ()
    start = choices["from_round"]
    return reseat(gathering.people, previous, absent, from_round=start, **options)


def _conditions(choices: dict[str, Any], ids: set[str], rounds: int) -> Conditions:
    apart = read_groups(choices["apart"], ids, pairs=True) if choices["apart"] else ()
    return Conditions(
        pins=read_pins(choices["pins"], ids, rounds) if choices["pins"] else (),
        together=read_groups(choices["together"], ids) if choices["together"] else (),
        apart=tuple((one, other) for one, other in apart),
    )


def _write(out: Path, seating: Seating) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as stream:
            write_seats(seating, stream)
    except OSError as problem:
        message = f"{out} cannot be written ({problem.strerror})."
        raise BadInput(message) from problem
