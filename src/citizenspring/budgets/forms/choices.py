"""What an organiser can choose for a round, each with a sentence that explains it."""

from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from citizenspring.budgets.models import Round

__all__ = ["COMPLETIONS", "CURRENCIES", "DIVISIONS", "METHODS", "RULES", "TIES", "explained"]


def _explained(text: str | Promise) -> SafeString:
    """The first sentence names the choice, the rest explains it."""
    name, _point, rest = str(text).partition(". ")
    return format_html("{}<small>{}</small>", name.removesuffix("."), rest)


explained = lazy(_explained, str)

DIVISIONS = [
    (Round.Division.WHOLE, explained(_("One budget for everything. All projects compete for it."))),
    (
        Round.Division.TERRITORY,
        explained(
            _("A budget for each part of the city. A project competes with those of its own part.")
        ),
    ),
    (
        Round.Division.CATEGORY,
        explained(_("A budget for each theme. A project competes with those of its own theme.")),
    ),
]
METHODS = [
    (
        Round.Method.APPROVAL,
        explained(_("Choose projects, up to a number. The simplest on paper and on a phone.")),
    ),
    (
        Round.Method.KNAPSACK,
        explained(_("Choose projects as far as the budget goes. People see what things cost.")),
    ),
    (
        Round.Method.POINTS,
        explained(_("Share out points. People can say what matters more; it takes more time.")),
    ),
    (
        Round.Method.RANKING,
        explained(_("Put projects in order, the best first. Good with few projects.")),
    ),
]
RULES = [
    (
        Round.Rule.EQUAL_SHARES,
        explained(
            _(
                "Equal shares. Every voter decides on the same part of the money, so large and "
                "small groups each get projects. We advise this one."
            )
        ),
    ),
    (
        Round.Rule.PHRAGMEN,
        explained(
            _(
                "Phragmén. Everybody receives money little by little, and supporters buy a project "
                "as soon as they can pay it together."
            )
        ),
    ),
    (
        Round.Rule.GREEDY,
        explained(
            _(
                "Most votes first. Easy to say, but a majority can take all of the money and leave "
                "others nothing."
            )
        ),
    ),
]
COMPLETIONS = [
    (
        Round.Completion.ADD1,
        explained(
            _("Everybody's part rises euro by euro until the money is used. We advise this one.")
        ),
    ),
    (
        Round.Completion.ADD1U,
        explained(_("Everybody's part rises, and what is then left goes to most votes first.")),
    ),
    (Round.Completion.GREEDY, explained(_("What is left goes at once to most votes first."))),
    (Round.Completion.NONE, explained(_("What is left stays unspent."))),
]
TIES = [
    ("votes,cost,seed", _("More votes, then lower cost, then by lot")),
    ("cost,votes,seed", _("Lower cost, then more votes, then by lot")),
    ("votes,max_cost,seed", _("More votes, then higher cost, then by lot")),
    ("seed", _("By lot at once")),
]
CURRENCIES = [("EUR", "€"), ("CHF", "CHF"), ("GBP", "£"), ("PLN", "zł"), ("USD", "$")]
