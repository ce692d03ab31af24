"""A sealed vote as files that anybody can keep, and count again without us."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, cast

from citizenspring.engines.recount import (
    FileBallot,
    counts_of,
    counts_text,
    leaves_text,
    safe,
)
from citizenspring.ledger.errors import NothingRecorded
from citizenspring.ledger.models import Entry
from citizenspring.ledger.queries import receipt_for

from .errors import NotSealed
from .models import Poll
from .owners import owner_of
from .queries import sealed_ballots
from .rules import rules_of
from .services import ballot_leaves, ballots_file

__all__ = ["folder_of", "proof_of", "published_files", "zip_of"]

ROLL = ("roll", "online", "paper", "desk", "ballots", "changes", "uncounted")
README = """\
This is a whole secret vote, sealed and published.

rules.json      the rules and the options, as they were fixed when the vote opened
options.csv     the options as a table
ballots.csv     every ballot under its random number (the tracker), in the order of the trackers
ballots.hashes  a hash of each ballot, in the same order
roll.json       how many stood on the roll, and how many voted which way
counts.csv      what each option got
record/         the entries of the public record about this vote, with their proofs
result.json     how the money was shared out, where this is a vote on a budget

Check and count it again, on any computer, without asking anybody:

    citizenspring verify FILE.zip --key KEY

KEY is the key of the public record. Take it from somebody you trust rather than from here.
"""


def folder_of(poll: Poll) -> str:
    """The name of the folder that holds the files."""
    return f"vote-{poll.pk.hex[-8:]}"


def published_files(poll: Poll) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Each file with its content in pieces, always the same; refused before sealing (A24)."""
    if not poll.is_sealed:
        raise NotSealed
    yield "README.txt", [README.encode()]
    yield "rules.json", [_json(rules_of(poll))]
    yield "options.csv", [_options(poll).encode()]
    yield "ballots.csv", ballots_file(poll)
    yield "ballots.hashes", [leaves_text(ballot_leaves(poll)).encode()]
    yield "counts.csv", [_counts(poll).encode()]
    for name, entry in _entries(poll).items():
        if name == "sealed":
            yield "roll.json", [_json({key: entry.body.get(key) for key in ROLL})]
        if proof := proof_of(entry):
            yield f"record/{name}.json", [proof]
    for name, held in owner_of(poll).files(poll).items():
        yield name, [held]


def zip_of(poll: Poll) -> Iterator[bytes]:
    """All files in one zip, in pieces as they are made."""
    pieces: list[bytes] = []
    folder, sink = folder_of(poll), cast("IO[bytes]", _Sink(pieces.append))
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in published_files(poll):
            with packed.open(zipfile.ZipInfo(f"{folder}/{name}"), "w", force_zip64=True) as file:
                for piece in content:
                    file.write(piece)
                    yield from _taken(pieces)
    yield from _taken(pieces)


class _Sink:
    """A file that can only be written to, so that nothing waits on a disk."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self.take = take

    def write(self, piece: bytes) -> int:
        self.take(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


def _taken(pieces: list[bytes]) -> Iterator[bytes]:
    if pieces:
        yield b"".join(pieces)
        pieces.clear()


def _json(facts: Any) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _options(poll: Poll) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("number", "cost", "title", "group"))
    for option in rules_of(poll)["options"]:
        title = next(iter(option["title"].values()), "")
        writer.writerow((option["number"], option["cost"], safe(title), safe(option["group"])))
    return text.getvalue()


def _counts(poll: Poll) -> str:
    numbers = list(poll.options.order_by("number").values_list("number", flat=True))
    ballots = (
        FileBallot(row.tracker.hex(), row.choices, row.points) for row in sealed_ballots(poll)
    )
    return counts_text(counts_of(ballots, numbers), is_ranked=poll.method == Poll.Method.RANKING)


def _entries(poll: Poll) -> dict[str, Entry]:
    ends = ["poll.sealed", "poll.imported"]
    entries = Entry.objects.filter(about=poll.node_id, kind__in=["poll.opened", *ends])
    return {"sealed" if entry.kind in ends else "opened": entry for entry in entries}


def proof_of(entry: Entry) -> bytes:
    """What proves the entry's place in the record; empty while it waits for that place."""
    try:
        return _json(receipt_for(entry).as_json())
    except NothingRecorded:
        return b""
