"""Figures that leave the centre: counted, protected against all that went before, remembered.

Nobody writes a table by herself: what is shown is what was protected, and what was protected is
what is remembered. Lists of people never go out this way (R-454), and facts of protection
(class 3, R-451) only to whoever has a data access request that stands (R-452).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from caseworker.aggregates.all_records import need_all_records
from caseworker.aggregates.attack import Attack
from caseworker.aggregates.counting import Counting
from caseworker.aggregates.days_denied import touching
from caseworker.aggregates.days_told import days_of_all
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import (
    FACETS,
    TRAITS,
    Facet,
    Population,
    Scope,
    data_class,
)
from caseworker.aggregates.publication import NEW, Circumstances, Publication
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.rounding import EXACT, Rounding, RoundingError, rounding_to
from caseworker.aggregates.table import Cell, Path, Table
from caseworker.aggregates.timeline import Told
from caseworker.centre.settings import the_centre
from caseworker.data_access.asking import in_force
from caseworker.errors import FiguresMoved, InvalidValue
from caseworker.findings import Findings, pass_gate, stops
from caseworker.model.data_access import DataAccessRequest
from caseworker.model.figures import PublishedFigures
from caseworker.model.indicator import DataClass
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_

MOST_FACETS = 3
"""With more, so much is hidden that the table tells less."""


@dataclass(frozen=True)
class Prepared:
    """A table ready to go out, and what an attacker could do with it."""

    scope: Scope
    facets: tuple[Facet, ...]
    table: Table
    publication: Publication
    attack: Attack
    earlier: frozenset[UUID]
    """The publications that it was protected against."""
    beside: tuple[Publication, ...] = ()
    """The tables that go out with it, against which it was protected as well."""
    centres: tuple[str, ...] = ()
    """The centres whose published tables it adds up; empty where it is this centre's own."""
    corrects: PublishedFigures | None = None
    """The figures that went out before and were wrong."""
    left_out: tuple[Facet, ...] = ()
    """Facets asked for that the table does without, because it would tell too much or nothing."""
    only: Mapping[Facet, Path] = field(default_factory=dict)
    """What of it is laid out: the categories chosen. The rest counts as published all the same."""
    not_looked_at: int = 0
    """How many more ways there were to add it up with earlier figures than are looked at."""
    rounding: Rounding = EXACT
    """How the counts that are shown are written. What is remembered is exact all the same."""

    @property
    def data_class(self) -> DataClass:
        """How public it is."""
        return data_class(self.scope.population, self.facets)

    def showing(self, only: Mapping[Facet, Path]) -> Prepared:
        """Return the same table with *only* these categories laid out.

        It is protected as a whole, so that no choice of a slice can single anybody out.
        """
        known = {facet: path for facet, path in only.items() if facet in self.facets and path}
        return replace(self, only=known)

    def rounded(self, base: int) -> Prepared:
        """Return the same table with each count that it shows rounded to *base*; 1 for exact.

        Raises:
            InvalidValue: so wide a base is not offered.
        """
        return replace(self, rounding=rounding_to(base, self.publication.policy))

    def written(self, cell: Cell) -> int | None:
        """Return the number that stands in *cell*, or None where it is hidden."""
        if not self.publication.is_known(cell):
            return None
        return self.rounding.of(self.publication.shown.get(cell, 0))

    def is_laid_out(self, cell: Cell) -> bool:
        """Return whether *cell* is of the categories chosen."""
        named = zip(self.publication.dimensions, cell, strict=True)
        return all(self.only.get(Facet(name), path) == path for name, path in named)

    def error(self) -> RoundingError:
        """Return by how much the counts laid out are off, zeros aside: they are never changed."""
        shown = self.publication.shown.items()
        return self.rounding.error(count for cell, count in shown if self.is_laid_out(cell))


def prepare(
    reads: Reads,
    scope: Scope,
    facets: Iterable[Facet],
    now: datetime,
    beside: Sequence[Prepared] = (),
) -> Prepared:
    """Return the protected table of *scope* over *facets*; nothing is kept.

    What goes out together with it is named in *beside*: it is protected against that as well.
    It may take seconds: run it beside the window.

    Raises:
        NotAllowed: only supervisors publish figures.
        InvalidValue: no facet, too many, or one that this population does not have; or the days
            are the wrong way round.
        GateClosed: this laptop carries some records only.
    """
    require(reads.actor, Act.EXPORT_FIGURES)
    need_all_records(reads)
    chosen = tuple(facets)
    if not 0 < len(chosen) <= MOST_FACETS or not set(chosen) <= set(FACETS[scope.population]):
        raise InvalidValue
    if scope.last_day < scope.first_day:
        raise InvalidValue
    counting = Counting(reads, scope, now)
    before = _earlier(reads, scope.population)
    told = [Publication.from_document(json.loads(each.document)) for each in before]
    circumstances = Circumstances(
        population=scope.population.value,
        period=f"{scope.first_day.isoformat()}/{scope.last_day.isoformat()}",
        published_at=now.isoformat(timespec="minutes"),
        approved_by=reads.actor.staff_code,
    )
    names = [facet.value for facet in chosen]
    touched = touching(scope.population)
    together = [each.publication for each in beside if each.scope.population in touched]
    days = days_of_all(
        Told(NEW, scope, frozenset(chosen)),
        [
            *(_told(each, it) for each, it in zip(before, told, strict=True)),
            *(Told(it.publication.digest, it.scope, frozenset(it.facets))
              for it in beside if it.scope.population in touched),
        ],
    )  # fmt: skip
    found = publish(
        names,
        counting.over,
        [*told, *together],
        Policy.DEFAULT,
        circumstances,
        [facet.value for facet in chosen if facet in TRAITS],
        days,
    )
    kept = set(found.publication.dimensions)
    return Prepared(
        scope,
        tuple(facet for facet in chosen if facet.value in kept),
        counting.over(names),
        found.publication,
        found.attack,
        frozenset(each.id for each in before),
        beside=tuple(together),
        left_out=tuple(facet for facet in chosen if facet.value not in kept),
        not_looked_at=days.not_looked_at,
    )


def send(
    work: UnitOfWork,
    tables: Sequence[Prepared],
    recipient: str,
    purpose: str,
    request_id: UUID | None = None,
) -> list[PublishedFigures]:
    """Remember that *tables* go out, to whom and for what; then the file may be written.

    On a data access request they go to whoever made it, and to nobody else.

    Raises:
        NotAllowed: only supervisors publish figures.
        InvalidValue: nobody is named who gets them.
        GateClosed: they are not public, and no data access request that stands is named.
        FiguresMoved: others were published since, here or at another laptop, or one of *tables*
            was not protected against another.
    """
    require(work.actor, Act.EXPORT_FIGURES)
    request = work.find(DataAccessRequest, request_id)
    if request is not None:
        recipient = request.organisation
    if not recipient.strip():
        raise InvalidValue
    pass_gate(request_findings(work, tables, request_id))
    own = [table for table in tables if not table.centres]
    for number, table in enumerate(own):
        if {each.id for each in _earlier(work, table.scope.population)} != table.earlier:
            raise FiguresMoved
        if not _knows(table, own[:number]):
            raise FiguresMoved
    if len(own) < len(tables):
        # What centres published tells nothing more when it is added up: nothing to remember.
        work.record("combined figures sent", the_centre(work).id, detail=recipient.strip())
    return [_remember(work, table, recipient.strip(), purpose.strip(), request_id) for table in own]


def request_findings(reads: Reads, tables: Sequence[Prepared], request_id: UUID | None) -> Findings:
    """Return what keeps figures that are not public from going out (R-452)."""
    if all(table.data_class is DataClass.PUBLIC for table in tables):
        return ()
    stand = {each.id for each in in_force(reads, reads.now().date())}
    if request_id in stand:
        return ()
    what, why = (
        N_("Stops here: these figures are not public"),
        N_("They go only to who signed a data access request that the data protection officer"
           " granted, until its last day."),
    )  # fmt: skip
    return (stops("not-public", what, why, "R-451", "R-452", answer="request"),)


def _remember(
    work: UnitOfWork, table: Prepared, recipient: str, purpose: str, request_id: UUID | None
) -> PublishedFigures:
    scope = table.scope
    sent = PublishedFigures(
        id=work.new_id(),
        population=scope.population.value,
        first_day=scope.first_day,
        last_day=scope.last_day,
        facets=tuple(facet.value for facet in table.facets),
        recipient=recipient,
        purpose=purpose,
        request_id=request_id,
        rounded_to=table.rounding.base,
        corrects=table.corrects.id if table.corrects else None,
        published_at=work.now(),
        published_by=work.actor.user_id,
        document=json.dumps(table.publication.document(), ensure_ascii=False),
    )
    work.add(sent)
    work.record("figures published", the_centre(work).id, detail=scope.population.value)
    return sent


def history(reads: Reads) -> list[PublishedFigures]:
    """Return what went out, the newest first.

    Raises:
        NotAllowed: only supervisors publish figures.
    """
    require(reads.actor, Act.EXPORT_FIGURES)
    return reads.matching(PublishedFigures, order_by=("-published_at", "-id"))


def _knows(table: Prepared, before: Sequence[Prepared]) -> bool:
    """Return whether *table* was protected against those that go out before it."""
    touched = touching(table.scope.population)
    return all(
        any(one.publication is known for known in table.beside)
        for one in before
        if one.scope.population in touched
    )


def _earlier(reads: Reads, population: Population) -> list[PublishedFigures]:
    """Return the publications that a reader can lay beside one of *population*, by id."""
    touched = touching(population)
    found = reads.matching(PublishedFigures)
    return [each for each in found if each.population in touched]


def _told(sent: PublishedFigures, publication: Publication) -> Told:
    scope = Scope(Population(sent.population), sent.first_day, sent.last_day)
    return Told(publication.digest, scope, frozenset(map(Facet, sent.facets)))
