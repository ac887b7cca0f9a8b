"""What the centre has decided for itself."""

from __future__ import annotations

from caseworker.centre.settings import Settings, change_settings, the_centre
from caseworker.ports import Reads, UnitOfWork
from ui.drafts import WordsKeeper
from ui.language import _
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import secondary
from ui.widgets.choice_list import CheckRow
from ui.widgets.columns import TwoColumns
from ui.widgets.counter import Counter
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import section
from ui.widgets.panel import Card
from ui.widgets.text_input import TextArea, TextField

MOST_DAYS = 90
"""No law gives longer."""


class CentrePage(Screen):
    """Criteria, approvals, and where staff are reported outside the centre."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, _("The centre"), _("What is decided here holds from now on."), name="centre"
        )
        now = self.desk.ask(_settings)
        self._now = now
        self.name = TextField(now.name, name="centre-name")
        self.criteria = TextArea(name="centre-criteria", label=_("Whom the centre can help"))
        self.criteria.setPlainText("\n".join(now.eligibility_criteria))
        self.channels = TextArea(name="centre-channels", label=_("Where staff are reported"))
        self.channels.setPlainText("\n".join(now.outside_channels))
        self.approval = CheckRow(
            _("A supervisor agrees before a case is closed"),
            name="centre-approval",
            checked=now.closure_needs_approval,
        )
        self.plans = CheckRow(
            _("A supervisor looks at every plan once it is agreed"),
            name="centre-plans",
            checked=now.plan_needs_look,
        )
        self.caseload = Counter(name="centre-caseload", label=_("Open cases for one caseworker"))
        self.caseload.set_value(now.caseload_limit)
        self.alone = CheckRow(
            _("One person works here alone: closures are reviewed afterwards"),
            name="centre-alone",
            checked=now.sole_worker,
        )
        self.backup_days = Counter(name="centre-backup-days", label=_("Days between backups"))
        self.backup_days.set_value(now.backup_days)
        self.days = TextField(str(now.answer_wishes_within), name="centre-answer-days")
        self.keep_years = Counter(name="centre-keep-years", label=_("Years to keep a record"))
        self.keep_years.set_value(now.keep_closed_for)
        self.keep = secondary(_("Keep"), name="keep-centre")
        self.keep.clicked.connect(self._keep)
        self._days = Field(_("Days to answer a wish about a record"), self.days)
        first, second = Card(), Card()
        for widget in (
            Field(_("Name of the centre"), self.name),
            Field(_("Whom the centre can help"), self.criteria, _("One criterion a line")),
        ):
            first.content.addWidget(widget)
        for part in (
            section(_("How we work")),
            self.approval,
            self.plans,
            self.alone,
            Field(
                _("Open cases for one caseworker"),
                self.caseload,
                _("Supervisors see who carries more."),
            ),
            Field(
                _("Where staff are reported, outside the centre"),
                self.channels,
                _("One telephone number or address a line"),
            ),
            Field(
                _("Days between backups"),
                self.backup_days,
                _("Today reminds the administrator after so many; 0 never reminds."),
            ),
            self._days,
            Field(
                _("Years to keep a record after the work ended"),
                self.keep_years,
                _("Afterwards the data protection officer decides; 0 never asks."),
            ),
        ):
            second.content.addWidget(part)
        columns = TwoColumns()
        columns.main.addWidget(first)
        columns.side.addWidget(second)
        self.add(columns, Flow(self.keep))
        centre_id = self.desk.ask(lambda reads: the_centre(reads).id)
        self._typed = WordsKeeper(self, self.desk, centre_id, "settings of the centre")

    def _keep(self) -> None:
        typed = self.days.text().strip()
        if not typed.isdecimal() or not 0 < int(typed) <= MOST_DAYS:
            self._days.set_error(_("Write a number of days, from 1 to {most}.", most=MOST_DAYS))
            return
        self._days.clear_error()
        settings = Settings(
            name=self.name.text().strip() or self._now.name,
            country=self._now.country,
            eligibility_criteria=_lines(self.criteria.toPlainText()),
            closure_needs_approval=self.approval.isChecked(),
            plan_needs_look=self.plans.isChecked(),
            caseload_limit=self.caseload.value(),
            sole_worker=self.alone.isChecked(),
            age_bands=self._now.age_bands,
            answer_wishes_within=int(typed),
            outside_channels=_lines(self.channels.toPlainText()),
            backup_days=self.backup_days.value(),
            keep_closed_for=self.keep_years.value(),
        )

        def keep(work: UnitOfWork) -> None:
            change_settings(work, settings)

        def kept(_nothing: None) -> None:
            self._typed.discard()
            self.shell.say(_("Kept"))

        self.desk.write(self, keep, kept)


def _settings(reads: Reads) -> Settings:
    centre = the_centre(reads)
    return Settings(**{name: getattr(centre, name) for name in Settings.__dataclass_fields__})


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())
