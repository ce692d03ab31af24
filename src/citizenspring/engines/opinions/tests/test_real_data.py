"""The engine on real conversations; collected only where the shared data is at hand."""

import os
from pathlib import Path
from typing import Any

import pytest

from citizenspring.engines.opinions import describe, map_opinions, read_polis
from citizenspring.engines.opinions.counted import counted_over_time
from citizenspring.engines.opinions.fidelity import compare, read_stored
from citizenspring.engines.opinions.foretell import bits_per_hidden_vote

from .places import FIXTURES, POLIS

assert FIXTURES is not None
assert POLIS is not None
STORED = sorted(path.parent for path in FIXTURES.glob("*/math-pca2.json"))
EXPORTS = sorted(path.parent for path in POLIS.glob("*/votes.csv"))


def name_of(folder: Path) -> str:
    return folder.name


@pytest.mark.parametrize("folder", STORED, ids=name_of)
def test_lists_and_consensus_are_those_that_polis_stored(folder: Path) -> None:
    found = compare(read_stored(folder))
    assert found.representative[0] == found.representative[1]
    assert found.consensus[0] == found.consensus[1]
    assert found.group_aware < 1e-12


def test_axes_are_those_that_polis_stored_in_four_of_five() -> None:
    cosines = [min(compare(read_stored(folder)).cosines) for folder in STORED]
    exact = [one for one in cosines if one > 1 - 1e-9]
    assert len(exact) >= len(cosines) - 1
    assert min(cosines) > 0.999


def test_positions_and_priorities_are_those_that_polis_stored_in_four_of_five() -> None:
    found = [compare(read_stored(folder)) for folder in STORED]
    exact = [one for one in found if one.positions < 1e-9 and one.priority < 1e-6]
    assert len(exact) >= len(found) - 1


def test_who_counts_is_what_polis_stored_in_four_of_five() -> None:
    equal = 0
    for folder in STORED:
        stored = read_stored(folder)
        equal += counted_over_time(stored.cast) == set(stored.math["in-conv"])
    assert equal >= len(STORED) - 1


@pytest.mark.slow
@pytest.mark.parametrize("folder", EXPORTS, ids=name_of)
def test_an_export_is_read_without_contradiction(folder: Path) -> None:
    export = read_polis(folder)
    assert export.notes == ()
    assert export.groups
    text: dict[Any, str] = {one.id: one.text for one in export.statements}
    assert "What divides them" in describe(map_opinions(export.votes), text)


@pytest.mark.slow
@pytest.mark.parametrize("folder", EXPORTS, ids=name_of)
def test_polis_groups_are_found_again(folder: Path) -> None:
    export = read_polis(folder)
    theirs = len(set(export.groups.values()))
    found = map_opinions(export.votes, mode="polis", counted=export.counted, k=theirs)
    pairs = [(found.group_of(person), group) for person, group in export.groups.items()]
    straight = sum(ours == group for ours, group in pairs)
    assert max(straight, len(pairs) - straight) / len(pairs) > 0.9


@pytest.mark.slow
@pytest.mark.parametrize("folder", EXPORTS, ids=name_of)
def test_ideal_points_foretell_hidden_votes_better_than_groups(folder: Path) -> None:
    votes = read_polis(folder).votes
    ideal = bits_per_hidden_vote(votes, by="ideal points")
    assert ideal < bits_per_hidden_vote(votes, by="groups")
    assert ideal < bits_per_hidden_vote(votes, by="polis groups")


def test_the_named_data_folder_is_used() -> None:
    named = os.environ.get("CITIZENSPRING_DATA")
    assert named is None or Path(named) == STORED[0].parent.parent
