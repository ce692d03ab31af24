from pathlib import Path

import pytest

from citizenspring.engines.record import SigningKey, canonical, verify_diff
from citizenspring.engines.record.tests.factories import KEY, make_entries, make_record

FORGED = canonical({"kind": "vote.cast", "nonce": "forged"})
ROWS = make_entries(300)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return make_record(tmp_path / "old", ROWS[:200])


def test_a_record_that_only_grew_continues(old: Path, tmp_path: Path) -> None:
    assert verify_diff(old, make_record(tmp_path / "new", ROWS), key=KEY.public).holds


def test_the_same_record_continues_itself(old: Path) -> None:
    assert verify_diff(old, old).holds


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([*ROWS[:70], FORGED, *ROWS[71:]], 70),
        ([*ROWS[:70], *ROWS[71:]], 70),
        ([*ROWS[:70], FORGED, *ROWS[70:]], 70),
        ([*ROWS[:70], ROWS[3], *ROWS[70:]], 70),
        ([*ROWS[:70], ROWS[71], ROWS[70], *ROWS[72:]], 70),
        (ROWS[:150], 150),
    ],
    ids=["changed", "dropped", "inserted", "duplicated", "swapped", "cut"],
)
def test_a11_the_first_bad_row_is_named(
    old: Path, tmp_path: Path, rows: list[bytes], first: int
) -> None:
    report = verify_diff(old, make_record(tmp_path / "new", rows))
    assert report.problems[0].row == first


def test_a_record_signed_with_another_key_is_refused(old: Path, tmp_path: Path) -> None:
    stranger = SigningKey.generate(KEY.name).public
    report = verify_diff(old, make_record(tmp_path / "new", ROWS), key=stranger)
    assert "signature" in {each.code for each in report.problems}
