"""What the server hands to Django."""

import io
from types import SimpleNamespace
from typing import Any, cast

from citizenspring.common.bridge import Scope, environment


def told(*headers: tuple[str, str]) -> dict[str, Any]:
    asked = SimpleNamespace(
        http_version="1.1",
        server="127.0.0.1:8000",
        client="192.0.2.1:40000",
        scheme="http",
        method="GET",
        path="/",
        query_string="",
        authority="city.example",
        headers=dict(headers),
    )
    return environment(cast("Scope", asked), io.BytesIO())


def test_a39_a_header_written_with_underscores_never_joins_the_proxys_own() -> None:
    found = told(("x-forwarded-for", "198.51.100.7"), ("x_forwarded_for", "203.0.113.9"))
    assert found["HTTP_X_FORWARDED_FOR"] == "198.51.100.7"


def test_a39_a_header_written_with_underscores_is_not_there_at_all() -> None:
    assert "HTTP_X_FORWARDED_PROTO" not in told(("x_forwarded_proto", "https"))
