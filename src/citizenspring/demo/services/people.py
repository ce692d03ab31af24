"""The invented people move into the city, as guests without account."""

from citizenspring.city.queries import communes
from citizenspring.demo.content import MapContent, first_names
from citizenspring.demo.crowd import SEED, Crowd
from citizenspring.engines.seeds import Stream
from citizenspring.people.models import Person

from .cast import Calendar

__all__ = ["move_in"]


def move_in(crowd: Crowd, content: MapContent, calendar: Calendar) -> list[Person]:
    """A person per place in the crowd, with a first name, a commune, a language and a day."""
    homes = {commune.code: commune for commune in communes()}
    names = first_names()
    stream = Stream(SEED, f"{content.title['en']} names")
    people = [
        Person(
            name=names[stream.below(len(names))],
            language=language,
            home=homes[commune],
            created_at=calendar.past(content.opens, content.closes, came),
        )
        for language, commune, came in zip(
            crowd.languages, crowd.communes, crowd.arrivals.tolist(), strict=True
        )
    ]
    for person in people:
        person.set_unusable_password()
    return Person.objects.bulk_create(people)
