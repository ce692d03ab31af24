"""The key that signs the record: from the environment, or made once in a file of its own."""

import os
import secrets
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from citizenspring.engines.record import PublicKey, SigningKey

__all__ = ["origin", "public_key", "signing_key"]

OWNER_ONLY = 0o600


def signing_key() -> SigningKey:
    """The signing key of this installation; made at the first call where there is none."""
    if settings.RECORD_KEY:
        return SigningKey.parse(settings.RECORD_KEY)
    return _key_in(settings.KEYS_FOLDER / "record.key")


def public_key() -> PublicKey:
    return signing_key().public


def origin() -> str:
    """What the checkpoints call this record: the name of its key."""
    return signing_key().name


@cache
def _key_in(file: Path) -> SigningKey:
    if not file.exists():
        _make(file)
    return SigningKey.parse(file.read_text(encoding="utf-8"))


def _make(file: Path) -> None:
    """Write a new key where only its owner reads it; of two that start at once, one wins."""
    key = SigningKey.generate(f"{urlsplit(settings.PUBLIC_ADDRESS).netloc}/record")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as new:
        new.write(key.secret_text() + "\n")
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
