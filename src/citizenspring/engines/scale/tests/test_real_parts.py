"""Real conversations in parts; collected only where the shared data is at hand."""

from pathlib import Path
from typing import Any

import pytest

from citizenspring.engines.opinions import map_opinions, read_polis
from citizenspring.engines.opinions.tests.places import POLIS
from citizenspring.engines.scale import PartedVotes

from .alike import assert_same, dealt, in_turn, on_one_machine

pytestmark = pytest.mark.slow

assert POLIS is not None
EXPORTS = sorted(path.parent for path in POLIS.glob("*/votes.csv"))


@pytest.mark.parametrize("folder", EXPORTS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("mode", ["own", "polis"])
def test_parts_of_a_conversation_give_its_map(client: Any, folder: Path, mode: Any) -> None:
    votes = read_polis(folder).votes
    whole = on_one_machine(votes, mode=mode)
    for parts in (in_turn(votes, 1), in_turn(votes, 2), in_turn(votes, 5), dealt(votes, 5)):
        assert_same(map_opinions(PartedVotes.of(client, parts), mode=mode), whole)
