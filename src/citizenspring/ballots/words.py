"""The rules of a poll in plain sentences."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.common.templatetags.look import grouped

from .models import Poll

__all__ = ["told_rules"]


def told_rules(poll: Poll) -> list[str]:
    """How a ballot is filled in, one sentence each."""
    return [str(sentence) for sentence in _sentences(poll)]


def _sentences(poll: Poll) -> Iterator[str]:
    if poll.method == Poll.Method.POINTS:
        yield _("You have %(points)s points to share out, %(each)s at most to one.") % {
            "points": grouped(poll.points or 0),
            "each": grouped(poll.most_each or 0),
        }
    elif poll.method == Poll.Method.RANKING:
        yield _("You put what you support in order, the best first.")
    else:
        yield _("You choose what you support.")
    if poll.fewest:
        yield ngettext(
            "At least %(number)s must be chosen.",
            "At least %(number)s must be chosen.",
            poll.fewest,
        ) % {"number": poll.fewest}
    yield ngettext("You can choose %(number)s.", "You can choose up to %(number)s.", poll.most) % {
        "number": poll.most
    }
    if poll.limit is not None:
        yield _("What you choose may cost %(limit)s together, no more.") % {
            "limit": grouped(int(poll.limit.quantize(Decimal(1))))
        }
