"""A Pabulib file on its way to become a round."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7
from citizenspring.people.models import Person
from citizenspring.processes.models import Process

from .rounds import Round

__all__ = ["PbUpload"]


class PbUpload(models.Model):
    """An uploaded ``.pb`` file, how far it has been read, and the round it became.

    ``content`` is compressed. The same bytes, known by ``digest``, become one round of a process.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for its turn")
        RUNNING = "running", _("Being read")
        DONE = "done", _("Read")
        FAILED = "failed", _("Could not be read")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="pb_uploads")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=300, blank=True)
    content = models.BinaryField(null=True, help_text="Gone once it has been read.")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    step = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    round = models.OneToOneField(Round, null=True, on_delete=models.SET_NULL, related_name="upload")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    notes = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "digest"],
                condition=~Q(state="failed") & ~Q(digest=""),
                name="pb_file_once_a_process",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def topic(self) -> str:
        """What open pages listen to."""
        return f"pb-{self.pk}"
