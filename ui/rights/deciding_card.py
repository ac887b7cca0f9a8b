"""Agreeing to an erasure, carrying it out, or leaving the record as it is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseworker.errors import GateClosed, KnownError
from caseworker.findings import stopping
from caseworker.ports import UnitOfWork
from caseworker.rights.erasing import agree, call_off, carry_out
from caseworker.text import isolate
from caseworker.views.erasure import ErasurePage
from ui import words
from ui.language import _
from ui.screen import Screen
from ui.widgets.act import ReasonNote
from ui.widgets.button import danger, primary, quiet
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import body, section
from ui.widgets.panel import Card
from ui.widgets.sheet import Sheet


class DecidingCard(Card):
    """The two acts have two people; each button names its act."""

    def __init__(self, screen: Screen, shown: ErasurePage) -> None:
        super().__init__(spacing=12)
        self.setObjectName("deciding-card")
        self._screen, self._shown, self._desk = screen, shown, screen.desk
        self.content.addWidget(section(_("Before it is erased")))
        self.findings = Findings(name="erasure-findings")
        self.content.addWidget(self.findings)
        self.findings.show_findings([words.finding_words(each) for each in shown.findings])
        if not shown.findings:
            self.content.addWidget(body(_("Nothing speaks against it.")))
        for widget in self._acts():
            self.content.addWidget(widget)

    def _acts(self) -> list[QWidget]:
        shown, acts, notes = self._shown, [], []
        stops = stopping(shown.findings)
        if shown.agreed_at is None and shown.may_agree:
            yes = primary(_("Agree that it is erased"), name="agree-erasure")
            yes.clicked.connect(self._agree)
            if stops:
                yes.turn_off(_("Something above stops it."))
            acts.append(yes)
            notes.append(ReasonNote(yes))
        elif any(each.code == "changed-since" for each in stops) and shown.may_agree:
            again = primary(_("Agree to it as it stands now"), name="agree-erasure")
            again.clicked.connect(self._agree)
            acts.append(again)
        if shown.may_erase:
            erase = danger(_("Erase the record for good"), name="erase-record", icon="trash")
            erase.clicked.connect(self._preview)
            if stops:
                erase.turn_off(_("Something above stops it."))
            acts.append(erase)
            notes.append(ReasonNote(erase))
        if shown.may_agree or shown.may_erase:
            off = quiet(_("Leave the record as it is"), name="call-off")
            off.clicked.connect(self._call_off)
            acts.append(off)
        if not acts:
            return [body(_("The data protection officer and a second person see to it."))]
        return [Flow(*acts, gap=12), *notes[:1]]

    def _agree(self) -> None:
        erasure_id = self._shown.id

        def act(work: UnitOfWork) -> None:
            agree(work, erasure_id)

        said = _("Kept: you agreed. The data protection officer can erase it.")
        self._desk.write(self._screen, act, lambda _n: self._screen.shell.say(said), self._refused)

    def _call_off(self) -> None:
        erasure_id = self._shown.id

        def act(work: UnitOfWork) -> None:
            call_off(work, erasure_id)

        said = _("Kept: the record stays as it is")
        self._desk.write(self._screen, act, lambda _n: self._screen.shell.say(said))

    def _preview(self) -> None:
        shown = self._shown
        sheet = Sheet(
            _("Erase the record for good?"), _("Erase the record for good"), name="erasing"
        )
        sheet.say(
            _(
                "The record of {name} goes: who the person is, every case and all in it, papers"
                " and recordings, drafts, each yes and no.",
                name=isolate(words.named(shown.person)),
            )
        )
        sheet.say(_("Nothing brings it back. There is no undo."))
        sheet.say(
            _("This laptop erases it at once, every other one at its next exchange."), second=True
        )
        sheet.agreed.connect(self._erase)
        self._screen.shell.open_sheet(sheet)

    def _erase(self) -> None:
        erasure_id = self._shown.id

        def act(work: UnitOfWork) -> None:
            carry_out(work, erasure_id)

        said = _("The record is erased here")
        self._desk.write(self._screen, act, lambda _n: self._screen.shell.say(said), self._refused)

    def _refused(self, error: KnownError) -> None:
        if isinstance(error, GateClosed):
            self.findings.show_findings([words.finding_words(each) for each in error.findings])
        else:
            self._desk.failed.emit(error)
