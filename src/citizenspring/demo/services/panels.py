"""The demo's panel: quotas published, letters sent and answered, ready to be drawn by a visitor."""

from collections.abc import Iterator

from citizenspring.common.clock import database_now
from citizenspring.demo.content import first_names
from citizenspring.engines.seeds import Stream
from citizenspring.gatherings.models import Gathering
from citizenspring.panels.models import Invitation, Panel, Volunteer
from citizenspring.panels.services import (
    make_letters,
    mark_sent,
    plan,
    prepare_panel,
    publish_quotas,
)
from citizenspring.people.models import Person

__all__ = ["load_panel"]

SEED = "citizen-spring-panel"
LETTERS = 2400
# Of a hundred letters so many bring a yes and so many a no.
YES, NO = 6, 3
Answer = Invitation.Answer


def load_panel(gathering: Gathering, seats: int, *, by: Person) -> Panel:
    panel = prepare_panel(gathering, seats, by=by)
    publish_quotas(panel, panel.source, by=by)
    plan(panel, LETTERS, by=by)
    make_letters(panel, channel="post", language="fr", by=by)
    mark_sent(panel.batches.get(), by=by)
    _answer(panel)
    return panel


def _answer(panel: Panel) -> None:
    """So many households of each commune as would answer; who they are is drawn."""
    letters = list(panel.invitations.select_related("commune").order_by("commune__code", "pk"))
    yes = [
        one for number, one in enumerate(letters) if number % 100 < YES * 10 and number % 10 == 0
    ]
    no = [one for number, one in enumerate(letters) if number % 100 >= 100 - NO]
    moment = database_now()
    for rows, answer in ((yes, Answer.YES), (no, Answer.NO)):
        keys = [one.pk for one in rows]
        panel.invitations.filter(pk__in=keys).update(answer=answer, answered_at=moment)
    Volunteer.objects.bulk_create(_volunteers(panel, yes))


def _volunteers(panel: Panel, letters: list[Invitation]) -> Iterator[Volunteer]:
    chance, names = Stream(SEED, "people"), first_names()
    shares = {
        feature: [
            (one.value, one.share)
            for one in panel.quotas.filter(feature=feature)
            if one.share is not None
        ]
        for feature in ("age", "gender")
    }
    for number, letter in enumerate(letters):
        values = {feature: _one_of(chance, own) for feature, own in shares.items()}
        assert letter.commune is not None
        yield Volunteer(
            panel=panel,
            invitation=letter,
            name=names[chance.below(len(names))],
            language="fr",
            values={**values, "commune": letter.commune.code},
            channel=Volunteer.Channel.PAPER,
            receipt=number.to_bytes(32, "big"),
        )


def _one_of(chance: Stream, shares: list[tuple[str, float]]) -> str:
    """A value as often as its share in percent says."""
    left = chance.below(1000) / 10
    for value, share in shares:
        left -= share
        if left < 0:
            return value
    return shares[-1][0]
