"""Pages of lists: numbered, capped, and refused at once when they do not exist."""

from typing import Annotated, Any, Generic, TypeVar

from django.core.paginator import EmptyPage, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _
from ninja import Query, Schema

from citizenspring.common.errors import Missing

__all__ = ["Listing", "PageAsked", "page_of"]

Item = TypeVar("Item")
FARTHEST = 100_000
MOST = 100


class PageAsked(Schema):
    page: Annotated[int, Query(ge=1, le=FARTHEST, description=_("Counted from 1."))] = 1
    size: Annotated[int, Query(ge=1, le=MOST, description=_("Items on a page."))] = 20


class Listing(Schema, Generic[Item]):
    count: int
    page: int
    pages: int
    items: list[Item]


def page_of(found: QuerySet[Any, Any], asked: PageAsked) -> dict[str, Any]:
    """One page of a query, as a ``Listing``; a page beyond the last is missing."""
    paginator = Paginator(found, asked.size)
    try:
        page = paginator.page(asked.page)
    except EmptyPage as error:
        raise Missing from error
    return {
        "count": paginator.count,
        "page": asked.page,
        "pages": paginator.num_pages,
        "items": list(page.object_list),
    }
