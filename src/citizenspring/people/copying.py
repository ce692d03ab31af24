"""A copy of everything the database holds about one person, for herself and nobody else.

It is complete by construction: every row of every table that points at her is in it, with all its
columns. Another person whom such a row names appears as "someone else". Apps add what hangs on her
in other ways, leave out what is a secret between her and her device, and rows in which she only
did something for another person.
"""

import base64
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Field, Model
from django.utils.timezone import now

from .merging import pointing_at_persons
from .models import Letter, Person

__all__ = ["FORMAT", "Table", "about_others", "leave_out", "own_data", "register"]

FORMAT = "citizenspring own data, version 1"
CONTEXTS = "record", "roles", "levels"
SOMEONE_ELSE = "someone else"
Row = dict[str, Any]
Table = tuple[str, list[Row]]
_sources: list[Callable[[Person], Iterable[Table]]] = []
_about_others: set[str] = set()
# Secrets of a device or a link, and what only machines read.
_left_out: set[str] = {
    "people.Person.password",
    "people.Person.pseudonym_key",
    "people.Person.first_act",
    "people.DataCopy.digest",
    "mfa.Authenticator.data",
    "socialaccount.SocialAccount.uid",
}


def register(source: Callable[[Person], Iterable[Table]]) -> None:
    """Add a function that yields further tables: a name and rows, about this person only."""
    if source not in _sources:
        _sources.append(source)


def leave_out(*columns: str) -> None:
    """Keep columns out of every copy, each named like ``opinions.Vote.change``."""
    _left_out.update(columns)


def about_others(*fields: str) -> None:
    """Name foreign keys, such as ``mood.Answer.keyed_by``, of rows that are about another person.

    Whoever keyed in a form for a neighbour has no right to a copy of what the neighbour said.
    """
    _about_others.update(fields)


def own_data(person: Person) -> dict[str, Any]:
    """All of it as plain data: the person, the names she has in the public record, the tables."""
    herself = [person, *person.former_guests.all()]
    ids = {one.pk for one in herself}
    tables: dict[str, list[Row]] = {"people.Person": [_row(one, ids) for one in herself]}
    for field in pointing_at_persons():
        if f"{field.model._meta.label}.{field.name}" in _about_others:
            continue
        rows = field.model._base_manager.filter(**{f"{field.name}__in": herself})
        table = tables.setdefault(field.model._meta.label, [])
        table += [told for row in rows if (told := _row(row, ids)) not in table]
    for source in (_letters, *_sources):
        tables.update(source(person))
    names = {context: [one.pseudonym(context) for one in herself] for context in CONTEXTS}
    return {
        "format": FORMAT,
        "made_at": now().isoformat(),
        "names_in_the_public_record": names,
        "tables": {name: rows for name, rows in sorted(tables.items()) if rows},
    }


def _letters(person: Person) -> Iterable[Table]:
    mine = Letter.objects.filter(to__iexact=person.email) if person.email else Letter.objects.none()
    yield "people.Letter", [_row(letter, set()) for letter in mine]


def _row(row: Model, ids: set[UUID]) -> Row:
    return {
        field.attname: _told(field, getattr(row, field.attname), ids)
        for field in row._meta.concrete_fields
        if f"{row._meta.label}.{field.name}" not in _left_out
        and type(field).__name__ not in {"VectorField", "SearchVectorField"}
    }


def _told(field: "Field[Any, Any]", value: Any, ids: set[UUID]) -> Any:
    names_a_person = field.is_relation and field.related_model is Person
    if names_a_person and value is not None and value not in ids:
        return SOMEONE_ELSE
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | dict | list | None) else str(value)
