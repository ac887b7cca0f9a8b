"""Ages and sexes of those with an open case, protected as if the screen were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseworker.aggregates.age_bands import bands_tell_enough
from caseworker.aggregates.counting import Counting
from caseworker.aggregates.populations import (
    ADULT_AT,
    AGES,
    Facet,
    Population,
    Scope,
    age_path,
    band_of,
)
from caseworker.aggregates.publication import Publication
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.table import Cell
from caseworker.charts.chart import Hidden, Value
from caseworker.model.person import Sex
from caseworker.ports import Reads

_BROAD = (0, ADULT_AT)


@dataclass(frozen=True)
class AgeBand:
    """Open cases of one band of age; `until` is None in the last."""

    begins: int
    until: int | None
    men: Value
    women: Value


def ages_and_sexes(reads: Reads, now: datetime) -> tuple[AgeBand, ...]:
    """Return the bands from the youngest on; children and adults alone where bands hide most.

    *now* carries the zone of the centre. Raises NotAllowed as `prepare` does.
    """
    scope = Scope(Population.WITH_OPEN_CASE, now.date(), now.date())
    counting = Counting(reads, scope, now)
    publication = publish((Facet.AGE.value, Facet.SEX.value), counting.over, ()).publication
    fine, broad = (
        _bands(begins, publication, broad=broad)
        for begins, broad in ((AGES, False), (_BROAD, True))
    )
    return fine if bands_tell_enough(_values(fine), _values(broad)) else broad


def _values(bands: tuple[AgeBand, ...]) -> list[Value]:
    return [value for band in bands for value in (band.men, band.women)]


def _bands(
    begins: tuple[int, ...], publication: Publication, *, broad: bool
) -> tuple[AgeBand, ...]:
    def value(begin: int, sex: Sex) -> Value:
        path = age_path(band_of(begin))
        cell: Cell = (path[:1] if broad else path, (sex.value,))
        if publication.is_known(cell):
            return Value(publication.shown.get(cell, 0))
        # One word for all, as in what goes out: which of them is small would tell its count.
        return Value(None, Hidden.PARTNER)

    return tuple(
        AgeBand(begin, until, value(begin, Sex.MALE), value(begin, Sex.FEMALE))
        for begin, until in zip(begins, (*begins[1:], None), strict=True)
    )
