"""Pages that belong to no single stage."""

from . import Row

ROWS = [
    Row("pages:home", get=200),
    Row("pages:about", get=200),
    Row("pages:accessibility", get=200),
    Row("pages:components", get=200),
    Row("pages:source", get=200),
    Row("pages:source-file", get=200),
    Row("pages:favicon", get=302),
    Row("pages:theme", post=302),
    Row("set_language", get=302, post=302),
]
