"""Rows of the facilitator's phone page."""

from tests.access import Row
from tests.access.rounds import a_table, no_table

ROWS = [
    # The key in the address lets in; whoever has it needs no account.
    Row("rounds:table", at=a_table, get=200, post=302),
    Row("rounds:table", case="unknown", at=no_table, get=404, post=404),
    Row("rounds:table-worker", get=200),
]
