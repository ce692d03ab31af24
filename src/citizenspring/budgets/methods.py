"""How a round is counted, in a few plain sentences."""

from django.utils.translation import gettext as _

from .models import Round

__all__ = ["method_sentences"]

Rule, Completion, Method = Round.Rule, Round.Completion, Round.Method


def method_sentences(budget: Round) -> list[str]:
    """At most five sentences that say what the rule of this round does."""
    rules = {Rule.EQUAL_SHARES: _equal, Rule.PHRAGMEN: _phragmen, Rule.GREEDY: _greedy}
    return rules[Rule(budget.rule)](budget)


def _equal(budget: Round) -> list[str]:
    pays = {
        Method.POINTS: _("Who gave a project more points pays more for it."),
        Method.RANKING: _("Who put a project higher on her list pays more for it."),
    }
    return [
        _("The money belongs to the voters: everybody gets the same share of it."),
        pays.get(
            Method(budget.method),
            _("Those who chose a project pay for it together, each the same."),
        ),
        _("Next comes the project that costs its supporters the least for what it is worth."),
        _("Who has less left gives what she has, and the others pay the rest."),
        _completion(budget),
    ]


def _completion(budget: Round) -> str:
    return {
        Completion.ADD1: _(
            "Some money is left over in many purses: so everybody's share is raised a little and "
            "the count begins again, until the money is used."
        ),
        Completion.ADD1U: _(
            "Some money is left over in many purses: so everybody's share is raised until the "
            "money is used, and what still fits is taken by votes."
        ),
        Completion.GREEDY: _("What is left over goes to the projects with the most votes."),
        Completion.NONE: _("What is left over stays unspent."),
    }[Completion(budget.completion)]


def _phragmen(budget: Round) -> list[str]:
    lines = [
        _("Everybody gets money bit by bit, all at the same pace."),
        _("As soon as the supporters of a project have its cost together, it is bought."),
        _("Then their purses are empty, and they begin to save again."),
        _("It ends when the next project costs more than is left."),
    ]
    if budget.completion == Completion.GREEDY:
        lines.append(_("What is left over goes to the projects with the most votes."))
    return lines


def _greedy(budget: Round) -> list[str]:
    most = {
        Method.POINTS: _("The project with the most points is taken first, then the next."),
        Method.RANKING: _(
            "Each place on a list counts as points, more for a higher place. The project with the "
            "most is taken first, then the next."
        ),
    }
    return [
        most.get(
            Method(budget.method),
            _("The project with the most votes is taken first, then the next."),
        ),
        _("What costs more than is left is passed over."),
        _("It ends when nothing more fits."),
    ]
