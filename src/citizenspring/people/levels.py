"""How sure we are that somebody is one real person: four levels, each with its way up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["HOW_TO_REACH", "Level", "Way"]


class Level(models.IntegerChoices):
    """In order: whoever has one has those below it."""

    GUEST = 0, _("Guest, no account")
    MAIL = 1, _("Confirmed mail address")
    PHONE = 2, _("Confirmed phone")
    IN_PERSON = 3, _("Confirmed in person or by eID")


class Way(models.TextChoices):
    """How a level was attained."""

    MAIL = "mail", _("A code sent to the mail address")
    PHONE = "phone", _("A phone that was called at a desk")
    DESK = "desk", _("An identity document shown at a desk")
    EID = "eid", _("A city login or electronic identity card")

    @property
    def level(self) -> Level:
        return _LEVELS[self]


_LEVELS = {
    Way.MAIL: Level.MAIL,
    Way.PHONE: Level.PHONE,
    Way.DESK: Level.IN_PERSON,
    Way.EID: Level.IN_PERSON,
}
HOW_TO_REACH = {
    Level.GUEST: _("Take part in anything; nothing else is needed."),
    Level.MAIL: _("Sign in with a code sent to your mail address."),
    Level.PHONE: _("Book a time at a centre and bring your phone."),
    Level.IN_PERSON: _("Book a time at a centre and bring your identity card."),
}
