"""What pages show of a gathering that is over."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizenspring.city.queries import communes, region
from citizenspring.common.clock import database_now
from citizenspring.engines.mood import SMALLEST, suppressed, weighting
from citizenspring.gatherings.after_errors import NotThere
from citizenspring.gatherings.models import MARKS, Arrival, Gathering, NextStep, Registration

__all__ = [
    "QUESTIONS",
    "Attendance",
    "Comparison",
    "Costs",
    "ExitResult",
    "Group",
    "attendance_of",
    "costs_of",
    "exit_result_of",
    "exit_words_of",
    "here_or_refusal",
    "is_over",
    "next_steps_of",
]

QUESTIONS = {
    "heard": gettext_lazy("I was heard at my table."),
    "understood": gettext_lazy("I understood what it was about and what happens with the result."),
    "mixed": gettext_lazy("I talked with people whom I would not have met otherwise."),
    "changed_mind": gettext_lazy("I see something differently now than this morning."),
    "come_again": gettext_lazy("I would come again."),
}
NOT_SAID = "not said"
AGES = {
    "under_18": ("under_18",),
    "18_64": ("18_34", "35_64"),
    "65_plus": ("65_plus",),
}
SIGNS = {"woman": "f", "man": "m"}


@dataclass(frozen=True)
class MarkResult:
    """A sentence with how often each mark from 1 to 5 was given; ``None`` where too few did."""

    sentence: Any
    counts: list[int]
    mean: float | None

    @property
    def given(self) -> int:
        return sum(self.counts)

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [(str(mark), count) for mark, count in enumerate(self.counts, 1)]


@dataclass(frozen=True)
class ExitResult:
    """Figures of so many answers."""

    answers: int
    marks: list[MarkResult]


@dataclass(frozen=True)
class Group:
    """A group of people: how many came (``None``: hidden), their percent, the city's percent."""

    name: Any
    came: int | None
    share: float | None
    city: float | None
    gap: float | None


@dataclass(frozen=True)
class Comparison:
    """Who came by one attribute, of those who said it, beside the population."""

    key: str
    heading: Any
    groups: list[Group]
    not_said: int | None

    @property
    def bars(self) -> list[tuple[Any, float, str]]:
        """What a chart shows: percentage points over or under are told in the table."""
        return [
            (one.name, one.share, f"{one.share:.0f} %")
            for one in self.groups
            if one.share is not None
        ]


@dataclass(frozen=True)
class Attendance:
    """How many had a place and came; experts and witnesses are not counted."""

    came: int
    had_place: int
    comparisons: list[Comparison]

    @property
    def percent(self) -> int:
        return round(100 * self.came / self.had_place) if self.had_place else 0


@dataclass(frozen=True)
class Costs:
    lines: list[Any]
    total: Decimal
    each: Decimal | None


def here_or_refusal(registration: Registration | None) -> Registration:
    """Whoever this phone belongs to, if she came in at the door."""
    if registration is None or getattr(registration, "arrival", None) is None:
        raise NotThere
    return registration


def is_over(gathering: Gathering) -> bool:
    """By the database's clock."""
    return gathering.ends_at <= database_now()


def exit_result_of(gathering: Gathering) -> ExitResult | None:
    """Nothing under ten answers; a sentence that fewer than ten marked stays hidden."""
    rows = gathering.exit_answers.filter(is_counted=True)
    answers = rows.count()
    if answers < SMALLEST:
        return None
    marks = []
    for name in MARKS:
        found = dict(
            rows.exclude(**{name: None}).values_list(name).annotate(Count("id")).order_by()
        )
        marks.append(_mark(QUESTIONS[name], [found.get(value, 0) for value in range(1, 6)]))
    return ExitResult(answers, marks)


def _mark(sentence: Any, counts: list[int]) -> MarkResult:
    given = sum(counts)
    if given < SMALLEST:
        return MarkResult(sentence, [], None)
    mean = sum(value * count for value, count in enumerate(counts, 1)) / given
    return MarkResult(sentence, counts, mean)


def exit_words_of(gathering: Gathering) -> list[tuple[str, str]]:
    """What people wrote, with its language, for the organisers; in an order that says nothing."""
    rows = gathering.exit_answers.filter(is_counted=True).exclude(words="").order_by("id")
    return list(rows.values_list("words", "language"))


def attendance_of(gathering: Gathering) -> Attendance | None:
    """Who came beside the population, once the gathering is over and at least ten came."""
    arrivals = Arrival.objects.filter(gathering=gathering, registration__has_vote=True)
    came = arrivals.count() if is_over(gathering) else 0
    if came < SMALLEST:
        return None
    had = gathering.registrations.filter(state=Registration.State.COMING, has_vote=True).count()
    fields = "home__code", "age", "gender"
    counted = [_counted(arrivals, field) for field in fields]
    made = [_by_commune(counted[0]), _by_age(counted[1]), _by_gender(counted[2])]
    return Attendance(came, had, [one for one in made if one.key in gathering.asks])


def _counted(arrivals: Any, field: str) -> Counter[str]:
    rows = arrivals.order_by().values_list(f"registration__{field}").annotate(Count("id"))
    return Counter({key or NOT_SAID: count for key, count in rows})


def _by_commune(counts: Counter[str]) -> Comparison:
    homes = list(communes())
    names = {home.code: str(home.name) for home in homes}
    population = {home.code: home.population or 0 for home in homes}
    found = Counter({code: counts.get(code, 0) for code in names})
    found[NOT_SAID] = counts.total() - found.total()
    return _compared("commune", _("By commune"), names, found, population)


def _by_age(counts: Counter[str]) -> Comparison:
    names = {"under_18": _("Under 18"), "18_64": _("18 to 64"), "65_plus": _("65 and over")}
    found = Counter({age: sum(counts[part] for part in parts) for age, parts in AGES.items()})
    found[NOT_SAID] = counts[NOT_SAID]
    margins = _margins()
    population = {age: sum(margins.get(age, {}).values()) for age in AGES}
    return _compared("age", _("By age"), names, found, population)


def _by_gender(counts: Counter[str]) -> Comparison:
    names = {kind: Registration.Gender(kind).label for kind in SIGNS}
    margins = _margins()
    population = {
        gender: sum(part.get(sign, 0) for part in margins.values())
        for gender, sign in SIGNS.items()
    }
    found = Counter({key: counts[key] for key in names})
    # The few who are neither stand with those who did not say, so that nobody is pointed at.
    found[NOT_SAID] = counts.total() - found.total()
    return _compared("gender", _("By gender"), names, found, population)


def _margins() -> dict[str, dict[str, int]]:
    found = region()
    margins: dict[str, dict[str, int]] = found.margins.get("age_gender", {}) if found else {}
    return margins


def _compared(
    key: str,
    heading: str,
    names: dict[str, Any],
    counts: Counter[str],
    population: dict[str, int],
) -> Comparison:
    shown = _shown({one: counts[one] for one in names}, counts[NOT_SAID])
    said = sum(counts[one] for one in names)
    everybody = sum(population.values())
    gaps = weighting(counts, population).gaps if everybody else {}
    groups = []
    for one, name in names.items():
        came, living = shown[one], population.get(one, 0)
        share = None if came is None or not said else 100 * came / said
        city = 100 * living / everybody if living else None
        gap = None if share is None or city is None else gaps.get(one)
        groups.append(Group(name, came, share, city, gap))
    return Comparison(key, heading, groups, shown[NOT_SAID])


def _shown(groups: dict[str, int], rest: int) -> dict[str, int | None]:
    """Small groups are hidden, and as many others as keep them from being worked out.

    A group from which nobody came is told: it is what an organiser must know. Those who did not
    say are no group; how many they are is hidden where it would give a group away.
    """
    shown: dict[str, int | None]
    came = {one: count for one, count in groups.items() if count}
    if min(came.values(), default=SMALLEST) < SMALLEST:
        shown = suppressed({**came, NOT_SAID: rest})
    else:
        shown = {**came, NOT_SAID: rest}
    return {one: shown.get(one, 0) for one in [*groups, NOT_SAID]}


def costs_of(gathering: Gathering) -> Costs:
    """Every line, the sum, and what that is for each person who came, experts too."""
    lines = list(gathering.costs.all())
    cents = gathering.costs.aggregate(all=Sum("cents"))["all"] or 0
    came = gathering.arrivals.count() if is_over(gathering) else 0
    each = Decimal(cents) / 100 / came if came >= SMALLEST and cents else None
    return Costs(lines, Decimal(cents) / 100, each)


def next_steps_of(gathering: Gathering) -> list[NextStep]:
    """Open ones by their day, then those that are done."""
    rows = list(gathering.next_steps.all())
    for step in rows:
        step.gathering = gathering
    return sorted(rows, key=lambda step: (step.done_at is not None, step.due))
