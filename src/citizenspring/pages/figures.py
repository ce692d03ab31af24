"""How many people, contributions and votes there are: true, and at most a minute old."""

from dataclasses import dataclass

from django.core.cache import cache

from citizenspring.opinions.models import Vote
from citizenspring.processes import queries
from citizenspring.threads import participants

__all__ = ["Figures", "figures"]

KEY = "home-figures"
SECONDS = 60


@dataclass(frozen=True)
class Figures:
    people: int
    contributions: int
    votes: int


def figures() -> Figures:
    found = cache.get(KEY)
    if found is None:
        found = participants.everyone(), queries.contributions().count(), Vote.objects.count()
        cache.set(KEY, found, SECONDS)
    return Figures(*found)
