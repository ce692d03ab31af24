"""Loading everything, process by process; loading it again adds only what is missing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import override as speaking

from citizenspring.city.reading import BRUSSELS, read_city
from citizenspring.city.services import load_city
from citizenspring.common.clock import database_now
from citizenspring.demo.content import ProcessContent, all_processes
from citizenspring.processes.models import Process

from .budgets import load_budgets
from .cast import Calendar, gather_troupe
from .gatherings import load_gatherings
from .harvests import load_harvests
from .maps import MapLoader
from .moods import load_moods
from .processes import close_as_told, open_process_of
from .threads import OutcomeTeller

__all__ = ["Loaded", "Progress", "load_demo"]

Progress = Callable[[str], None]


@dataclass
class Loaded:
    """What the loading added; nothing when everything was there already."""

    processes: list[str] = field(default_factory=list)
    people: int = 0
    statements: int = 0
    votes: int = 0


def load_demo(
    progress: Progress = lambda _line: None, *, only: Collection[str] | None = None
) -> Loaded:
    """Load Brussels and the demo's processes; each is loaded whole or not at all.

    ``only`` names the processes wanted, by the slugs of their content.
    """
    progress("Brussels: region, communes and quarters")
    load_city(BRUSSELS)
    loaded = Loaded()
    for content in all_processes():
        if only is not None and content.slug not in only:
            continue
        if not _is_loaded(content):
            progress(content.question["en"])
            _load_process(content, loaded)
    return loaded


def _is_loaded(content: ProcessContent) -> bool:
    return Process.objects.filter(node__title=content.question["fr"]).exists()


@transaction.atomic
def _load_process(content: ProcessContent, loaded: Loaded) -> None:
    calendar = Calendar(database_now())
    troupe = gather_troupe()
    with speaking("fr"):
        process = open_process_of(content, calendar, troupe)
        if content.map:
            loader = MapLoader(process, content.map, calendar, troupe, read_city(BRUSSELS))
            loader.load()
            OutcomeTeller(process, calendar, troupe).tell(content, loader.made)
            loader.close(content.common_ground)
            loaded.people += loader.crowd.size
            loaded.statements += len(loader.made)
            loaded.votes += loader.votes
        loaded.people += load_moods(content.slug, process, calendar, troupe)
        loaded.people += load_gatherings(content.slug, process, calendar, troupe)
        came, made = load_harvests(content.slug, process, calendar, troupe)
        loaded.people, loaded.statements = loaded.people + came, loaded.statements + made
        loaded.people += load_budgets(content.slug, process, calendar, troupe)
        close_as_told(content, process, calendar, troupe)
    loaded.processes.append(content.slug)
