"""Writing an indicator: its words, what it counts, how public it is."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from caseworker.centre.settings import the_centre
from caseworker.errors import GateClosed, KnownError
from caseworker.indicators import words as say
from caseworker.indicators.editing import Wording, findings, keep_indicator
from caseworker.indicators.facts import FACTS
from caseworker.indicators.indicator import Indicator
from caseworker.model.indicator import DataClass, Unit
from caseworker.ports import UnitOfWork
from ui import words
from ui.drafts import WordsKeeper
from ui.language import _, text
from ui.screen import Screen
from ui.widgets.button import secondary
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.select import Select
from ui.widgets.text_input import TextArea, TextField

_NOTHING = "nothing"


class IndicatorCard(Card):
    """Without an *indicator* it adds one; *kept* is told its key."""

    def __init__(
        self,
        screen: Screen,
        indicator: Indicator | None = None,
        kept: Callable[[str], None] = lambda _key: None,
    ) -> None:
        super().__init__(spacing=12)
        self.setObjectName("indicator-card")
        self._screen, self._indicator, self._kept = screen, indicator, kept
        desk = screen.desk
        shown = indicator
        name, definition = say.to_edit(shown, text()) if shown else ("", "")
        self.name = TextField(name, name="indicator-name")
        self.definition = TextArea(definition, name="indicator-definition", lines=3)
        self.unit = Select(
            [(each.value, words.called(each)) for each in Unit],
            name="indicator-unit",
            label=_("Counted in"),
        )
        self.unit.set_value((shown.unit if shown else Unit.PEOPLE).value)
        every = [(key, _(fact.name)) for key, fact in FACTS.items()]
        self.counts = Select(every, name="indicator-counts", label=_("What is counted"),
                             unanswered=_("Not chosen yet"), searchable=True)  # fmt: skip
        if shown and shown.counts in FACTS:
            self.counts.set_value(shown.counts)
        self.of = Select(
            [(_NOTHING, _("No share: the number itself")), *every],
            name="indicator-of",
            label=_("In a hundred of"),
            searchable=True,
        )
        self.of.set_value(shown.of if shown and shown.of in FACTS else _NOTHING)
        self.public = Segments(
            [(DataClass.PUBLIC.value, _("Class 1, public")),
             (DataClass.SENSITIVE.value, _("Class 3, not public"))],
            name="indicator-class",
            label=_("How public it is"),
            value=(shown.data_class if shown else DataClass.PUBLIC).value,
            equal=0,
        )  # fmt: skip
        aim = "" if shown is None or shown.target is None else str(shown.target)
        self.target = TextField(aim, name="indicator-target")
        self.at_most = Segments(
            [("least", _("At least")), ("most", _("At most"))],
            name="indicator-at",
            label=_("Target"),
            value="most" if shown and shown.at_most else "least",
        )
        self.source = TextField(shown.source if shown else "", name="indicator-source")
        self.findings = Findings(name="indicator-findings")
        keep = secondary(_("Keep this indicator"), name="keep-indicator")
        keep.clicked.connect(self._keep)
        aim_hint = _("A whole number, or nothing.")
        self._target = Field(_("Target"), Flow(self.at_most, self.target), aim_hint)
        for widget in (
            section(_("Change it") if shown else _("A new indicator")),
            Field(_("Name"), self.name),
            Field(_("What it means"), self.definition),
            Field(_("What is counted"), self.counts),
            Field(_("In a hundred of"), self.of),
            Field(_("Counted in"), self.unit),
            self._target,
            Field(_("How public it is"), self.public),
            Field(_("Where it comes from"), self.source),
            self.findings,
            Flow(keep),
        ):
            self.content.addWidget(widget)
        subject: UUID = desk.ask(lambda reads: the_centre(reads).id)
        key = shown.key if shown else "new"
        self._typed = WordsKeeper(self, desk, subject, f"indicator {key}")

    def _wording(self) -> Wording:
        target = self.target.text().strip()
        shown = self._indicator
        counts = self.counts.value() or ""
        of = self.of.value() or _NOTHING
        return Wording(
            name=_untouched(self.name.text(), shown.name if shown else ""),
            definition=_untouched(self.definition.toPlainText(), shown.definition if shown else ""),
            unit=Unit(self.unit.value() or Unit.PEOPLE.value),
            counts=counts,
            of="" if of == _NOTHING else of,
            data_class=DataClass(self.public.value() or DataClass.PUBLIC.value),
            source=self.source.text().strip(),
            target=int(target) if target.isdecimal() else None,
            at_most=self.at_most.value() == "most",
        )

    def _keep(self) -> None:
        typed = self.target.text().strip()
        if typed and not typed.isdecimal():
            self._target.set_error(_("Write a whole number, or nothing."))
            self.target.setFocus()
            return
        self._target.clear_error()
        wording, key = self._wording(), self._indicator.key if self._indicator else ""
        self.findings.show_findings([words.finding_words(each) for each in findings(wording)])

        def act(work: UnitOfWork) -> str:
            return keep_indicator(work, key, wording).key

        def kept(new_key: str) -> None:
            self._typed.discard()
            self._screen.shell.say(_("Kept"))
            self._kept(new_key)

        self._screen.desk.write(self._screen, act, kept, self._refused)

    def _refused(self, error: KnownError) -> None:
        if not isinstance(error, GateClosed):
            self._screen.desk.failed.emit(error)


def _untouched(typed: str, shipped: str) -> str:
    """Return *typed*, or the shipped English where its translation stands as it was shown."""
    return shipped if shipped and typed.strip() == text()(shipped) else typed.strip()
