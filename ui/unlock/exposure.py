"""How the memory of this laptop stands to its disk, in calm words."""

from __future__ import annotations

from caseworker.memory import Exposure, MemoryOnDisk
from ui.language import _


def exposure_words(found: MemoryOnDisk) -> str:
    """Return what somebody should know before working here; empty where all is well or unknown."""
    if found.hibernation is Exposure.OPEN:
        return _(
            "This laptop may hibernate, and then writes all its memory to a disk that is not"
            " encrypted. Shut it down instead, and ask whoever looks after it for disk encryption."
        )
    if found.swap is Exposure.OPEN:
        return _(
            "This laptop may write parts of its memory to a disk that is not encrypted. Ask"
            " whoever looks after it for disk encryption."
        )
    return ""


def exposure_detail(found: MemoryOnDisk) -> str:
    """Return the same for the administrator, who is told also what is well or cannot be told."""
    said = exposure_words(found)
    if said:
        return said
    if Exposure.UNKNOWN in (found.swap, found.hibernation):
        return _(
            "This system does not tell whether it writes memory to the disk. Switch on the disk"
            " encryption of the laptop: then it does not matter."
        )
    return _("What this laptop has in memory is not written to its disk unencrypted.")
