"""What the tests of panels are about: a city of two communes, and answers that fit it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import now

from citizenspring.city.models import Territory
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.tests.factories import make_gathering, organiser_of
from citizenspring.panels import services
from citizenspring.panels.models import Panel, Portfolio, Search, Volunteer
from citizenspring.panels.services import AnswerFacts
from citizenspring.people.tests.factories import make_guest

__all__ = [
    "answers",
    "codes_of",
    "committed",
    "drawn",
    "inviting",
    "make_city",
    "make_panel",
    "organiser_of",
    "searched",
    "volunteers",
]

KEY = UUID("01900000-0000-7000-8000-000000000000")
GENDERS = "woman", "man"
AGES = "18_64", "65_plus"
# What the search found for one pool is kept: it takes a second, and the same pool gives the same.
_found: dict[str, tuple[dict[str, Any], dict[UUID, tuple[str, float, int, int]]]] = {}


def make_city() -> None:
    margins = {"age_gender": {"under_18": {"f": 9, "m": 9}, "18_64": {"f": 40, "m": 40},
                              "65_plus": {"f": 12, "m": 8}}}  # fmt: skip
    region = Territory.objects.create(
        code="r", name="Region", kind="region", population=1000, margins=margins
    )
    for code, name, people in (("north", "Noord", 600), ("south", "Zuid", 400)):
        Territory.objects.create(
            code=code,
            name={"fr": f"{name}-fr", "nl": name, "en": name},
            kind="commune",
            parent=region,
            population=people,
            households=people // 2,
        )


def make_panel(gathering: Gathering | None = None, *, size: int = 6) -> Panel:
    """A panel whose quotas the city proposes."""
    if not Territory.objects.filter(kind="commune").exists():
        make_city()
    found = gathering or make_gathering()
    panel = services.prepare_panel(found, size, by=organiser_of(found))
    Panel.objects.filter(pk=panel.pk).delete()
    # The same key each time, so that the same pool gives the same panels.
    panel.pk = KEY
    panel.save(force_insert=True)
    for one in _quotas(panel.size):
        panel.quotas.create(**one)
    return panel


def _quotas(size: int) -> list[dict[str, Any]]:
    from citizenspring.panels.proposing import proposed  # noqa: PLC0415  # only here

    return [
        {**{name: getattr(one, name) for name in one.__dataclass_fields__}, "position": place}
        for place, one in enumerate(proposed(size))
    ]


def inviting(panel: Panel | None = None) -> Panel:
    found = panel or make_panel()
    by = organiser_of(found.gathering)
    services.publish_quotas(found, "The register of 2025.", by=by)
    found.refresh_from_db(fields=["stage", "published_at", "source"])
    return found


def codes_of(panel: Panel, many: int = 40) -> list[str]:
    """Letters that were sent."""
    by = organiser_of(panel.gathering)
    services.plan(panel, many, by=by)
    made = services.make_letters(panel, channel="post", language="fr", by=by)
    for batch in panel.batches.all():
        services.mark_sent(batch, by=by)
    return [one.code for one in made]


def answers(**facts: Any) -> AnswerFacts:
    values = {"commune": "north", "gender": "woman", "age": "18_64"}
    return AnswerFacts(**{"name": "Ada", "values": values, "mail": "ada@example.org", **facts})


def volunteers(panel: Panel, many: int = 24) -> list[Volunteer]:
    """People who said yes, spread over the quotas."""
    rows = [
        Volunteer(
            pk=UUID(int=KEY.int + number + 1),
            panel=panel,
            name=f"Volunteer {number}",
            language="fr",
            values={
                "commune": "north" if number % 5 < 3 else "south",
                "gender": GENDERS[number % 2],
                "age": AGES[number % 4 == 3],
            },
            receipt=number.to_bytes(32, "big"),
            mail=f"v{number}@example.org" if number % 2 else "",
        )
        for number in range(many)
    ]
    return Volunteer.objects.bulk_create(rows)


def searched(panel: Panel | None = None, many: int = 24) -> Panel:
    """A panel whose pool is closed and whose numbered panels are made."""
    found = panel or inviting()
    if not found.volunteers.exists():
        volunteers(found, many)
    services.freeze_pool(found, by=organiser_of(found.gathering))
    key = repr(sorted(found.volunteers.values_list("pk", flat=True)))
    if key in _found:
        _put(found, key)
    else:
        services.search_waiting()
        _take(found, key)
    found.refresh_from_db()
    return found


def _take(panel: Panel, key: str) -> None:
    row: dict[str, Any] = {**Portfolio.objects.filter(panel=panel).values().get()}
    people = panel.volunteers.values_list("pk", "pseudonym", "chance", "panels", "place")
    _found[key] = row, {pk: (name, *more) for pk, name, *more in people}  # type: ignore[misc]  # four


def _put(panel: Panel, key: str) -> None:
    row, people = _found[key]
    Portfolio.objects.create(**row)
    Search.objects.filter(panel=panel).update(state="done", finished_at=now())
    for one in panel.volunteers.all():
        one.pseudonym, one.chance, one.panels, one.place = people[one.pk]
        one.save()


def committed(panel: Panel | None = None, way: str = "balls", **facts: Any) -> Panel:
    found = panel or searched()
    if way == "value":
        later = {"value_is": "The lottery of Friday", "value_at": now() + timedelta(hours=1)}
        facts = {**later, **facts}
    services.commit_draw(found, way, **facts, by=organiser_of(found.gathering))
    found.refresh_from_db()
    return found


def drawn(panel: Panel | None = None, balls: str = "407") -> Panel:
    """A panel drawn by balls, seen by everybody."""
    found, by = panel or committed(), None
    by = organiser_of(found.gathering)
    for place, digit in enumerate(balls):
        services.draw_ball(found, int(digit), expected=place, by=by)
    services.draw_by_balls(found, by=by)
    found.refresh_from_db()
    return found


def answered(panel: Panel, code: str, **facts: Any) -> tuple[Volunteer, str]:
    made, receipt = services.answer_letter(panel, code, answers(**facts), by=make_guest())
    assert made is not None
    return made, receipt
