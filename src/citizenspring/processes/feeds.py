"""What became of things, as an Atom feed without anything personal in its address."""

from collections.abc import Callable

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from citizenspring.threads.models import Edge
from citizenspring.threads.queries import changes_within

from .models import Process

__all__ = ["feed_of"]

NEWEST = 50


def feed_of(process: Process, absolute: Callable[[str], str]) -> Atom1Feed:
    """The newest steps of a process; ``absolute`` makes an address complete."""
    feed = Atom1Feed(
        title=str(process.question),
        link=absolute(process.get_absolute_url()),
        description=str(process.summary),
        language=get_language(),
        feed_guid=f"urn:uuid:{process.pk}",
    )
    # Two thousand cards put into themes on one evening would leave no other news.
    steps = changes_within(process.node).exclude(kind=Edge.Kind.GROUPED_INTO)
    for edge in steps[:NEWEST]:
        words = (edge.source.title_here, str(edge.get_kind_display()), edge.target.title_here)
        feed.add_item(
            title=" ".join(words),
            link=absolute(edge.target.get_absolute_url()),
            description=edge.reason_here,
            unique_id=f"urn:uuid:{edge.pk}",
            pubdate=edge.at,
            updateddate=edge.at,
        )
    return feed
