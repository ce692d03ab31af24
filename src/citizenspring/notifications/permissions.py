"""Who may read and choose news, and who sees how mail goes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.people.holding import holds
from citizenspring.people.models import Person, Role

__all__ = ["may_choose", "may_see_mail"]


@rule(_("You choose for yourself only how often you get news. Nobody reads the news of another."))
def may_choose(person: Any, whose: Person) -> bool:
    return isinstance(person, Person) and person.pk == whose.pk


@rule(_("Only organisers of the whole space see how many mails wait and were sent."))
def may_see_mail(person: Any, _thing: None) -> bool:
    return holds(person, Role.Kind.ORGANISER)
