"""Why a contribution is reported or hidden: a short list that everybody knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["URGENT", "Ground"]


class Ground(models.TextChoices):
    PRIVATE = "private", _("It shows private details: an address, a phone number, a face")
    THREAT = "threat", _("It threatens somebody or calls for violence")
    HATE = "hate", _("It insults people or a group of people")
    ADVERTISING = "advertising", _("It is advertising or was written by a robot")
    FALSE_NAME = "false_name", _("It is written in the name of somebody else")
    OFF_TOPIC = "off_topic", _("It is not about the question")
    OTHER = "other", _("Something else")


# These harm by the hour: first on the queue, and the only ones on which reports alone may act.
URGENT = frozenset({Ground.PRIVATE, Ground.THREAT})
