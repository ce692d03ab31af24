"""Forms of budget rounds."""

from .round import RoundForm

__all__ = ["RoundForm"]
