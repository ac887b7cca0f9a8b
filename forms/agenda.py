"""What is still to be run, in the order of the graph."""

from __future__ import annotations

import heapq

from forms.graph import Graph, Unit
from forms.instance import Node


class Agenda:
    """Units waiting to run and where, lowest rank first; asked for twice, they run once."""

    def __init__(self, graph: Graph) -> None:
        self._units = graph.units
        self._waiting: dict[int, dict[Node, None]] = {}
        self._ranks: list[int] = []

    def add(self, unit: Unit, site: Node) -> None:
        """Ask for *unit* to run at *site*."""
        sites = self._waiting.get(unit.rank)
        if sites is None:
            self._waiting[unit.rank] = {site: None}
            heapq.heappush(self._ranks, unit.rank)
        else:
            sites[site] = None

    def drop(self, unit: Unit, site: Node) -> None:
        """Take back what was asked for *unit* at *site*."""
        self._waiting.get(unit.rank, {}).pop(site, None)

    def next(self) -> tuple[Unit, list[Node]] | None:
        """Return the unit to run next and its sites, or None when nothing waits."""
        if not self._ranks:
            return None
        rank = heapq.heappop(self._ranks)
        return self._units[rank], list(self._waiting.pop(rank))

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()
        self._ranks.clear()
