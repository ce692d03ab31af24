"""Where the shared gatherings lie, if they are there: CITIZENSPRING_DATA, else shared/data."""

import os
from pathlib import Path

__all__ = ["GATHERINGS"]


def _gatherings() -> Path | None:
    named = os.environ.get("CITIZENSPRING_DATA")
    upward = [up / "shared/data" for up in Path(__file__).resolve().parents]
    places = [Path(named)] if named else upward
    return next((place / "seating" for place in places if (place / "seating").is_dir()), None)


GATHERINGS = _gatherings()
