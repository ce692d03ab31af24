"""Reading method definitions: TOML files with the texts of each language side by side."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from citizenspring.engines.errors import BadInput
from citizenspring.engines.rounds.definition import (
    ENTRIES,
    MODES,
    MOVES,
    REVEALS,
    Entry,
    Method,
    Phase,
    Repeat,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["METHODS", "parse_method", "read_method", "shipped"]

METHODS: tuple[str, ...] = (
    "blank-sheet",
    "world-cafe",
    "1-2-4-all",
    "open-space",
    "dot-voting",
    "idea-rating",
    "consent-round",
    "systemic-consensing",
    "go-round",
    "appreciative-pairs",
    "g1000-day",
    "citizens-jury",
)
_METHOD_KEYS = {"name", "summary", "table_size", "phases"}
_PHASE_KEYS = {
    "id", "name", "prompt", "mode", "minutes", "entry", "of", "card", "most", "most_on_one",
    "highest", "reveal", "move", "back_to", "most_repeats",
}  # fmt: skip
_LARGEST = 10_000
_LONGEST_MINUTES = 24 * 60


def shipped(name: str) -> Method:
    """Return one of the methods that come with the package.

    Raises
    ------
    BadInput
        When there is none of that name.

    Examples
    --------
    >>> shipped("blank-sheet").phases[0].name["en"]
    'Arriving'
    """
    if name not in METHODS:
        raise BadInput(f"there is no method {name!r}", expected=f"one of {', '.join(METHODS)}")
    file = resources.files("citizenspring.engines.rounds") / "methods" / f"{name}.toml"
    return parse_method(file.read_text(encoding="utf-8"), name=name, file=f"{name}.toml")


def read_method(path: Path) -> Method:
    """Read a method definition from a TOML file.

    Raises
    ------
    BadInput
        Naming the file, the phase and what was expected.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"it cannot be read ({error.strerror})", file=path.name) from error
    except UnicodeDecodeError as error:
        raise BadInput("it is not text in UTF-8", file=path.name) from error
    return parse_method(text, name=path.stem, file=path.name)


def parse_method(text: str, *, name: str, file: str | None = None) -> Method:
    """Build a method from the text of a TOML definition.

    Parameters
    ----------
    text : str
    name : str
        Its id.
    file : str, optional
        Named where something is wrong.

    Raises
    ------
    BadInput
    """
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or brackets without end, are no TOML error of its own.
        raise BadInput(f"it is not TOML: {error}", file=file) from error
    try:
        return _method(said, name)
    except BadInput as problem:
        raise BadInput(problem.found, file=file, expected=problem.expected) from problem


def _method(said: dict[str, Any], name: str) -> Method:
    _known_keys(said, _METHOD_KEYS, "the method")
    phases = said.get("phases", [])
    if not isinstance(phases, list) or not all(isinstance(one, dict) for one in phases):
        raise BadInput("phases is not a list of tables", expected="[[phases]] for each phase")
    return Method(
        id=name,
        name=_texts(said, "name", "the method"),
        summary=_texts(said, "summary", "the method"),
        table_size=_number(said, "table_size", "the method"),
        phases=tuple(_phase(one, number) for number, one in enumerate(phases, 1)),
    )


def _phase(said: dict[str, Any], number: int) -> Phase:
    where = f"phase {number}"
    _known_keys(said, _PHASE_KEYS, where)
    name = said.get("id")
    if not isinstance(name, str) or not name:
        raise BadInput(f"{where} has no id", expected="a short name")
    where = f"the phase {name!r}"
    minutes = said.get("minutes")
    if isinstance(minutes, bool) or not isinstance(minutes, (int, float)):
        raise BadInput(f"{where} has the minutes {minutes!r}", expected="a number above 0")
    if not 0 < minutes <= _LONGEST_MINUTES:
        raise BadInput(f"{where} has {minutes} minutes", expected="more than 0, at most a day")
    return Phase(
        id=name,
        name=_texts(said, "name", where),
        prompt=_texts(said, "prompt", where),
        mode=_one_of(said, "mode", MODES, where),
        seconds=round(minutes * 60),
        entry=_entry(said, where),
        reveal=_one_of(said, "reveal", REVEALS, where, default="at once"),
        move=_one_of(said, "move", MOVES, where, default="stay"),
        repeat=_repeat(said, where),
    )


def _entry(said: dict[str, Any], where: str) -> Entry:
    entry = Entry(
        kind=_one_of(said, "entry", ENTRIES, where, default="none"),
        of=_word(said, "of", where),
        card=_word(said, "card", where),
        most=_number(said, "most", where),
        most_on_one=_number(said, "most_on_one", where),
        highest=_number(said, "highest", where),
    )
    needed = {
        "cards": ("most", "card"),
        "picks": ("most",),
        "dots": ("most", "most_on_one"),
        "ratings": ("highest",),
    }
    for key in needed.get(entry.kind, ()):
        if not getattr(entry, key):
            raise BadInput(f"{where} has {entry.kind} but no {key!r}", expected="at least 1")
    return entry


def _repeat(said: dict[str, Any], where: str) -> Repeat | None:
    if "back_to" not in said:
        return None
    if said.get("entry") != "consent":
        raise BadInput(f"{where} goes back without asking for consent", expected="entry consent")
    return Repeat(_word(said, "back_to", where), max(1, _number(said, "most_repeats", where)))


def _known_keys(said: Mapping[str, Any], known: set[str], where: str) -> None:
    if strange := sorted(set(said) - known):
        expected = f"one of {', '.join(sorted(known))}"
        raise BadInput(f"{where} has the key {strange[0]!r}", expected=expected)


def _texts(said: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
    found = said.get(key)
    if not isinstance(found, dict) or not found:
        raise BadInput(f"{where} has no {key}", expected="a text for each language")
    if not all(isinstance(text, str) and text.strip() for text in found.values()):
        raise BadInput(f"the {key} of {where} has an empty text", expected="a text each")
    return found


def _word(said: Mapping[str, Any], key: str, where: str) -> str:
    found = said.get(key, "")
    if not isinstance(found, str):
        raise BadInput(f"{where} has the {key} {found!r}", expected="a word")
    return found


def _number(said: Mapping[str, Any], key: str, where: str) -> int:
    found = said.get(key, 0)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= _LARGEST:
        expected = f"a whole number from 0 to {_LARGEST}"
        raise BadInput(f"{where} has the {key} {found!r}", expected=expected)
    return found


def _one_of(
    said: Mapping[str, Any], key: str, known: Sequence[str], where: str, default: str = ""
) -> Any:
    found = said.get(key, default)
    if found not in known:
        raise BadInput(f"{where} has the {key} {found!r}", expected=f"one of {', '.join(known)}")
    return cast("Any", found)
