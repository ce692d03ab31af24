"""Real votes from Pabulib: published outcomes, and the funded sets of pabutools in fractions.

``facts.json`` was written by ``bench/budgets.py --facts`` after both had agreed.
"""

import hashlib
import json
from fractions import Fraction
from pathlib import Path

import pytest

from citizenspring.engines.budgeting import (
    Election,
    check_justified,
    check_prices,
    format_pb,
    parse_pb,
    read_pb,
    tally,
)

from .places import PABULIB

assert PABULIB is not None
FACTS = json.loads((Path(__file__).parent / "facts.json").read_text("utf-8"))
FILES = sorted(PABULIB.glob("*.pb"))


def vote_of(name: str) -> Election:
    assert PABULIB is not None
    return read_pb(PABULIB / name).election


def test_the_green_budget_of_wieliczka_is_the_published_one() -> None:
    vote = vote_of("Poland_Wieliczka_2023_Green_Budget.pb")
    found = tally(vote, exhaustive_stop=False)
    assert (len(found.funded), found.spent) == (30, Fraction(995_079))
    usual = tally(vote)
    assert (len(usual.funded), usual.spent) == (31, Fraction(984_579))


def test_swiecie_funds_the_published_seventeen() -> None:
    assert PABULIB is not None
    content = read_pb(PABULIB / "Poland_Swiecie_2023.pb")
    found = tally(content.election)
    assert (len(found.funded), len(found.election.projects)) == (17, 22)
    assert frozenset(found.funded) == content.selected


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_the_same_after_reading_and_writing(path: Path) -> None:
    content = read_pb(path)
    again = parse_pb(format_pb(content))
    assert again.meta == content.meta
    assert again.project_rows == content.project_rows
    assert again.vote_rows == content.vote_rows
    assert content.notes == ()


def digest(funded: object) -> str:
    """A set of ids as one short word."""
    return hashlib.sha256(",".join(sorted(funded)).encode()).hexdigest()[:16]  # type: ignore[call-overload]  # because any collection will do


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_funded_set_is_that_of_pabutools(path: Path) -> None:
    known = FACTS.get(path.name, {})
    vote = vote_of(path.name)
    found = {
        name: digest(tally(vote, **fact["options"], ties=("id",)).funded)
        for name, fact in known.items()
        if not fact.get("slow")
    }
    assert found == {name: fact["funded"] for name, fact in known.items() if not fact.get("slow")}


@pytest.mark.slow
def test_lodz_is_priceable_and_justified_in_seconds() -> None:
    vote = vote_of("Poland_Lodz_2022.pb")
    found = tally(vote)
    assert check_justified(vote, found.funded) is None
    assert check_prices(found).exact
    assert check_prices(found).holds
    assert not check_prices(tally(vote, rule="greedy")).holds
