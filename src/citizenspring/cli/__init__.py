"""The ``citizenspring`` command: each subcommand lives in its own module, loaded when called."""

import importlib
import pkgutil

import click

__all__ = ["main"]


class Commands(click.Group):
    """Finds a command as the module of the same name, so that ``verify`` never loads Django."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(
            m.name.replace("_", "-")
            for m in pkgutil.iter_modules(__path__)
            if not m.name.startswith("_") and m.name != "tests"
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="citizenspring")
def main() -> None:
    """The free platform on which the residents of a city decide together."""
