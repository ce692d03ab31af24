"""A restored database: the numbers of another server's transactions are forgotten."""

import pytest

from citizenspring.opinions import services
from citizenspring.opinions.mapper import Mapper
from citizenspring.opinions.models import MapVersion, Vote, Withdrawal
from citizenspring.people.tests.factories import make_guest

from .factories import make_map, vote

pytestmark = pytest.mark.django_db
ELSEWHERE = 10**15


def test_maps_restored_on_another_server_are_drawn_once_and_then_rest() -> None:
    made, ada, bo = make_map(), make_guest(), make_guest()
    for person in (ada, bo):
        vote(person, made.statements.get())
    services.withdraw_vote(made.statements.select_related("map__activity").get(), by=bo)
    mapper = Mapper()
    mapper.step()
    Vote.objects.update(change=ELSEWHERE)
    Withdrawal.objects.update(change=ELSEWHERE)
    MapVersion.objects.update(horizon=ELSEWHERE)
    services.count_transactions_anew()
    assert not Vote.objects.filter(change__gte=ELSEWHERE).exists()
    assert not Withdrawal.objects.filter(change__gte=ELSEWHERE).exists()
    restarted = Mapper()
    assert restarted.step() == 1
    assert restarted.step() == 0
    assert MapVersion.objects.all()[0].votes_counted == 1
