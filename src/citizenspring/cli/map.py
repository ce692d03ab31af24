"""``citizenspring map``: draw the opinion map of a Polis export, with no platform or database."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from citizenspring.engines.errors import EngineError
from citizenspring.engines.opinions import describe, map_opinions, protected, read_polis, to_json
from citizenspring.engines.opinions.polis import PolisExport
from citizenspring.engines.rows_of_csv import LARGEST

from ._progress import Progress

__all__ = ["command"]

WRONG_INPUT = 2


@click.command("map")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--mode", type=click.Choice(["own", "polis"]), default="own", show_default=True)
@click.option("--seed", default="citizenspring", show_default=True, help="Of everything random.")
@click.option("--k", type=click.IntRange(min=1), help="Number of groups; chosen when not given.")
@click.option(
    "--smallest",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Leave out groups and cells of fewer people.",
)
@click.option("--largest", type=click.IntRange(min=1), default=LARGEST // 10**6, help="MB a file.")
@click.option("--json", "as_json", is_flag=True, help="Answer for programs.")
@click.pass_context
def command(context: click.Context, /, folder: Path, *, as_json: bool, **choices: Any) -> None:
    """Draw the opinion map of DIR, a folder exported by Polis.

    Says which groups there are, what all share, what bridges them and what divides them. The
    exit code is 2 where DIR cannot be read.
    """
    try:
        export = _read(folder, largest=choices["largest"] * 10**6)
        found = map_opinions(
            export.votes,
            mode=choices["mode"],
            seed=choices["seed"],
            k=choices["k"],
            counted=export.counted if choices["mode"] == "polis" else None,
        )
        shown = protected(found, smallest=choices["smallest"])
    except EngineError as problem:
        click.echo(str(problem), err=True)
        context.exit(WRONG_INPUT)
    for note in export.notes:
        click.echo(f"Note: {note}", err=True)
    if as_json:
        click.echo(to_json(shown, indent=1))
    else:
        click.echo(describe(shown, {one.id: one.text for one in export.statements}))


def _read(folder: Path, *, largest: int) -> PolisExport:
    progress = Progress()
    try:
        return read_polis(folder, progress=partial(progress, "reading"), largest=largest)
    finally:
        progress.end()
