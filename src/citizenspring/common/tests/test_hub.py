"""What one web process hears for all its open pages."""

import json
import logging

import pytest

from citizenspring.common.hub import Hub

OURS = json.dumps({"topic": "record", "event": "checkpoint", "facts": {"size": 3}})
NOT_OURS = [
    "",
    "hello",
    "7",
    "[]",
    "{}",
    '{"topic": ["record"], "event": "x", "facts": {}}',
    '{"topic": "record", "event": "x", "facts": 7}',
    "[" * 7900,
]


@pytest.mark.parametrize("payload", NOT_OURS)
def test_a_notice_that_is_not_ours_is_skipped_and_said(
    payload: str, caplog: pytest.LogCaptureFixture
) -> None:
    hub = Hub(limit=10)
    listener = hub.join("record")
    assert listener is not None
    with caplog.at_level(logging.WARNING, "citizenspring.live"):
        hub.deliver(payload)
    assert "was skipped" in caplog.text
    hub.deliver(OURS)
    assert [json.loads(chunk[6:]) for chunk in listener.waiting] == [
        {"event": "checkpoint", "size": 3}
    ]
