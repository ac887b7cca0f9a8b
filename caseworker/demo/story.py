"""A story: who did what when, told in order on a store whose clock stands at each moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Protocol
from uuid import UUID

from caseworker.demo.staff import COLLEAGUES, PASSPHRASE
from caseworker.keys import Newcomer
from caseworker.model.staff import User
from caseworker.ports import Office, UnitOfWork

Clock = Callable[[], datetime]
Act = Callable[[UnitOfWork], object]

TICK = timedelta(milliseconds=7)
"""Between two looks at the clock, so that no two things happen at once."""


class Keeper(Protocol):
    """What the composition root supplies: a new store, and the way into it."""

    def create(self, clock: Clock) -> Office:
        """Make the store, unlocked by its administrator."""
        ...

    def unlock(self, name: str, passphrase: str, clock: Clock) -> Office:
        """Unlock it for somebody else."""
        ...


@dataclass(frozen=True)
class _Event:
    at: datetime
    who: Newcomer
    act: Act


@dataclass
class Story:
    """Collects what happens; `now` is the moment of the telling, in the zone of the centre."""

    now: datetime
    ids: dict[str, UUID] = field(default_factory=dict)
    """What was made so far, by the name the story gives it."""
    _events: list[_Event] = field(default_factory=list)
    _moment: datetime | None = None

    def at(self, days_ago: int, clock: str) -> datetime:
        """Return a moment in the past; what would lie ahead has happened just now."""
        day = self.now.date() - timedelta(days=days_ago)
        moment = datetime.combine(day, time.fromisoformat(clock), self.now.tzinfo)
        return min(moment, self.now - timedelta(minutes=1))

    def ahead(self, days: int, clock: str) -> datetime:
        """Return a moment of a day to come, or of today."""
        day = self.now.date() + timedelta(days=days)
        return datetime.combine(day, time.fromisoformat(clock), self.now.tzinfo)

    def tell(self, who: Newcomer, at: datetime, act: Act) -> None:
        """Somebody did something at a moment; one call is one unit of work."""
        self._events.append(_Event(at, who, act))

    def user(self, who: Newcomer) -> UUID:
        """Return the id of a colleague, once the centre stands."""
        return self.ids[f"user {who.name}"]

    def clock(self) -> datetime:
        """Return the moment at which the story stands."""
        if self._moment is None:
            return self.now
        self._moment += TICK
        return self._moment

    def play(self, keeper: Keeper) -> None:
        """Make the store and let everything happen, in order."""
        events = sorted(self._events, key=lambda event: event.at)
        self._moment = events[0].at - timedelta(days=1)
        self._found(keeper.create(self.clock))
        for name, acts in groupby(events, key=lambda event: event.who.name):
            office = keeper.unlock(name, PASSPHRASE, self.clock)
            try:
                for event in acts:
                    self._moment = max(event.at, self.clock())
                    office.perform(event.act)
            finally:
                office.close()
        self._moment = None

    def _found(self, office: Office) -> None:
        try:
            for newcomer in COLLEAGUES:
                office.keys.add(newcomer, PASSPHRASE)
            for user in office.ask(lambda reads: reads.matching(User)):
                self.ids[f"user {user.name}"] = user.id
        finally:
            office.close()
