"""Prepares and inspects the poll of a drill, in processes of their own.

``python -m tests.drills.poll_stage set-up VOTERS`` opens a poll and says where people vote and with
which sessions; ``… compare`` reads what was acknowledged and says what is amiss.
"""

import json
import secrets
import sys
from typing import Any

from citizenspring.cli._platform import load_platform

__all__ = ["OPTIONS", "compare", "set_up"]

OPTIONS = 5


def set_up(voters: int) -> dict[str, Any]:
    """An open poll with so many accounts on its roll, each with a session."""
    from datetime import timedelta  # noqa: PLC0415  # because Django comes first

    from django.contrib.sessions.models import Session  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils.timezone import now  # noqa: PLC0415

    from citizenspring.ballots.services import open_poll  # noqa: PLC0415
    from citizenspring.ballots.tests.factories import make_organiser_of, make_poll  # noqa: PLC0415
    from citizenspring.people.models import Person  # noqa: PLC0415
    from citizenspring.people.sessions import SessionStore  # noqa: PLC0415
    from citizenspring.people.tests.factories import GUESTS  # noqa: PLC0415

    mark, store = secrets.token_hex(4), SessionStore()
    people = [
        Person(email=f"{mark}-{n}@example.org", level=3, is_guest=False) for n in range(voters)
    ]
    Person.objects.bulk_create(people, batch_size=2000)
    poll = make_poll([f"Option {n}" for n in range(OPTIONS)], required_level=3)
    poll = open_poll(poll, by=make_organiser_of(poll))
    sessions = []
    for person in people:
        known = {"_auth_user_id": str(person.pk), "_auth_user_backend": GUESTS}
        held = store.encode({**known, "_auth_user_hash": person.get_session_auth_hash()})
        key, until = secrets.token_hex(16), now() + timedelta(days=1)
        sessions.append(Session(session_key=key, session_data=held, expire_date=until))
    Session.objects.bulk_create(sessions, batch_size=2000)
    return {
        "page": reverse("ballots:vote", args=[poll.pk]),
        "sessions": [each.session_key for each in sessions],
    }


def compare(acknowledged: dict[str, int]) -> dict[str, int]:
    """Ballots acknowledged but lost, or not as they were; ballots and marks that differ."""
    from citizenspring.ballots.models import Ballot, Poll, RollEntry  # noqa: PLC0415  # Django first

    newest = Poll.objects.order_by("-pk")[:1]
    rows = Ballot.objects.filter(poll__in=newest).values_list("tracker", "choices")
    stored = {bytes(tracker).hex(): choices for tracker, choices in rows}
    marks = RollEntry.objects.filter(poll__in=newest, has_voted=True).count()
    found = {"acknowledged": len(acknowledged), "lost": 0, "wrong": 0}
    for tracker, choice in acknowledged.items():
        kept = stored.get(tracker)
        found["lost"] += kept is None
        found["wrong"] += kept is not None and kept != [choice]
    return found | {"double": abs(len(stored) - marks), "stored": len(stored)}


if __name__ == "__main__":
    load_platform()
    if sys.argv[1] == "set-up":
        sys.stdout.write(json.dumps(set_up(int(sys.argv[2]))))
    else:
        sys.stdout.write(json.dumps(compare(json.load(sys.stdin))))
