"""What a command needs before it can use the platform: a database, settings, Django."""

import os
from pathlib import Path

from citizenspring import env
from citizenspring.common.postgres import use_own_database_unless_told

__all__ = ["load_platform", "var_folder"]


def var_folder() -> Path:
    """Where this installation keeps what is its own."""
    return env.folder("CITIZENSPRING_VAR", Path.cwd() / "var")


def load_platform() -> None:
    """Join the database and load Django; the database is left again when the process ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citizenspring.settings")
    use_own_database_unless_told(var_folder() / "postgres")
    import django  # noqa: PLC0415  # because settings can be read only once the database is known

    django.setup(set_prefix=False)
