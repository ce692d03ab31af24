"""Loading the demo city."""

from .city import Loaded, Progress, load_demo
from .settling import settle

__all__ = ["Loaded", "Progress", "load_demo", "settle"]
