"""Lists as organisers have them: other names, other letters, other signs between the cells."""

import pytest

from citizenspring.city.models import Territory
from citizenspring.gatherings.errors import ListUnreadable, ListWithoutColumn
from citizenspring.gatherings.sheets import read_facilitators, read_people, read_tables

pytestmark = pytest.mark.django_db


def test_people_are_read_whatever_columns_and_values_are_called() -> None:
    place = Territory.objects.create(
        kind="commune", code="21018", name={"fr": "Woluwe-Saint-Lambert"}, postcodes=["1200"]
    )
    text = (
        "Nom;Langues;Commune;Âge;Genre;Diplôme\n"
        "Zoé;FR+NL;Woluwe-St-Lambert;25-34;F;master\n"
        "Bo;nl (native) en (basic);1200;65+;M;upper-sec\n"
        "\n"
        "Ké;tr;;;;\n"
    )
    for encoding in ("utf-8-sig", "cp1252"):
        zoe, bo, ke = read_people(text.encode(encoding))
        assert (zoe.name, zoe.speaks, zoe.home) == ("Zoé", ("fr", "nl"), place)
        assert (zoe.age, zoe.gender, zoe.education) == ("18_34", "woman", "higher")
        assert (bo.home, bo.speaks, bo.age, bo.education) == (
            place,
            ("nl",),
            "65_plus",
            "secondary",
        )
        assert (ke.name, ke.home, ke.age) == ("Ké", None, "")


@pytest.mark.parametrize(
    ("row", "found"),
    [("Ada,atlantis,", "atlantis"), ("Ada,,very old", "very old"), (",,", ""), ('"Ada', "")],
)
def test_a_cell_that_says_nothing_known_is_named_with_its_line(row: str, found: str) -> None:
    with pytest.raises(ListUnreadable) as refused:
        list(read_people(f"name,commune,age\nBo,,\n{row or 'x'}\n,, x\n".encode()))
    assert refused.value.facts["line"] >= 3
    assert found in refused.value.facts["found"]


def test_a_list_without_names_takes_numbers_and_one_without_either_is_refused() -> None:
    assert read_people(b"id,language\n7,fr\n")[0].name.endswith("7")
    with pytest.raises(ListWithoutColumn):
        read_people(b"mail\nada@example.org\n")


def test_tables_and_facilitators_are_read() -> None:
    first, second = read_tables(b"table,seats,place,offers\n1,8,Balcony,step-free+quiet\n12,,,\n")
    assert (first.seats, first.place, first.offers) == (8, "Balcony", ("step_free", "quiet"))
    assert (second.number, second.seats) == (12, 9)
    assert read_facilitators(b"naam,talen\nAnna,NL+FR\n")[0].languages == ("nl", "fr")
    with pytest.raises(ListUnreadable):
        read_tables(b"table,seats\none,8\n")
