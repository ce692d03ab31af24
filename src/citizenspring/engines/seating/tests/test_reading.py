"""A gathering and its lists read from files, and every fault named by file and line."""

from pathlib import Path
from time import process_time

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.seating import (
    Facilitator,
    Pin,
    Place,
    read_absent,
    read_facilitators,
    read_gathering,
    read_groups,
    read_pins,
    read_places,
)

from .factories import write_rows

HEAD = "id,commune,age,language"


def test_columns_are_found_by_their_names(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "g.csv",
        "ID,Name,Commune,Langue,Needs",
        "1,Ada,Ixelles,FR+NL,Step-free",
        "2,Bo,Jette,en,",
        "3,Cy,Ixelles,fr,",
        "4,Di,Jette,fr,",
    )
    found = read_gathering(path)
    assert found.attributes == ("Commune",)
    assert found.people[0].languages == ("fr", "nl")
    assert found.people[0].needs == {"step-free"}


def test_a_column_of_many_numbers_is_mixed_in_bands(tmp_path: Path) -> None:
    rows = (f"{k},{18 + k}" for k in range(60))
    found = read_gathering(write_rows(tmp_path / "g.csv", "id,age", *rows))
    assert {person.attributes["age"] for person in found.people} == {
        "18-29", "30-41", "42-53", "54-65", "66+",
    }  # fmt: skip
    assert "mixed in 5 bands" in found.notes[0]


def test_a_column_that_differs_for_everybody_is_left_out(tmp_path: Path) -> None:
    rows = (f"{k},street {k},{'ab'[k % 2]}" for k in range(20))
    found = read_gathering(write_rows(tmp_path / "g.csv", "id,address,side", *rows))
    assert found.attributes == ("side",)


def test_an_empty_cell_can_stand_for_a_word(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "g.csv", HEAD, "1,,65+,fr", "2,Jette,65+,")
    found = read_gathering(path, attributes=["commune"], blank="not said")
    assert found.people[0].attributes == {"commune": "not said"}
    assert found.people[1].languages == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((HEAD, "1,Jette,65+,fr", "1,Jette,65+,fr"), "g.csv, line 3: the id '1' is in line 2 too"),
        (
            (HEAD, "1,,65+,fr", "2,Jette,65+,fr", "3,Evere,65+,fr", "4,Evere,65+,fr"),
            "g.csv, line 2: the column 'commune' is empty",
        ),
        ((HEAD, "1,Jette,65+,"), "g.csv, line 2: the column 'language' is empty"),
        ((HEAD, "1,Jette,65+,7"), "g.csv, line 2: the languages are '7'"),
        ((HEAD, ",Jette,65+,fr"), "g.csv, line 2: the id is empty"),
        ((HEAD, "1,Jette"), "g.csv, line 2: the row has 2 columns"),
        ((HEAD,), "g.csv: nobody is in the file"),
        (("name,age", "Ada,3"), "g.csv, line 1: there is no column of ids"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadInput) as problem:
        read_gathering(write_rows(tmp_path / "g.csv", *rows))
    assert str(problem.value).startswith(said)


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no column 'income'"):
        read_gathering(write_rows(tmp_path / "g.csv", HEAD), attributes=["income"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "row", ["{0},Jette,65+,fr", "nonsense {0}", "x,y,z,fr", "{0},\x01,\x02,fr"]
)
def test_a_million_rows_of_nonsense_are_answered_in_two_seconds(tmp_path: Path, row: str) -> None:
    path = tmp_path / "g.csv"
    path.write_text(HEAD + "\n" + "".join(row.format(k) + "\n" for k in range(1_000_000)))
    begin = process_time()
    with pytest.raises(BadInput, match="line"):
        read_gathering(path)
    assert process_time() - begin < 2


def test_pins_name_table_and_round(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "p.csv", "person,table,round", "a,3,", "b,1,2")
    assert read_pins(path, {"a", "b"}, 3) == (Pin("a", 3), Pin("b", 1, 2))


def test_a_pin_against_an_earlier_one_names_both_lines(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "p.csv", "person,table,round", "a,3,", "a,1,2")
    with pytest.raises(BadInput, match=r"p.csv, line 3: .* in line 2 to table 3"):
        read_pins(path, {"a"}, 3)


@pytest.mark.parametrize("row", ["ghost,1,", "a,0,", "a,x,", "a,1,9", "a,1,x"])
def test_a_pin_that_makes_no_sense_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(BadInput, match="line 2"):
        read_pins(write_rows(tmp_path / "p.csv", "person,table,round", row), {"a"}, 3)


def test_groups_and_pairs_are_a_row_each(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "t.csv", "a,b,c", "1,2,", "3,4,5")
    assert read_groups(path, set("12345")) == (("1", "2"), ("3", "4", "5"))
    with pytest.raises(BadInput, match="line 3: the row names 3 people; expected two"):
        read_groups(path, set("12345"), pairs=True)


def test_somebody_unknown_in_a_pair_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"t.csv, line 2: '9' is not among the people"):
        read_groups(write_rows(tmp_path / "t.csv", "a,b", "1,9"), {"1"})


def test_tables_facilitators_and_absent_people_are_read(tmp_path: Path) -> None:
    room = write_rows(tmp_path / "r.csv", "table,seats,offers", "1,9,step-free+loop", "2,,")
    assert read_places(room) == (Place(1, 9, frozenset({"step-free", "loop"})), Place(2))
    led = write_rows(tmp_path / "f.csv", "id,language", "x,FR+NL")
    assert read_facilitators(led) == (Facilitator("x", ("fr", "nl")),)
    assert read_absent(write_rows(tmp_path / "a.csv", "id", "1", "1", "2"), {"1", "2"}) == (
        "1",
        "2",
    )


def test_a_table_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 3: table 1 is there twice"):
        read_places(write_rows(tmp_path / "r.csv", "table", "1", "1"))


def test_extra_columns_mostly_empty_or_of_telephone_numbers_are_left_out(tmp_path: Path) -> None:
    rows = (f"{k},{'ab'[k % 2]},{'late' if k == 3 else ''},04701234{k:02}" for k in range(20))
    found = read_gathering(write_rows(tmp_path / "g.csv", "id,side,notes,phone", *rows))
    assert found.attributes == ("side",)
    assert "'notes' is empty for most people" in found.notes[0]


def test_other_names_of_ids_and_languages_are_understood(tmp_path: Path) -> None:
    head = "participant_id,side,Languages spoken,Care needs"
    rows = ("1,a,FR+NL,loop", "2,b,nl,", "3,a,fr,", "4,b,fr,")
    found = read_gathering(write_rows(tmp_path / "g.csv", head, *rows))
    assert found.attributes == ("side",)
    assert found.people[0].id == "1"
    assert found.people[0].languages == ("fr", "nl")
    assert found.people[0].needs == {"loop"}


def test_one_value_in_capitals_and_not_is_one_value(tmp_path: Path) -> None:
    rows = ("1,Jette", "2, jette ", "3,EVERE", "4,Evere")
    found = read_gathering(write_rows(tmp_path / "g.csv", "id,commune", *rows))
    assert [one.attributes["commune"] for one in found.people] == ["Jette"] * 2 + ["EVERE"] * 2


def test_lists_may_have_capitals_in_their_header_and_empty_rows(tmp_path: Path) -> None:
    tables = write_rows(tmp_path / "t.csv", "Table,Seats,Offers", "1,9,loop", ",,")
    assert read_places(tables) == (Place(1, 9, frozenset({"loop"})),)
    pins = write_rows(tmp_path / "p.csv", "Person,Table,Round", "ada,2,1", ",,")
    assert read_pins(pins, {"ada"}, 2) == (Pin("ada", 2, 1),)
