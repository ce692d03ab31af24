"""Beginning a hearing, and the hours in which people ask."""

from django.db import transaction

from citizenspring.common.live import tell
from citizenspring.gatherings.models import Gathering
from citizenspring.hearings.models import Hearing
from citizenspring.hearings.permissions import may_prepare_hearing
from citizenspring.hearings.queries.ranking import ranked
from citizenspring.ledger.services import record
from citizenspring.people.models import Person

__all__ = ["close_asking", "hearing_of", "open_asking"]


@transaction.atomic
def hearing_of(gathering: Gathering, *, by: Person) -> Hearing:
    """The hearing of a gathering, begun by the first act on it."""
    may_prepare_hearing.require(by, gathering)
    hearing, _is_new = Hearing.objects.get_or_create(gathering=gathering)
    hearing.gathering = gathering
    return hearing


@transaction.atomic
def open_asking(hearing: Hearing, *, by: Person) -> None:
    """People in the room may ask and support from now on; tables' questions are collected."""
    may_prepare_hearing.require(by, hearing.gathering)
    _switch(hearing, "hearing.asking_opened", by, is_asking=True)


@transaction.atomic
def close_asking(hearing: Hearing, *, by: Person) -> None:
    """The ranking stays as it is; the record has it."""
    may_prepare_hearing.require(by, hearing.gathering)
    _switch(hearing, "hearing.asking_closed", by, is_asking=False)


def _switch(hearing: Hearing, kind: str, by: Person, *, is_asking: bool) -> None:
    rows = Hearing.objects.filter(pk=hearing.pk).exclude(is_asking=is_asking)
    hearing.is_asking = is_asking
    if not rows.update(is_asking=is_asking):
        return
    facts = {} if is_asking else {"ranking": _told_ranking(hearing)}
    record(kind, by=by, about=hearing.gathering.activity.node_id, facts=facts)
    tell(hearing.topic, "questions")


def _told_ranking(hearing: Hearing) -> list[str]:
    """Number and supports of each; the words stay out, so that they can be erased."""
    return [f"{one.question.number}: {one.wanted}" for one in ranked(hearing)]
