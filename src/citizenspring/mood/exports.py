"""The published figures as a file: small cells stay hidden, and no cell becomes a formula."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from citizenspring.city.queries import communes
from citizenspring.common.cells import csv_text
from citizenspring.common.errors import Missing
from citizenspring.processes.texts import in_languages, main_language

from .models import MoodCheck
from .queries import results_of

__all__ = ["figures_csv"]

HEADER = ("about", "what", "answers", "percent", "weighted percent")


def figures_csv(mood: MoodCheck) -> str:
    """A line for each published figure."""
    return csv_text(HEADER, _rows(mood))


def _rows(mood: MoodCheck) -> Iterator[list[Any]]:
    names = {one.code: (one.name, one.population) for one in communes()}
    found = results_of(mood, names)
    if found is None:
        raise Missing
    yield [_("All"), _("Confirmed answers"), found.snapshot.total, 100, ""]
    for table in found.tables:
        for line in table.lines:
            weighted = "" if line.weighted is None else line.weighted
            about, label = _words(table.question.text), _words(line.label)
            yield [about, label, line.count, line.share, weighted]
    for place in found.places:
        count = "" if place.count is None else place.count
        yield [_("Commune"), str(place.name), count, "", ""]
    for age, number, _gap in found.ages:
        yield [_("Age"), str(age), "" if number is None else number, "", ""]


def _words(text: Any) -> str:
    """The organiser's words in the reader's language, ours as they are."""
    if isinstance(text, str) or (not hasattr(text, "data") and not isinstance(text, dict)):
        return str(text)
    known = in_languages(text)
    return known.get(main_language(known), "")
