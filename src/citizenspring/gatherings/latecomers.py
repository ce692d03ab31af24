"""The table of one who comes when all are seated."""

from collections.abc import Collection, Mapping, Sequence

from citizenspring.engines.seating import Participant, Place

__all__ = ["best_table"]


def best_table(
    newcomer: Participant,
    tables: Mapping[int, Sequence[Participant]],
    places: Mapping[int, Place],
    *,
    met: Collection[str] = (),
    size: int = 9,
) -> int:
    """A table that has what she needs, a chair, and a language in common, in this order.

    Among those, one where she meets most new people, then one where fewest are like her.
    ``met`` are those with whom she sits in other rounds. Where every chair is taken one is added.
    """

    def rank(number: int) -> tuple[float, ...]:
        people = tables[number]
        place = places.get(number, Place(number))
        seats = place.seats or size
        return (
            len(newcomer.needs - place.offers),
            len(people) > seats,
            not _share_a_language(newcomer, people),
            len(people) >= seats,
            sum(one.id in met for one in people),
            _likeness(newcomer, people),
            len(people),
            number,
        )

    return min(tables, key=rank)


def _share_a_language(newcomer: Participant, people: Sequence[Participant]) -> bool:
    if not people:
        return True
    shared = set(newcomer.languages).intersection(*(one.languages for one in people))
    return bool(shared)


def _likeness(newcomer: Participant, people: Sequence[Participant]) -> float:
    alike = sum(
        one.attributes[name] == value
        for one in people
        for name, value in newcomer.attributes.items()
    )
    return alike / max(1, len(people))
