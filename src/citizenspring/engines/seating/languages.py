"""Which languages a gathering works in, and how a cell of a file names them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from citizenspring.engines.seating.people import Participant

__all__ = ["MOST_WORKING", "spoken_well", "working_languages"]

MOST_WORKING = 8
_LEVELS = {"a0": 0, "a1": 1, "a2": 2, "b1": 3, "b2": 4, "c1": 5, "c2": 6}
_WORDS = {
    **dict.fromkeys(("none", "no", "little", "basic", "beginner", "weak", "0", "1"), 1),
    **dict.fromkeys(("medium", "some", "intermediate", "2"), 3),
    **dict.fromkeys(("good", "well", "fluent", "very good", "3", "4"), 5),
    **dict.fromkeys(("native", "mother tongue", "first", "5"), 7),
}
_WELL = _LEVELS["b2"]
_LEVEL_SIGN = re.compile(r"\s*([:=(])\s*")
_BETWEEN = re.compile(r"[+;|,/&\s]+(?![^(]*\))")
_ONE = re.compile(r"^([^\W\d_][\w-]*)(?:[:=]([\w+]+)|\(([\w +]+)\))?$")


def spoken_well(cell: str) -> tuple[str, ...]:
    """Read the languages of a cell that are spoken well, in lower case and in its order.

    A level may follow in brackets or after a colon: of the European framework (B2 and above
    is well) or a plain word. Without a level a language is spoken well.

    Raises
    ------
    BadInput
        When the cell cannot be read.

    Examples
    --------
    >>> spoken_well("FR+NL+EN"), spoken_well("fr:C1; nl:A2"), spoken_well("ar (native) fr")
    (('fr', 'nl', 'en'), ('fr',), ('ar', 'fr'))
    """
    found: dict[str, None] = {}
    for part in filter(None, _BETWEEN.split(_LEVEL_SIGN.sub(r"\1", cell.strip()))):
        match = _ONE.match(part)
        level = _level(match[2] or match[3]) if match else None
        if match is None or level is None:
            raise BadInput(
                f"the languages are {cell[:40]!r}", expected="languages such as FR+NL or fr:B2;nl"
            )
        if level >= _WELL:
            found[match[1].lower()] = None
    return tuple(found)


def _level(word: str | None) -> int | None:
    if word is None:
        return _WELL
    said = word.strip().lower()
    return _LEVELS.get(said.rstrip("+"), _WORDS.get(said))


def working_languages(
    people: Sequence[Participant], asked: Iterable[str] | None, size: int
) -> tuple[str, ...]:
    """Return the languages that tables may speak, the most spoken first.

    Without a wish they are those that at least one table's people speak well, eight at most.
    """
    spoken = Counter(language for person in people for language in person.languages)
    if asked is not None:
        wanted = tuple(dict.fromkeys(language.lower() for language in asked))
        if len(wanted) > MOST_WORKING:
            raise BadInput(f"{len(wanted)} languages", expected=f"at most {MOST_WORKING}")
        missing = [language for language in wanted if not spoken[language]]
        if missing:
            raise BadInput(f"nobody speaks {missing[0]!r} well", expected=_some(spoken))
        return wanted
    often = sorted((-n, language) for language, n in spoken.items() if n >= min(size, len(people)))
    chosen = [language for _, language in often[:MOST_WORKING]]
    if spoken and not chosen:
        chosen = [min((-n, language) for language, n in spoken.items())[1]]
    return tuple(chosen)


def _some(spoken: Counter[str]) -> str:
    most = [language for language, n in spoken.most_common(MOST_WORKING) if n]
    return f"languages of the people: {', '.join(most)}" if most else "a column of languages"
