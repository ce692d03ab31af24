"""``citizenspring tally``: count a budget vote from a Pabulib file, with no platform."""

from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import click

from citizenspring.engines.budgeting import (
    COMPLETIONS,
    MEASURES,
    RULES,
    Needed,
    Odd,
    Options,
    Outcome,
    PbFile,
    describe,
    explain,
    read_pb,
    tally,
    to_json,
    what_would_fund,
    write_pb,
)
from citizenspring.engines.errors import BadInput, EngineError

from ._endings import ended_by
from ._progress import Progress

__all__ = ["command"]


@click.command("tally")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--rule", type=click.Choice(RULES), default=RULES[0], show_default=True)
@click.option("--completion", type=click.Choice(COMPLETIONS), default="add1", show_default=True)
@click.option(
    "--satisfaction",
    type=click.Choice(MEASURES),
    help="What a project is worth to its supporters; suits the ballots when not given.",
)
@click.option(
    "--beyond-exhaustive",
    is_flag=True,
    help="Raise endowments even when nothing more fits, until the budget would be broken.",
)
@click.option("--increment", default="1", show_default=True, help="Step of add1, per voter.")
@click.option("--compare", is_flag=True, help="Take the outcome by votes if more prefer it.")
@click.option("--threshold", type=int, default=0, help="Votes the greedy rules ask for.")
@click.option(
    "--ties",
    default="votes,cost,seed",
    show_default=True,
    help="What decides between equals, one after the other; also max_cost and id.",
)
@click.option("--seed", default="citizenspring", show_default=True, help="Decides the last ties.")
@click.option(
    "--lenient",
    is_flag=True,
    help="Count costs of 0 or above the budget, empty ballots and voters listed twice.",
)
@click.option("--explain", "asked", metavar="PROJECT", help="Why is this project (not) funded?")
@click.option("--write", "target", type=click.Path(path_type=Path), help="FILE with the result.")
@click.option("--json", "as_json", is_flag=True, help="Answer for programs.")
def command(
    file: Path, *, asked: str | None, target: Path | None, as_json: bool, **choices: Any
) -> None:
    """Count the budget vote in FILE, in the .pb format of Pabulib.

    Says which projects are funded, who paid what, and why the others are not. The exit code
    is 2 where FILE cannot be counted.
    """
    progress = Progress()
    try:
        content = _content(file, strict=not choices["lenient"], progress=progress)
        outcome = tally(content.election, _options(choices), watch=partial(progress, "counting"))
        needed = _needed(outcome, asked, progress)
        if target is not None:
            _write(content, target, outcome)
    except EngineError as problem:
        raise ended_by(problem) from problem
    finally:
        progress.end()
    for note in content.notes:
        click.echo(f"Note: {note}", err=True)
    if as_json:
        click.echo(to_json(outcome, needed=needed, notes=content.notes, indent=1))
    else:
        click.echo(explain(outcome, asked, needed) if asked else describe(outcome))


def _content(file: Path, *, strict: bool, progress: Progress) -> PbFile:
    try:
        return read_pb(file, strict=strict, progress=partial(progress, "reading"))
    except Odd as odd:
        wish = f"{odd.expected} (or --lenient, to count it as it stands)"
        raise BadInput(odd.found, file=odd.file, line=odd.line, expected=wish) from odd


def _options(choices: dict[str, Any]) -> Options:
    try:
        increment = Fraction(choices["increment"].replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        found = f"the increment is {choices['increment']!r}"
        raise BadInput(found, expected="an amount such as 1 or 0.5") from error
    return Options(
        rule=choices["rule"],
        completion=choices["completion"],
        satisfaction=choices["satisfaction"],
        exhaustive_stop=not choices["beyond_exhaustive"],
        increment=increment,
        comparison=choices["compare"],
        threshold=choices["threshold"],
        ties=tuple(one.strip() for one in choices["ties"].split(",")),
        seed=choices["seed"],
    )


def _needed(outcome: Outcome, asked: str | None, progress: Progress) -> Needed | None:
    if asked is None:
        return None
    if asked not in outcome.election.position:
        found = f"there is no project {asked!r}"
        raise BadInput(found, expected="a project_id from the file")
    if asked in outcome.funded:
        return None
    return what_would_fund(outcome, asked, watch=partial(progress, "counting again"))


def _write(content: PbFile, target: Path, outcome: Outcome) -> None:
    try:
        write_pb(content, target, funded=outcome.funded)
    except OSError as error:
        found = f"{target} cannot be written ({error.strerror})"
        raise BadInput(found) from error
