"""Which figures: who is counted, when, by what, and which part of it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal

from caseworker.aggregates import periods, words
from caseworker.aggregates.broader import Broader
from caseworker.aggregates.going_out import MOST_FACETS, Prepared
from caseworker.aggregates.layout import paths_of
from caseworker.aggregates.periods import Period, days_of
from caseworker.aggregates.populations import FACETS, Facet, Population, Scope, data_class
from caseworker.aggregates.rounding import EXACT
from caseworker.aggregates.table import Path
from caseworker.model.indicator import DataClass
from ui.language import _, text
from ui.reports.rounding_choice import rounding_choice
from ui.theme.tokens import Tone
from ui.widgets.chip import Chip, FilterChip
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.stack import Column, clear

_GIVEN = "given"
_ALL = "all"
_MOST_ONLY = 60
"""A list of more categories is not offered; count by something broader."""


class TableChoice(Card):
    """The choice of a table."""

    changed = Signal()
    """Another table is wanted."""
    narrowed = Signal()
    """The same table is to be shown otherwise: another part of it, or rounded."""

    def __init__(self, scope: Scope, facets: tuple[Facet, ...], today: date) -> None:
        """Begin with the table of *scope* over *facets*."""
        super().__init__()
        self._today = today
        self._given = scope
        self._facets = facets
        self._earlier: date | None = None
        self._only: dict[Facet, Select] = {}
        self._paths: dict[Facet, list[Path]] = {}
        self.population = Select(
            [(each.value, _(words.POPULATIONS[each])) for each in Population],
            name="population",
            label=_("Who is counted"),
        )
        self.population.set_value(scope.population.value)
        self.period = Select(
            [*self._other_days(), *((each.value, _(periods.NAMES[each])) for each in Period)],
            name="period",
            label=_("When"),
        )
        self.period.set_value(self._period_of(scope))
        self._chips = Column()
        self._parts = Column()
        self.rounding = rounding_choice("rounding")
        self.rounding.chosen.connect(lambda _key: self.narrowed.emit())
        for widget in (
            Field(_("Who is counted"), self.population),
            Field(_("When"), self.period),
            Field(_("By what"), self._chips, _("At most three.")),
            self._parts,
            Field(_("How exact"), self.rounding),
        ):
            self.content.addWidget(widget)
        self.population.chosen.connect(lambda _key: self._count_others())
        self.period.chosen.connect(lambda _key: self._at_another_time())
        self._show_facets()

    @property
    def facets(self) -> tuple[Facet, ...]:
        """By what is counted."""
        return self._facets

    def scope(self) -> Scope:
        """Return who is counted, and when."""
        chosen = self.period.value() or Period.THIS_MONTH.value
        if chosen == _GIVEN:
            first, last = self._given.first_day, self._given.last_day
        else:
            first, last = days_of(Period(chosen), self._today)
        return Scope(self._population(), self._earlier or first, last)

    def only(self) -> Mapping[Facet, Path]:
        """Return the categories that alone are shown, where some are chosen."""
        return {
            facet: self._paths[facet][int(key)]
            for facet, select in self._only.items()
            if (key := select.value()) and key != _ALL
        }

    def base(self) -> int:
        """Return to what counts are rounded; 1 where they are exact."""
        return int(self.rounding.value() or EXACT.base)

    def take(self, broader: Broader) -> None:
        """Choose what was suggested."""
        self._facets, self._earlier = broader.facets, broader.scope.first_day
        self._show_facets()
        self.changed.emit()

    def offer_parts(self, prepared: Prepared) -> None:
        """Offer the categories of a counted table, each to be shown alone."""
        self._only, self._paths = {}, {}
        fields = []
        for facet in prepared.facets:
            paths = [path for path in paths_of(prepared, facet, text()) if path]
            if not 1 < len(paths) <= _MOST_ONLY:
                continue
            self._paths[facet] = paths
            named = [
                (str(at), words.category(facet, each, text())) for at, each in enumerate(paths)
            ]
            select = Select(
                [(_ALL, _("All")), *named], name=f"only-{facet.value}", label=_("Show only")
            )
            select.set_value(_ALL)
            select.chosen.connect(lambda _key: self.narrowed.emit())
            self._only[facet] = select
            called = _(words.FACETS[facet])
            fields.append(Field(_("{facet}: show only", facet=called), select))
        self._parts.fill(*fields)

    def _period_of(self, scope: Scope) -> str:
        days = scope.first_day, scope.last_day
        known = (each.value for each in Period if days_of(each, self._today) == days)
        return next(known, _GIVEN)

    def _other_days(self) -> list[tuple[str, str]]:
        """Return days that are no period seen from today, as those of figures to be corrected."""
        if self._period_of(self._given) != _GIVEN:
            return []
        first, last = (
            text().day(day, "d MMM y") for day in (self._given.first_day, self._given.last_day)
        )
        return [(_GIVEN, _("{first} to {last}", first=first, last=last))]

    def _population(self) -> Population:
        return Population(self.population.value() or Population.WITH_OPEN_CASE.value)

    def _count_others(self) -> None:
        known = FACETS[self._population()]
        self._facets = tuple(each for each in self._facets if each in known) or known[:1]
        self._show_facets()
        self.changed.emit()

    def _at_another_time(self) -> None:
        self._earlier = None
        self.changed.emit()

    def _show_facets(self) -> None:
        clear(self._chips.box)
        chips = []
        for facet in FACETS[self._population()]:
            is_on = facet in self._facets
            chip = FilterChip(_(words.FACETS[facet]), name=f"facet-{facet.value}", checked=is_on)
            chip.toggled.connect(lambda on, facet=facet: self._choose(facet, on=on))
            chip.setEnabled(is_on or len(self._facets) < MOST_FACETS)
            chips.append(chip)
        self._chips.box.addWidget(Flow(*chips))
        if data_class(self._population(), self._facets) is DataClass.SENSITIVE:
            self._chips.box.addWidget(Flow(Chip(_("Not public"), Tone.WARN, "lock-simple")))
            self._chips.box.addWidget(small(_("They go out on a data access request only.")))

    def _choose(self, facet: Facet, *, on: bool) -> None:
        without = tuple(each for each in self._facets if each is not facet)
        self._facets = (*without, facet) if on else without
        self._show_facets()
        self.changed.emit()
