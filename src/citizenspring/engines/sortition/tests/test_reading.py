"""Files as people really keep them: other ids, towns without streets, empty rows at the end."""

from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.sortition import Pool, read_pool

QUOTAS = "category,name,min,max\nage,old,0,2\nage,young,0,2\n"


def read(folder: Path, people: str, *, quotas: str = QUOTAS) -> Pool:
    (folder / "categories.csv").write_text(quotas, "utf-8")
    (folder / "respondents.csv").write_text(people, "utf-8")
    return read_pool(folder)


@pytest.mark.parametrize("name", ["participant_id", "Person ID", "participant", "Code"])
def test_a_column_of_ids_may_have_another_name(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f"age,{name}\nold,a\nyoung,b\n").ids == {"a", "b"}


def test_two_columns_that_may_be_the_id_are_not_guessed_from(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a column id, or another one that --id names"):
        read(tmp_path, "age,web_id,card_id\nold,a,b\n")


def test_people_of_one_town_do_not_share_a_home(tmp_path: Path) -> None:
    pool = read(tmp_path, "id,age,primary_city,postcode\na,old,Brussels,1000\n")
    assert [one.address for one in pool.people] == [""]


def test_the_town_belongs_to_an_address_with_a_street(tmp_path: Path) -> None:
    pool = read(tmp_path, "id,age,address,postcode\na,old,Rue  Haute 1,1000\n")
    assert [one.address for one in pool.people] == ["rue haute 1 / 1000"]


def test_empty_rows_at_the_end_do_no_harm(tmp_path: Path) -> None:
    pool = read(tmp_path, "id,age\na,old\n,\n , \n", quotas=QUOTAS + ",,,\n")
    assert pool.ids == {"a"}
    assert len(pool.quotas) == 2


def test_so_many_quotas_are_refused(tmp_path: Path) -> None:
    quotas = "category,name,min,max\n" + "".join(f"age,{n},0,1\n" for n in range(10_001))
    with pytest.raises(BadInput, match=r"categories.csv, line 10002: there are more than 10,000"):
        read(tmp_path, "id,age\na,1\n", quotas=quotas)
