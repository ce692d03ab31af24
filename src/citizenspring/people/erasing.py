"""Erasing a person: each app says what becomes of its rows; what none names is not kept.

Unless an app says otherwise, a row that can do without the person forgets her and any other row
goes. So a new table is private before anybody thinks of it.
"""

from collections.abc import Callable

from .merging import pointing_at_persons
from .models import Person

__all__ = ["erase_everywhere", "register"]

Eraser = Callable[[Person], None]
_erasers: list[Eraser] = []
_kept: set[str] = set()


def register(eraser: Eraser, *, keeps: tuple[str, ...] = ()) -> Eraser:
    """Call ``eraser(person)`` inside the erasure; rows of the models ``keeps`` then stay.

    A model is named like ``opinions.Vote``.
    """
    if eraser not in _erasers:
        _erasers.append(eraser)
    _kept.update(keeps)
    return eraser


def erase_everywhere(person: Person) -> None:
    """Everything but the person's own row."""
    for eraser in _erasers:
        eraser(person)
    for field in pointing_at_persons():
        if field.model._meta.label in _kept:
            continue
        rows = field.model._base_manager.filter(**{field.name: person})
        if field.null:
            rows.update(**{field.name: None})
        else:
            rows.delete()
