"""Processes that must not outlive the one that started them, even when that one is killed."""

import ctypes
import os
import signal
import sys

__all__ = ["GOODBYE", "adopt", "end_with_parent"]

PARENT = "CITIZENSPRING_PARENT"
PR_SET_PDEATHSIG = 1
# Sent to web processes before they are asked to end: their streams would hold them up.
GOODBYE = signal.SIGUSR1


def adopt() -> None:
    """Say to the processes started from here that they end with this one."""
    os.environ[PARENT] = str(os.getpid())


def end_with_parent(how: signal.Signals) -> None:
    """Have Linux send this process ``how`` when the one that adopted it ends."""
    parent = os.environ.pop(PARENT, "")
    if not parent or sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, how)
    if os.getppid() != int(parent):
        os.kill(os.getpid(), how)
