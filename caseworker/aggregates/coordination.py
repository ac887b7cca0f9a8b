"""The month in the layouts of coordination: the aggregate caseload, and the 4W, with HXL tags.

Each number is one that the report shows, or a sum of such: where a part is hidden, the sum stays
empty and counts as suppressed. Where the report is rounded, a sum is rounded once, as a whole.
Children alone and disability per centre are class 3 and are not among the columns (R-451).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caseworker.aggregates.going_out import Prepared
from caseworker.aggregates.monthly_report import Report
from caseworker.aggregates.populations import ADULT, CHILD, Facet, Population
from caseworker.aggregates.table import Path
from caseworker.form_library.answer_tables import AnswerTable, Cell
from caseworker.model.person import Sex
from caseworker.model.referral import ReferralState
from caseworker.text import Text

_ADULTS: tuple[Path, ...] = tuple((ADULT, band) for band in ("18-29", "30-44", "45-59"))
_OLDER: tuple[Path, ...] = ((ADULT, "60+"),)
_CHILDREN: tuple[Path, ...] = ((CHILD,),)
_GROWN: tuple[Path, ...] = ((ADULT,),)
_COMPLETED: Path = (ReferralState.PROVIDED.value,)

Column = tuple[str, str, Cell | None]
"""What a column is called, its tag, and its value; None where it is suppressed."""


def caseload(report: Report, text: Text) -> AnswerTable:
    """Return the report as one line of the aggregate caseload, under its tags."""
    running = _table(report, Population.WITH_OPEN_CASE)
    groups = _groups(
        running,
        (
            (text("Women 18-59"), "#reached+f+adults+age_18_59", Sex.FEMALE, _ADULTS),
            (text("Men 18-59"), "#reached+m+adults+age_18_59", Sex.MALE, _ADULTS),
            (text("Girls 0-17"), "#reached+f+children+age_0_17", Sex.FEMALE, _CHILDREN),
            (text("Boys 0-17"), "#reached+m+children+age_0_17", Sex.MALE, _CHILDREN),
            (text("Older women 60+"), "#reached+f+elderly+age_60plus", Sex.FEMALE, _OLDER),
            (text("Older men 60+"), "#reached+m+elderly+age_60plus", Sex.MALE, _OLDER),
        ),
    )
    counts: list[Column] = [
        *groups,
        (text("New registrations"), "#reached+registered+new",
         _total(_table(report, Population.REGISTERED))),
        (text("Open cases"), "#affected+cases+open", _total(running)),
        (text("Closed cases"), "#affected+cases+closed",
         _total(_table(report, Population.CLOSED))),
        (text("Referrals made"), "#activity+referrals+made+num",
         _total(_table(report, Population.REFERRED))),
        (text("Referrals completed"), "#activity+referrals+completed+num",
         _sum(_table(report, Population.REFERRED), [{Facet.ANSWER: _COMPLETED}])),
    ]  # fmt: skip
    suppressed = sum(value is None for _name, _tag, value in counts)
    columns: list[Column] = [
        (text("Reporting period"), "#date+period", report.first_day.strftime("%Y-%m")),
        (text("Period start"), "#date+start", report.first_day.isoformat()),
        (text("Period end"), "#date+end", report.last_day.isoformat()),
        (text("Country"), "#country+code+v_iso2", report.country),
        (text("Centre name"), "#loc+name+centre", report.centre),
        (text("Sector"), "#sector+name", text("Protection")),
        (text("Service"), "#service+name", text("Case management")),
        *counts,
        (text("Suppressed cells"), "#meta+suppressed+num", suppressed),
        *_rounding(running, text),
    ]
    return _sheet(text("Caseload"), columns)


def four_w(report: Report, text: Text) -> AnswerTable:
    """Return the report as one line of a 4W: who does what, where, when, for how many."""
    running = _table(report, Population.WITH_OPEN_CASE)
    columns: list[Column] = [
        (text("Who (lead)"), "#org+prog+name", report.centre),
        (text("What: sector"), "#sector+name", text("Protection")),
        (text("Activity"), "#activity+name", text("Case management")),
        (text("Site"), "#loc+site+name", report.centre),
        (text("When: start"), "#date+start", report.first_day.isoformat()),
        (text("When: end"), "#date+end", report.last_day.isoformat()),
        (text("Status"), "#status", text("ongoing")),
        (text("Reached"), "#reached", _total(running)),
        *_groups(
            running,
            (
                (text("Reached women"), "#reached+f+adults", Sex.FEMALE, _GROWN),
                (text("Reached men"), "#reached+m+adults", Sex.MALE, _GROWN),
                (text("Reached girls"), "#reached+f+children", Sex.FEMALE, _CHILDREN),
                (text("Reached boys"), "#reached+m+children", Sex.MALE, _CHILDREN),
            ),
        ),
        *_rounding(running, text),
    ]
    return _sheet(text("4W"), columns)


def _groups(
    table: Prepared | None, wanted: Sequence[tuple[str, str, Sex, tuple[Path, ...]]]
) -> list[Column]:
    found: list[Column] = []
    for name, tag, sex, ages in wanted:
        parts = ({Facet.SEX: (sex.value,), Facet.AGE: age} for age in ages)
        found.append((name, tag, _sum(table, parts)))
    return found


def _rounding(table: Prepared | None, text: Text) -> list[Column]:
    if table is None or table.rounding.is_exact:
        return []
    return [(text("Rounded to"), "#meta+rounded+num", table.rounding.base)]


def _table(report: Report, population: Population) -> Prepared | None:
    return next((it for it in report.tables if it.scope.population is population), None)


def _total(table: Prepared | None) -> int | None:
    return _sum(table, [{}])


def _sum(table: Prepared | None, parts: Iterable[dict[Facet, Path]]) -> int | None:
    """Return what the cells of *table* add up to, or None where one of them is hidden."""
    if table is None:
        return None
    counts = [_count(table, part) for part in parts]
    if None in counts:
        return None
    return table.rounding.of(sum(count or 0 for count in counts))


def _count(table: Prepared, chosen: dict[Facet, Path]) -> int | None:
    """Return a count that *table* may show, as it is, or None where it is hidden."""
    order = table.table.dimensions
    cell = tuple(chosen.get(Facet(name), ()) for name in order)
    publication = table.publication
    if set(publication.dimensions) != set(order) or not publication.is_known(cell):
        return None
    return publication.shown.get(cell, 0)


def _sheet(name: str, columns: Sequence[Column]) -> AnswerTable:
    values: list[Cell] = ["" if value is None else value for _name, _tag, value in columns]
    tags: list[Cell] = [tag for _name, tag, _value in columns]
    return AnswerTable(name, [heading for heading, _tag, _value in columns], [tags, values])
