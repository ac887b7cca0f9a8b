"""The exchange: how it stands, one by stick, its report, and what laptops say differently."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from caseworker.model.case import Case
from caseworker.model.entity import Entity
from caseworker.model.person import Person, SafeContact
from caseworker.ports import Changes
from caseworker.sync.exchanging import Report
from caseworker.sync.joining import read_answer
from caseworker.sync.space import ExchangeStatus
from caseworker.views.conflicts import (
    ConflictLine,
    DecidedLine,
    conflict_lines,
    decided_lines,
    settle,
    settle_harmless,
)
from caseworker.views.held_back import HeldBackLine, held_back_lines, leave_out
from caseworker.views.names import colleagues
from ui.language import _, text
from ui.laptops.rejoin_card import RejoinCard
from ui.screen import Screen
from ui.shell import Shell
from ui.sync.decided_part import DecidedPart
from ui.sync.differing_part import DifferingPart
from ui.sync.exchange_job import ExchangeJob, exchange_under_way
from ui.sync.held_back_card import HeldBackCard
from ui.sync.hub_card import HubCard
from ui.sync.laptops_part import LaptopsPart
from ui.sync.outcome import outcome
from ui.sync.went_back import went_back_here
from ui.sync.words import kept_without_effect, state_of
from ui.theme.tokens import Tone
from ui.widgets.button import danger, primary
from ui.widgets.columns import TwoColumns
from ui.widgets.flow import Flow
from ui.widgets.job_strip import JobStrip
from ui.widgets.label import body, section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.section import SectionHead
from ui.widgets.stack import clear
from ui.window.navigation import Destination, Place


class ExchangePage(Screen):
    """Everybody may exchange: what is only on one laptop is lost with it."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Person, Case, SafeContact)

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("Exchange"),
            _("What is written here reaches the other laptops sealed, by network or by a stick."),
            name="exchange",
        )
        self._joining = QVBoxLayout()
        self._held_back = QVBoxLayout()
        self._standing = QVBoxLayout()
        self._outcome = QVBoxLayout()
        self._differing = QVBoxLayout()
        self._decided = QVBoxLayout()
        self._others = QVBoxLayout()
        self._begin = primary(_("Exchange with a stick"), name="exchange-stick", icon="usb")
        self._begin.clicked.connect(self._choose)
        card = Card()
        card.content.addLayout(self._standing)
        card.content.addWidget(Flow(self._begin))
        card.content.addLayout(self._outcome)
        columns = TwoColumns()
        columns.main.addLayout(self._joining)
        columns.main.addLayout(self._held_back)
        columns.main.addWidget(HubCard(shell.automatic))
        columns.main.addWidget(card)
        columns.main.addLayout(self._differing)
        columns.main.addLayout(self._decided)
        columns.side.addLayout(self._others)
        self.add(columns)
        shell.automatic.told.connect(self._look_at_network)
        self.reload()
        job = exchange_under_way(self.desk)
        if job is not None:
            self._show_job(job)

    def reload(self) -> None:
        """Show how the exchange stands now."""
        status = self.desk.space.status()
        self._show_joining(status)
        self._show_held_back(self.desk.ask(held_back_lines))
        self._show_standing(status)
        self._show_differing(self.desk.ask(conflict_lines))
        # Through all of the audit trail: beside the window.
        self.desk.look(self, lambda: self.desk.ask(decided_lines), self._show_decided)
        self._show_laptops(status)

    def _look(self, changes: Changes) -> None:
        # Whatever was written waits now.
        self._show_standing(self.desk.space.status())
        super()._look(changes)

    def _look_at_network(self) -> None:
        status = self.desk.space.status()
        self._show_joining(status)
        self._show_standing(status)
        self._show_laptops(status)

    def _show_joining(self, status: ExchangeStatus) -> None:
        clear(self._joining)
        if not status.founded or status.joined:
            return
        card = RejoinCard(self.desk, by_hub=self.shell.automatic.place is not None)
        card.stick_wanted.connect(self._ask_by_stick)
        card.let_in_wanted.connect(self._let_in_here)
        self._joining.addWidget(card)
        self._begin.turn_off(_("This laptop must be let in again first."))

    def _show_held_back(self, lines: list[HeldBackLine]) -> None:
        clear(self._held_back)
        if not lines:
            return
        heading = _("About somebody's safety, and it does not count")
        self._held_back.addWidget(SectionHead(heading, text().number(len(lines))))
        self._held_back.addWidget(
            small(_("Whoever wrote it was ended, or does not belong. It may be true all the same."))
        )
        now, names = self.desk.now(), self._colleagues()
        may_release = self.desk.hub.signs_passes
        for place, line in enumerate(lines):
            card = HeldBackCard(line, place, now, names, may_release=may_release)
            card.opened.connect(
                lambda line=line: self.shell.go(Destination(Place.PERSON, str(line.person_id)))
            )
            card.left_out.connect(
                lambda line=line: self.desk.write(
                    self, lambda work: leave_out(work, line.held), lambda _nothing: self.reload()
                )
            )
            card.counted.connect(lambda line=line: self._let_count(line))
            self._held_back.addWidget(card)

    def _let_count(self, line: HeldBackLine) -> None:
        space = self.desk.space
        self.desk.work(self, lambda: space.release([line.held.commit]), self._counts)

    def _counts(self, changes: Changes) -> None:
        self.desk.tell(changes)
        self.shell.automatic.soon()
        self.reload()

    def _colleagues(self) -> dict[UUID, str]:
        return dict(self.desk.ask(colleagues).items())

    def _ask_by_stick(self) -> None:
        place = self.shell.outside.files.folder(self.window(), _("The stick, or a shared folder"))
        if place is None:
            return
        space, here = self.desk.space, self.desk.exchange
        self.desk.work(self, lambda: read_answer(space, here, place), self._asked)

    def _asked(self, report: Report) -> None:
        self.desk.tell(report.changes)
        self.reload()
        joined = self.desk.space.status().joined
        said = _("The request lies on the stick. Take it to the administrator, and back.")
        self.shell.say(_("This laptop belongs again.") if joined else said)

    def _let_in_here(self) -> None:
        space = self.desk.space
        self.desk.work(self, lambda: space.admit(space.request()), lambda _nothing: self._in())

    def _in(self) -> None:
        self.shell.say(_("This laptop belongs again."))
        self.shell.automatic.soon()
        self.desk.tell(Changes())
        self.reload()

    def _show_standing(self, status: ExchangeStatus) -> None:
        clear(self._standing)
        words = state_of(status, self.desk.now())
        self._standing.addWidget(section(words.state))
        self._standing.addWidget(small(words.last))
        if not status.founded:
            self._standing.addWidget(
                body(_("An administrator can prepare the centre for several laptops, under More."))
            )
            self._begin.turn_off(_("This laptop works alone."))
            return
        if status.joined:
            self._begin.turn_on()
        if status.went_back:
            self._standing.addWidget(went_back_here())
        for heading, sentence in kept_without_effect(status):
            self._standing.addWidget(Notice(Tone.WARN, "warning-circle", heading, sentence))
        if status.absent:
            self._standing.addWidget(
                small(
                    text().plural(
                        "One change that others speak of has not come yet.",
                        "{count} changes that others speak of have not come yet.",
                        status.absent,
                    )
                )
            )

    def _show_differing(self, lines: list[ConflictLine]) -> None:
        clear(self._differing)
        if lines:
            part = DifferingPart(self.shell, lines, self._colleagues())
            part.kept.connect(self._settle)
            part.all_kept.connect(self._settle_harmless)
            self._differing.addWidget(part)

    def _show_decided(self, lines: list[DecidedLine]) -> None:
        clear(self._decided)
        if lines:
            part = DecidedPart(self.desk, lines, self._colleagues(), self._settle, self.shell.go)
            self._decided.addWidget(part)

    def _settle(self, line: ConflictLine, value: object) -> None:
        self.desk.write(
            self,
            lambda work: settle(work, line.conflict, value),
            lambda _answer: self._settled(),
        )

    def _settle_harmless(self, lines: list[ConflictLine]) -> None:
        self.desk.write(
            self, lambda work: settle_harmless(work, lines), lambda _count: self._settled()
        )

    def _settled(self) -> None:
        self.shell.say(_("Decided. The other laptops hear of it at the next exchange."))
        self.reload()

    def _show_laptops(self, status: ExchangeStatus) -> None:
        clear(self._others)
        if status.founded:
            self._others.addWidget(LaptopsPart(self, self.desk.space.laptops()))

    def _choose(self) -> None:
        place = self.shell.outside.files.folder(self.window(), _("The stick, or a shared folder"))
        if place is not None:
            self._show_job(ExchangeJob(self.desk, place))

    def _show_job(self, job: ExchangeJob) -> None:
        clear(self._outcome)
        self._begin.turn_off(_("An exchange is under way."))
        self._job = job
        self._strip = JobStrip(_("An exchange is under way."), name="exchange-job")
        self._strip.stopped.connect(job.stop)
        # Methods of the page: Qt lets go of them when the page is left.
        job.progressed.connect(self._show_progress)
        job.ended.connect(self._show_end)
        self._outcome.addWidget(self._strip)

    def _show_progress(self, done: int, whole: int) -> None:
        self._strip.show_progress(_("An exchange is under way."), done, whole)

    def _show_end(self) -> None:
        clear(self._outcome)
        self._begin.turn_on()
        report = self._job.report
        if report is not None and report.revoked:
            # On the word of an administrator that counts: whoever took the laptop gets nothing.
            self._begin.turn_off(_("This laptop belongs to the centre no longer"))
            self.desk.work(self, self.desk.keys.destroy, lambda _nothing: self._show_ended())
            return
        for notice in outcome(report, self._job.error):
            self._outcome.addWidget(notice)
        self.reload()

    def _show_ended(self) -> None:
        lock = danger(_("Lock"), name="lock-ended")
        lock.clicked.connect(self.shell.lock)
        self._outcome.addWidget(
            Notice(
                Tone.BAD,
                "hand",
                _("This laptop belongs to the centre no longer"),
                _(
                    "An administrator said that it is lost, and its keys are destroyed. What was"
                    " written here since the last exchange is on no other laptop."
                ),
                [lock],
            )
        )
