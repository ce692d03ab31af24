"""``citizenspring draw``: draw a panel by lot from two CSV files, with no platform or database."""

import os

# One thread: sums in the same order on every run, and a figure for the time that means something.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from functools import partial  # after the threads, which are read at import
from pathlib import Path  # the same
from typing import Any  # the same

import click  # the same

from citizenspring.engines.errors import BadInput, EngineError  # the same
from citizenspring.engines.rows_of_csv import LARGEST  # the same
from citizenspring.engines.sortition import (  # the same
    METHODS,
    Draw,
    Lottery,
    Pool,
    Replacement,
    commit,
    describe,
    draw,
    draw_by_balls,
    export,
    export_private,
    find_lottery,
    read_pool,
    replace_dropouts,
    to_json,
)

from ._endings import BAD_INPUT  # the same
from ._progress import Progress  # the same

__all__ = ["command"]

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("draw")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--size", type=int, required=True, help="Seats of the panel.")
@click.option("--method", type=click.Choice(METHODS), default=METHODS[0], show_default=True)
@click.option("--seed", default="citizenspring", show_default=True, help="Of everything random.")
@click.option("--panels", type=int, default=1000, show_default=True, help="Numbered panels.")
@click.option("--public-value", metavar="TEXT", help="Draw by a value that nobody controls.")
@click.option("--balls", metavar="DIGITS", help="Draw by three balls, such as 4 0 7.")
@click.option("--addresses", metavar="COLUMNS", help="Columns of the address, with commas; or no.")
@click.option("--per-address", type=int, default=1, show_default=True, help="Seats per address.")
@click.option("--id", "id_column", metavar="COLUMN", help="Column of the id.")
@click.option("--already", type=FILE, help="Ids of those who have a seat, one a line.")
@click.option("--excluded", type=FILE, help="Ids of those who cannot be drawn, one a line.")
@click.option("--dropped", type=FILE, help="Ids of those drawn who drop out, one a line.")
@click.option("--pool-is", default="", metavar="TEXT", help="Who is in the pool.")
@click.option("--quotas-from", default="", metavar="TEXT", help="Source of the quotas.")
@click.option("--value-is", default="", metavar="TEXT", help="The public value, named before.")
@click.option("--when", default="", metavar="TEXT", help="From when that value is known.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write to a folder.")
@click.option("--json", "as_json", is_flag=True, help="Answer for programs.")
@click.pass_context
def command(context: click.Context, /, folder: Path, *, as_json: bool, **choices: Any) -> None:
    """Draw a panel by lot from DIR with categories.csv and respondents.csv.

    Every panel meets every quota, and everybody's chance is as fair as the quotas allow. The
    same files and seed always give the same panels. The exit code is 2 where DIR cannot be used.
    """
    progress = Progress()
    try:
        lottery = _lottery(_pool(folder, choices, progress), choices, progress)
        drawn = _drawn(lottery, choices)
        if choices["out"]:
            _write(choices["out"], lottery, drawn, choices)
        replaced = _replaced(lottery, drawn, choices)
    except EngineError as problem:
        progress.end()
        click.echo(str(problem), err=True)
        context.exit(BAD_INPUT)
    progress.end()
    tell = partial(to_json, indent=1) if as_json else describe
    click.echo(tell(lottery, drawn, replaced))


def _pool(folder: Path, choices: dict[str, Any], progress: Progress) -> Pool:
    addresses = choices["addresses"]
    if addresses is not None:
        addresses = [] if addresses == "no" else [one.strip() for one in addresses.split(",")]
    return read_pool(
        folder,
        id_column=choices["id_column"],
        addresses=addresses,
        progress=partial(progress, "reading"),
        largest=LARGEST,
    )


def _lottery(pool: Pool, choices: dict[str, Any], progress: Progress) -> Lottery:
    return find_lottery(
        pool,
        choices["size"],
        method=choices["method"],
        seed=choices["seed"],
        panels=choices["panels"],
        already=_ids(choices["already"]),
        excluded=_ids(choices["excluded"]),
        per_address=choices["per_address"],
        progress=progress,
    )


def _ids(path: Path | None) -> list[str]:
    if path is None:
        return []
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        fault = "the file cannot be read"
        raise BadInput(fault, file=path.name, expected="ids, one a line") from error
    return [line.strip() for line in lines if line.strip()]


def _drawn(lottery: Lottery, choices: dict[str, Any]) -> Draw | None:
    if choices["balls"] is not None and choices["public_value"] is not None:
        fault = "two things are to decide"
        raise BadInput(fault, expected="--balls or --public-value, not both")
    if choices["balls"] is not None:
        return draw_by_balls(lottery, choices["balls"])
    if choices["public_value"] is not None:
        return draw(lottery, choices["public_value"])
    return None


def _replaced(lottery: Lottery, drawn: Draw | None, choices: dict[str, Any]) -> Replacement | None:
    """The same files, seed and public value give the panel drawn; then the seats are filled."""
    if choices["dropped"] is None:
        return None
    if drawn is None:
        fault = "nobody can drop out before the draw"
        raise BadInput(fault, expected="--public-value or --balls beside --dropped")
    return replace_dropouts(
        lottery.pool,
        drawn.panel,
        _ids(choices["dropped"]),
        drawn.alternates,
        per_address=lottery.per_address,
        unavailable=_ids(choices["excluded"]),
    )


def _write(out: Path, lottery: Lottery, drawn: Draw | None, choices: dict[str, Any]) -> None:
    """What may be published goes to one folder, what names people to another."""
    commitment = commit(
        lottery,
        pool_is=choices["pool_is"] or "Everybody in respondents.csv.",
        quotas_from=choices["quotas_from"] or "categories.csv",
        value_is=choices["value_is"],
        when=choices["when"],
    )
    try:
        export(out / "public", lottery, commitment)
        export_private(out / "private", lottery, drawn)
    except OSError as error:
        fault = f"{out} cannot be written ({error.strerror})"
        raise BadInput(fault) from error
