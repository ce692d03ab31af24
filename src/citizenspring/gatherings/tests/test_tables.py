"""Laying the tables of a room."""

import pytest

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings import queries, services
from citizenspring.gatherings.errors import TablesInUse, TableTwice
from citizenspring.gatherings.services import TableFacts

from .factories import make_gathering, make_helper, organiser_of, registered, seated

pytestmark = pytest.mark.django_db


def test_tables_are_laid_by_number_and_one_that_stays_keeps_its_key() -> None:
    gathering = make_gathering()
    olga = organiser_of(gathering)
    first = services.set_tables(gathering, 3, by=olga, seats=8)
    assert [(one.number, one.seats) for one in first] == [(1, 8), (2, 8), (3, 8)]
    rows = [TableFacts(2, 6, "Balcony", ["quiet", "gold"]), TableFacts(7)]
    again = services.set_tables(gathering, rows, by=olga)
    assert [one.number for one in queries.tables_of(gathering)] == [2, 7]
    assert (again[0].key, again[0].place, again[0].offers) == (first[1].key, "Balcony", ["quiet"])


def test_a_table_at_which_people_sit_stays() -> None:
    gathering = make_gathering()
    olga = organiser_of(gathering)
    services.set_tables(gathering, 2, by=olga)
    ada = registered(gathering)
    plan = seated(gathering, {2: [ada]})
    with pytest.raises(TablesInUse):
        services.set_tables(gathering, 1, by=olga)
    assert queries.table_of(ada) == 2
    assert list(queries.people_at(plan, 1, 2)) == [ada]
    assert queries.current_plan(gathering) == plan


def test_each_number_is_there_once_and_only_organisers_lay_tables() -> None:
    gathering = make_gathering()
    with pytest.raises(TableTwice):
        services.set_tables(gathering, [TableFacts(1), TableFacts(1)], by=organiser_of(gathering))
    with pytest.raises(NotAllowed):
        services.set_tables(gathering, 1, by=make_helper(gathering))


def test_a_new_key_leaves_the_old_one_worthless() -> None:
    gathering = make_gathering()
    olga = organiser_of(gathering)
    table = services.set_tables(gathering, 1, by=olga)[0]
    before = table.key
    assert services.new_table_key(table, by=olga).key != before
    assert not gathering.tables.filter(key=before).exists()
