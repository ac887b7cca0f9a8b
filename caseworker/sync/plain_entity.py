"""An entity in the permanent numbers and plain values of the registry (docs/formats/commit.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID


class PlainEntity(NamedTuple):
    """What any version reads, and other programs too: numbers of kind and fields, plain values."""

    kind: int
    id: UUID
    fields: Mapping[int, Any]
    """Fields without value are left out."""
