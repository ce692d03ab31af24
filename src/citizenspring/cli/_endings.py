"""How a command ends when it cannot go on: one sentence, and a code that programs understand."""

import click

from citizenspring.engines.errors import EngineError

__all__ = ["BAD_INPUT", "ended_by"]

BAD_INPUT = 2


def ended_by(problem: Exception) -> click.ClickException:
    """The problem's own sentence; code 2 for bad input, 1 for anything else."""
    ending = click.ClickException(str(problem))
    if isinstance(problem, EngineError):
        ending.exit_code = BAD_INPUT
    return ending
