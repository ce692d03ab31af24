"""A person's own part: what she reported, and what was decided about what she wrote."""

from dataclasses import dataclass

from citizenspring.moderation.models import Decision, Report
from citizenspring.people.models import Person
from citizenspring.threads.models import Node, Part

from .deciding import decisions_done

__all__ = ["Mine", "mine", "standing_hiding"]

MOST = 100


@dataclass(frozen=True)
class Mine:
    """What she reported, without its words once hidden, and decisions about her own words."""

    reports: list[Report]
    decisions: list[Decision]


def mine(person: Person) -> Mine:
    reports = Report.objects.filter(person=person).select_related("node__within").order_by("-at")
    wrote = Part.objects.filter(person=person, kind=Part.Kind.WROTE).values("node")
    decisions = decisions_done().filter(node__in=wrote).exclude(act=Decision.Act.WITHDRAWN)
    return Mine(list(reports[:MOST]), list(decisions[:MOST]))


def standing_hiding(node: Node) -> Decision | None:
    """The hiding that stands now, which its author may appeal; none while it is shown."""
    if node.is_public:
        return None
    last = decisions_done().filter(node=node).first()
    return last if last and last.act == Decision.Act.HIDDEN else None
