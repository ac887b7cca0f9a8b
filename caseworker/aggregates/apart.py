"""Figures that went out from several laptops before these knew of each other (R-449).

Each was protected against all that its laptop knew, and not against the others. What readers have
cannot be taken back: a supervisor is told, and whatever goes out next is protected against all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from caseworker.aggregates.attack import attack
from caseworker.aggregates.days_denied import touching
from caseworker.aggregates.days_told import days_of_all
from caseworker.aggregates.going_out import history
from caseworker.aggregates.narrowed import Narrowed, What
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

Learnt = tuple[object, ...]
"""A count that somebody can tell, whichever publications she learns it from."""


@dataclass(frozen=True, kw_only=True)
class Apart:
    """Publications of which some were not protected against others."""

    sent: tuple[PublishedFigures, ...]
    """Two or more, in the order of their dates; laptops need not agree on the time."""
    before: tuple[PublishedFigures, ...]
    """What went out before and some of them were protected against."""
    known_since: PublishedFigures | None
    """The first that went out knowing all that tell of it; None as long as nothing did."""
    read_at: datetime | None
    """When a supervisor kept that she read it; None while nobody did."""


@dataclass(frozen=True)
class Together:
    """What a reader of all of them can work out that no laptop knew she could."""

    counts: int
    """How many small counts can be told more closely than was promised."""
    tried: bool
    """False where some are too large to be laid over each other."""


def apart(reads: Reads) -> tuple[Apart, ...]:
    """Return what went out apart, the newest first.

    Whatever tells of another publication and does not know it went out apart from it; all that
    hang together so were read by the same people, and are looked at together.

    Raises:
        NotAllowed: only supervisors publish figures.
    """
    sent = sorted(history(reads), key=_in_order)
    told = {each.id: _publication(each) for each in sent}

    def knows(later: PublishedFigures, earlier: PublishedFigures) -> bool:
        return told[earlier.id].digest in told[later.id].relations

    def are_apart(one: PublishedFigures, other: PublishedFigures) -> bool:
        return _touch(one, other) and not (knows(one, other) or knows(other, one))

    def knows_all(later: PublishedFigures, group: Sequence[PublishedFigures]) -> bool:
        tell_of_it = [it for it in group if _touch(it, later)]
        return len(tell_of_it) > 1 and all(knows(later, it) for it in tell_of_it)

    read = {each.detail: each.at for each in reads.matching(AuditEvent, action=READ)}
    found = []
    for group in _groups(sent, are_apart):
        others = [it for it in sent if it not in group]
        before = tuple(it for it in others if any(knows(one, it) for one in group))
        since = next((it for it in others if it not in before and knows_all(it, group)), None)
        read_at = read.get(_name(group))
        found.append(Apart(sent=group, before=before, known_since=since, read_at=read_at))
    return tuple(sorted(found, key=lambda it: _in_order(it.sent[-1]), reverse=True))


def unread(reads: Reads) -> int:
    """Return how often figures went out apart and nobody read of it; none to who publishes none."""
    if not may(reads.actor, Act.EXPORT_FIGURES):
        return 0
    return sum(each.read_at is None for each in apart(reads))


def keep_as_read(work: UnitOfWork, every: Sequence[Apart]) -> None:
    """Keep that a supervisor read of *every* one; they stay in the list of what went out.

    Raises:
        NotAllowed: only supervisors publish figures.
    """
    require(work.actor, Act.EXPORT_FIGURES)
    for each in every:
        work.record(READ, each.sent[-1].id, detail=_name(each.sent))


def told_together(found: Apart) -> Together:
    """Attack them as somebody would who has all of them, and what went out before.

    What she could tell already from one of them, and what its laptop knew, does not count here. It
    may take seconds: run it beside the window.
    """
    together: set[Learnt] = set()
    known: set[Learnt] = set()
    left_out = 0
    for at, one in enumerate(found.sent):
        others = [it for it in (*found.before, *found.sent[:at]) if _touch(it, one)]
        relations = _publication(one).relations
        mine = [it for it in others if _publication(it).digest in relations]
        told, too_large = _learnt(one, others)
        together |= told
        known |= _learnt(one, mine)[0]
        left_out += too_large
    return Together(len(together - known), tried=not left_out)


def _learnt(one: PublishedFigures, others: Sequence[PublishedFigures]) -> tuple[set[Learnt], int]:
    """Return what *one* and *others* tell together, and how much was too large to be tried."""
    new, told = _publication(one), [_publication(it) for it in others]
    days = days_of_all(
        _as_told(one, NEW),
        [_as_told(it, its.digest) for it, its in zip(others, told, strict=True)],
    )
    stand = [(it, days.told_of(it, may_be_supposed(new, it))) for it in told]
    result = attack(new, stand, Policy.DEFAULT, days)
    return {_number(it, new, told) for it in result.narrowed}, result.left_out


def _number(narrowed: Narrowed, new: Publication, told: Sequence[Publication]) -> Learnt:
    """Return which number of persons it is, the same whatever it was learnt from."""
    of: object = new.digest
    dimensions = new.dimensions
    earlier = None if narrowed.earlier is None else told[narrowed.earlier]
    if narrowed.what is What.EARLIER and earlier is not None:
        of, dimensions = earlier.digest, earlier.dimensions
    elif narrowed.what is What.DIFFERENCE and earlier is not None:
        of = frozenset({new.digest, earlier.digest})
    elif isinstance(narrowed.whom, str):
        of = new.digest if narrowed.whom == NEW else narrowed.whom
    elif narrowed.whom is not None and narrowed.line is not None:
        of = tuple((group.kind, narrowed.line.days_of(group)) for group in narrowed.whom)
    named = zip(dimensions, narrowed.cell, strict=True)
    is_beside = narrowed.what is What.BESIDE
    return of, is_beside, frozenset((name, path) for name, path in named if path)


def _groups(
    sent: Sequence[PublishedFigures],
    are_apart: Callable[[PublishedFigures, PublishedFigures], bool],
) -> Iterator[tuple[PublishedFigures, ...]]:
    """Yield all that hang together by having gone out apart."""
    left = list(sent)
    while left:
        group: list[PublishedFigures] = []
        reached = [left.pop(0)]
        while reached:
            one = reached.pop()
            group.append(one)
            reached += [it for it in left if are_apart(one, it)]
            left = [it for it in left if it not in reached]
        if len(group) > 1:
            yield tuple(sorted(group, key=_in_order))


def _touch(one: PublishedFigures, other: PublishedFigures) -> bool:
    return Population(other.population) in touching(Population(one.population))


def _publication(sent: PublishedFigures) -> Publication:
    return Publication.from_document(json.loads(sent.document))


def _as_told(sent: PublishedFigures, digest: str) -> Told:
    scope = Scope(Population(sent.population), sent.first_day, sent.last_day)
    return Told(digest, scope, frozenset(map(Facet, sent.facets)))


def _in_order(sent: PublishedFigures) -> tuple[datetime, str]:
    return sent.published_at, str(sent.id)


def _name(group: Sequence[PublishedFigures]) -> str:
    """Return what stands for them, in whatever order a laptop takes them."""
    return " ".join(sorted(str(each.id) for each in group))
