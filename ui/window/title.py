"""What stands in the title bar, on every screen alike."""

from __future__ import annotations

TITLE = "Caseworker"
"""The window's whole title: no name and no condition ever stands there."""
