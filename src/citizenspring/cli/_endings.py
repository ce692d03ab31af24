"""How a command ends when it cannot go on: one sentence, and a code that programs understand."""

import click

from citizenspring.engines.errors import EngineError

__all__ = ["BAD_INPUT", "BadInput", "ended_by"]

BAD_INPUT = 2


class BadInput(click.ClickException):
    """What was given cannot be used."""

    exit_code = BAD_INPUT


def ended_by(problem: Exception) -> click.ClickException:
    """The problem's own sentence; code 2 for bad input, 1 for anything else."""
    kind = BadInput if isinstance(problem, EngineError) else click.ClickException
    return kind(str(problem))
