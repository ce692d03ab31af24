"""Grouping the cards of the runs of the day, again and again while they are written."""

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import numpy as np
from django.db import connection
from django.utils.timezone import now

from citizenspring.engines.language import DIMENSIONS, Vectors, embed
from citizenspring.rounds.models import Card, Run
from citizenspring.rounds.queries import clock_of, shown_cards

from .arranging import Known, arrange
from .keeping import Before, keep, read_before
from .models import CardVector, Grouping

__all__ = ["Grouper", "group_cards"]

LOCK = 0x74686D65  # "thme"
# A grouping that took a second rests for three: the cards come first.
REST, SHORTEST_REST = 3, 2.0
KEPT_VECTORS = 10_000
AFTERWARDS = timedelta(days=2)


@dataclass
class Grouper:
    """Groups the cards of every run that changed; remembers the vectors of the latest texts."""

    vectors: dict[UUID, Vectors] = field(default_factory=dict)
    rests_until: dict[UUID, float] = field(default_factory=dict)

    def step(self) -> int:
        """Group what changed; returns for how many runs."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return 0
            try:
                return sum(self._group_if_rested(run) for run in _runs_of_the_day())
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def group(self, run: Run) -> bool:
        """Group the cards of one run, unless they are what they were; says whether it did."""
        cards = list(shown_cards(run, clock_of(run)))
        seen = _seen(cards)
        last = Grouping.objects.filter(run=run).values_list("seen", flat=True).first()
        if seen == last or not (cards or last):
            return False
        before = read_before(run)
        known = [_known(card, before) for card in cards]
        found = arrange(known, self._vectors_of(cards), peoples=before.peoples)
        return keep(run, cards, found, before=before, seen=seen)

    def _group_if_rested(self, run: Run) -> bool:
        started = time.monotonic()
        if self.rests_until.get(run.pk, 0.0) > started:
            return False
        grouped = self.group(run)
        if grouped:
            took = time.monotonic() - started
            self.rests_until[run.pk] = time.monotonic() + max(SHORTEST_REST, REST * took)
        return grouped

    def _vectors_of(self, cards: Sequence[Card]) -> Vectors:
        """One row for each card: remembered, read from the table, or asked of the encoder."""
        unknown = [card for card in cards if card.revision not in self.vectors]
        stored = CardVector.objects.filter(card__in=unknown).values_list("revision", "vector")
        self.vectors.update((revision, np.asarray(found)) for revision, found in stored)
        unread = [card for card in unknown if card.revision not in self.vectors]
        made = embed([_text_of(card) for card in unread])
        for card, vector in zip(unread, made, strict=True):
            self.vectors[card.revision] = vector.copy()
        _store(unread, made)
        found = [self.vectors[card.revision] for card in cards]
        for oldest in list(self.vectors)[:-KEPT_VECTORS]:
            del self.vectors[oldest]
        return np.stack(found) if found else np.zeros((0, DIMENSIONS), np.float32)


def group_cards(run: Run) -> bool:
    """Group the cards of a run now, with nothing remembered."""
    return Grouper().group(run)


def _runs_of_the_day() -> Iterable[Run]:
    """Those that have begun and are not harvested yet: late cards still find their theme."""
    begun = Run.objects.filter(started_at__isnull=False, gathering__harvest__isnull=True)
    return begun.filter(gathering__ends_at__gte=now() - AFTERWARDS).order_by("pk")


def _seen(cards: Iterable[Card]) -> str:
    sha = hashlib.sha256()
    for revision in sorted(card.revision.bytes for card in cards):
        sha.update(revision)
    return sha.hexdigest()


def _text_of(card: Card) -> str:
    """What a card says, with the theme that its table gave it."""
    return f"{card.theme}: {card.text}" if card.theme else card.text


def _known(card: Card, before: Before) -> Known:
    theme, _by_people = before.places.get(card.pk, (None, False))
    return Known(card.pk, _text_of(card), theme, stays=before.stays(card.pk))


def _store(cards: Sequence[Card], vectors: Vectors) -> None:
    rows = [
        CardVector(card=card, revision=card.revision, vector=vector)
        for card, vector in zip(cards, vectors, strict=True)
    ]
    CardVector.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["card"],
        update_fields=["revision", "vector"],
    )
