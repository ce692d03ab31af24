"""Carries one request from the server's interface (RSGI) to Django's (WSGI) and its answer back."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol

__all__ = ["BodyTooLong", "Headers", "Proto", "Scope", "answer", "body_of", "environment"]

Headers = list[tuple[str, str]]
KEPT_IN_MEMORY = 2**20
# Longer answers leave in pieces, so that a big export never sits in memory.
SENT_WHOLE = 4 * 2**20
SLOWEST_PIECE = 30
PLACES = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
ALWAYS = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "Citizen Spring",
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}


class BodyTooLong(Exception):
    """More was sent than the platform takes."""


class RequestHeaders(Protocol):
    def items(self) -> list[tuple[str, str]]: ...
    def get(self, name: str) -> str | None: ...


class Scope(Protocol):
    """What the server knows of a request before its body."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None
    headers: RequestHeaders


class Stream(Protocol):
    async def send_bytes(self, data: bytes) -> None: ...


class Proto(Protocol):
    """The way to the one who asked: the request's body in, the answer out."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    async def client_disconnect(self) -> None: ...
    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...
    def response_stream(self, status: int, headers: Headers) -> Stream: ...


async def body_of(scope: Scope, proto: Proto, longest: int) -> IO[bytes]:
    """The request's body, on disk when it is long."""
    body: IO[bytes] = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115  # `answer` closes it
    declared = scope.headers.get("content-length") or "0"
    if not declared.isdecimal() or int(declared) > longest:
        raise BodyTooLong
    if scope.method not in {"GET", "HEAD"}:
        async for piece in proto:
            body.write(piece)
            if body.tell() > longest:
                raise BodyTooLong
        body.seek(0)
    return body


def environment(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """The request as WSGI (PEP 3333) tells it."""
    host, _, port = scope.server.rpartition(":")
    found = {
        **ALWAYS,
        "REQUEST_METHOD": scope.method,
        # WSGI passes the path's bytes as latin-1 characters.
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
    }
    if scope.authority:
        found["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        # With "_" it would pass for the header with "-" that our own proxy vouches for.
        if "_" in name:
            continue
        place = PLACES.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        joint = "; " if place == "HTTP_COOKIE" else ","
        found[place] = f"{found[place]}{joint}{value}" if place in found else value
    return found


async def _send(stream: Stream, piece: bytes) -> None:
    """What the server gives back may be awaited, but only a coroutine goes to another thread."""
    await stream.send_bytes(piece)


def answer(
    wsgi: Callable[..., Iterable[bytes]],
    environ: dict[str, Any],
    proto: Proto,
    loop: asyncio.AbstractEventLoop,
) -> None:
    """Have Django answer in the thread that calls; the reply leaves from this thread too."""
    status = 500
    told: Headers = []

    def start_response(line: str, headers: Headers, _problem: object = None) -> None:
        nonlocal status, told
        status, told = int(line[:3]), headers

    reply = wsgi(environ, start_response)
    try:
        length = dict(told).get("Content-Length")
        if getattr(reply, "streaming", False) and (not length or int(length) > SENT_WHOLE):
            stream = proto.response_stream(status, told)
            for piece in reply:
                sending = asyncio.run_coroutine_threadsafe(_send(stream, piece), loop)
                sending.result(SLOWEST_PIECE)
        else:
            proto.response_bytes(status, told, b"".join(reply))
    finally:
        reply.close()  # type: ignore[attr-defined]  # Django's replies all have it
        environ["wsgi.input"].close()
