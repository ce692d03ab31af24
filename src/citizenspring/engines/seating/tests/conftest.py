"""The shared gatherings are seated where they are at hand."""

from .places import GATHERINGS

collect_ignore = [] if GATHERINGS is not None else ["test_real_gatherings.py"]
