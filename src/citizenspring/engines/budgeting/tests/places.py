"""Where the real votes lie, if they are there: CITIZENSPRING_DATA, else shared/data upwards."""

import os
from pathlib import Path

__all__ = ["PABULIB"]


def _folder() -> Path | None:
    named = os.environ.get("CITIZENSPRING_DATA")
    upward = [up / "shared/data" for up in Path(__file__).resolve().parents]
    places = [Path(named)] if named else upward
    return next((one / "pabulib" for one in places if (one / "pabulib").is_dir()), None)


PABULIB = _folder()
