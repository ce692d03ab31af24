"""The last checkpoint that left this installation, kept beside the database.

A backup of the database that is restored later knows fewer entries than this file: that is how a
silent return to yesterday is noticed (A13).
"""

import os
import secrets
import time
from pathlib import Path

from django.conf import settings

from citizenspring.engines.record import Checkpoint as SignedCheckpoint

from .models import Checkpoint

__all__ = ["is_behind", "publish", "published_size"]

REMEMBERED_SECONDS = 5.0
_remembered: dict[Path, tuple[float, bool]] = {}


def _file() -> Path:
    folder: Path = settings.RECORD_FOLDER
    return folder / "checkpoint"


def published_size() -> int:
    """Entries of the largest checkpoint ever published from here."""
    file = _file()
    if not file.exists():
        return 0
    return SignedCheckpoint.read(file.read_text(encoding="utf-8")).size


def publish(note: str) -> None:
    """Keep a checkpoint as published, if it is larger than the one kept."""
    if SignedCheckpoint.read(note).size <= published_size():
        return
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"checkpoint.{secrets.token_hex(8)}")
    with draft.open("w", encoding="utf-8") as new:
        new.write(note)
        new.flush()
        os.fsync(new.fileno())
    draft.replace(file)


def is_behind() -> bool:
    """Whether the database knows less than what was published; asked anew every few seconds."""
    now, file = time.monotonic(), _file()
    asked, answer = _remembered.get(file, (-REMEMBERED_SECONDS, False))
    if now - asked >= REMEMBERED_SECONDS:
        published = published_size()
        known = Checkpoint.objects.values_list("size", flat=True).first() if published else 0
        answer = published > (known or 0)
        _remembered[file] = (now, answer)
    return answer
