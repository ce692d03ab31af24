"""Languages of a cell, of a table, and who is interpreted for."""

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.seating import Participant, seat_people
from citizenspring.engines.seating.interpreting import common_languages, posts_of, spoken_at
from citizenspring.engines.seating.languages import spoken_well, working_languages

FR, NL = Participant("a", {}, ("fr",)), Participant("b", {}, ("nl", "fr"))
AR = Participant("c", {}, ("ar",))


@pytest.mark.parametrize(
    ("cell", "languages"),
    [
        ("FR+NL", ("fr", "nl")),
        ("fr; nl ;en", ("fr", "nl", "en")),
        ("fr/nl", ("fr", "nl")),
        ("fr nl", ("fr", "nl")),
        ("fr:C1,nl:A2", ("fr",)),
        ("fr (native) nl (very good) en (basic)", ("fr", "nl")),
        ("Français", ("français",)),
        ("fr+fr", ("fr",)),
        ("en:B1", ()),
        ("nl: B2, fr = A1", ("nl",)),
    ],
)
def test_a_cell_of_languages_is_read_as_people_write_it(
    cell: str, languages: tuple[str, ...]
) -> None:
    assert spoken_well(cell) == languages


@pytest.mark.parametrize("cell", ["fr:excellentissimo", "12", "=1+1", "fr(("])
def test_what_is_no_language_is_refused(cell: str) -> None:
    with pytest.raises(BadInput, match="expected languages"):
        spoken_well(cell)


def test_a_table_speaks_what_all_speak() -> None:
    assert common_languages([FR, NL], ["nl", "fr"]) == ("fr",)


def test_a_table_without_a_common_language_takes_the_fewest_interpreters() -> None:
    assert spoken_at([FR, NL, AR], ["nl", "fr"]) == "fr"
    (posts,) = posts_of([("fr", [FR, NL, AR])])
    assert [(post.language, post.listeners) for post in posts] == [("ar", ("c",))]


@pytest.mark.slow
def test_rare_speakers_share_their_interpreter() -> None:
    people = [Participant(f"p{k}", {}, ("fr",)) for k in range(25)]
    people += [Participant(f"q{k}", {}, ("ar",)) for k in range(2)]
    found = seat_people(people, rounds=2, languages=["fr"])
    assert found.interpreters == {"ar": 1}
    assert found.common == 4
    assert all(found.table_of("q0", r) == found.table_of("q1", r) for r in (1, 2))


def test_working_languages_are_those_many_speak() -> None:
    people = [FR] * 9 + [AR]
    assert working_languages(people, None, 6) == ("fr",)


def test_a_language_nobody_speaks_is_refused() -> None:
    with pytest.raises(BadInput, match="Nobody speaks 'xx' well"):
        working_languages([FR], ["xx"], 6)
