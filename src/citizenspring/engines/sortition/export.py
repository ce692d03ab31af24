"""The folder that is published with a draw, and what repeats it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from .files import write_respondents

if TYPE_CHECKING:
    from .drawing import Commitment, Draw
    from .result import Lottery

__all__ = ["export", "export_private", "published_files"]

_SCRIPT = "repeating.py"


def export(folder: Path, lottery: Lottery, commitment: Commitment) -> None:
    """Write what may be published: it names nobody.

    ``commitment.json`` with the digests of ``portfolio.txt`` (the numbered panels),
    ``chances.csv`` (everybody's chance) and ``alternates.csv``; ``repeat_draw.py``, which
    checks them and repeats the draw with the standard library of Python alone; and
    ``SHA256SUMS`` over all of these, for ``sha256sum -c`` too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = published_files(
        panels=lottery.portfolio_text,
        chances=lottery.chances_text,
        alternates=lottery.alternates_text,
        commitment=commitment.text,
    )
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def published_files(
    *, panels: str, chances: str, alternates: str, commitment: str
) -> dict[str, str]:
    """Name and text of each file that is published, the list of their digests last."""
    files = {
        "alternates.csv": alternates,
        "chances.csv": chances,
        "commitment.json": commitment,
        "portfolio.txt": panels,
        "repeat_draw.py": Path(__file__).with_name(_SCRIPT).read_text("utf-8"),
    }
    sums = [f"{sha256(text.encode()).hexdigest()}  {name}\n" for name, text in files.items()]
    return {**files, "SHA256SUMS": "".join(sums)}


def export_private(folder: Path, lottery: Lottery, drawn: Draw | None = None) -> None:
    """Write what only the organisers may have: who is who, and who was drawn."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{one.pseudonym},{_quoted(one.id)}" for one in lottery.people]
    text = "\n".join(["person,id", *names, ""])
    (folder / "who_is_who.csv").write_text(text, encoding="utf-8", newline="\n")
    if drawn is None:
        return
    people = {one.id: one for one in lottery.pool.people}
    selected = [people[id_] for id_ in drawn.panel]
    write_respondents(folder / "selected.csv", selected, lottery.pool)
    rest = [people[id_] for id_ in drawn.alternates]
    write_respondents(folder / "remaining.csv", rest, lottery.pool)


def _quoted(text: str) -> str:
    """A cell of a CSV file."""
    plain = not any(mark in text for mark in ',"\r\n')
    return text if plain else '"' + text.replace('"', '""') + '"'
