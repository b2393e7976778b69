"""Ties the life of a process to its parent's, so that nothing is left behind by `kill -9`."""

import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
# Looked up at import: between fork and exec nothing should be loaded any more.
_PRCTL = getattr(ctypes.CDLL(None), "prctl", None)


def die_with(parent: int) -> None:
    """Have the kernel kill this process when `parent` (its process id) ends, however it ends.

    Call it in the child. Where the system has no such call (it is Linux's) nothing happens.
    """
    if _PRCTL is not None:
        _PRCTL(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # the parent ended before the line above: nobody else would tell us
