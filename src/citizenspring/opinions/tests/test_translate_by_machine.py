"""Machine translation: a peer that speaks LibreTranslate's protocol over real HTTP."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytest_django import Settings

from citizenspring.opinions.background import translate_statements
from citizenspring.opinions.models import StatementTranslation
from citizenspring.opinions.translating import TranslatorSilent, Untranslatable, translate

from .factories import make_map

WORDS = {"fr": "Des arbres dans chaque rue.", "nl": "Meer bomen in elke straat."}


class Peer(BaseHTTPRequestHandler):
    """Knows one sentence and two languages, and wants a key when one is set."""

    key = ""
    silent = False

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.silent:
            self._answer(503, {"error": "Busy"})
        elif asked.get("api_key", "") != self.key:
            self._answer(403, {"error": "Invalid API key"})
        elif asked["target"] not in WORDS:
            self._answer(400, {"error": f"{asked['target']} is not supported"})
        else:
            self._answer(200, {"translatedText": WORDS[asked["target"]]})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: Any) -> None:
        """Say nothing in the output of the tests."""


@pytest.fixture
def peer(settings: Settings) -> Iterator[type[Peer]]:
    class Own(Peer):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Own)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    settings.TRANSLATE_ADDRESS = f"http://127.0.0.1:{server.server_port}"
    settings.TRANSLATE_KEY = ""
    yield Own
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_gives_the_words_of_the_peer(peer: type[Peer]) -> None:
    del peer
    assert translate("More trees.", "en", "nl") == WORDS["nl"]


def test_the_key_of_the_settings_is_sent(peer: type[Peer], settings: Settings) -> None:
    peer.key = settings.TRANSLATE_KEY = "secret"
    assert translate("More trees.", "en", "fr") == WORDS["fr"]


def test_a_wrong_key_is_no_reason_to_try_again(peer: type[Peer]) -> None:
    peer.key = "another"
    with pytest.raises(Untranslatable):
        translate("More trees.", "en", "fr")


def test_a_busy_peer_is_asked_again_later(peer: type[Peer]) -> None:
    peer.silent = True
    with pytest.raises(TranslatorSilent):
        translate("More trees.", "en", "fr")


def test_a_peer_that_is_away_is_asked_again_later(settings: Settings) -> None:
    settings.TRANSLATE_ADDRESS = "http://127.0.0.1:1"
    with pytest.raises(TranslatorSilent):
        translate("More trees.", "en", "fr")


@pytest.mark.slow
@pytest.mark.django_db
def test_the_worker_translates_and_marks_it_as_a_machines(peer: type[Peer]) -> None:
    del peer
    statement = make_map().statements.get()
    assert translate_statements() == 2
    made = StatementTranslation.objects.filter(statement=statement)
    assert dict(made.values_list("language", "text")) == WORDS
    assert all(made.values_list("is_machine", flat=True))
    assert translate_statements() == 0


@pytest.mark.django_db
def test_without_an_address_nothing_is_translated(settings: Settings) -> None:
    settings.TRANSLATE_ADDRESS = ""
    make_map()
    assert translate_statements() == 0
