"""``citizenspring letters``: share letters to households out, and draw the households by lot."""

import csv
import json
from dataclasses import asdict
from pathlib import Path

import click

from citizenspring.engines.errors import BadInput, EngineError
from citizenspring.engines.sortition import Letters, draw_households, plan_letters, read_households
from citizenspring.engines.sortition.letters import RESPONSE

from ._endings import BAD_INPUT

__all__ = ["command"]


@click.command("letters")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--letters", type=int, required=True, help="How many letters.")
@click.option("--response", default=RESPONSE, show_default=True, help="Volunteers per letter.")
@click.option("--seed", default="citizenspring", show_default=True, help="Of everything random.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Households drawn.")
@click.option("--json", "as_json", is_flag=True, help="Answer for programs.")
@click.pass_context
def command(  # noqa: PLR0913  # one for each option
    context: click.Context,
    /,
    file: Path,
    letters: int,
    response: float,
    *,
    seed: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Share letters out over the strata of FILE, and say how many volunteers to expect.

    FILE is a CSV with the columns stratum and households, and perhaps response and share; or
    with stratum and household, a row each, from which households are drawn by lot into --out.
    """
    try:
        strata, households = read_households(file)
        plan = plan_letters(strata, letters, response=response)
        if out is not None and not households:
            fault = "the households are only counted"
            wish = "a row for each household, so that --out can name those drawn"
            raise BadInput(fault, file=file.name, expected=wish)
        if out is not None:
            _write(out, draw_households(households, plan, seed=seed))
    except EngineError as problem:
        click.echo(str(problem), err=True)
        context.exit(BAD_INPUT)
    click.echo(json.dumps(asdict(plan), ensure_ascii=False, indent=1) if as_json else _told(plan))


def _write(out: Path, drawn: dict[str, tuple[str, ...]]) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(["stratum", "household"])
            writer.writerows((name, one) for name, own in drawn.items() for one in own)
    except OSError as error:
        fault = f"{out} cannot be written ({error.strerror})"
        raise BadInput(fault) from error


def _told(plan: Letters) -> str:
    lines = [
        f"{one.name}: {one.letters:,} letters to {one.households:,} households, "
        f"about {one.volunteers:.0f} volunteers ({one.lowest} to {one.highest})"
        for one in plan.strata
    ]
    whole = f"{plan.letters:,} letters, about {plan.volunteers:.0f} volunteers"
    lines.append(f"In all {whole}; in 95 of 100 cases from {plan.lowest} to {plan.highest}.")
    return "\n".join(lines)
