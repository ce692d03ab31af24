"""The draw as the wall and the pages show it."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from citizenspring.panels.models import Member, Panel, Portfolio, Replacement, Search
from citizenspring.panels.models.planning import DIGITS

from .panels import hash_of

__all__ = ["Ceremony", "ceremony_of", "members_of", "replacements_of", "search_of"]


@dataclass(frozen=True)
class Ceremony:
    """What the wall shows: digits as far as they are known, then the panel by pseudonym."""

    panel: Panel
    digits: list[str]
    newest: int
    people: int = 0
    fingerprint: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def number(self) -> str:
        return self.panel.digits if self.names else ""


def ceremony_of(panel: Panel) -> Ceremony:
    shown = panel.digits[: panel.shown]
    digits = [*shown, *[""] * (DIGITS - len(shown))]
    if not panel.is_committed:
        return Ceremony(panel, digits, 0)
    found = Portfolio.objects.get(panel=panel)
    names: list[str] = []
    if panel.is_shown:
        names = found.panels.splitlines()[int(panel.digits)].split()[1:]
    people = int(found.facts["people"])
    return Ceremony(panel, digits, len(shown), people, hash_of(panel.commitment), names)


def search_of(panel: Panel) -> Search | None:
    return Search.objects.filter(panel=panel).first()


def members_of(panel: Panel) -> QuerySet[Member]:
    """Everybody who has or had a seat."""
    return panel.members.select_related("volunteer", "registration").order_by(
        "state", "volunteer__pseudonym"
    )


def replacements_of(panel: Panel) -> QuerySet[Replacement]:
    """The public log, once everybody may know who was drawn."""
    return panel.replacements.all() if panel.is_shown else panel.replacements.none()
