"""Open answers: by theme, and one by one."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from citizenspring.mood.models import Answer, MoodCheck, Question, Remark, Snapshot
from citizenspring.processes.texts import folded

__all__ = ["ThemeShown", "remarks_of", "themes_of", "waiting_on_paper"]


@dataclass(frozen=True)
class ThemeShown:
    """Open answers that speak of one thing, named by words that people wrote."""

    question: Question
    words: list[str]
    count: int
    remarks: list[Remark]


def themes_of(mood: MoodCheck, *, most: int = 3) -> list[ThemeShown]:
    """The themes of every open question, the largest first, each with a few of its answers."""
    snapshot = Snapshot.objects.filter(mood=mood).first()
    if snapshot is None:
        return []
    questions = {str(question.number): question for question in mood.questions.all()}
    told = [
        (questions[number], theme) for number, themes in snapshot.themes.items() for theme in themes
    ]
    wanted = [pk for _question, theme in told for pk in theme["members"]]
    shown = remarks_of(mood).in_bulk([UUID(pk) for pk in wanted])
    found = []
    for question, theme in told:
        members = [shown[UUID(pk)] for pk in theme["members"] if UUID(pk) in shown]
        if members:
            examples = list({folded(one.text): one for one in reversed(members)}.values())[::-1]
            found.append(ThemeShown(question, theme["words"], theme["count"], examples[:most]))
    return found


def remarks_of(mood: MoodCheck) -> QuerySet[Remark]:
    """What everybody may read, the newest first."""
    shown = mood.remarks.filter(is_confirmed=True, state=Remark.State.SHOWN)
    return shown.select_related("node").order_by("-created_at", "pk")


def waiting_on_paper(mood: MoodCheck) -> QuerySet[Answer]:
    """Paper answers that wait for a verifier, the oldest first."""
    rows = mood.answers.filter(is_on_paper=True, state=Answer.State.WAITING)
    return rows.select_related("home", "keyed_by").order_by("created_at")
