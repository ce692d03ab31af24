"""The ``citizenspring`` command: each subcommand lives in its own module, loaded when called."""

import importlib
import pkgutil

import click

__all__ = ["Commands", "main"]


class Commands(click.Group):
    """Finds a command as the module of the same name, so that ``verify`` never loads Django.

    A module whose name would be a word of Python ends in ``_``; one that begins with it is private.
    """

    package = __name__

    def modules(self) -> dict[str, str]:
        parent = importlib.import_module(self.package)
        names = (found.name for found in pkgutil.iter_modules(parent.__path__))
        public = (name for name in names if not name.startswith("_") and name != "tests")
        return {name.rstrip("_").replace("_", "-"): name for name in public}

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(self.modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        name = self.modules().get(cmd_name)
        if name is None:
            return None
        command: click.Command = importlib.import_module(f"{self.package}.{name}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="citizenspring")
def main() -> None:
    """The free platform on which the residents of a city decide together."""
