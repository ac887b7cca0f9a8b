"""Figures of several centres put together from what each has published, and attacked again.

Each centre protects its own table and gives the others only that. A sum is shown where every
centre shows its part, so nobody learns more from it than from the tables themselves.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from caseworker.aggregates.attack import attack
from caseworker.aggregates.going_out import Prepared
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import Facet, Population, Scope
from caseworker.aggregates.publication import Circumstances, Publication
from caseworker.aggregates.table import Cell, Path, Table
from caseworker.errors import InvalidValue
from caseworker.permissions import Act, require
from caseworker.ports import Reads
from caseworker.text import N_

FILE_VERSION = 1
LARGEST = 16 * 2**20
"""Bytes of a file of figures; no table that can be published is larger."""
MOST_CENTRES = 200


@dataclass(frozen=True)
class Contribution:
    """A table as one centre published it."""

    centre: str
    publication: Publication


def as_contribution(prepared: Prepared, centre: str) -> bytes:
    """Return a table as the file that others put together; it holds what is published alone.

    How it stands to this centre's earlier publications is nobody else's business. Sums of rounded
    counts would be off by more than anybody says.

    Raises:
        InvalidValue: the table is rounded.
    """
    if not prepared.rounding.is_exact:
        raise InvalidValue(what=_FILE)
    document = {
        "caseworker_figures": FILE_VERSION,
        "centre": centre,
        "publication": replace(prepared.publication, relations={}).document(),
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def read_contribution(content: bytes) -> Contribution:
    """Return what a file of figures holds.

    Raises:
        InvalidValue: it is no such file, too large, or of a later version.
        PolicyTooWeak: its centre hides less than anybody may.
    """
    if len(content) > LARGEST:
        raise InvalidValue(what=_FILE)
    try:
        document: Any = json.loads(content)
        if document["caseworker_figures"] != FILE_VERSION:
            raise InvalidValue(what=_FILE)
        publication = Publication.from_document(document["publication"])
        _scope_of(publication)
        _check(publication)
        return Contribution(str(document["centre"]), publication)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidValue(what=_FILE) from error


def combine(reads: Reads, contributions: Sequence[Contribution], now: datetime) -> Prepared:
    """Return the table of all centres together, attacked as one publication.

    Raises:
        NotAllowed: only supervisors put figures together.
        InvalidValue: fewer than two centres, too many, one of them twice, or tables that do not
            count the same: other people, other days, by other things.
    """
    require(reads.actor, Act.EXPORT_FIGURES)
    if not 1 < len(contributions) <= MOST_CENTRES:
        raise InvalidValue(what=N_("Files of at least two centres"))
    centres = [each.centre for each in contributions]
    if len(set(centres)) < len(centres):
        raise InvalidValue(what=N_("A centre that is there twice"))
    parts = [each.publication for each in contributions]
    first = parts[0]
    for part in parts[1:]:
        if part.dimensions != first.dimensions or _about(part) != _about(first):
            raise InvalidValue(what=N_("Tables that do not count the same"))
    circumstances = Circumstances(
        population=first.circumstances.population,
        period=first.circumstances.period,
        published_at=now.isoformat(timespec="minutes"),
        approved_by=reads.actor.staff_code,
    )
    whole = _sum(parts, circumstances)
    return Prepared(
        scope=_scope_of(whole),
        facets=tuple(Facet(name) for name in whole.dimensions),
        table=Table(whole.dimensions, {}),
        publication=whole,
        attack=attack(whole, (), whole.policy),
        earlier=frozenset(),
        centres=tuple(sorted(centres)),
    )


_FILE = N_("This file of figures")


def _sum(parts: Sequence[Publication], circumstances: Circumstances) -> Publication:
    hidden = frozenset(cell for part in parts for cell in part.hidden)
    shown: Counter[Cell] = Counter()
    for part in parts:
        shown.update({cell: count for cell, count in part.shown.items() if cell not in hidden})
    categories = tuple(
        tuple(sorted({path for part in parts for path in part.categories[at]}))
        for at in range(len(parts[0].dimensions))
    )
    strictest = Policy(
        threshold=max(part.policy.threshold for part in parts),
        width=max(part.policy.width for part in parts),
    )
    return Publication(
        parts[0].dimensions, categories, dict(shown), hidden, strictest, circumstances
    )


def _about(publication: Publication) -> tuple[str, str]:
    return publication.circumstances.population, publication.circumstances.period


def _scope_of(publication: Publication) -> Scope:
    population, period = _about(publication)
    first, _slash, last = period.partition("/")
    return Scope(Population(population), date.fromisoformat(first), date.fromisoformat(last))


def _check(publication: Publication) -> None:
    """Look that a file that somebody else wrote is a table, and not only shaped like one."""
    for name in publication.dimensions:
        Facet(name)
    if len(publication.categories) != len(publication.dimensions):
        raise ValueError
    known: list[set[Path]] = [set(paths) for paths in publication.categories]
    for cell in publication.told:
        if len(cell) != len(known) or any(
            path not in paths for path, paths in zip(cell, known, strict=True)
        ):
            raise ValueError
    if any(type(count) is not int or count < 0 for count in publication.shown.values()):
        raise ValueError
    if publication.hidden & publication.shown.keys():
        raise ValueError
