"""``citizenspring verify``: check a record, a receipt or a vote, with no platform or network."""

import json
from pathlib import Path

import click

from citizenspring.engines.errors import EngineError
from citizenspring.engines.record import (
    PublicKey,
    Report,
    verify_diff,
    verify_receipt,
    verify_record,
)
from citizenspring.engines.recount.files import is_published_vote
from citizenspring.engines.recount.verification import verify_vote

from ._endings import BAD_INPUT

__all__ = ["command"]

MOST_SHOWN = 100


@click.command("verify")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--key", metavar="KEY", help="Its public key, as you know it from elsewhere.")
@click.option(
    "--older",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="An older copy of the record: is PATH a continuation of it?",
)
@click.option("--json", "as_json", is_flag=True, help="Answer for programs.")
@click.pass_context
def command(
    context: click.Context, path: Path, key: str | None, older: Path | None, *, as_json: bool
) -> None:
    """Check PATH: an exported record, a receipt, or a published vote (a folder or a zip).

    Names each row that was changed, removed, inserted, moved or repeated since it was signed. A
    vote is counted again, and the first thing that is wrong is named first.
    The exit code is 0 where everything holds, 1 where it does not, 2 where PATH cannot be read.
    """
    try:
        report = _verified(path, PublicKey.parse(key) if key else None, older)
    except EngineError as problem:
        click.echo(str(problem), err=True)
        context.exit(BAD_INPUT)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _tell(report)
    context.exit(0 if report.holds else 1)


def _verified(path: Path, key: PublicKey | None, older: Path | None) -> Report:
    if older is not None:
        return verify_diff(older, path, key=key)
    if is_published_vote(path):
        return verify_vote(path, key=key)
    return verify_record(path, key=key) if path.is_dir() else verify_receipt(path, key=key)


def _tell(report: Report) -> None:
    for problem in report.problems[:MOST_SHOWN]:
        click.secho(problem.sentence, fg="red")
    if len(report.problems) > MOST_SHOWN:
        click.echo(f"... and {len(report.problems) - MOST_SHOWN} more (see --json).")
    rows = "1 row" if report.rows == 1 else f"{report.rows:,} rows"
    where = f"in the record of {report.size:,} entries signed by {report.key.name}"
    if report.holds:
        click.secho(f"Everything holds: {rows} {where}.", fg="green")
    else:
        click.secho(f"It does not hold: {len(report.problems)} found in {rows}.", fg="red")
    if not report.key_given:
        click.echo(f"The key came with what was checked. Compare it: {report.key}")
