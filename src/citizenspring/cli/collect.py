"""``citizenspring collect``: compile the catalogues and gather the files to serve."""

import click

from ._platform import load_platform

__all__ = ["command"]


@click.command("collect")
def command() -> None:
    """Compile the translations and gather fonts, styles and scripts under lasting names."""
    load_platform()
    from django.core.management import call_command  # noqa: PLC0415

    from citizenspring.common.catalogues import compile_all  # noqa: PLC0415

    compile_all()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
