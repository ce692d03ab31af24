"""Reading budget rounds: what each page shows, as far as the visitor may see it."""

from .rounds import has_reached, round_of, total_of

__all__ = ["has_reached", "round_of", "total_of"]
