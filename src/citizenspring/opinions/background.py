"""What the worker repeats for opinion maps."""

import logging

from django.conf import settings

from citizenspring.common.background import background

from .mapper import Mapper
from .models import Statement
from .queries import untranslated
from .services import translate_by_machine
from .translating import TranslatorSilent, Untranslatable, translate
from .watching import look_for_rushes

__all__ = ["draw_maps", "translate_statements", "watch_for_rushes"]

MOST_AT_ONCE = 20
log = logging.getLogger("citizenspring.opinions")
_mapper = Mapper()
_refused: set[tuple[Statement, str]] = set()


@background("opinion maps", every=0.5)
def draw_maps() -> int:
    """Draw the maps whose votes changed.

    Looks twice a second instead of listening: PostgreSQL commits notifying transactions one
    after the other, which would make every vote wait for the one before it.
    """
    return _mapper.step()


@background("translations", every=5)
def translate_statements() -> int:
    """Translate shown statements into the languages of the site, where an operator set it up."""
    if not settings.TRANSLATE_ADDRESS:
        return 0
    done = 0
    for language, _name in settings.LANGUAGES:
        for statement in untranslated(language, most=MOST_AT_ONCE + len(_refused)):
            if (statement, language) not in _refused:
                done += _translate(statement, language)
    return done


@background("answers all alike", every=600)
def watch_for_rushes() -> int:
    """Every ten minutes: the question reads all votes of the open maps."""
    look_for_rushes()
    return 0


def _translate(statement: Statement, language: str) -> bool:
    try:
        text = translate(statement.text, statement.language, language)
    except Untranslatable:
        # Asked again only after a restart.
        _refused.add((statement, language))
        return False
    except TranslatorSilent:
        log.warning("The translator did not answer; statements wait for their translation.")
        raise
    return translate_by_machine(statement, language, text)
