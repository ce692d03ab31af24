"""Every kind of entry that the platform writes has a name that people understand."""

import re
from pathlib import Path

import citizenspring
from citizenspring.ledger.words import KINDS

SOURCES = Path(citizenspring.__file__).parent
WRITES = re.compile(r'\b(?:record|entry_for)\(\s*f?"([a-z_]+\.[a-z_]+)"')


def test_every_kind_that_is_written_has_a_name() -> None:
    written = {
        kind
        for path in SOURCES.rglob("*.py")
        if "tests" not in path.parts
        for kind in WRITES.findall(path.read_text(encoding="utf-8"))
    }
    assert "vote.cast" in written
    assert not written - KINDS.keys(), "Name these in ledger/words.py."
