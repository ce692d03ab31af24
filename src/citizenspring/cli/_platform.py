"""What a command needs before it can use the platform: a database, settings, Django."""

import os
from pathlib import Path

from citizenspring import env
from citizenspring.common.postgres import use_own_database_unless_told

__all__ = ["key_folder_and_secret", "load_platform", "platform_keys", "var_folder"]


def var_folder() -> Path:
    """Where this installation keeps what is its own."""
    return env.folder("CITIZENSPRING_VAR", Path.cwd() / "var")


def load_platform() -> None:
    """Join the database and load Django; the database is left again when the process ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citizenspring.settings")
    use_own_database_unless_told(var_folder() / "postgres")
    import django  # noqa: PLC0415  # because settings can be read only once the database is known

    django.setup(set_prefix=False)


def key_folder_and_secret() -> tuple[Path, Path]:
    """Where the keys of this installation lie, and the secret its sessions are signed with."""
    from django.conf import settings  # noqa: PLC0415  # because the platform must be loaded first

    return settings.KEYS_FOLDER, settings.VAR / "secret-key"


def platform_keys() -> dict[str, Path]:
    """The files that a backup needs besides the database, by name."""
    folder, secret = key_folder_and_secret()
    found = {path.name: path for path in folder.glob("*") if path.is_file()}
    if secret.exists():
        found[secret.name] = secret
    return found
