"""Methods of the civic cycle in pure Python and NumPy: usable without the platform."""
