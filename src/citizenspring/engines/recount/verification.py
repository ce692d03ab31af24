"""Verification of a published vote, with nothing but its files and a key."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import (
    Problem,
    PublicKey,
    Receipt,
    Report,
    canonical,
    read_receipt,
    verify_receipt,
)
from citizenspring.engines.record.alignment import align
from citizenspring.engines.recount.ballots_file import FileBallot, read_ballots, unsafe
from citizenspring.engines.recount.counts import counts_of, counts_text
from citizenspring.engines.recount.files import PublishedVote, read_vote
from citizenspring.engines.recount.keeping_to_rules import rules_from
from citizenspring.engines.recount.leaves import leaves_of, read_leaves, root_of
from citizenspring.engines.recount.terms import RESULT, ROUND, wrong_in_terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["verify_vote"]

_SEALED, _OPENED = "record/sealed.json", "record/opened.json"
_ROLL = ("roll", "online", "paper", "desk", "ballots", "changes", "uncounted")
_OPTIONS = ["number", "cost", "title", "group"]
_KNOWN = frozenset(
    {
        "README.txt",
        "rules.json",
        "options.csv",
        "ballots.csv",
        "ballots.hashes",
        "roll.json",
        "counts.csv",
        _OPENED,
        _SEALED,
        ROUND,
        RESULT,
    }
)
_TOUCHED = {
    "changed": "ballots.csv, line {line}: this ballot was changed.",
    "dropped": "ballots.csv: ballot {place} was removed.",
    "inserted": "ballots.csv, line {line}: this ballot was added.",
    "duplicated": "ballots.csv, line {line}: this ballot stands here twice.",
    "moved": "ballots.csv, line {line}: this ballot was moved.",
}


def verify_vote(path: Path, *, key: PublicKey | None = None) -> Report:
    """Check and recount a published vote.

    Parameters
    ----------
    path : Path
        A folder or a zip.
    key : PublicKey, optional
        The key of the public record as you know it from elsewhere; without it, the one that came
        with the files.

    Returns
    -------
    Report
        Its first problem is the first thing that is wrong; ``rows`` counts the ballots.

    Raises
    ------
    BadInput
        There is no published vote, or a file of it cannot be read.
    """
    vote = _Vote(read_vote(path), key)
    problems = (
        *vote.unknown_files(),
        *vote.wrong_proofs(),
        *vote.wrong_rules(),
        *vote.touched_ballots(),
        *vote.bad_ballots(),
        *vote.wrong_roll(),
        *vote.wrong_counts(),
        *vote.wrong_result(),
    )
    size = vote.sealed.index + 1
    return Report(len(vote.ballots), size, vote.key, problems, key_given=bool(key))


@dataclass(frozen=True)
class _Vote:
    files: PublishedVote
    given: PublicKey | None

    @cached_property
    def sealed(self) -> Receipt:
        return read_receipt(self.files.text(_SEALED), file=_SEALED)

    @cached_property
    def entry(self) -> dict[str, Any]:
        return dict(self.sealed.entry)

    @cached_property
    def key(self) -> PublicKey:
        return self.given or PublicKey.parse(self.sealed.key)

    @cached_property
    def rules(self) -> dict[str, Any]:
        facts = self.files.facts("rules.json")
        rules_from(facts)
        return facts

    @cached_property
    def ballots(self) -> list[FileBallot]:
        return list(read_ballots(self.files.text("ballots.csv"), "ballots.csv"))

    @property
    def is_imported(self) -> bool:
        return self.entry.get("kind") == "poll.imported"

    def unknown_files(self) -> Iterator[Problem]:
        """Name what nobody signed and nothing checks: it could say anything."""
        for name in sorted(set(self.files.files) - _KNOWN):
            yield Problem("file", f"{name[:80]}: this file is no part of a published vote.")

    def wrong_proofs(self) -> Iterator[Problem]:
        """Check that the record has the entries of the vote's opening and its sealing."""
        names = [_SEALED] if self.is_imported else [_OPENED, _SEALED]
        for name in [*names, *([ROUND] if self.files.has(RESULT) else [])]:
            receipt = read_receipt(self.files.text(name), file=name)
            for problem in verify_receipt(receipt, key=self.key).problems:
                yield Problem(problem.code, f"{name}: {problem.sentence}")
        kinds = {"poll.sealed", "poll.imported"}
        if self.entry.get("kind") not in kinds:
            yield Problem("entry", f"{_SEALED}: this entry is not about the end of a vote.")

    def wrong_rules(self) -> Iterator[Problem]:
        """Compare rules and options with the digest of the opening."""
        known = {self.entry.get("rules")}
        if not self.is_imported:
            opened = read_receipt(self.files.text(_OPENED), file=_OPENED).entry
            known.add(opened.get("rules"))
            if opened.get("kind") != "poll.opened" or opened.get("about") != self.entry.get(
                "about"
            ):
                yield Problem("entry", f"{_OPENED}: this is the opening of another vote.")
        if known != {sha256(canonical(self.rules)).hexdigest()}:
            yield Problem("rules", "rules.json: rules or options are not those of the opening.")
        rows = list(csv.reader(io.StringIO(self.files.text("options.csv"), newline="")))
        options = self.rules["options"]
        if rows[:1] != [_OPTIONS] or len(rows) != len(options) + 1:
            yield Problem("rules", "options.csv: the options are not those of rules.json.")
            return
        for line, (row, option) in enumerate(zip(rows[1:], options, strict=True), start=2):
            if not _is_option(row, option):
                sentence = f"options.csv, line {line}: this option is not that of rules.json."
                yield Problem("rules", sentence, line - 2)

    def touched_ballots(self) -> Iterator[Problem]:
        """Name the ballots that are not as they were sealed."""
        raw = self.files.text("ballots.csv").encode()
        is_same = sha256(raw).hexdigest() == self.entry.get("sha256")
        leaves = leaves_of(raw.splitlines(keepends=True))
        if is_same and root_of(leaves) == self.entry.get("root"):
            return
        signed = read_leaves(self.files.text("ballots.hashes"))
        if root_of(signed) != self.entry.get("root"):
            wanted = self.entry.get("ballots")
            sentence = f"ballots.csv: not the sealed file; {len(leaves)} ballots of {wanted}."
            yield Problem("ballots", sentence)
            return
        if signed == leaves:
            yield Problem("ballots", "ballots.csv, line 1: the header is not the sealed one.")
        for each in align(signed, leaves):
            line = None if each.found is None else each.found + 2
            place = None if each.signed is None else each.signed + 1
            yield Problem(each.code, _TOUCHED[each.code].format(line=line, place=place), each.found)

    def bad_ballots(self) -> Iterator[Problem]:
        """Check every ballot against the rules, and that no tracker stands twice."""
        rules = rules_from(self.rules)
        for line, each in enumerate(self.ballots, start=2):
            if fault := rules.fault(each):
                yield Problem("ballot", f"ballots.csv, line {line}: {fault}.", line - 2)
        for line, (before, after) in enumerate(pairwise(self.ballots), start=3):
            if before.tracker >= after.tracker:
                sentence = f"ballots.csv, line {line}: the trackers do not rise here."
                yield Problem("order", sentence, line - 2)

    def wrong_roll(self) -> Iterator[Problem]:
        """Compare the marks on the roll with the record, and with the ballots."""
        if self.is_imported:
            return
        told = self.files.facts("roll.json")
        for name in _ROLL:
            if told.get(name) != self.entry.get(name):
                sentence = f"roll.json: {name} is {told.get(name)}, not {self.entry.get(name)}."
                yield Problem("roll", sentence)
        roll, *ways = map(self._told, ("roll", "online", "paper", "desk"))
        marks = sum(ways)
        if len(self.ballots) != marks:
            more = "more" if len(self.ballots) > marks else "fewer"
            sentence = f"There are {more} ballots than marks: {len(self.ballots)}, not {marks}."
            yield Problem("marks", sentence)
        if marks > roll:
            yield Problem("marks", f"More people voted ({marks}) than stand on the roll.")

    def _told(self, name: str) -> int:
        found = self.entry.get(name)
        if not isinstance(found, int):
            raise BadInput(f"the entry does not say {name!r} as a number", file=_SEALED)
        return found

    def wrong_counts(self) -> Iterator[Problem]:
        """Count what each option got."""
        numbers = [int(one["number"]) for one in self.rules["options"]]
        rows = counts_of(self.ballots, numbers)
        wanted = counts_text(rows, is_ranked=self.rules["method"] == "ranking").splitlines()
        found = self.files.text("counts.csv").splitlines()
        for line, pair in enumerate(zip(wanted, found, strict=False), start=1):
            if pair[0] != pair[1]:
                sentence = f"counts.csv, line {line}: another count gives {pair[0]}."
                yield Problem("counts", sentence)
        if len(wanted) != len(found):
            yield Problem("counts", f"counts.csv: {len(found)} lines, not {len(wanted)}.")

    def wrong_result(self) -> Iterator[Problem]:
        """Share the money out again, where it is a budget vote."""
        from citizenspring.engines.recount.allocation import wrong_in_result  # noqa: PLC0415  # loads compiled code

        if self.files.has(RESULT):
            facts = self.files.facts(RESULT)
            held = read_receipt(self.files.text(ROUND), file=ROUND).entry
            for sentence in (
                *wrong_in_terms(facts, held, self.rules),
                *wrong_in_result(facts, self.rules["method"], self.ballots),
            ):
                yield Problem("result", sentence)


def _is_option(row: list[str], option: dict[str, Any]) -> bool:
    """Say whether a line of options.csv says what was fixed; its title is in one language."""
    number, cost, title, group = [unsafe(cell) for cell in row] if len(row) == 4 else [""] * 4  # noqa: PLR2004  # its columns
    titles = list(dict(option.get("title") or {}).values()) or [""]
    fixed = str(option["number"]), option["cost"] or "", option.get("group") or ""
    return (number, cost, group) == fixed and title in titles
