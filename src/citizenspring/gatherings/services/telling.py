"""Telling people about their place, in their language and as they chose."""

from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.notifications.facts import Fact
from citizenspring.notifications.services import notify
from citizenspring.people.models import Person

__all__ = [
    "tell_moved_up",
    "tell_of_change",
    "tell_of_end",
    "tell_registered",
    "tell_struck",
    "when_and_where",
]


def tell_registered(gathering: Gathering, registration: Registration) -> None:
    kind = "gathering.coming" if registration.is_coming else "gathering.waiting"
    _tell(kind, gathering, registration, key=f"{kind}-{registration.pk}-{registration.number}")


def tell_moved_up(gathering: Gathering, registration: Registration) -> None:
    key = f"moved-up-{registration.pk}-{registration.number}"
    _tell("gathering.moved_up", gathering, registration, key=key)


def tell_struck(gathering: Gathering, registration: Registration, *, by: Person) -> None:
    """Whoever is struck from the list by an organiser hears of it, in case it was a mistake."""
    if registration.person:
        notify(
            "gathering.struck",
            [registration.person],
            about=gathering.activity.node,
            url=gathering.get_absolute_url(),
            facts=when_and_where(gathering),
            key=f"struck-{registration.pk}-{registration.number}",
            by=by,
        )


def _tell(kind: str, gathering: Gathering, registration: Registration, *, key: str) -> None:
    if registration.person:
        about, url = gathering.activity.node, gathering.page("ticket")
        notify(
            kind,
            [registration.person],
            about=about,
            url=url,
            facts=when_and_where(gathering),
            key=key,
        )


def tell_of_change(gathering: Gathering, *, by: Person) -> None:
    """Tell of another time or place to everybody who registered."""
    key = f"gathering-changed-{gathering.pk}-{gathering.revision}"
    _tell_all("gathering.changed", gathering, key=key, by=by)


def tell_of_end(gathering: Gathering, *, by: Person) -> None:
    """Tell everybody who registered that it does not take place."""
    facts: dict[str, Fact] = {"reason": gathering.cancelled_because}
    key = f"gathering-cancelled-{gathering.pk}"
    _tell_all("gathering.cancelled", gathering, key=key, by=by, facts=facts)


def _tell_all(
    kind: str, gathering: Gathering, *, key: str, by: Person, facts: dict[str, Fact] | None = None
) -> None:
    rows = gathering.registrations.exclude(state=Registration.State.CANCELLED)
    people = rows.exclude(person=None).values_list("person_id", flat=True)
    said = facts or when_and_where(gathering)
    about, url = gathering.activity.node, gathering.get_absolute_url()
    notify(kind, people, about=about, url=url, facts=said, key=key, by=by)


def when_and_where(gathering: Gathering) -> dict[str, Fact]:
    place = f"{gathering.place}, {gathering.address}"
    return {"when": gathering.starts_at, "place": place}
