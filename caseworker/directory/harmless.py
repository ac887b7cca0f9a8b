"""Which entries of the directory may be decided in one go, by what was written last.

A wrong one is seen by whoever uses it and put right; nobody's safety hangs on it. Whom a service
turns away, whether a woman is there, where a shelter lies and how it is called are never among them
(sync.md, "Conflicts screen").
"""

from __future__ import annotations

from types import MappingProxyType

from caseworker.model.directory import Provider, Service
from caseworker.model.entity import Entity

HARMLESS: MappingProxyType[type[Entity], frozenset[str]] = MappingProxyType(
    {
        Provider: frozenset({"short_description", "email"}),
        Service: frozenset(
            {
                "description", "distance_km", "directions", "hours", "by_appointment", "childcare",
                "papers_asked", "cost", "free", "last_checked", "checked_by", "checked_how",
            }
        ),
    }
)  # fmt: skip
