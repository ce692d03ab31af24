"""The moderation log as an Atom feed, without the words that acts were about."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from .queries import log_page

__all__ = ["feed_of_log"]


def feed_of_log(title: str, absolute: Callable[[str], str]) -> Atom1Feed:
    """The newest acts; ``absolute`` makes an address complete."""
    home = absolute(reverse("moderation:log"))
    feed = Atom1Feed(title=title, link=home, description=title, language=get_language())
    for entry in log_page(None):
        decision = entry.decision
        place = f" · {entry.place.title_here}" if entry.place else ""
        feed.add_item(
            title=f"{entry.kind}: {decision.get_act_display()}{place}",
            link=absolute(decision.node.get_absolute_url()),
            description=decision.why,
            unique_id=f"urn:uuid:{decision.pk}",
            pubdate=decision.at,
            updateddate=decision.at,
        )
    return feed
