"""What every noun has in common."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(eq=False, kw_only=True)
class Entity:
    """A thing with an identity that outlives its values.

    Compared by identity, never frozen and without slots, because the store maps these classes
    imperatively. Values are immutable and replaced, not edited in place; other entities are
    named by id. Subclasses narrow `id` to their own id type.
    """

    id: UUID
