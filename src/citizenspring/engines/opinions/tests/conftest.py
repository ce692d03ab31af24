"""Real conversations to test with, where they are at hand.

The tests that need them are collected only where the data is; elsewhere the own-made
fixtures in this folder run alone, and the header says so.
"""

from pathlib import Path

from .places import FIXTURES, POLIS

collect_ignore = [] if FIXTURES is not None and POLIS is not None else ["test_real_data.py"]


def pytest_report_header() -> str:
    """Say which data the opinion engine is tested on."""
    if FIXTURES is None or POLIS is None:
        return (
            "opinion maps: own-made fixtures only; put the shared data beside the project or set "
            "CITIZENSPRING_DATA to test on real conversations too"
        )
    return f"opinion maps: real conversations from {Path(FIXTURES).parent}"
