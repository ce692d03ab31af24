"""Pages that belong to no single stage."""

from . import Row

ROWS = [
    Row("pages:home", get=200),
    Row("set_language", get=302, post=302),
]
