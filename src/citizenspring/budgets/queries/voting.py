"""What stands on a ballot, in the order of its numbers, and how a visitor may narrow it down."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from citizenspring.budgets.models import Project, Round
from citizenspring.processes.texts import Text, folded, in_languages
from citizenspring.processes.themes import theme_name

__all__ = ["Line", "Search", "lines_of", "territories_of", "themes_of"]

SHOWN = (
    "round",
    "number",
    "key",
    "title",
    "cost",
    "theme",
    "place",
    "state",
    "pot__number",
    "territory__code",
    "territory__name",
)


@dataclass(frozen=True)
class Line:
    """A project as it stands on the ballot."""

    number: int
    title: Text
    cost: Decimal
    pot: int
    territory: str
    territory_name: str
    place: str
    theme: str
    is_withdrawn: bool
    key: int
    budget: Round

    @property
    def url(self) -> str:
        return self.budget.page("project", self.key)

    @property
    def where(self) -> str:
        """The part of the city, then the place in it."""
        return ", ".join(filter(None, [self.territory_name, self.place]))

    @cached_property
    def words(self) -> str:
        """What a search looks in: the title in every language, and the place."""
        return folded(" ".join([*in_languages(self.title).values(), self.where]))


def lines_of(budget: Round) -> list[Line]:
    """Every project with a number; one withdrawn since keeps its place, and says so."""
    numbered = budget.projects.filter(number__isnull=False).order_by("number")
    found = numbered.select_related("pot", "territory").only(*SHOWN)
    return [_line(budget, project) for project in found]


def _line(budget: Round, project: Project) -> Line:
    territory = project.territory
    assert project.number is not None
    assert project.cost is not None
    return Line(
        number=project.number,
        title=project.title,
        cost=project.cost,
        pot=project.pot.number,
        territory=territory.code if territory else "",
        territory_name=str(territory.name) if territory else "",
        place=project.place,
        theme=project.theme,
        is_withdrawn=project.state == Project.State.WITHDRAWN,
        key=project.key,
        budget=budget,
    )


def _kinds(
    lines: Iterable[Line], known: Callable[[Line], tuple[str, str]]
) -> list[tuple[str, str]]:
    found = {pair for line in lines if (pair := known(line))[0]}
    return sorted(found, key=lambda pair: folded(pair[1]))


def territories_of(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return _kinds(lines, lambda line: (line.territory, line.territory_name))


def themes_of(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return _kinds(lines, lambda line: (line.theme, theme_name(line.theme)))


@dataclass(frozen=True)
class Search:
    """What a visitor asked to see of a long ballot; what it hides stays chosen."""

    pot: str = ""
    territory: str = ""
    theme: str = ""
    words: str = ""
    only_chosen: bool = False

    @classmethod
    def sent(cls, sent: Mapping[str, str]) -> "Search":
        wanted = {name: sent.get(f"find-{name}", "") for name in cls.__dataclass_fields__}
        wanted["words"] = wanted["words"][:100]
        return cls(**{**wanted, "only_chosen": bool(wanted["only_chosen"])})  # type: ignore[arg-type]  # the last is no text

    @property
    def narrows(self) -> bool:
        return bool(self.pot or self.territory or self.theme or self.only_chosen)

    def shows(self, line: Line, *, is_chosen: bool) -> bool:
        return (
            self.pot in {"", str(line.pot)}
            and self.territory in {"", line.territory}
            and self.theme in {"", line.theme}
            and (is_chosen or not self.only_chosen)
            and all(word in line.words for word in folded(self.words).split())
        )
