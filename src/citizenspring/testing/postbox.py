"""A mail server on this machine that keeps what it gets, and fails as real ones do."""

import contextlib
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string, policy
from email.message import EmailMessage
from typing import Any

__all__ = ["Postbox", "open_postbox"]


class Postbox:
    """What arrived, and how the server answers.

    ``answers`` says for the word of a command, or for a recipient, what to say instead of
    "250 ok"; ``slowly`` is how many seconds each mail takes.
    """

    def __init__(self) -> None:
        self.raw: list[tuple[list[str], str]] = []
        self.answers: dict[str, str] = {}
        self.slowly = 0.0
        self.connections = 0
        self.port = 0

    @property
    def recipients(self) -> list[str]:
        return [to for recipients, _text in self.raw for to in recipients]

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_string(text, policy=policy.default) for _to, text in self.raw]

    @property
    def server(self) -> dict[str, Any]:
        """What the setting of the mail server holds when it is this one."""
        return {"host": "127.0.0.1", "port": self.port, "timeout": 5}


class _Handler(socketserver.StreamRequestHandler):
    """The least that the mail protocol asks of a server."""

    postbox: Postbox

    def handle(self) -> None:
        # Who sends may be killed in the middle.
        with contextlib.suppress(ConnectionError):
            self.converse()

    def converse(self) -> None:
        self.postbox.connections += 1
        self.say("220 ready")
        recipients: list[str] = []
        for raw in self.rfile:
            line = raw.decode().strip()
            word = line.partition(" ")[0].upper()
            if word == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
                answer = self.postbox.answers.get(recipient, "250 ok")
                recipients += [recipient] if answer.startswith("2") else []
                self.say(answer)
            elif word == "DATA":
                self.take(recipients)
                recipients = []
            else:
                self.say(self.postbox.answers.get(word, "250 ok"))
            if word == "QUIT":
                return

    def take(self, recipients: list[str]) -> None:
        self.say("354 go on")
        lines = iter(lambda: self.rfile.readline().decode().rstrip("\r\n"), ".")
        text = "\n".join(lines)
        time.sleep(self.postbox.slowly)
        answer = self.postbox.answers.get("DATA", "250 ok")
        if answer.startswith("2"):
            self.postbox.raw.append((recipients, text))
        self.say(answer)

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def open_postbox(port: int = 0, into: Postbox | None = None) -> Iterator[Postbox]:
    """A mail server that answers until the block ends; ``into`` goes on with an earlier one."""
    postbox = into or Postbox()
    handler = type("Handler", (_Handler,), {"postbox": postbox})
    with _Server(("127.0.0.1", port), handler) as server:
        postbox.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield postbox
        server.shutdown()
