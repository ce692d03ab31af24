"""What somebody's table must have, as an organiser reads it out of her words."""

from collections.abc import Collection, Mapping

from django.db import transaction

from citizenspring.gatherings.models import OFFERS, Gathering, Registration
from citizenspring.gatherings.permissions import may_arrange_room
from citizenspring.ledger.services import record
from citizenspring.people.models import Person

__all__ = ["set_table_needs"]


@transaction.atomic
def set_table_needs(
    gathering: Gathering, needs: Mapping[int, Collection[str]], *, by: Person
) -> None:
    """Note for each number which of ``models.OFFERS`` her table must have, or nothing."""
    may_arrange_room.require(by, gathering)
    rows = list(gathering.registrations.select_for_update().filter(number__in=needs))
    for one in rows:
        one.table_needs = [name for name in OFFERS if name in needs[one.number]]
    Registration.objects.bulk_update(rows, ["table_needs"], batch_size=500)
    facts = {"people": sum(bool(one.table_needs) for one in rows)}
    record("gathering.needs", by=by, about=gathering.activity.node_id, facts=facts)
