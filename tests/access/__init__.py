"""Who gets which answer on every route: one module of rows per app, read by ``test_access``.

A new route needs a row in the module of its app (make the module if there is none)::

    ROWS = [
        Row("pages:home", get=200),
        Row("people:roles", get={"organiser": 200, OTHERS: 403}),
        Row("opinions:vote", at=an_open_map, sends=lambda: {"value": "1"}, post=302),
    ]

``get`` and ``post`` are the status everybody gets, or the status of each of ``WHO`` with
``OTHERS`` for the rest. ``at`` makes what the address needs and returns its arguments. A method
without an answer must be refused with 405. Several rows may share a route: ``case`` tells them
apart (``case="draft"``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["OTHERS", "WHO", "Row"]

WHO = ("stranger", "guest", "member", "facilitator", "moderator", "organiser")
OTHERS = "others"
Answers = int | dict[str, int]


def nothing() -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    route: str
    get: Answers | None = None
    post: Answers | None = None
    at: Callable[[], dict[str, Any]] = nothing
    sends: Callable[[], dict[str, Any]] = nothing
    query: str = ""
    case: str = ""
    csrf_exempt_because: str = ""

    def __str__(self) -> str:
        return f"{self.route} ({self.case})" if self.case else self.route

    def answer(self, method: str, who: str) -> int:
        """The status that ``who`` must get; a method without answers is refused."""
        answers = self.get if method == "GET" else self.post
        if isinstance(answers, dict):
            return answers[who] if who in answers else answers[OTHERS]
        return 405 if answers is None else answers
