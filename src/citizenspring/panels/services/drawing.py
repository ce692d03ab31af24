"""The public draw: by three balls, or by the public value that was named before.

The number is kept once: whoever presses twice, or from two screens, finds it drawn.
"""

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Length
from django.utils.formats import date_format
from django.utils.timezone import localtime

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.sortition import number_drawn
from citizenspring.ledger.services import record
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.panels.errors import (
    AlreadyDrawn,
    BallOutOfTurn,
    BallsMissing,
    PanelNotCommitted,
    ValueNotYet,
    ValueUnnamed,
)
from citizenspring.panels.models import Member, Panel, Portfolio
from citizenspring.panels.models.planning import DIGITS, PANELS
from citizenspring.panels.permissions import may_run_panel
from citizenspring.people.models import Person

from .planning import hold
from .replacing import give_gone_seats
from .telling import tell_drawn

__all__ = ["draw_ball", "draw_by_balls", "draw_by_value", "show_digit", "take_back_ball"]

Stage = Panel.Stage


@transaction.atomic
def draw_ball(panel: Panel, digit: int, *, expected: int, by: Person) -> Panel:
    """Key in the ball just drawn; ``expected`` is how many were there: none counts twice."""
    may_run_panel.require(by, panel.gathering)
    ready = Panel.objects.filter(pk=panel.pk, stage=Stage.COMMITTED, by=Panel.By.BALLS)
    now = ready.annotate(many=Length("digits")).filter(many=expected, many__lt=DIGITS)
    added = now.update(digits=Concat("digits", Value(str(digit))), shown=F("shown") + 1)
    if not added:
        _require_ready(panel, Panel.By.BALLS)
        raise BallOutOfTurn
    facts = {"place": expected + 1, "digit": digit}
    record("panel.ball", by=by, about=panel.gathering.activity.node_id, facts=facts)
    tell(panel.topic, "ball")
    return _again(panel)


@transaction.atomic
def take_back_ball(panel: Panel, reason: str, *, expected: int, by: Person) -> Panel:
    """A ball was keyed in wrongly: the last one is taken off, with a public reason."""
    held = hold(panel, by=by)
    _require_ready(held, Panel.By.BALLS)
    if not reason.strip():
        raise ReasonMissing
    if not held.digits or len(held.digits) != expected:
        raise BallOutOfTurn
    facts = {"place": expected, "digit": int(held.digits[-1]), "reason": reason.strip()}
    held.digits, held.shown = held.digits[:-1], expected - 1
    held.save(update_fields=["digits", "shown"])
    record("panel.ball_taken_back", by=by, about=held.gathering.activity.node_id, facts=facts)
    tell(held.topic, "ball")
    return held


@transaction.atomic
def draw_by_balls(panel: Panel, *, by: Person) -> Panel:
    """Let the three balls on the wall decide."""
    held = hold(panel, by=by)
    _require_ready(held, Panel.By.BALLS)
    if missing := DIGITS - len(held.digits):
        raise BallsMissing(missing=missing)
    _drawn(held, int(held.digits), held.digits, by=by)
    tell_drawn(held)
    return held


@transaction.atomic
def draw_by_value(panel: Panel, value: str, *, by: Person) -> Panel:
    """Turn the public value into the number of a panel; the wall then shows digit by digit."""
    held = hold(panel, by=by)
    _require_ready(held, Panel.By.VALUE)
    said = " ".join(value.split())[:300]
    if not said:
        raise ValueUnnamed
    assert held.value_at is not None
    if database_now() < held.value_at:
        when = date_format(localtime(held.value_at), "j F Y, H:i")
        raise ValueNotYet(when=when)
    found = Portfolio.objects.get(panel=held)
    number, _seed = number_drawn(found.facts["portfolio_sha256"], said, PANELS)
    held.digits, held.shown = f"{number:0{DIGITS}}", 0
    _drawn(held, number, said, by=by)
    return held


@transaction.atomic
def show_digit(panel: Panel, *, expected: int, by: Person) -> Panel:
    """Show the next digit on the wall; with the last one, those drawn are told."""
    may_run_panel.require(by, panel.gathering)
    ready = Panel.objects.filter(pk=panel.pk, stage=Stage.DRAWN, shown=expected)
    if ready.filter(shown__lt=DIGITS).update(shown=F("shown") + 1):
        tell(panel.topic, "digit")
        if expected + 1 == DIGITS:
            tell_drawn(_again(panel))
    return _again(panel)


def _require_ready(panel: Panel, way: str) -> None:
    now = Panel.objects.only("stage", "by").get(pk=panel.pk)
    if now.stage == Stage.DRAWN:
        raise AlreadyDrawn
    if now.stage != Stage.COMMITTED or now.by != way:
        raise PanelNotCommitted


def _drawn(panel: Panel, number: int, value: str, *, by: Person) -> None:
    """Seat the panel of this number; the panel's row is held."""
    panel.stage, panel.value, panel.drawn_at = Stage.DRAWN, value, database_now()
    panel.save(update_fields=["stage", "value", "drawn_at", "digits", "shown"])
    names = Portfolio.objects.get(panel=panel).panels.splitlines()[number].split()[1:]
    chosen = panel.volunteers.filter(pseudonym__in=names)
    Member.objects.bulk_create(
        Member(panel=panel, volunteer=one, joined_at=panel.drawn_at) for one in chosen
    )
    facts = {"number": number, "value": value, "panel": names}
    record("panel.drawn", by=by, about=panel.gathering.activity.node_id, facts=facts)
    tell(panel.topic, "drawn")
    give_gone_seats(panel)


def _again(panel: Panel) -> Panel:
    found = Panel.objects.get(pk=panel.pk)
    found.gathering = panel.gathering
    return found
