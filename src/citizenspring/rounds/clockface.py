"""The clock as open pages count it on by themselves: once told, they ask nothing more."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language

from citizenspring.common.templatetags.look import text_direction
from citizenspring.engines.rounds import Phase

from .models import Run
from .queries import Clock, method_of

__all__ = ["Spoken", "clockface", "in_one", "prompts_in", "with_clock"]

Spoken = dict[str, str]


def clockface(run: Run, clock: Clock, languages: Iterable[str]) -> dict[str, Any]:
    """Where the run stands, and what every phase says, in these languages."""
    wanted = tuple(languages)
    return {
        "topic": run.topic,
        "clock": clock.as_facts(),
        "phases": [_phase(phase, wanted) for phase in method_of(run).phases],
    }


def with_clock(response: HttpResponse, clock: Clock | None) -> HttpResponse:
    """Tell a page that asks for a piece where the round stands, in case it missed a word."""
    if clock is not None:
        response["X-Clock"] = json.dumps(clock.as_facts())
    return response


def prompts_in(text: Mapping[str, str], languages: Iterable[str]) -> list[Spoken]:
    """A text in each of these languages that it has, or else in one."""
    found = [_spoken(text, language) for language in languages if language in text]
    return found or [in_one(text)]


def in_one(text: Mapping[str, str]) -> Spoken:
    """A text in the reader's language, or the city's, or any."""
    wanted = get_language() or "", settings.LANGUAGE_CODE, *text
    return _spoken(text, next(language for language in wanted if language in text))


def _spoken(text: Mapping[str, str], language: str) -> Spoken:
    return {"text": text[language], "language": language, "dir": text_direction(language)}


def _phase(phase: Phase, languages: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": phase.id,
        "name": prompts_in(phase.name, languages),
        "prompt": prompts_in(phase.prompt, languages),
        "seconds": phase.seconds,
        "kind": phase.entry.kind,
        "repeats": phase.repeat is not None,
    }
