"""``citizenspring rehearse``: run a method of a gathering with invented people, or recount one."""

import json
from pathlib import Path
from typing import Any

import click

from citizenspring.engines.errors import EngineError
from citizenspring.engines.rounds import (
    METHODS,
    Method,
    Outcome,
    describe,
    read_events,
    read_method,
    recount,
    rehearse,
    shipped,
    to_dict,
    write_events,
)

from ._endings import BadInput, ended_by

__all__ = ["command"]

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("rehearse")
@click.argument("method", metavar="METHOD")
@click.option("--people", type=int, default=27, show_default=True, help="How many come.")
@click.option("--seed", default="citizenspring", show_default=True, help="Of what they do.")
@click.option("--language", default="en", show_default=True, help="Of names in the answer.")
@click.option("--write", "target", type=FILE, help="Write what happened there, a fact a line.")
@click.option("--recount", "facts", type=FILE, help="Count these facts instead of rehearsing.")
@click.option("--json", "as_json", is_flag=True, help="Answer for programs.")
def command(method: str, *, facts: Path | None, as_json: bool, **choices: Any) -> None:
    """Rehearse METHOD, the name of one that comes along or a TOML file, to its result.

    Everything is worked out from the facts: recounting a written rehearsal gives the same
    result. The exit code is 2 where a file cannot be used.
    """
    try:
        known = _method(method)
        outcome = _recounted(known, facts) if facts else _rehearsed(known, choices)
    except EngineError as problem:
        raise ended_by(problem) from problem
    if as_json:
        click.echo(json.dumps(to_dict(outcome), ensure_ascii=False, indent=1))
    else:
        click.echo(describe(known, outcome, language=choices["language"]))


def _method(name: str) -> Method:
    if name in METHODS or not name.endswith(".toml"):
        return shipped(name)
    return read_method(Path(name))


def _rehearsed(method: Method, choices: dict[str, Any]) -> Outcome:
    rehearsal = rehearse(method, people=choices["people"], seed=choices["seed"])
    target: Path | None = choices["target"]
    if target is not None:
        lines = "".join(f"{line}\n" for line in write_events(rehearsal.events))
        try:
            target.write_text(lines, encoding="utf-8")
        except OSError as error:
            message = f"{target} cannot be written ({error.strerror})."
            raise BadInput(message) from error
    return rehearsal.outcome


def _recounted(method: Method, file: Path) -> Outcome:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{file} cannot be read as text in UTF-8."
        raise BadInput(message) from error
    return recount(method, read_events(text.splitlines(), file=file.name))
