"""``citizenspring bounce``: read a mail that came back, from a mail server's pipe."""

import sys

import click

from ._platform import load_platform

__all__ = ["command"]

LONGEST = 2_000_000


@click.command("bounce")
def command() -> None:
    """Read one delivery report from standard input, and write no more news to that mailbox.

    Reports that do not bring back a mail of this installation change nothing.
    """
    report = sys.stdin.buffer.read(LONGEST)
    load_platform()
    from citizenspring.notifications.services import take_back  # noqa: PLC0415  # loaded only now

    closed = take_back(report)
    click.echo(f"{closed} mailbox{'' if closed == 1 else 'es'} will get no more news.")
