"""``citizenspring export pb PROCESS/ROUND``: a sealed budget round as a file of Pabulib."""

from pathlib import Path

import click

from citizenspring.cli._people import plain_refusals
from citizenspring.cli._platform import load_platform

__all__ = ["command"]


@click.command("pb")
@click.argument("address", metavar="PROCESS/ROUND")
@click.option(
    "--to",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write here, not to the screen.",
)
def command(address: str, file: Path | None) -> None:
    """Write the sealed ROUND of PROCESS with every ballot, our allocation in column selected."""
    load_platform()
    from citizenspring.budgets.pabulib import pb_of  # noqa: PLC0415  # because of load_platform
    from citizenspring.budgets.queries import round_of  # noqa: PLC0415  # because of load_platform

    process, _, activity = address.strip("/").removeprefix("budgets/").partition("/")
    with plain_refusals():
        text = pb_of(round_of(process, activity))
    if file is None:
        click.echo(text, nl=False)
        return
    file.write_text(text, encoding="utf-8", newline="")
    click.echo(f"Wrote {file}.")
