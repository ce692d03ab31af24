"""Where the shared data lies, if it is there: CITIZENSPRING_DATA, else shared/data upwards."""

import os
from pathlib import Path

__all__ = ["FIXTURES", "POLIS", "data_at_hand"]


def _data() -> Path | None:
    named = os.environ.get("CITIZENSPRING_DATA")
    if named:
        return Path(named)
    upward = Path(__file__).resolve().parents
    return next((up / "shared/data" for up in upward if (up / "shared/data").is_dir()), None)


def _folder(name: str) -> Path | None:
    data = _data()
    return data / name if data is not None and (data / name).is_dir() else None


FIXTURES = _folder("polis-fixtures")
POLIS = _folder("polis")


def data_at_hand() -> str:
    """Say in one line what the engine is tested on."""
    if FIXTURES is None or POLIS is None:
        return (
            "opinion maps: own-made fixtures only; put the shared data beside the project or "
            "set CITIZENSPRING_DATA to test on real conversations too"
        )
    return f"opinion maps: own-made fixtures and the real conversations in {POLIS.parent.name}"
