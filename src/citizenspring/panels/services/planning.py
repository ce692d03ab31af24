"""Preparing a panel: its size, its quotas, and publishing them with their source."""

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.gatherings.errors import GatheringCancelled
from citizenspring.gatherings.models import Gathering
from citizenspring.ledger.services import record
from citizenspring.panels.errors import (
    AlreadyCommitted,
    FeaturesFixed,
    PanelExists,
    QuotasDoNotAdd,
    ReasonForQuotas,
    SourceMissing,
)
from citizenspring.panels.features import feature_label
from citizenspring.panels.models import Panel, Quota
from citizenspring.panels.permissions import may_run_panel
from citizenspring.panels.proposing import (
    QuotaFacts,
    figures_from,
    proposed,
    seats_of,
    source_of_figures,
)
from citizenspring.people.models import Person

__all__ = [
    "check_sums",
    "drop_feature",
    "hold",
    "hold_with_places",
    "prepare_panel",
    "propose_quotas",
    "publish_quotas",
    "require_on",
    "set_figures",
    "set_quotas",
]

Stage = Panel.Stage


@transaction.atomic
def prepare_panel(gathering: Gathering, size: int, *, by: Person) -> Panel:
    """Begin a panel of so many seats, with the quotas that the city's figures propose."""
    may_run_panel.require(by, gathering)
    panel = Panel(gathering=gathering, size=size, made_by=by, source=source_of_figures())
    try:
        with transaction.atomic():
            panel.save(force_insert=True)
    except IntegrityError as twin:
        raise PanelExists from twin
    _write(panel, proposed(size))
    record("panel.prepared", by=by, about=gathering.activity.node_id, facts={"seats": size})
    return panel


def hold(panel: Panel, *, by: Person | None = None) -> Panel:
    """The panel as it is now, held still until this transaction ends.

    Who runs it (``by``) does so while the gathering is on.
    """
    if by is not None:
        may_run_panel.require(by, panel.gathering)
        require_on(panel)
    held = Panel.objects.select_for_update().get(pk=panel.pk)
    held.gathering = panel.gathering
    return held


def hold_with_places(panel: Panel) -> Panel:
    """The panel and its gathering's places, held still.

    The gathering comes first: an erasure holds it when it comes to the panel.
    """
    Gathering.objects.select_for_update().get(pk=panel.gathering_id)
    return hold(panel)


def require_on(panel: Panel) -> None:
    """Nobody is invited to, or drawn for, what does not take place."""
    if Gathering.objects.filter(pk=panel.gathering_id, cancelled_at__isnull=False).exists():
        raise GatheringCancelled


@transaction.atomic
def propose_quotas(panel: Panel, size: int, *, by: Person) -> Panel:
    """Another size, or once more what the city's figures say; before anybody answered."""
    held = _changeable(panel, by)
    _require_no_answers(held)
    own = [one for one in _facts(held) if one.feature not in {"commune", "age", "gender"}]
    held.size = size
    held.save(update_fields=["size"])
    kept: dict[str, dict[str, float]] = {one.feature: {} for one in own}
    for one in own:
        kept[one.feature][one.value] = one.share or 0.0
    again = [row for name, counts in kept.items() for row in seats_of(name, counts, size)]
    _write(held, [*proposed(size), *again])
    return held


@transaction.atomic
def set_figures(panel: Panel, feature: str, text: str, *, by: Person) -> Panel:
    """Quotas of one feature from figures that the organiser gives, in percent."""
    held = _changeable(panel, by)
    _require_no_answers(held)
    rows = seats_of(feature, figures_from(text), held.size)
    others = [one for one in _facts(held) if one.feature != feature]
    _write(held, [*others, *rows])
    return held


@transaction.atomic
def drop_feature(panel: Panel, feature: str, *, by: Person) -> Panel:
    """No quotas of this feature."""
    held = _changeable(panel, by)
    _require_no_answers(held)
    _write(held, [one for one in _facts(held) if one.feature != feature])
    return held


@transaction.atomic
def set_quotas(
    panel: Panel, seats: dict[int, tuple[int, int]], *, reason: str = "", by: Person
) -> Panel:
    """Change minimums and maximums; once they are public, with a public reason.

    ``seats`` holds the two for the key of each quota.
    """
    held = _changeable(panel, by)
    if held.is_public and not reason.strip():
        raise ReasonForQuotas
    rows = list(held.quotas.all())
    for one in rows:
        one.least, one.most = seats.get(one.pk, (one.least, one.most))
    check_sums(rows, held.size)
    Quota.objects.bulk_update(rows, ["least", "most"])
    if held.is_public:
        _publish(held, rows, by=by, reason=reason.strip())
    return held


@transaction.atomic
def publish_quotas(panel: Panel, source: str, *, by: Person) -> Panel:
    """Show the quotas with their source to everybody; letters can go out from now on."""
    held = _changeable(panel, by)
    if not source.strip():
        raise SourceMissing
    rows = list(held.quotas.all())
    check_sums(rows, held.size)
    held.source = source.strip()
    held.stage = Stage.INVITING
    held.published_at = held.published_at or database_now()
    held.save(update_fields=["source", "stage", "published_at"])
    _publish(held, rows, by=by)
    return held


def check_sums(quotas: Sequence[Quota], size: int) -> None:
    """Refuse quotas that no pool at all could meet."""
    if not quotas:
        raise QuotasDoNotAdd(feature="–", least=0, most=0, size=size)  # noqa: RUF001  # nothing
    for feature in dict.fromkeys(one.feature for one in quotas):
        own = [one for one in quotas if one.feature == feature]
        least, most = sum(one.least for one in own), sum(one.most for one in own)
        if not least <= size <= most or any(one.least > one.most for one in own):
            name = feature_label(feature)
            raise QuotasDoNotAdd(feature=name, least=least, most=most, size=size)


def _changeable(panel: Panel, by: Person) -> Panel:
    held = hold(panel, by=by)
    if held.stage not in {Stage.PREPARING, Stage.INVITING}:
        raise AlreadyCommitted
    return held


def _require_no_answers(panel: Panel) -> None:
    if panel.volunteers.exists():
        raise FeaturesFixed


def _facts(panel: Panel) -> list[QuotaFacts]:
    return [
        QuotaFacts(one.feature, one.value, one.least, one.most, one.share)
        for one in panel.quotas.all()
    ]


def _write(panel: Panel, rows: Iterable[QuotaFacts]) -> None:
    panel.quotas.all().delete()
    Quota.objects.bulk_create(
        Quota(
            panel=panel,
            position=position,
            feature=one.feature,
            value=one.value,
            share=one.share,
            least=one.least,
            most=one.most,
        )
        for position, one in enumerate(rows)
    )


def _publish(panel: Panel, rows: Sequence[Quota], *, by: Person, reason: str = "") -> None:
    told = {f"{one.feature} {one.value}": [one.least, one.most] for one in rows}
    facts = {"seats": panel.size, "quotas": told, "source": panel.source}
    if reason:
        facts["reason"] = reason
    record("panel.quotas", by=by, about=panel.gathering.activity.node_id, facts=facts)
    tell(panel.topic, "quotas")
