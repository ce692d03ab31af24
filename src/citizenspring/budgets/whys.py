"""Why a project was or was not funded, told so that a fourteen-year-old understands it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.common.amounts import money_text
from citizenspring.common.templatetags.look import grouped

from .bars import Piece, bar
from .models import Explanation, Project, Round

__all__ = ["Why", "tie_words", "why_of"]

RULES = Round.Rule
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Why:
    """The answer in short sentences, the money as a bar with its table, and what was missing.

    ``is_funded`` is what the count says; an override stands beside it.
    """

    project: Project
    is_funded: bool
    headline: str
    sentences: list[str]
    missing: list[str] = field(default_factory=list)
    money: list[Piece] = field(default_factory=list)
    cost: list[Piece] = field(default_factory=list)
    instead: list[tuple[Project, int, Decimal]] = field(default_factory=list)
    beside: str = ""

    @property
    def override(self) -> Any:
        return getattr(self.project, "override", None)


def why_of(project: Project) -> Why | None:
    """The explanation of a project, none while it is not counted."""
    found = Explanation.objects.filter(project=project).first()
    if found is None:
        return None
    facts: Facts = found.facts
    return _funded(project, facts) if facts["funded"] else _unfunded(project, facts)


def _money(project: Project, amount: str | Decimal) -> str:
    return money_text(Decimal(amount), project.round.currency)


def _chosen(facts: Facts) -> str:
    if not facts["votes"]:
        return _("Nobody chose this project.")
    named = {"votes": grouped(facts["votes"]), "voters": grouped(facts["voters"])}
    if facts["score"]:
        named["score"] = grouped(facts["score"])
        return _("Given points by %(votes)s of %(voters)s voters: %(score)s in all.") % named
    return _("Chosen by %(votes)s of %(voters)s voters.") % named


def _beside(facts: Facts) -> str:
    if facts["rule"] == "greedy":
        return (
            _("Counted by equal shares, it would have been funded.")
            if facts["beside"]
            else _("Counted by equal shares, it would not have been funded.")
        )
    return (
        _("Counted by most votes first, it would have been funded.")
        if facts["beside"]
        else _("Counted by most votes first, it would not have been funded.")
    )


def _funded(project: Project, facts: Facts) -> Why:
    sentences = [_chosen(facts), _order(facts), *_paid(project, facts)]
    if facts["tie"]:
        sentences.append(_tie(project, facts))
    cost = Decimal(facts["cost"])
    parts = []
    if facts["by"] == "equal shares" and facts["price"] and not facts["score"]:
        full = min(cost, (facts["votes"] - facts["paid_all"]) * Decimal(facts["price"]))
        parts = [(_("Paid by supporters, all the same"), full, "odd")]
        if facts["paid_all"]:
            parts.append((_("Paid by those who gave their last money"), cost - full, "even"))
        else:
            parts = [(parts[0][0], cost, "odd")]
    headline = _("This project gets the money.")
    if project.round.method == Round.Method.RANKING:
        parts = []
    money = bar(cost, parts)
    return Why(project, True, headline, sentences, money=money, beside=_beside(facts))  # noqa: FBT003  # because it is the name of the field


def _order(facts: Facts) -> str:
    return _("It was bought as number %(place)s of %(of)s.") % {
        "place": facts["place"],
        "of": facts["of"],
    }


def _paid(project: Project, facts: Facts) -> Iterator[str]:
    cost = _money(project, facts["cost"])
    price = "" if facts["price"] is None else _money(project, facts["price"])
    if facts["by"] == "equal shares":
        yield _price(project, facts) % {"cost": cost, "price": price}
        if facts["paid_all"]:
            yield ngettext(
                "%(count)s person had less than that left, and gave all of it.",
                "%(count)s people had less than that left, and gave all of it.",
                facts["paid_all"],
            ) % {"count": grouped(facts["paid_all"])}
    elif facts["by"] == "phragmen":
        yield _(
            "It costs %(cost)s. When its supporters had that much together, it was bought. By then "
            "each of them had paid %(price)s in all."
        ) % {"cost": cost, "price": price}
    elif facts["rule"] == "greedy":
        yield _(
            "It costs %(cost)s. Projects were taken by votes, and when its turn came there was "
            "enough money."
        ) % {"cost": cost}
    else:
        yield _(
            "It costs %(cost)s. Its supporters could not pay all of it from their shares. But "
            "money was left at the end, and it had the most votes of those that still fitted."
        ) % {"cost": cost}


def _price(project: Project, facts: Facts) -> str:
    if facts["score"]:
        return _("It costs %(cost)s. Its supporters paid %(price)s for each point they gave it.")
    if project.round.method == Round.Method.RANKING:
        return _(
            "It costs %(cost)s. Its supporters paid %(price)s for each place it had from the end "
            "of their list: who put it higher paid more."
        )
    if facts["paid_all"]:
        return _("It costs %(cost)s. Supporters who still had enough paid %(price)s each.")
    return _("It costs %(cost)s. Each of its supporters paid %(price)s.")


def _tie(project: Project, facts: Facts) -> str:
    others = [number for number in facts["tie"] if number != project.number]
    named = project.round.projects.filter(number__in=others).order_by("number")
    return _("It stood exactly equal with %(others)s. %(why)s") % {
        "others": ", ".join(str(one.title) for one in named),
        "why": tie_words(facts["tie_by"]),
    }


def tie_words(decided_by: str) -> str:
    """What told equal projects apart."""
    return {
        "votes": _("The one with more votes went first."),
        "cost": _("The cheaper one went first."),
        "max_cost": _("The dearer one went first."),
        "id": _("The lower number went first."),
        "list": _("The list of the organisers decided."),
        "seed": _("A lot from a published text decided."),
    }.get(decided_by, "")


def _unfunded(project: Project, facts: Facts) -> Why:
    reason = _reason(project, facts)
    sentences = [_chosen(facts), *([reason] if reason else []), *_raised(project, facts)]
    if facts["votes"] and facts["got_something"]:
        sentences.append(_got(facts))
    return Why(
        project,
        False,  # noqa: FBT003  # because it is the name of the field
        _("This project gets no money."),
        sentences,
        list(_missing(project, facts)),
        _purse(project, facts),
        _gap(facts),
        _instead(project, facts),
        _beside(facts),
    )


def _reason(project: Project, facts: Facts) -> str:
    cost = _money(project, facts["cost"])
    lacks = facts["money"] is not None and Decimal(facts["money"]) < Decimal(facts["cost"])
    if lacks and facts["reason"] in {"supporters lack money", "does not fit"}:
        return _lacking(project, facts)
    if facts["reason"] == "above the budget":
        return _("It costs %(cost)s: more than all the money there was.") % {"cost": cost}
    if facts["reason"] == "does not fit":
        left = {"cost": cost, "left": _money(project, facts["left"])}
        return _("It costs %(cost)s. In the end only %(left)s was left.") % left
    if facts["reason"] == "no votes":
        return ""
    return _("The count ended before its turn came.")


def _lacking(project: Project, facts: Facts) -> str:
    named = {
        "cost": _money(project, facts["cost"]),
        "money": _money(project, facts["money"]),
        "short": _money(project, Decimal(facts["cost"]) - Decimal(facts["money"])),
        "left": _money(project, facts["left"]),
    }
    if facts["reason"] == "does not fit":
        return (
            _(
                "It costs %(cost)s. When nothing more could be bought, its supporters had "
                "%(money)s left together. %(short)s was missing. Of all the money, %(left)s "
                "remained: too little for it."
            )
            % named
        )
    return (
        _(
            "It costs %(cost)s. When nothing more could be bought, its supporters had %(money)s "
            "left together. %(short)s was missing."
        )
        % named
    )


def _raised(project: Project, facts: Facts) -> Iterator[str]:
    """Shares that were raised add up to more than the money, which looks wrong until it is said."""
    if facts["had"] is None or facts["money"] is None or not facts["votes"]:
        return
    share = Decimal(facts["had"]) / facts["votes"]
    if share * facts["voters"] > project.pot.amount + facts["voters"]:
        yield _(
            "These sums stand on paper: the count raised everybody's share a little to use up the "
            "money, so together the shares are more than the money there was."
        )


def _got(facts: Facts) -> str:
    named = {"count": grouped(facts["got_something"]), "votes": grouped(facts["votes"])}
    return _(
        "Another project that they chose was funded for %(count)s of its %(votes)s supporters."
    ) % (named)


def _missing(project: Project, facts: Facts) -> Iterator[str]:
    if facts.get("is_open"):
        yield _("How much more would have been enough takes too long to work out in this vote.")
    if facts["more_voters"]:
        yield ngettext(
            "With %(count)s more supporter it would have been funded.",
            "With %(count)s more supporters it would have been funded.",
            facts["more_voters"],
        ) % {"count": grouped(facts["more_voters"])}
    if facts["lower_cost"]:
        sentence = (
            _("Or if it had cost %(lower)s instead of %(cost)s.")
            if facts["more_voters"]
            else _("At a cost of %(lower)s instead of %(cost)s it would have been funded.")
        )
        yield sentence % {
            "lower": _money(project, facts["lower_cost"]),
            "cost": _money(project, facts["cost"]),
        }
    if facts["money"] is not None and (facts["more_voters"] or facts["lower_cost"]):
        yield _(
            "This can be less than the sum that was missing: one ballot more, or a lower cost, "
            "changes what everybody pays and so the whole count."
        )


def _purse(project: Project, facts: Facts) -> list[Piece]:
    """What its supporters had together: what other projects took, and what was left."""
    if facts["had"] is None or facts["money"] is None or not facts["votes"]:
        return []
    had, left = Decimal(facts["had"]), Decimal(facts["money"])
    named = _instead(project, facts)
    rest = had - left - sum((money for _one, _people, money in named), Decimal(0))
    tones = "other", "even", "other"
    parts: list[tuple[Any, Decimal, str]] = [
        (one.title, money, tones[at]) for at, (one, _people, money) in enumerate(named)
    ]
    if rest > 0:
        parts.append((_("Other projects"), rest, "even" if len(named) % 2 else "other"))
    return bar(max(had, Decimal(facts["cost"])), [*parts, (_("Left for this one"), left, "odd")])


def _gap(facts: Facts) -> list[Piece]:
    """Its cost: what its supporters could still pay, and what was missing."""
    if facts["money"] is None or not facts["votes"] or facts["had"] is None:
        return []
    cost, left = Decimal(facts["cost"]), Decimal(facts["money"])
    whole = max(cost, Decimal(facts["had"]))
    parts = [(_("Left for this one"), min(left, cost), "odd")]
    if cost > left:
        parts.append((_("Missing"), cost - left, "missing"))
    return bar(whole, parts)


def _instead(project: Project, facts: Facts) -> list[tuple[Project, int, Decimal]]:
    rows = {row["project"]: row for row in facts["instead"]}
    found = {one.number: one for one in project.round.projects.filter(number__in=rows)}
    for one in found.values():
        one.round = project.round
    return [
        (found[number], row["people"], Decimal(row["money"]))
        for number, row in rows.items()
        if number in found
    ]
