"""Real conversations are tested where they are at hand; the run's header says whether they are."""

from .places import FIXTURES, POLIS

collect_ignore = [] if FIXTURES is not None and POLIS is not None else ["test_real_data.py"]
