"""Processes as places where a role can hold."""

import pytest
from pytest_django import DjangoAssertNumQueries

from citizenspring.people.scopes import all_scopes, scope_named

from .factories import make_open_process, make_process

pytestmark = pytest.mark.django_db


def test_one_is_found_without_reading_the_others(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    wanted, _other = make_process(), make_process()
    with django_assert_num_queries(1):
        assert list(all_scopes([wanted.pk])) == [wanted.pk]


def test_a_draft_is_found_but_is_not_public() -> None:
    draft, shown = scope_named(make_process().pk), scope_named(make_open_process().pk)
    assert draft is not None
    assert shown is not None
    assert (draft.is_public, shown.is_public) == (False, True)
