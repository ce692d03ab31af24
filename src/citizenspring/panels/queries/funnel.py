"""From letters to people in the room, commune by commune; what is small is hidden in public."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from citizenspring.engines.mood import suppressed
from citizenspring.panels.features import COMMUNE, commune_names
from citizenspring.panels.models import Invitation, Member, Panel

__all__ = ["STEPS", "Funnel", "funnel_of"]

STEPS = ("sent", "answered", "yes", "drawn", "confirmed", "came")
State = Member.State
Cells = dict[str, int]


@dataclass(frozen=True)
class Funnel:
    """Rows of a commune's name and its six figures, ``None`` where hidden; then the sums."""

    rows: list[tuple[str, list[int | None]]]
    sums: list[int]

    @property
    def has_hidden(self) -> bool:
        return any(None in figures for _name, figures in self.rows)


def funnel_of(panel: Panel, *, is_public: bool = True) -> Funnel:
    columns = _columns(panel)
    names = commune_names()
    codes = sorted(
        {code for column in columns for code in column}, key=lambda one: names.get(one, "")
    )
    shown: list[dict[str, int | None]] = []
    for column in columns:
        # A commune without anybody counts too: its empty cell is as telling as a small one.
        full = {code: column.get(code, 0) for code in codes}
        shown.append(suppressed(full) if is_public and any(full.values()) else dict(full))
    return Funnel(
        rows=[(names.get(code, code), [column[code] for column in shown]) for code in codes],
        sums=[sum(column.values()) for column in columns],
    )


def _columns(panel: Panel) -> list[Cells]:
    letters = panel.invitations.exclude(commune=None)
    sent = letters.filter(Q(batch__sent_at__isnull=False) | ~Q(answer=""))
    members = list(_members(panel))
    return [
        _by_commune(sent),
        _by_commune(letters.exclude(answer="")),
        _by_commune(letters.filter(answer=Invitation.Answer.YES)),
        _count(home for home, _state, _came in members),
        _count(home for home, state, _came in members if state == State.CONFIRMED),
        _count(home for home, _state, came in members if came),
    ]


def _by_commune(rows: QuerySet[Invitation]) -> Cells:
    found = rows.order_by().values_list("commune__code").annotate(Count("pk"))
    return {str(code): count for code, count in found}


def _members(panel: Panel) -> Iterable[tuple[str, str, bool]]:
    """Where each of those drawn lives, if everybody may know yet that she was."""
    if not panel.is_shown:
        return
    rows = panel.members.select_related("volunteer__invitation__commune", "registration__arrival")
    for one in rows:
        letter = one.volunteer.invitation
        said = one.volunteer.values.get(COMMUNE, "")
        home = letter.commune.code if letter and letter.commune else said
        came = one.registration is not None and hasattr(one.registration, "arrival")
        if home:
            yield home, one.state, came


def _count(homes: Iterable[str]) -> Cells:
    return dict(Counter(homes))
