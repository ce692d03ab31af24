"""A panel, its quotas as tables, and the answer of a visitor."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from citizenspring.common.errors import Missing
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.queries import gathering_at
from citizenspring.panels.features import feature_label, value_labels
from citizenspring.panels.models import Batch, Invitation, Panel, Quota, Volunteer
from citizenspring.panels.permissions import may_run_panel
from citizenspring.people.models import Person

__all__ = [
    "Row",
    "answer_of",
    "batches_of",
    "channels_of",
    "hash_of",
    "panel_at",
    "panel_of",
    "quota_table",
]

GROUP = 8


@dataclass(frozen=True)
class Row:
    """A quota as a page shows it; ``people`` is how many said yes, ``None`` where not asked."""

    quota: Quota
    label: str
    people: int | None = None

    @property
    def is_short(self) -> bool:
        return self.people is not None and self.people < self.quota.least


def panel_of(gathering: Gathering) -> Panel | None:
    found = Panel.objects.filter(gathering=gathering).first()
    if found is not None:
        found.gathering = gathering
    return found


def panel_at(process: str, activity: str, visitor: Any) -> Panel:
    """The panel of the gathering at an address; before its quotas are public, organisers' alone."""
    gathering = gathering_at(process, activity, visitor)
    found = panel_of(gathering)
    if found is None or not (found.is_public or may_run_panel(visitor, gathering)):
        raise Missing
    return found


def quota_table(panel: Panel, *, with_people: bool = False) -> list[tuple[str, str, list[Row]]]:
    """For each feature its code, its name and its quotas."""
    quotas = list(panel.quotas.all())
    labels = value_labels(quotas)
    people = _people(panel) if with_people else {}

    def rows(own: Collection[Quota]) -> Iterator[Row]:
        for one in own:
            key = one.feature, one.value
            yield Row(one, labels[key], people.get(key, 0) if with_people else None)

    return [
        (feature, feature_label(feature), list(rows(list(own))))
        for feature, own in groupby(quotas, key=lambda one: one.feature)
    ]


def _people(panel: Panel) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for values in panel.volunteers.filter(gone_at=None).values_list("values", flat=True):
        for pair in values.items():
            found[pair] = found.get(pair, 0) + 1
    return found


def answer_of(panel: Panel, visitor: Any, known: Collection[str] = ()) -> Volunteer | None:
    """Her own answer: the one she sent from here, or whose receipt she typed in this session."""
    rows = panel.volunteers.filter(gone_at=None).select_related("person")
    keys = [UUID(one) for one in known]
    found = rows.filter(pk__in=keys).first() if keys else None
    if found is None and isinstance(visitor, Person):
        found = rows.filter(person=visitor).first()
    if found is not None:
        found.panel = panel
    return found


def channels_of(panel: Panel) -> list[tuple[str, int]]:
    """How the answers with yes came."""
    rows = panel.volunteers.filter(gone_at=None).order_by()
    found = dict(rows.values_list("channel").annotate(Count("pk")))
    return [(str(one.label), found.get(one.value, 0)) for one in Volunteer.Channel]


def batches_of(panel: Panel) -> QuerySet[Batch]:
    """Letters made, with how many of each batch were answered."""
    said = "invitations__answer"
    return panel.batches.annotate(
        answered=Count("invitations", filter=~Q(**{said: ""})),
        yes=Count("invitations", filter=Q(**{said: Invitation.Answer.YES})),
    ).order_by("number")


def hash_of(text: str) -> list[str]:
    """SHA-256 in groups of eight signs, to be read out and compared."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return [digest[at : at + GROUP] for at in range(0, len(digest), GROUP)]
