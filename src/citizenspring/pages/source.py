"""The source code of the platform as it runs here, which the licence lets everybody have."""

import io
import tarfile
from functools import lru_cache
from pathlib import Path

from django.conf import settings

__all__ = ["LICENCE", "source_archive"]

LICENCE = "AGPL-3.0-or-later"

LEFT_OUT = {"__pycache__", ".DS_Store"}


@lru_cache(maxsize=1)
def source_archive() -> bytes:
    """A gzipped tar of the package as installed, with the licence where it stands beside it.

    Packed once by each process: its code does not change while it runs.
    """
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.add(settings.PACKAGE, "citizenspring", filter=_kept)
        licence = settings.PACKAGE.parents[1] / "LICENSE"
        if licence.exists():
            archive.add(licence, "LICENSE", filter=_kept)
    return packed.getvalue()


def _kept(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    path = Path(entry.name)
    if LEFT_OUT & set(path.parts) or path.suffix in {".pyc", ".mo"}:
        return None
    # Who installed it on which machine is nobody's business.
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
