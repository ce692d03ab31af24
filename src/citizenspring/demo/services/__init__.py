"""Loading the demo city."""

from .city import Loaded, Progress, load_demo
from .settling import draw_maps, settle

__all__ = ["Loaded", "Progress", "draw_maps", "load_demo", "settle"]
