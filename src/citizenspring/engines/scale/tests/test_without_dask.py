"""Without the extra the error says what to install."""

import sys

import pytest

from citizenspring.engines.errors import BadInput, EngineError
from citizenspring.engines.scale import merge_ballots
from citizenspring.engines.scale.counting import client_of


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineError, match=r"pip install citizenspring\[scale\]"):
        client_of(object())


def test_something_else_than_a_client_is_refused() -> None:
    with pytest.raises(BadInput, match=r"expected a distributed\.Client"):
        merge_ballots(object(), [1, 2])
