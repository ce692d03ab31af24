"""Loading the demo city."""

from .city import Loaded, Progress, load_demo

__all__ = ["Loaded", "Progress", "load_demo"]
