"""What became of it: nodes, and the edges between them. Knows nothing of any stage."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citizenspring.common.ids import uuid7
from citizenspring.people.models import Person

__all__ = ["Edge", "Node", "Part"]


class Node(models.Model):
    """One thing a person can point at. ``kind`` names it: ``process``, ``statement`` and so on.

    ``title`` is in ``language``; ``titles`` holds it in other languages too, where they exist.
    ``within`` is the node it belongs to: a statement's is its activity's, an activity's is its
    process's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=40)
    title = models.TextField()
    titles = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=12)
    within = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="contents"
    )
    url = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["kind"], name="node_by_kind")]

    def __str__(self) -> str:
        return self.title_here

    def get_absolute_url(self) -> str:
        return reverse("threads:thread", args=[self.pk])

    @property
    def title_language(self) -> str:
        """The language of the title to show: the reader's where it exists."""
        for language in (get_language() or "", settings.LANGUAGE_CODE):
            if self.titles.get(language):
                return language
        return self.language

    @property
    def title_here(self) -> str:
        return self.titles.get(self.title_language) or self.title


class Edge(models.Model):
    """A step from one node to what it became, with its reason.

    ``reasons`` holds the reason in other languages too, where they exist.
    """

    class Kind(models.TextChoices):
        GROUPED_INTO = "grouped_into", _("was grouped into")
        MERGED_INTO = "merged_into", _("was merged into")
        BECAME = "became", _("became")
        ANSWERED_BY = "answered_by", _("was answered by")
        FUNDED_AS = "funded_as", _("was funded as")
        TESTED_IN = "tested_in", _("was tested in")
        RESULTED_IN = "resulted_in", _("resulted in")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    source = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="edges_out")
    target = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="edges_in")
    reason = models.TextField()
    reasons = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="edge_newest")]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="edge_drawn_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="edge_leads_elsewhere"),
            models.CheckConstraint(condition=~Q(reason=""), name="edge_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"

    @property
    def reason_here(self) -> str:
        """The reason in the reader's language where it exists."""
        return self.reasons.get(get_language() or "") or self.reason

    @property
    def reason_language(self) -> str:
        """The language of ``reason_here``, empty where nobody noted it."""
        here = get_language() or ""
        if self.reasons.get(here):
            return here
        return next((code for code, said in self.reasons.items() if said == self.reason), "")


class Part(models.Model):
    """Who took part in a node, and how; never what a secret vote said."""

    class Kind(models.TextChoices):
        WROTE = "wrote", _("wrote")
        SUPPORTED = "supported", _("supported")
        VOTED = "voted", _("voted")
        SAT_AT = "sat_at", _("sat at the table")
        SIGNED_ON_PAPER = "signed_on_paper", _("signed on paper")

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "node", "kind"], name="part_taken_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()} {self.node}"
