"""Figures that went out from two laptops before these knew of each other (R-449).

Each was protected against all that its laptop knew, and not against the other. What readers have
cannot be taken back: a supervisor is told, and whatever goes out next is protected against both.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from caseworker.aggregates.attack import attack
from caseworker.aggregates.days_denied import touching
from caseworker.aggregates.days_told import days_of_all
from caseworker.aggregates.going_out import history
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import NEW, Publication
from caseworker.aggregates.relation import may_be_supposed
from caseworker.aggregates.timeline import Told
from caseworker.model.audit import AuditEvent
from caseworker.model.figures import PublishedFigures
from caseworker.permissions import Act, may, require
from caseworker.ports import Reads, UnitOfWork

READ = "figures sent apart read"


@dataclass(frozen=True, kw_only=True)
class Apart:
    """Two publications of which neither was protected against the other."""

    one: PublishedFigures
    other: PublishedFigures
    """The one of the two that is dated later; laptops need not agree on the time."""
    known_since: PublishedFigures | None
    """The first that went out knowing both; None as long as nothing did."""
    read_at: datetime | None
    """When a supervisor kept that she read it; None while nobody did."""


@dataclass(frozen=True)
class Together:
    """What a reader of both can work out that neither tells alone."""

    counts: int
    """How many small counts can be told more closely than was promised."""
    tried: bool
    """False where the two are too large to be laid over each other."""


def apart(reads: Reads) -> tuple[Apart, ...]:
    """Return what went out apart, the newest first.

    Raises:
        NotAllowed: only supervisors publish figures.
    """
    sent = sorted(history(reads), key=lambda each: (each.published_at, each.id))
    told = {each.id: Publication.from_document(json.loads(each.document)) for each in sent}

    def knows(later: PublishedFigures, earlier: PublishedFigures) -> bool:
        return told[earlier.id].digest in told[later.id].relations

    read = {each.detail: each.at for each in reads.matching(AuditEvent, action=READ)}
    found = []
    for one, other in combinations(sent, 2):
        touched = Population(other.population) in touching(Population(one.population))
        if touched and not (knows(other, one) or knows(one, other)):
            since = next((it for it in sent if knows(it, one) and knows(it, other)), None)
            read_at = read.get(_pair(one, other))
            found.append(Apart(one=one, other=other, known_since=since, read_at=read_at))
    return tuple(reversed(found))


def unread(reads: Reads) -> int:
    """Return how many went out apart and nobody has read it; none to whoever may not publish."""
    if not may(reads.actor, Act.EXPORT_FIGURES):
        return 0
    return sum(each.read_at is None for each in apart(reads))


def keep_as_read(work: UnitOfWork, pairs: Sequence[Apart]) -> None:
    """Keep that a supervisor read of *pairs*; they stay in the list of what went out.

    Raises:
        NotAllowed: only supervisors publish figures.
    """
    require(work.actor, Act.EXPORT_FIGURES)
    for each in pairs:
        work.record(READ, each.other.id, detail=_pair(each.one, each.other))


def told_together(pair: Apart) -> Together:
    """Attack the two as somebody would who has both and nothing else.

    It may take a second: run it beside the window.
    """
    one, other = (
        Publication.from_document(json.loads(each.document)) for each in (pair.one, pair.other)
    )
    days = days_of_all(_as_told(pair.other, NEW), [_as_told(pair.one, one.digest)])
    how = days.told_of(one, may_be_supposed(other, one))
    found = attack(other, [(one, how)], Policy.DEFAULT, days)
    counts = {
        (it.what, it.whom, it.cell)
        for it in found.narrowed
        if it.earlier is not None or it.whom is not None
    }
    return Together(len(counts), not found.left_out)


def _as_told(sent: PublishedFigures, digest: str) -> Told:
    scope = Scope(Population(sent.population), sent.first_day, sent.last_day)
    return Told(digest, scope, frozenset(map(Facet, sent.facets)))


def _pair(one: PublishedFigures, other: PublishedFigures) -> str:
    """Return what stands for the two, whichever laptop takes which for the later one."""
    return " ".join(sorted((str(one.id), str(other.id))))
