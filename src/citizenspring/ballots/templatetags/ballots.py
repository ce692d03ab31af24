"""Words and addresses of secret votes for their pages."""

from django import template
from django.urls import reverse

from citizenspring.ballots.models import Poll, RollEntry
from citizenspring.common.templatetags.look import badge

__all__ = ["register"]

register = template.Library()

SHOWN = {
    Poll.State.DRAFT: "draft",
    Poll.State.OPEN: "open",
    Poll.State.CLOSED: "closed",
    Poll.State.SEALED: "closed",
}


@register.inclusion_tag("components/badge.html")
def poll_badge(poll: Poll) -> dict[str, object]:
    return badge(SHOWN[Poll.State(poll.state)], str(poll.get_state_display()))


@register.simple_tag
def vote_page(poll: Poll) -> str:
    """Where people fill in the ballot: the page of the stage that made the vote, or our own."""
    own = reverse("ballots:poll", args=[poll.pk])
    return reverse("ballots:vote", args=[poll.pk]) if poll.node.url in {"", own} else poll.node.url


@register.filter
def ways(channels: dict[str, int]) -> list[tuple[str, int]]:
    """How many voted which way, each way with its name."""
    return [(str(RollEntry.Channel(way).label), number) for way, number in channels.items()]
