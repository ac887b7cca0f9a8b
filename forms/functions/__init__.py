"""The functions of the ODK XForms specification, by theme. Importing this registers them all."""

from __future__ import annotations

from forms.functions import (
    dates,
    geography,
    logic,
    nodesets,
    numbers,
    repeats,
    secrets,
    selection,
    surroundings,
    text,
)
from forms.functions.registry import REGISTRY

__all__ = [
    "REGISTRY",
    "dates",
    "geography",
    "logic",
    "nodesets",
    "numbers",
    "repeats",
    "secrets",
    "selection",
    "surroundings",
    "text",
]
