"""What a web process reads ahead."""

import threading

import pytest

from citizenspring.common import warming


def test_it_is_read_in_another_thread_after_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(warming, "_warmers", [lambda: read.append(threading.current_thread().name)])
    timer = warming.warm_up(after=0)
    timer.join(10)
    assert read == [timer.name]
    assert timer.name != threading.current_thread().name
    assert timer.daemon
