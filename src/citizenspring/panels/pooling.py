"""The pool as files, and as the engine reads them: what is computed is what is exported."""

import csv
import io
from collections.abc import Collection, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from citizenspring.engines.sortition import CannotBeMet, Pool, read_pool

from .models import Panel, Quota, Volunteer

__all__ = ["categories_text", "changes_of", "pool_of", "read_texts", "respondents_text"]


def categories_text(quotas: Iterable[Quota]) -> str:
    rows = [(one.feature, one.value, one.least, one.most) for one in quotas]
    return _csv(("feature", "value", "min", "max"), rows)


def respondents_text(volunteers: Collection[Volunteer], features: Collection[str]) -> str:
    """A row per person under her random number; no name, no address."""
    ordered = sorted(volunteers, key=lambda one: one.pk)
    rows = ((one.pk, *(one.values.get(name, "") for name in features)) for one in ordered)
    return _csv(("id", *features), rows)


def read_texts(categories: str, respondents: str) -> Pool:
    """Read the pool as the command line does, so that both compute the same."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "categories.csv").write_text(categories, encoding="utf-8", newline="\n")
        (folder / "respondents.csv").write_text(respondents, encoding="utf-8", newline="\n")
        return read_pool(folder)


def pool_of(panel: Panel) -> tuple[str, str, Pool]:
    """Everybody who said yes and has not gone; both texts and the pool they are."""
    quotas = list(panel.quotas.all())
    features = list(dict.fromkeys(one.feature for one in quotas))
    volunteers = list(panel.volunteers.filter(gone_at=None))
    texts = categories_text(quotas), respondents_text(volunteers, features)
    return *texts, read_texts(*texts)


def changes_of(problem: CannotBeMet) -> list[dict[str, Any]]:
    """The smallest change of quotas, as it is kept."""
    return [
        {
            "feature": one.quota.feature,
            "value": one.quota.value,
            "before": [one.quota.least, one.quota.most],
            "after": [one.least, one.most],
        }
        for one in problem.changes
    ]


def _csv(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
