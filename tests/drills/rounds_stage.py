"""Prepares and inspects a round under drill: ``set-up TABLES``, and ``compare`` what was told.

``python -m tests.drills.rounds_stage set-up TABLES`` starts a round and prints the keys of its
tables; ``… compare`` reads the keys of acknowledged cards and says what is amiss.
"""

import json
import sys

from citizenspring.cli._platform import load_platform


def set_up(tables: int) -> list[str]:
    from citizenspring.rounds.tests.factories import started  # noqa: PLC0415  # Django first

    run = started("blank-sheet", tables=tables, seconds=605)
    return list(run.gathering.tables.order_by("number").values_list("key", flat=True))


def compare(told: list[str]) -> dict[str, int]:
    """Cards acknowledged but lost, and cards or facts that are there twice."""
    from citizenspring.rounds.models import Card, Fact  # noqa: PLC0415  # Django first

    cards = [str(key) for key in Card.objects.values_list("key", flat=True)]
    facts = [str(key) for key in Fact.objects.filter(kind="card").values_list("card", flat=True)]
    return {
        "acknowledged": len(told),
        "lost": len(set(told) - set(cards)),
        "doubled": len(facts) - len(set(facts)) + len(cards) - len(set(told)),
    }


if __name__ == "__main__":
    load_platform()
    if sys.argv[1] == "set-up":
        sys.stdout.write(json.dumps(set_up(int(sys.argv[2]))))
    else:
        sys.stdout.write(json.dumps(compare(json.load(sys.stdin))))
