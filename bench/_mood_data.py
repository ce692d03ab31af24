"""Makes the mood checks that ``mood.py`` measures, and says where they are.

``python bench/_mood_data.py set-up ANSWERS WAITING`` loads one check with many answers and one with
answers that wait for their link; ``… last TIMES`` one that lacks so many; ``… outcome`` tells how
often each was decided.
"""

import json
import secrets
import sys
from datetime import timedelta
from typing import Any

from citizenspring.cli._platform import load_platform


def set_up(answers: int, waiting: int) -> dict[str, Any]:
    from django.utils.timezone import now  # noqa: PLC0415  # Django first

    from citizenspring.city.queries import communes  # noqa: PLC0415
    from citizenspring.city.services import load_city  # noqa: PLC0415
    from citizenspring.mood.models import MoodCheck  # noqa: PLC0415
    from citizenspring.mood.services import Invented, answer_many, publish  # noqa: PLC0415
    from citizenspring.mood.tests.factories import make_mood  # noqa: PLC0415

    load_city()
    homes, moment = list(communes()), now()
    big = make_mood(target=10 * answers, each_commune=100, communes=12, city_share=50)
    found = (
        Invented(
            {1: n % 5 + 1, 3: n % 7 % 5 + 1},
            homes[n % 23] if n % 23 < len(homes) else None,
            moment - timedelta(minutes=n % 1400),
            words={2: f"Street {n % 97} has too many cars."} if n % 50 == 0 else None,
        )
        for n in range(answers)
    )
    answer_many(big, found)
    big = MoodCheck.objects.select_related("activity__process", "previous").get(pk=big.pk)
    publish(big)
    return {"page": big.get_absolute_url(), "results": big.page("results"), **links(big, waiting)}


def links(mood: Any, number: int) -> dict[str, Any]:
    """Answers that wait, and the address of the link that confirms each."""
    from django.utils.timezone import now  # noqa: PLC0415  # Django first

    from citizenspring.mood.addresses import digest_of, mailbox_of, new_token  # noqa: PLC0415
    from citizenspring.mood.models import Answer, Confirmation  # noqa: PLC0415
    from citizenspring.people.models import Person  # noqa: PLC0415

    tokens, people, answers, asked = [], [], [], []
    for at in range(number):
        email, token = f"{secrets.token_hex(4)}{at}@example.org", new_token()
        person = Person(language="fr", password="!")  # noqa: S106  # no password opens it
        answer = Answer(mood=mood, person=person, language="fr", said={"1": 4, "3": 2}, rung=2)
        answer.email = email
        asked.append(
            Confirmation(
                answer=answer,
                digest=digest_of(token),
                email=email,
                mailbox=mailbox_of(email),
                expires_at=now() + timedelta(days=1),
            )
        )
        tokens.append(token)
        people.append(person)
        answers.append(answer)
    Person.objects.bulk_create(people, batch_size=2000)
    Answer.objects.bulk_create(answers, batch_size=2000)
    Confirmation.objects.bulk_create(asked, batch_size=2000)
    return {"tokens": tokens}


def last(times: int) -> dict[str, Any]:
    """A check that lacks exactly so many answers, all of which wait for their link."""
    from django.utils.timezone import now  # noqa: PLC0415  # Django first

    from citizenspring.mood.services import Invented, answer_many  # noqa: PLC0415
    from citizenspring.mood.tests.factories import make_mood  # noqa: PLC0415

    mood = make_mood(target=100)
    answer_many(mood, [Invented({1: 3}, None, now())] * (100 - times))
    return {"page": mood.get_absolute_url(), **links(mood, times)}


def outcome() -> dict[str, Any]:
    from citizenspring.ledger.models import Entry  # noqa: PLC0415  # Django first
    from citizenspring.mood.models import MoodCheck  # noqa: PLC0415

    met = MoodCheck.objects.filter(outcome="met").count()
    return {"met": met, "decided": Entry.objects.filter(kind="mood.met").count()}


if __name__ == "__main__":
    load_platform()
    act = {"set-up": set_up, "last": last, "outcome": outcome}[sys.argv[1]]
    sys.stdout.write(json.dumps(act(*map(int, sys.argv[2:]))))
