"""A push service and a browser on this machine: it takes messages and can read them."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

__all__ = ["Pushbox", "open_pushbox"]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Pushbox:
    """One browser with its push service; ``status`` and ``location`` are how that answers."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"sixteen bytes ok"
        self.status = 201
        self.location = ""
        self.raw: list[tuple[str, dict[str, str], bytes]] = []
        self.port = 0

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/push/one"

    @property
    def keys(self) -> dict[str, str]:
        """What the browser hands out when it subscribes."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": _text(point), "auth": _text(self.secret)}

    @property
    def shown(self) -> list[dict[str, Any]]:
        """What the browser could read of what arrived."""
        return [json.loads(self._read(body)) for _path, _headers, body in self.raw]

    def _read(self, body: bytes) -> bytes:
        plain: bytes = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"
        )
        return plain


class _Handler(BaseHTTPRequestHandler):
    pushbox: Pushbox

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.pushbox.raw.append((self.path, headers, body))
        self.send_response(self.pushbox.status)
        if self.pushbox.location:
            self.send_header("Location", self.pushbox.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Stay silent."""


@contextmanager
def open_pushbox() -> Iterator[Pushbox]:
    """A push service that answers until the block ends."""
    pushbox = Pushbox()
    handler = type("Handler", (_Handler,), {"pushbox": pushbox})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        pushbox.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield pushbox
        server.shutdown()
