"""Prepares and inspects the platform of a drill, in processes of their own.

``python -m tests.drills.stage set-up STATEMENTS`` opens a map and says where it is;
``python -m tests.drills.stage compare`` reads what was acknowledged and says what is amiss.
"""

import json
import sys

from citizenspring.cli._platform import load_platform


def set_up(statements: int) -> str:
    from citizenspring.opinions.tests.factories import make_map  # noqa: PLC0415  # Django first

    words = [f"Statement {n} speaks of something of its own." for n in range(statements)]
    return make_map(*words).get_absolute_url()


def compare(told: list[dict[str, object]]) -> dict[str, int]:
    """Votes acknowledged but lost, and votes that are not as they were acknowledged."""
    from django.contrib.sessions.models import Session  # noqa: PLC0415  # Django first

    from citizenspring.opinions.models import Vote  # noqa: PLC0415

    people = {
        session.session_key: session.get_decoded().get("_auth_user_id")
        for session in Session.objects.all()
    }
    stored = {
        (str(person), number): choice
        for person, number, choice in Vote.objects.values_list(
            "person_id", "statement__number", "choice"
        )
    }
    found = {"acknowledged": 0, "lost": 0, "wrong": 0, "stored": len(stored)}
    for visitor in told:
        person = people.get(str(visitor["session"]))
        for number, choice in dict(visitor["votes"]).items():  # type: ignore[call-overload]  # JSON
            kept = stored.get((str(person), int(number)))
            found["acknowledged"] += 1
            found["lost"] += kept is None
            found["wrong"] += kept is not None and kept != choice
    return found


if __name__ == "__main__":
    load_platform()
    if sys.argv[1] == "set-up":
        sys.stdout.write(set_up(int(sys.argv[2])))
    else:
        sys.stdout.write(json.dumps(compare(json.load(sys.stdin))))
