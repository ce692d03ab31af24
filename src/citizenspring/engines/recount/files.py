"""The files of a published vote, from a folder or a zip."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import parse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["LARGEST", "PublishedVote", "is_published_vote", "read_vote"]

LARGEST = 1_000_000_000
"""Bytes all files together may have: ten million ballots take about as much."""

_RULES = "rules.json"
# What an encrypted, truncated or otherwise damaged zip raises, by way of compression.
_DAMAGED = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, zlib.error, lzma.LZMAError)
_KIND = "a published vote with its rules.json"


@dataclass(frozen=True)
class PublishedVote:
    """The files by name.

    Parameters
    ----------
    files : mapping of str to bytes
        Names are relative, with ``/`` between folders.
    """

    files: Mapping[str, bytes]

    def has(self, name: str) -> bool:
        """Say whether a file is there."""
        return name in self.files

    def text(self, name: str) -> str:
        """Return a file as text.

        Raises
        ------
        BadInput
            It is missing or not UTF-8.
        """
        if name not in self.files:
            proofs = "proof of the public record: download the vote again in some minutes"
            raise BadInput("the file is missing", file=name, expected=proofs * ("record/" in name))
        try:
            return self.files[name].decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadInput("the text is not encoded in UTF-8", file=name) from error

    def facts(self, name: str) -> dict[str, Any]:
        """Return a file as a JSON object.

        Raises
        ------
        BadInput
            It is missing or not a JSON object.
        """
        found = parse(self.text(name), file=name)
        if not isinstance(found, dict):
            raise BadInput("this is no JSON object", file=name)
        return found


def is_published_vote(path: Path) -> bool:
    """Say whether a path looks like one, without reading all of it."""
    if path.is_dir():
        return (path / _RULES).is_file()
    return zipfile.is_zipfile(path)


def read_vote(path: Path) -> PublishedVote:
    """Read a folder or a zip with at most one folder around the files.

    Raises
    ------
    BadInput
        There is no vote in it, or it is larger than such a file can be.
    """
    files = _of_folder(path) if path.is_dir() else _of_zip(path)
    found = [name for name in files if name.rpartition("/")[2] == _RULES]
    if not found or found[0].count("/") > (0 if path.is_dir() else 1):
        raise BadInput("no rules.json is in it", file=path.name, expected=_KIND)
    around = found[0].removesuffix(_RULES)
    # Whoever unpacks it must read what is checked here, and nothing beside it.
    beside = [name for name in files if not name.startswith(around)]
    if len(found) > 1 or beside:
        raise BadInput(
            "files of something else stand beside the vote", file=path.name, expected=_KIND
        )
    return PublishedVote({name.removeprefix(around): held for name, held in files.items()})


def _of_folder(path: Path) -> dict[str, bytes]:
    # Desktops leave hidden files of their own in a folder that was looked at.
    files = (each for each in path.rglob("*") if not each.name.startswith("."))
    found = [each for each in files if each.is_file()]
    found.sort(key=lambda each: (len(each.parts), each))
    _require_size(path, sum(each.stat().st_size for each in found))
    return {each.relative_to(path).as_posix(): each.read_bytes() for each in found}


def _of_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as held:
            _require_size(path, sum(each.file_size for each in held.infolist()))
            inside = [each for each in held.infolist() if not each.is_dir()]
            twice = Counter(each.filename.casefold() for each in inside).most_common(1)
            if twice and twice[0][1] > 1:
                raise BadInput("a file is in it twice", file=path.name, expected=twice[0][0])
            return {each.filename: held.read(each) for each in inside}
    except _DAMAGED as error:
        raise BadInput(f"the zip is damaged ({error})", file=path.name, expected=_KIND) from error


def _require_size(path: Path, size: int) -> None:
    if size > LARGEST:
        found = f"the files have {size / 1e6:.0f} MB"
        raise BadInput(found, file=path.name, expected=f"at most {LARGEST / 1e6:.0f} MB")
