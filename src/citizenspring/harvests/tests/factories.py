"""What the tests of harvests are about."""

from collections.abc import Sequence
from importlib.resources import files
from uuid import uuid4

from django.utils.timezone import now

from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.tests.factories import make_gathering, organiser_of
from citizenspring.harvests.models import Theme, ThemeCard
from citizenspring.harvests.services import publish
from citizenspring.processes.models import Process
from citizenspring.rounds.models import Card, Run

__all__ = ["CARDS", "end", "make_cards", "make_harvested", "make_started_run", "make_theme"]

_METHODS = files("citizenspring.engines.rounds") / "methods"
# What tables wrote, in three languages: two themes, and a card like no other.
CARDS = (
    ("en", "More trees in our streets, please."),
    ("fr", "Encore des arbres dans nos rues."),
    ("nl", "Meer bomen in onze straten."),
    ("en", "The bus is always late."),
    ("fr", "Le bus est toujours en retard."),
    ("nl", "De bus komt altijd te laat."),
    ("fr", "Le loyer de mon appartement."),
)


def make_started_run(gathering: Gathering | None = None, **facts: object) -> Run:
    """A run that began now, of a gathering that is today."""
    place = gathering or make_gathering(days=0.1)
    text = (_METHODS / "blank-sheet.toml").read_text(encoding="utf-8")
    said = {"number": 1, "method_name": "blank-sheet", "method": text, "started_at": now()}
    return Run.objects.create(gathering=place, **{**said, **facts})


def make_cards(run: Run, texts: tuple[tuple[str, str], ...] = CARDS, **facts: object) -> list[Card]:
    """Cards of one table after the other, each with its language and text."""
    rows = [
        Card(
            run=run,
            table=number,
            language=language,
            text=text,
            key=uuid4(),
            revision=uuid4(),
            **{"phase": "concerns", "kind": "concern", **facts},
        )
        for number, (language, text) in enumerate(texts, 1)
    ]
    return Card.objects.bulk_create(rows)


def make_theme(run: Run, cards: Sequence[Card], *, words: Sequence[str] = ()) -> Theme:
    """A theme as the machine makes it, with these cards."""
    number = run.themes.count() + 1
    theme = Theme.objects.create(run=run, number=number, words=list(words))
    ThemeCard.objects.bulk_create(
        ThemeCard(card=card, theme=theme, position=place) for place, card in enumerate(cards)
    )
    return theme


def end(run: Run) -> Run:
    run.ended_at = now()
    run.save(update_fields=["ended_at"])
    return run


def make_harvested(process: Process | None = None) -> Run:
    """A gathering of which the harvest is public: seven cards, two themes."""
    gathering = make_gathering(days=0.1, capacity=100, process=process)
    run = make_started_run(gathering)
    cards = make_cards(run)
    make_theme(run, cards[:3], words=["arbres"])
    make_theme(run, cards[3:6], words=["bus"])
    end(run)
    publish(gathering, by=organiser_of(gathering))
    return run
