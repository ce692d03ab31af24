"""``citizenspring demo``: the demo city, with life in it."""

import click

from ._platform import load_platform
from .migrate import bring_up_to_date

__all__ = ["command"]


@click.command("demo")
@click.option("--quiet", is_flag=True, help="Say only what goes wrong.")
def command(*, quiet: bool) -> None:
    """Build the demo city: Brussels, its processes and its people; again, only what is missing."""
    load_platform()
    bring_up_to_date()
    from citizenspring.demo.services import draw_maps, load_demo, settle  # noqa: PLC0415

    say = (lambda _line: None) if quiet else _say
    loaded = load_demo(say)
    if loaded.processes:
        say("The public record: each act gets its place")
        settle()
        say("The opinion maps: each is drawn")
        draw_maps()


def _say(line: str) -> None:
    click.echo(f"  {line}")
