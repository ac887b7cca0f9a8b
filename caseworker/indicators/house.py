"""What forms about the centre count: complaints, how it is for people, and the walk through it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from caseworker.centre.feedback import ANSWER_WITHIN
from caseworker.indicators.months import Months, Values
from caseworker.model.audit import FormAnswer
from caseworker.model.form import FilledForm
from caseworker.model.incident import Feedback
from caseworker.people.restricted import hidden_people, without
from caseworker.ports import Reads, before, one_of, since

_Counted = Callable[[Reads, Months], Values]
_PORTION = 400


def complaints(*, in_time: bool = False) -> _Counted:
    """Return what counts complaints by the month in which they came, or those answered in time."""

    def values(reads: Reads, months: Months) -> Values:
        found = reads.fields(
            Feedback,
            ("received_at", "answered_at"),
            since("received_at", months.begin),
            before("received_at", months.end),
            *without("person_id", hidden_people(reads)),
            complaint=True,
        )
        return [
            *months.sums(
                (came, 1)
                for came, answered in found
                if not in_time or (answered is not None and answered - came <= ANSWER_WITHIN)
            )
        ]

    return values


def how_it_is(recommended: str = "") -> _Counted:
    """Return what counts the forms on how it is, or those with this answer about a friend."""

    def values(reads: Reads, months: Months) -> Values:
        forms = _filled(reads, "satisfaction", months)
        if not recommended:
            return [*months.sums((at, 1) for at in forms.values())]
        said = _said(reads, forms, "/data/recommend")
        return [*months.sums((forms[key], 1) for key, text in said.items() if text == recommended)]

    return values


def measured(path: str, among: str = "") -> _Counted:
    """Return what the last walk of each month measured at *path*, for one of those at *among*."""

    def values(reads: Reads, months: Months) -> Values:
        walks = _filled(reads, "centre_standards", months)
        found = _said(reads, walks, f"/data/{path}")
        shared = _said(reads, walks, f"/data/{among}") if among else {}
        seen: Values = [None] * len(months)
        for key, at in sorted(walks.items(), key=lambda walk: walk[1]):
            place, value = months.place(at), _number(found.get(key))
            by = _number(shared.get(key)) if among else 1.0
            if place is not None and value is not None and by:
                seen[place] = value / by
        return seen

    return values


def _filled(reads: Reads, form: str, months: Months) -> dict[UUID, datetime]:
    """Return the ids of the forms filled in these months, and when."""
    found = reads.fields(
        FilledForm,
        ("id", "filled_at"),
        since("filled_at", months.begin),
        before("filled_at", months.end),
        form=form,
    )
    return dict(found)


def _said(reads: Reads, forms: dict[UUID, datetime], path: str) -> dict[UUID, str]:
    """Return the answers at *path*, by form; what stayed open is not there."""
    keys = [*forms]
    said: dict[UUID, str] = {}
    for start in range(0, len(keys), _PORTION):
        some = one_of("subject", keys[start : start + _PORTION])
        found = reads.fields(FormAnswer, ("subject", "value"), some, path=path)
        said |= {key: text for key, text in found if text}
    return said


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
