"""What the city did with a vote that was held elsewhere, beside what was counted here."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from citizenspring.budgets.models import Allocation, Project, Round

__all__ = ["CityResult", "city_result"]


@dataclass(frozen=True)
class CityResult:
    """``funded`` is None where the file does not say; the rule stands as the file names it."""

    rule: str
    funded: list[Project] | None
    only_city: list[Project]
    only_here: list[Project]

    @property
    def both(self) -> int:
        return len(self.funded or ()) - len(self.only_city)

    @property
    def differences(self) -> list[tuple[list[Project], str]]:
        """Each list with its title; a list with nothing in it is left out."""
        lists = [
            (self.only_city, _("Only the city funded these (%(number)s)")),
            (self.only_here, _("Only the count here funds these (%(number)s)")),
        ]
        return [(found, title % {"number": len(found)}) for found, title in lists if found]

    @property
    def spent(self) -> Decimal:
        return sum((one.cost or Decimal(0) for one in self.funded or ()), Decimal(0))


def city_result(budget: Round) -> CityResult | None:
    """Nothing where the round was held here, or is not counted yet."""
    official = Allocation.objects.filter(pot__round=budget, is_official=True)
    found = list(official.values_list("funded", flat=True))
    if not budget.source or not found:
        return None
    here = {number for funded in found for number in funded}
    projects = list(budget.projects.filter(number__isnull=False).order_by("number"))
    selected = budget.source.get("selected")
    if selected is None:
        return CityResult(budget.source.get("rule", ""), None, [], [])
    city = {one.number for one in projects if one.external_id in selected}
    return CityResult(
        budget.source.get("rule", ""),
        [one for one in projects if one.number in city],
        [one for one in projects if one.number in city - here],
        [one for one in projects if one.number in here - city],
    )
