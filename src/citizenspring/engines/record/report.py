"""What a verification found."""

from dataclasses import dataclass
from typing import Any

from citizenspring.engines.record.notes import PublicKey

__all__ = ["Problem", "Report"]


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold.

    Parameters
    ----------
    code : str
        ``changed, dropped, inserted, moved, duplicated`` for a row; ``tile, checkpoint,
        split_view, history, signature, inclusion, private`` for the rest.
    sentence : str
        The same for people.
    row : int, optional
        The row of the signed record it is about, from 0 (of entries.jsonl where nobody signed it).
    """

    code: str
    sentence: str
    row: int | None = None


@dataclass(frozen=True)
class Report:
    """The outcome of a verification.

    Parameters
    ----------
    rows : int
        Rows that were read.
    size : int
        Entries of the latest signed checkpoint.
    key : PublicKey
        Whose signatures were asked for.
    problems : tuple of Problem
        Empty where everything holds.
    key_given : bool
        Whether the key came from the reader, and not from what was verified.
    checkpoints : int
        Checkpoints that were read.
    """

    rows: int
    size: int
    key: PublicKey
    problems: tuple[Problem, ...] = ()
    key_given: bool = False
    checkpoints: int = 1

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.problems

    @property
    def bad_rows(self) -> list[int]:
        """The rows that problems name, in order."""
        return sorted({each.row for each in self.problems if each.row is not None})

    def as_json(self) -> dict[str, Any]:
        """Return the report for programs."""
        return {
            "holds": self.holds,
            "rows": self.rows,
            "size": self.size,
            "checkpoints": self.checkpoints,
            "key": str(self.key),
            "key_given": self.key_given,
            "problems": [
                {"code": each.code, "row": each.row, "sentence": each.sentence}
                for each in self.problems
            ],
        }
