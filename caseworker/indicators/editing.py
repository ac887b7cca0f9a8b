"""The library as the centre has it: changed, left out and added indicators, by supervisors."""

from __future__ import annotations

from dataclasses import dataclass, replace

from caseworker.aggregates.populations import data_class
from caseworker.errors import InvalidValue
from caseworker.findings import Finding, Findings, pass_gate, stops
from caseworker.indicators.facts import FACTS
from caseworker.indicators.indicator import Indicator, Topic, Way
from caseworker.indicators.library import LIBRARY
from caseworker.model.indicator import CentreIndicator, DataClass, Unit
from caseworker.permissions import Act, require
from caseworker.ports import Reads, UnitOfWork
from caseworker.text import N_


@dataclass(frozen=True, kw_only=True)
class Wording:
    """An indicator as somebody writes it down."""

    name: str = ""
    definition: str = ""
    unit: Unit = Unit.PEOPLE
    counts: str = ""
    of: str = ""
    data_class: DataClass = DataClass.PUBLIC
    source: str = ""
    target: int | None = None
    at_most: bool = False


def library_of_centre(reads: Reads) -> tuple[Indicator, ...]:
    """Return the indicators that the centre looks at, in the order of their topics."""
    own = _changes(reads)
    shipped = {each.key for each in LIBRARY}
    found = [
        _as_centre_has(each, own[each.key]) if each.key in own else each
        for each in LIBRARY
        if each.key not in own or not own[each.key].left_out
    ]
    found += [_added(each) for key, each in own.items() if key not in shipped and not each.left_out]
    order = list(Topic)
    return tuple(sorted(found, key=lambda each: order.index(each.topic)))


def left_out(reads: Reads) -> tuple[Indicator, ...]:
    """Return the indicators that the centre does not look at, to be taken in again."""
    own, shipped = _changes(reads), {each.key: each for each in LIBRARY}
    return tuple(
        _as_centre_has(shipped[key], each) if key in shipped else _added(each)
        for key, each in own.items()
        if each.left_out
    )


def findings(wording: Wording) -> Findings:
    """Return what keeps an indicator from being kept."""
    found: list[Finding] = []
    if not wording.name.strip() or not wording.definition.strip():
        what, why = (
            N_("Name or definition is missing"),
            N_("Next year somebody else reads the figure, and has to know what it says."),
        )
        found.append(stops("no-meaning", what, why, "R-383", answer="name"))
    if wording.counts not in FACTS:
        what, why = N_("What is counted is not chosen yet"), N_("Choose it from the list.")
        found.append(stops("no-fact", what, why, "R-383", answer="counts"))
        return tuple(found)
    names = [wording.counts, *([wording.of] if wording.of in FACTS else [])]
    if (wording.unit is Unit.PERCENT) != bool(wording.of):
        what, why = (
            N_("A share needs to be of something"),
            N_("Choose percent and of what it is a share, or neither."),
        )
        found.append(stops("no-whole", what, why, "R-383", answer="of"))
    if wording.of and any(FACTS[name].is_a_middle for name in names):
        what, why = (
            N_("Nothing is a share of a number of days"),
            N_("Count the days by themselves."),
        )
        found.append(stops("share-of-days", what, why, "R-383", answer="of"))
    sensitive = any(FACTS[name].data_class is DataClass.SENSITIVE for name in names)
    if sensitive and wording.data_class is DataClass.PUBLIC:
        what, why = (
            N_("This figure is not public"),
            N_("What it counts is about protection: it is class 3, and goes out on request only."),
        )
        found.append(stops("class-too-low", what, why, "R-451", answer="data_class"))
    return tuple(found)


def keep_indicator(work: UnitOfWork, key: str, wording: Wording) -> CentreIndicator:
    """Keep an indicator; an empty *key* adds one, that of the library changes what ships.

    Raises:
        NotAllowed: only supervisors change the library.
        GateClosed: something is missing, or it would be called public and is not.
        InvalidValue: nothing has this key.
    """
    require(work.actor, Act.EXPORT_FIGURES)
    pass_gate(findings(wording))
    kept = _row(work, key, wording)
    kept.name = wording.name.strip()
    kept.definition = wording.definition.strip()
    kept.unit = wording.unit
    kept.counts, kept.of = wording.counts, wording.of
    kept.data_class = wording.data_class
    kept.source = wording.source.strip()
    kept.target, kept.at_most = wording.target, wording.at_most
    _changed(work, kept)
    return kept


def leave_out(work: UnitOfWork, key: str, *, left: bool = True) -> None:
    """Let the centre look at an indicator no longer, or again; what it meant stays.

    Raises:
        NotAllowed: only supervisors change the library.
        InvalidValue: nothing has this key.
    """
    require(work.actor, Act.EXPORT_FIGURES)
    every = (*library_of_centre(work), *left_out(work))
    found = next((each for each in every if each.key == key), None)
    if found is None:
        raise InvalidValue(what=N_("Indicator"))
    kept = _row(work, key, wording_of(found))
    kept.left_out = left
    _changed(work, kept)


def wording_of(indicator: Indicator) -> Wording:
    """Return *indicator* as it can be written anew."""
    return Wording(
        name=indicator.name,
        definition=indicator.definition,
        unit=indicator.unit,
        counts=indicator.counts,
        of=indicator.of,
        data_class=indicator.data_class,
        source=indicator.source,
        target=indicator.target,
        at_most=indicator.at_most,
    )


def _changes(reads: Reads) -> dict[str, CentreIndicator]:
    """Return the centre's indicators by key; of two laptops' the newest."""
    rows = reads.matching(CentreIndicator, order_by=("changed_at", "id"))
    return {each.key: each for each in rows}


def _row(work: UnitOfWork, key: str, wording: Wording) -> CentreIndicator:
    existing = _changes(work).get(key)
    if existing is not None:
        return existing
    if key and key not in {each.key for each in LIBRARY}:
        raise InvalidValue(what=N_("Indicator"))
    new_id = work.new_id()
    made = CentreIndicator(
        id=new_id,
        key=key or str(new_id),
        name=wording.name,
        definition=wording.definition,
        unit=wording.unit,
        counts=wording.counts,
        of=wording.of,
        data_class=wording.data_class,
        source=wording.source,
        target=wording.target,
        at_most=wording.at_most,
        changed_at=work.now(),
        changed_by=work.actor.user_id,
    )
    work.add(made)
    return made


def _changed(work: UnitOfWork, kept: CentreIndicator) -> None:
    kept.changed_at = work.now()
    kept.changed_by = work.actor.user_id
    work.record("indicator changed", kept.id)


def _as_centre_has(shipped: Indicator, own: CentreIndicator) -> Indicator:
    """Return a shipped indicator as the centre words it; untouched words stay translated.

    It goes out as before only while it counts the same, and what the centre calls not public only
    as a table that is not public either.
    """
    same_words = (own.name, own.definition) == (shipped.name, shipped.definition)
    same_facts = (own.counts, own.of) == (shipped.counts, shipped.of)
    return replace(
        shipped,
        name=own.name,
        definition=own.definition,
        unit=own.unit,
        counts=own.counts,
        of=own.of,
        data_class=own.data_class,
        source=own.source,
        target=own.target,
        at_most=own.at_most,
        goes_out_as=_kept(shipped.goes_out_as, own) if same_facts else None,
        month_by_month=_kept(shipped.month_by_month, own) if same_facts else None,
        why_it_stays=shipped.why_it_stays if same_facts else "",
        in_words_of_centre=not same_words,
    )


def _kept(table: Way | None, own: CentreIndicator) -> Way | None:
    if table is None or own.data_class is DataClass.PUBLIC:
        return table
    return table if data_class(*table) is DataClass.SENSITIVE else None


def _added(own: CentreIndicator) -> Indicator:
    bare = Indicator(
        key=own.key, topic=Topic.OWN, name="", definition="", unit=own.unit, counts=own.counts
    )
    return _as_centre_has(bare, own)
