"""A client of LibreTranslate's protocol, for the worker: never called while a page waits."""

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

__all__ = ["TranslatorSilent", "Untranslatable", "translate"]

SECONDS = 10
LONGEST_ANSWER = 100_000
MUST_WAIT = 429


class TranslatorSilent(Exception):
    """The translator did not answer as it should; another try later may do."""


class Untranslatable(Exception):
    """The translator will not translate this text into this language."""


class _NoRedirect(HTTPRedirectHandler):
    """The operator named one address; the texts and the key go nowhere else."""

    def redirect_request(self, *_args: Any, **_facts: Any) -> None:
        return None


def translate(text: str, source: str, target: str) -> str:
    """The text in another language, as the configured server gives it.

    Raises
    ------
    TranslatorSilent
        When the server is away, slow, busy or answers nonsense.
    Untranslatable
        When it refuses, for instance because it does not know the language.
    """
    asked = {"q": text, "source": source, "target": target, "format": "text"}
    if settings.TRANSLATE_KEY:
        asked["api_key"] = settings.TRANSLATE_KEY
    request = Request(  # noqa: S310  # the setting accepts http and https only
        f"{settings.TRANSLATE_ADDRESS}/translate",
        data=json.dumps(asked).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
    )
    found = _answer(request).get("translatedText")
    if not isinstance(found, str) or not found.strip():
        raise TranslatorSilent
    return found.strip()


def _answer(request: Request) -> dict[str, Any]:
    try:
        with build_opener(_NoRedirect).open(request, timeout=SECONDS) as response:
            read = json.loads(response.read(LONGEST_ANSWER))
    except HTTPError as refusal:
        with refusal:
            is_refused = 400 <= refusal.code < 500 and refusal.code != MUST_WAIT  # noqa: PLR2004  # HTTP's own numbers
        raise (Untranslatable if is_refused else TranslatorSilent) from refusal
    except (OSError, HTTPException, ValueError) as problem:
        raise TranslatorSilent from problem
    if not isinstance(read, dict):
        raise TranslatorSilent
    return read
