"""What the operating system allows one process."""

import resource

__all__ = ["raise_open_files"]

SPARE = 512


def raise_open_files(needed: int) -> None:
    """Ask for enough open files for so many connections; the system decides how many it gives."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wished = needed + SPARE
    if hard != resource.RLIM_INFINITY:
        wished = min(wished, hard)
    if soft != resource.RLIM_INFINITY and soft < wished:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wished, hard))
