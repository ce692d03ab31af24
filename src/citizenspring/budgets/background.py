"""What the worker repeats for budget rounds."""

from citizenspring.common.background import background

from .services import carry_out_due, count_waiting, read_next_upload, remind_stewards

__all__ = ["count_rounds", "move_rounds", "read_uploads", "remind_of_commitments"]


@background("budget stages", every=5)
def move_rounds() -> int:
    """Begin the stages whose time has come."""
    return carry_out_due()


@background("Pabulib files", every=1)
def read_uploads() -> int:
    """Read the files that organisers sent, one after the other."""
    return read_next_upload()


@background("overdue commitments", every=1800)
def remind_of_commitments() -> int:
    """Remind stewards of what is late, each once a date."""
    remind_stewards()
    return 0


@background("budget counts", every=2)
def count_rounds() -> int:
    """Count the rounds whose ballots are sealed."""
    return count_waiting()
