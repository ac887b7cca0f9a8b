"""Looking through all records for second ones: the newest first, portion by portion.

Comparing one record with 100,000 others takes some hundredths of a second, all with all most of an
hour. So it goes on where it stopped, and a record is compared once; whoever came since comes first.
Of many likely pairs the likeliest are kept: memory and list stay small, however many there are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caseworker.model.ids import PersonId
from caseworker.model.person import Person
from caseworker.people.duplicates.finding import EverybodyKnown, Pair
from caseworker.permissions import Act, require
from caseworker.ports import Reads

MOST_PAIRS = 50
"""So many pairs are listed and remembered; the likeliest."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """How far somebody has looked through the records, and what she found: kept as a draft."""

    newest: datetime | None = None
    """From here back all records were compared."""
    oldest: datetime | None = None
    compared: int = 0
    """How many; if an exchange brings more into the same days, all are looked through anew."""
    pairs: tuple[tuple[UUID, UUID, float], ...] = ()


class Looking:
    """One look through all records of this laptop, as they stood when it began."""

    def __init__(self, reads: Reads, before: Looked) -> None:
        """Begin where *before* ended.

        Raises:
            NotAllowed: the role works on no cases.
        """
        require(reads.actor, Act.WORK_ON_CASE)
        self._known = EverybodyKnown(reads)
        every = reads.fields(Person, ("registered_at", "id"))
        ordered = sorted(every, key=lambda row: (row[0], row[1]), reverse=True)
        self._before = _still_true(before, [at for at, _key in ordered])
        compared = set(range(*_span(self._before, [at for at, _key in ordered])))
        self._waiting = [row for place, row in enumerate(ordered) if place not in compared]
        self._ordered, self._done = ordered, 0
        self.in_all = len(ordered)
        self._found: dict[frozenset[PersonId], Pair] = {}
        self._remember(reads)

    @property
    def compared(self) -> int:
        """How many records have been compared with all others."""
        return self.in_all - len(self._waiting) + self._done

    @property
    def is_over(self) -> bool:
        """Whether all have been."""
        return self._done == len(self._waiting)

    def go_on(self, reads: Reads, portion: int, wants_stop: Callable[[], bool]) -> None:
        """Compare the next *portion* of the records with all others."""
        for _at, key in self._waiting[self._done : self._done + portion]:
            if wants_stop():
                return
            for pair in self._known.pairs_of(reads, key):
                self._found.setdefault(frozenset({pair.first.id, pair.second.id}), pair)
            self._done += 1
        self._keep_likeliest()

    def pairs(self, reads: Reads) -> tuple[Pair, ...]:
        """Return the pairs about which nobody has said a word, the likeliest first."""
        told = self._known.told(reads)
        found = list(self._found.items())  # it may be asked while more is being found
        left = (pair for both, pair in found if both not in told)
        return tuple(sorted(left, key=lambda pair: -pair.score))

    def looked(self) -> Looked:
        """Return how far it is, to go on from there another time.

        Only what hangs together is told as compared: from the newest back.
        """
        done = self._waiting[: self._done]
        moments = [at for at, _key in done]
        if self._before.newest is not None and self._before.oldest is not None:
            first = self._waiting[0][0] if self._waiting else None
            if first is not None and first > self._before.newest and not self._has_caught_up():
                # Whoever came since is not wholly compared: next time they come first again.
                return Looked(
                    newest=self._before.newest,
                    oldest=self._before.oldest,
                    compared=self._before.compared,
                    pairs=self._pairs(),
                )
            moments += [self._before.newest, self._before.oldest]
        if not moments:
            return Looked(pairs=self._pairs())
        newest, oldest = max(moments), min(moments)
        inside = sum(oldest <= at <= newest for at, _key in self._ordered)
        return Looked(newest=newest, oldest=oldest, compared=inside, pairs=self._pairs())

    def _has_caught_up(self) -> bool:
        newest = self._before.newest
        return newest is not None and not any(
            at > newest for at, _key in self._waiting[self._done :]
        )

    def _pairs(self) -> tuple[tuple[UUID, UUID, float], ...]:
        return tuple((pair.first.id, pair.second.id, pair.score) for pair in self._found.values())

    def _remember(self, reads: Reads) -> None:
        """Take up what was found before, as far as those records are still there and in sight."""
        for one, other, score in self._before.pairs:
            pair = self._known.pair(reads, PersonId(one), PersonId(other), score)
            if pair is not None:
                self._found[frozenset({pair.first.id, pair.second.id})] = pair

    def _keep_likeliest(self) -> None:
        if len(self._found) > MOST_PAIRS:
            likeliest = sorted(self._found.items(), key=lambda each: -each[1].score)
            self._found = dict(likeliest[:MOST_PAIRS])


def _still_true(before: Looked, moments: list[datetime]) -> Looked:
    """Return *before*, or nothing where other records came into the days that it tells of."""
    begin, end = _span(before, moments)
    return before if end - begin <= before.compared else Looked(pairs=before.pairs)


def _span(looked: Looked, moments: list[datetime]) -> tuple[int, int]:
    """Return the places of the records that were compared, in *moments* from the newest back."""
    if looked.newest is None or looked.oldest is None:
        return 0, 0
    inside = [place for place, at in enumerate(moments) if looked.oldest <= at <= looked.newest]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
