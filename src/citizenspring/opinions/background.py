"""What the worker repeats for opinion maps."""

from citizenspring.common.background import background

from .mapper import Mapper

__all__ = ["draw_maps"]

_mapper = Mapper()


@background("opinion maps", every=0.5)
def draw_maps() -> int:
    """Draw the maps whose votes changed.

    Looks twice a second instead of listening: PostgreSQL commits notifying transactions one
    after the other, which would make every vote wait for the one before it.
    """
    return _mapper.step()
