"""Two habits of Python that would keep a window waiting, set otherwise."""

from __future__ import annotations

import gc
import sys

_TURN = 0.001
"""Seconds. A window is drawn by many small calls, each of which waits for its turn while papers
are set, batches read or records written beside it; by itself Python gives turns of 5 ms."""


def take_short_turns() -> None:
    """Let whoever draws the window have her turn soon."""
    sys.setswitchinterval(_TURN)


def keep_what_is_loaded() -> None:
    """Never again look through what is loaded for what is no longer needed: it takes .1 s.

    Nor now: somebody waits for her first screen. What loading left over is little, and stays.
    """
    gc.freeze()
