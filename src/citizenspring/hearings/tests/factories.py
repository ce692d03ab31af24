"""What the tests of hearings are about."""

from typing import Any

from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.gatherings.tests.factories import (
    arrived,
    begun,
    make_gathering,
    organiser_of,
    registered,
)
from citizenspring.hearings import services
from citizenspring.hearings.models import Answer, Brief, Expert, Hearing, Question
from citizenspring.hearings.services import AnswerFacts, BriefFacts, ExpertFacts, SourceFacts
from citizenspring.people.models import Person

__all__ = [
    "SOURCE",
    "answered",
    "asked",
    "in_the_room",
    "make_brief",
    "make_expert",
    "make_hearing",
]

SOURCE = SourceFacts("Air quality 2025", "https://example.org/air")


def make_hearing(*people: Person | None, is_asking: bool = True) -> Hearing:
    """A hearing of a gathering that has begun, to which these people came."""
    gathering = make_gathering(capacity=100)
    rows = [registered(gathering, person) for person in people]
    for row in rows:
        arrived(row)
    begun(gathering)
    hearing = services.hearing_of(gathering, by=organiser_of(gathering))
    if is_asking:
        services.open_asking(hearing, by=organiser_of(gathering))
    return hearing


def in_the_room(hearing: Hearing) -> list[Registration]:
    """Those who came, in the order in which they registered."""
    gathering: Gathering = hearing.gathering
    rows = gathering.registrations.filter(arrival__isnull=False)
    return list(rows.select_related("arrival").order_by("number"))


def make_expert(hearing: Hearing, **facts: Any) -> Expert:
    said = ExpertFacts(**{"name": "Dr Vera Maes", "interests": "Paid by the port.", **facts})
    return services.name_expert(hearing, said, by=organiser_of(hearing.gathering))


def make_brief(hearing: Hearing, *, is_public: bool = True, **facts: Any) -> Brief:
    said = BriefFacts(
        **{
            "title": {"en": "The air we breathe", "fr": "L'air que nous respirons"},
            "text": {"en": "It is cleaner than ten years ago."},
            "sources": [SOURCE],
            **facts,
        }
    )
    by = organiser_of(hearing.gathering)
    made = services.write_brief(hearing, said, by=by)
    if is_public:
        services.publish_brief(made, by=by)
    return made


def asked(hearing: Hearing, text: str = "Who pays for it?", *, by: int = 0) -> Question:
    """A question of the person who came ``by``-th."""
    return services.ask(hearing, text, "en", registration=in_the_room(hearing)[by])


def answered(question: Question, expert: Expert, **facts: Any) -> Answer:
    said = AnswerFacts(**{"text": "The city.", "language": "en", "sources": [SOURCE], **facts})
    by = organiser_of(question.hearing.gathering)
    return services.answer_question(question, expert, said, by=by)
