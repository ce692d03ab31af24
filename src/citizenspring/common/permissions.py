"""Who may do what: plain functions, each with a public reason, listed on a public page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.utils.functional import Promise

from .errors import NotAllowed

__all__ = ["Rule", "all_rules", "rule"]

Thing = TypeVar("Thing")
_rules: dict[str, "Rule[Any]"] = {}


@dataclass(frozen=True)
class Rule(Generic[Thing]):
    """A question about a person and a thing, answered yes or no; the reason is public."""

    name: str
    reason: str | Promise
    answer: Callable[[Any, Thing], bool]
    # Templates show a rule; left to themselves they would call it without its arguments.
    do_not_call_in_templates: ClassVar[bool] = True

    def __call__(self, person: Any, thing: Thing) -> bool:
        return self.answer(person, thing)

    def require(self, person: Any, thing: Thing) -> None:
        """Raise ``NotAllowed`` with the public reason when the answer is no."""
        if not self.answer(person, thing):
            raise NotAllowed(self.reason)

    @property
    def area(self) -> str:
        """The app that keeps this rule, such as ``opinions``."""
        return self.name.split(".")[0]


def rule(reason: str | Promise) -> Callable[[Callable[[Any, Thing], bool]], Rule[Thing]]:
    """Make a rule of a function ``may_…(person, thing)`` and list it publicly."""

    def decorate(function: Callable[[Any, Thing], bool]) -> Rule[Thing]:
        area = function.__module__.removeprefix("citizenspring.").split(".")[0]
        made = Rule(f"{area}.{function.__name__}", reason, function)
        _rules[made.name] = made
        return made

    return decorate


def all_rules() -> list[Rule[Any]]:
    return [_rules[name] for name in sorted(_rules)]
