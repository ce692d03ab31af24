"""Saying how far a long piece of work has come, on one line of a terminal."""

import sys
import time

import click

__all__ = ["Progress"]

EVERY_SECONDS = 0.2


class Progress:
    """Call it with a step, how much is done and how much there is."""

    def __init__(self) -> None:
        self.step = ""
        self.last = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        now = time.monotonic()
        if step != self.step:
            self.end()
        elif now - self.last < EVERY_SECONDS and done < total:
            return
        self.step, self.last = step, now
        share = f"{100 * done // total} %" if total else ""
        click.echo(f"\r{step} … {share} ", nl=False, err=True)

    def end(self) -> None:
        if self.step:
            click.echo("", err=True)
        self.step = ""
