"""The access table: every route, every kind of visitor, both methods (A41, A57).

The rows are in ``tests/access``, one module per app.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from citizenspring.people.tests.factories import make_visitor
from tests import access
from tests.access import WHO, Row

METHODS = ("GET", "POST")


def all_rows() -> list[Row]:
    found: list[Row] = []
    for module in pkgutil.iter_modules(access.__path__):
        found += importlib.import_module(f"tests.access.{module.name}").ROWS
    return found


def all_routes(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else f"unnamed {pattern.pattern}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from all_routes(pattern, namespace + inner)


ROWS = all_rows()


@contextmanager
def undone() -> Iterator[None]:
    """What one visitor does here is not there for the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address_of(row: Row) -> str:
    return reverse(row.route, kwargs=row.at()) + row.query


def ask(client: Client, row: Row, method: str, address: str) -> int:
    sent: dict[str, Any] = row.sends() if method == "POST" else {}
    response = client.get(address) if method == "GET" else client.post(address, sent)
    return response.status_code


def test_every_route_has_a_row() -> None:
    missing = set(all_routes(get_resolver())) - {row.route for row in ROWS}
    assert not missing, f"Give these routes a row in tests/access/: {sorted(missing)}"


def test_every_row_has_a_route() -> None:
    assert not {row.route for row in ROWS} - set(all_routes(get_resolver()))


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_visitor_gets_the_answer_of_the_table(row: Row) -> None:
    visitors = {who: make_visitor(who) for who in WHO}
    address = address_of(row)
    for method, who in product(METHODS, WHO):
        with undone():
            status = ask(visitors[who], row, method, address)
        assert status == row.answer(method, who), f"{method} {row} as {who}: {status}"


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in ROWS if row.post is not None], ids=str)
def test_a57_every_act_without_its_form_token_is_refused(row: Row) -> None:
    if not row.csrf_exempt_because:
        client = make_visitor("organiser", Client(enforce_csrf_checks=True))
        assert ask(client, row, "POST", address_of(row)) == 403
